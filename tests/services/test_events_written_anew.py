"""Events written anew by hand without a signature, or hidden: no decision stands on what is left."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.canonical import canonical
from app.checks.types import Severity
from app.models.engines.address import OfficeAddress
from app.models.tables import Passphrase
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import State
from app.services.base.secret import Secret
from app.services.checking import office_rules
from app.services.checking.rule_views import TermForm
from app.services.office import office, sign_in
from app.services.office.views import OfficeForm
from app.services.posts import review
from app.services.record import continuing, outside
from app.services.record.audit import audit
from app.services.record.chain import EVENTS, Sealed, sealed
from app.work import Work
from tests.services.by_hand import by_hand, changed
from tests.services.memory_keyring import memory_keyring
from tests.services.posts import write
from tests.services.refusals import refused

FIRST, SECOND = Secret("শাপলা নদীর ধারে সকাল"), Secret("seven boats near the ghat")
FORM = OfficeForm("নমুনা উপজেলা শিক্ষা অফিস", "Another Name")


@pytest.fixture
def keyring() -> Iterator[None]:
    with memory_keyring():
        yield


def newest(desk: Desk, kind: str) -> Sealed:
    with by_hand(desk) as hand:
        row = hand.execute(f"{EVENTS} WHERE kind = ? ORDER BY id DESC LIMIT 1", (kind,)).fetchone()
    return sealed(tuple(row))


def write_anew(desk: Desk, event: Sealed, edit: Callable[[dict[str, Any]], None]) -> None:
    """Put another body into an event, with a hash that fits and no signature."""
    body = json.loads(event.link.body)
    edit(body)
    link = replace(event.link, body=canonical(body).decode())
    values = (link.body, link.hash(), link.id)
    with by_hand(desk) as hand:
        hand.execute("UPDATE event SET body = ?, hash = ?, signature = '', key = '' WHERE id = ?", values)


def one_approval(body: dict[str, Any]) -> None:
    body["rows"][0]["approvals"] = 1


@pytest.mark.usefixtures("keyring")
def test_a_setting_written_anew_without_its_signature_is_no_setting(desk: Desk, team: dict[str, int]) -> None:
    office.change_office(desk, FORM, team["Selina"])
    write(desk, team["Jamal"], "আরেকটি পোস্ট।")  # behind the event stands one about something else
    draft = write(desk, team["Jamal"])
    seen = draft.version.digest
    changed(desk, "UPDATE office SET approvals = 1")
    write_anew(desk, newest(desk, "office.changed"), one_approval)
    assert refused(review.approve, desk, draft.id, seen, team["Karim"]) == "record.office_differs"
    trouble = outside.trouble(desk)
    assert trouble is not None
    assert trouble.key == "record.office_differs"


def test_an_event_of_before_the_first_key_is_covered_by_that(
    tmp_path: Path, desk: Desk, team: dict[str, int], office_on_server: OfficeAddress | None
) -> None:
    desk.close()
    with memory_keyring(), closing(open_desk(tmp_path / "data", str(office_on_server or ""))) as keyed:
        draft = write(keyed, team["Rahima"])
        event = newest(keyed, "member.joined")
        assert not event.signature
        assert json.loads(event.link.body)["rows"][0]["name"] == "Jamal"
        changed(keyed, "UPDATE member SET role = 'moderator' WHERE name = 'Jamal'")
        write_anew(keyed, event, lambda body: body["rows"][0].update(role="moderator"))
        seen = draft.version.digest
        assert refused(review.approve, keyed, draft.id, seen, team["Jamal"]) == "record.office_differs"


@pytest.mark.parametrize(
    "hide",
    ["DELETE FROM event WHERE id = ?", "UPDATE event SET kind = 'draft.checked' WHERE id = ?"],
    ids=["deleted", "of another kind"],
)
def test_a_setting_whose_event_is_hidden_does_not_go_back(
    desk: Desk, team: dict[str, int], hide: str
) -> None:
    office.change_office(desk, replace(FORM, approvals_needed=3), team["Selina"])
    write(desk, team["Jamal"], "আরেকটি পোস্ট।")
    draft = write(desk, team["Jamal"])
    number = newest(desk, "office.changed").link.id
    changed(desk, "UPDATE office SET approvals = NULL")
    with by_hand(desk) as hand:
        hand.execute(hide, (number,))
    seen = draft.version.digest
    assert refused(review.approve, desk, draft.id, seen, team["Karim"]) == "record.office_differs"
    continuing.settle(desk, "আইটি শাখা দেখেছে", team["Rahima"], team["Karim"])
    assert outside.trouble(desk) is None
    assert review.approve(desk, draft.id, seen, team["Karim"]) is State.PENDING
    assert not audit(desk, Work()).ok, "named for ever"


def test_a_passphrase_whose_event_is_hidden_does_not_go_back(desk: Desk, team: dict[str, int]) -> None:
    selina = team["Selina"]
    sign_in.set_first(desk, selina, FIRST)
    with desk.store.read():
        before = Passphrase.get().hash
    sign_in.change(desk, selina, FIRST, SECOND)
    write(desk, team["Jamal"])
    with by_hand(desk) as hand:
        hand.execute("UPDATE passphrase SET hash = ?", (before,))
        hand.execute("DELETE FROM event WHERE kind = 'passphrase.changed'")
    assert refused(sign_in.sign_in, desk, selina, FIRST) == "signin.not_recorded"
    continuing.settle(desk, "আইটি শাখা দেখেছে", team["Rahima"], team["Karim"])
    assert refused(sign_in.sign_in, desk, selina, FIRST) == "signin.none_set"


def test_an_own_term_whose_event_is_hidden_does_not_go(desk: Desk, team: dict[str, int]) -> None:
    office_rules.add_term(desk, TermForm("পদ্মা প্রকল্প", "7.b", Severity.BLOCK), team["Selina"])
    write(desk, team["Jamal"], "আরেকটি পোস্ট।")
    draft = write(desk, team["Jamal"])
    changed(desk, "DELETE FROM office_rule", "DELETE FROM event WHERE kind = 'rules.term_added'")
    seen = draft.version.digest
    assert refused(review.approve, desk, draft.id, seen, team["Karim"]) == "record.office_differs"


@pytest.mark.usefixtures("keyring")
def test_the_work_goes_on_where_nothing_was_written_anew(desk: Desk, team: dict[str, int]) -> None:
    office.change_office(desk, FORM, team["Selina"])
    draft = write(desk, team["Jamal"])
    seen = draft.version.digest
    assert review.approve(desk, draft.id, seen, team["Rahima"]) is State.PENDING
    assert review.approve(desk, draft.id, seen, team["Karim"]) is State.APPROVED
    assert audit(desk, Work()).ok
