"""What was recorded while the clock was years ahead settles no reminder once the clock is right again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.models.tables import Response, Rotation
from app.services.base.clock import stamp
from app.services.base.desk import Desk
from app.services.base.enums import DueKind, ResponseKind, RotationReason
from app.services.due import reminders
from app.services.record import ledger
from app.services.record.last_anchor import SAVED
from app.services.record.last_fixity import CHECKED
from app.services.record.ledger import change, create, record
from app.services.responses.register import add
from app.services.responses.views import ResponseForm
from app.services.secrets import rotation
from app.services.secrets.views import RotationForm

TODAY = datetime.now(UTC)
AHEAD = TODAY + timedelta(days=900)


def told(desk: Desk) -> set[DueKind]:
    return {row.kind for row in reminders.due(desk, reminders.today())}


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(ledger, "now", lambda: stamp(moment))


def test_a_change_of_a_password_in_years_to_come_makes_it_fresh_for_none(
    desk: Desk, office_of_one: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    me = office_of_one["Rahima"]
    rotation.record_change(desk, 1, RotationForm(at=TODAY - timedelta(days=200)), me)
    assert DueKind.ROTATION in told(desk)
    at(monkeypatch, AHEAD)
    with desk.store.write():
        values = {"account": 1, "member": me, "at": stamp(AHEAD), "recorded_at": stamp(AHEAD), "note": ""}
        record(desk, "rotation.recorded", create(Rotation, reason=RotationReason.PLANNED.value, **values))
    at(monkeypatch, TODAY)
    assert DueKind.ROTATION in told(desk)


def test_an_anchor_and_a_check_in_years_to_come_are_wanted_again(
    desk: Desk, office_of_one: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, TODAY - timedelta(days=700))
    for kind in (SAVED, CHECKED):
        with desk.store.write():
            record(desk, kind)
    wanted = {DueKind.ANCHOR, DueKind.FIXITY}
    assert wanted <= told(desk)
    at(monkeypatch, AHEAD)
    for kind in (SAVED, CHECKED):
        with desk.store.write():
            record(desk, kind)
    at(monkeypatch, TODAY)
    assert wanted <= told(desk)


def test_a_citizen_who_wrote_in_years_to_come_is_waiting_today(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    id_ = add(desk, ResponseForm(1, ResponseKind.QUESTION, "কখন খোলা?"), me)
    assert DueKind.RESPONSE not in told(desk)
    with desk.store.write():
        day = (AHEAD + timedelta(days=3)).date().isoformat()
        row = change(Response.get_by_id(id_), received_at=stamp(AHEAD), due=day)
        record(desk, "response.added", row, by=me)
    assert DueKind.RESPONSE in told(desk)
