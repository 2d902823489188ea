"""Events taken out of the record: once that is settled, what proves the record goes on, and tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.archive.verify import verify_archive
from app.bangla.workdays import quarter_of
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.due import reminders
from app.services.posts import archive, archives, fixity, queue, review
from app.services.record import continuing, outside
from app.services.record.audit import audit
from app.services.record.chain import CLOCK_MOVED_BACK
from app.services.record.continuing import Open
from app.services.record.ledger import record
from app.services.record.outside import Standing
from app.services.reports import making
from app.work import Work
from tests.services.by_hand import by_hand
from tests.services.posts import write
from tests.services.refusals import refused

FIRST = "office.set_up"  # of a record without a keyring
REASON = "ডিস্কের ক্ষতি"


def approved(desk: Desk, me: int, text: str) -> None:
    draft = write(desk, me, text)
    review.approve(desk, draft.id, draft.version.digest, me)


@pytest.mark.parametrize("kind", [FIRST, "draft.checked"])
def test_archives_and_anchors_are_made_behind_an_event_that_is_gone(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path, kind: str
) -> None:
    me = office_of_one["Rahima"]
    approved(desk, me, "কৃষি মেলা রবিবার।")
    older = outside.save(desk, tmp_path, me)
    with by_hand(desk) as hand:
        first = "(SELECT MIN(id) FROM event WHERE kind = ?)"
        assert hand.execute(f"DELETE FROM event WHERE id = {first}", (kind,)).rowcount == 1
    while (open_ := continuing.to_settle(desk)) not in (None, Open.UNSIGNED):
        assert continuing.settle(desk, REASON, me) is open_
    approved(desk, me, "বই বিতরণ শুরু।")
    out = tmp_path / "out.zip"
    assert archive.export(desk, out, work=Work()).posts >= 1
    assert not verify_archive(out, Work()).problems
    told = {each.kind for each in audit(desk, Work(), against=out).problems}
    assert "removed" in told
    assert "not_in_archive" not in told
    newer = outside.save(desk, tmp_path, me)
    assert outside.check(desk, newer).standing is Standing.CONTINUES
    if kind == FIRST:  # a record is named by its first event
        assert refused(outside.check, desk, older) == "anchor.other_record"
    else:
        assert outside.check(desk, older).standing is Standing.ANOTHER


@pytest.mark.parametrize("body", ["x", "{}", "[1]"])
@pytest.mark.parametrize("kind", ["office.set_up", "archive.exported", "fixity.checked"])
def test_lists_and_reminders_go_on_behind_an_event_that_cannot_be_read(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path, kind: str, body: str
) -> None:
    me = office_of_one["Rahima"]
    approved(desk, me, "কৃষি মেলা রবিবার।")
    archive.export(desk, tmp_path / "first.zip", work=Work())
    fixity.check_fixity(desk, me, Work())
    with by_hand(desk) as hand:
        hand.execute("UPDATE event SET body = ? WHERE kind = ?", (body, kind))
    while (open_ := continuing.to_settle(desk)) not in (None, Open.UNSIGNED):
        assert continuing.settle(desk, REASON, me) is open_
    assert reminders.due(desk, reminders.today()) is not None
    assert len(archives.archives_made(desk)) == (kind != "archive.exported")
    assert (fixity.last_check(desk) is None) == (kind == "fixity.checked")
    approved(desk, me, "বই বিতরণ শুরু।")
    assert archive.export(desk, tmp_path / "second.zip", work=Work()).posts >= 1
    assert not audit(desk, Work()).ok


@pytest.mark.parametrize("body", ["x", "{}"])
def test_the_clock_a_history_and_a_report_go_on_behind_events_that_cannot_be_read(
    desk: Desk, office_of_one: dict[str, int], body: str
) -> None:
    me = office_of_one["Rahima"]
    approved(desk, me, "কৃষি মেলা রবিবার।")
    with desk.store.write():
        record(desk, CLOCK_MOVED_BACK, facts={"latest": now()})
    with by_hand(desk) as hand:
        hand.execute("UPDATE event SET body = ? WHERE kind LIKE 'draft.%' OR kind LIKE 'clock.%'", (body,))
    while (open_ := continuing.to_settle(desk)) not in (None, Open.UNSIGNED):
        assert continuing.settle(desk, REASON, me) is open_
    approved(desk, me, "বই বিতরণ শুরু।")
    assert {line.key for line in queue.history(desk, 1)} == {"other", "taken"}
    assert making.preview(desk, quarter_of(reminders.today())) is not None
