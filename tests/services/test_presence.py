"""Who has a draft open at another desk: known while their connection lives, and no longer."""

from __future__ import annotations

import select
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import MissingEnvironment
from app.models.engines.address import OfficeAddress
from app.models.tables import OpenDraft
from app.services.base.desk import Desk, open_desk
from app.services.posts import presence
from app.services.record import news
from app.services.record.audit import audit
from app.services.record.news import Listening
from app.work import Work
from tests.helpers.postgresql import running_server
from tests.services.posts import write

pytestmark = pytest.mark.postgresql


@pytest.fixture
def elsewhere(tmp_path: Path, office_on_server: OfficeAddress) -> Iterator[Desk]:
    desk = open_desk(tmp_path / "elsewhere", str(office_on_server))
    yield desk
    desk.close()


def listening(desk: Desk) -> Listening:
    found = news.listening(desk)
    assert found is not None
    return found


def test_a_colleague_is_seen_while_a_draft_is_open(desk: Desk, elsewhere: Desk, team: dict[str, int]) -> None:
    draft = write(desk, team["Jamal"]).id
    with closing(listening(desk)) as here, closing(listening(elsewhere)) as there:
        presence.show(desk, here.key, draft, team["Rahima"])
        assert select.select([there], [], [], 20)[0], "told at once"
        assert [each.kind for each in there.heard()] == [news.WINDOW]
        (seen,) = presence.elsewhere(elsewhere, there.key)
        assert (seen.draft, seen.member) == (draft, "Rahima")
        assert presence.elsewhere(desk, here.key) == (), "nobody is told of themselves"
        presence.show(elsewhere, there.key, draft, team["Karim"])
        assert [one.member for one in presence.elsewhere(desk, here.key)] == ["Karim"]
        presence.show(desk, here.key, None, team["Rahima"])
        assert presence.elsewhere(elsewhere, there.key) == ()
    assert audit(desk, Work()).ok


def test_it_goes_with_the_connection(
    desk: Desk, elsewhere: Desk, team: dict[str, int], office_on_server: OfficeAddress
) -> None:
    draft = write(desk, team["Jamal"]).id
    with closing(listening(elsewhere)) as there:
        here = listening(desk)
        presence.show(desk, here.key, draft, team["Rahima"])
        assert presence.elsewhere(elsewhere, there.key)
        here.close()
        while presence.elsewhere(elsewhere, there.key):
            pass  # the server ends its side by itself
        with closing(listening(desk)) as again:
            presence.show(desk, again.key, draft, team["Rahima"])
            with desk.store.read():
                assert OpenDraft.select().count() == 1, "what was left behind is taken away"
            with running_server() as server:
                server.run(
                    "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity"  # waits for each
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()",
                    database=office_on_server.database,
                )
            with pytest.raises(MissingEnvironment):
                while True:
                    select.select([there], [], [], 20)
                    there.heard()
            assert presence.elsewhere(elsewhere, 0) == ()
