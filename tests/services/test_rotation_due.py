"""Due dates: rules on dates alone, and the record of what is due at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refusal
from app.models.tables import Account, Credential, Event, Member, Office
from app.services.base.clock import day_of, moment_of, now, stamp, stamp_of
from app.services.base.desk import Desk
from app.services.base.due_dates import DueState, due_on, due_state, standing_on
from app.services.base.enums import Role, RotationReason
from app.services.base.secret import Secret
from app.services.office.accounts import add_account
from app.services.office.views import AccountForm, Leave, MemberForm
from app.services.record.audit import audit
from app.services.record.ledger import change, create, record
from app.services.secrets import rotation
from app.services.secrets.rotation_due import days_between, due_at_once, settles, usable_by
from app.services.secrets.views import RotationForm, RotationStatus
from app.work import Work
from tests.services import seconded
from tests.services.test_team import credential

CHANGED = date(2026, 8, 27)
DUE = date(2026, 11, 25)


def test_ninety_days_later() -> None:
    assert due_on(CHANGED, 90) == DUE
    assert due_on(date(9999, 12, 1), 90) == date.max
    assert (days_between(None, 90), days_between(30, 90)) == (90, 30)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-15, DueState.FINE),
        (-14, DueState.SOON),
        (-1, DueState.SOON),
        (0, DueState.DUE),
        (1, DueState.OVERDUE),
        (400, DueState.OVERDUE),
    ],
)
def test_before_at_and_after_a_due_date(days: int, state: DueState) -> None:
    day = DUE + timedelta(days)
    assert due_state(day, DUE, 14) is state
    assert due_state(day, DUE, 14, at_once=True) is DueState.AT_ONCE
    assert due_state(day, None, 14) is DueState.FINE


def test_what_somebody_reminds_of_earlier_than_the_lead_is_soon_all_the_same() -> None:
    told = standing_on(DUE - timedelta(30), DUE, 14)
    assert (told.state, told.days, told.since) == (DueState.SOON, 30, DUE - timedelta(14))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_day_survives_being_kept(day: date) -> None:
    assert day_of(stamp_of(day)) == day


def kept(desk: Desk, by: int, account: int = 1, **columns: object) -> int:
    """A credential's row as `vault.add` writes it, without a keyring."""
    values: dict[str, object] = {
        "account": account,
        "label": "main",
        "slot": f"slot-{account}-{now()}",
        "backend": "keyring.backends.SecretService",
        "parts": ["password"],
        "allowed": [],
        "active": True,
        "created_at": now(),
        "due_since": "",
        "due_reason": "",
    }
    with desk.store.write():
        row = create(Credential, **{**values, **columns})
        record(desk, "credential.added", row, by=by)
        return int(row.id)


def status(desk: Desk, on: date, account: int = 1) -> RotationStatus:
    (found,) = [entry for entry in rotation.statuses(desk, on) if entry.account_id == account]
    return found


def test_the_due_date_moves_with_the_change(desk: Desk, me: int) -> None:
    nothing = status(desk, DUE)
    assert (nothing.due, nothing.last_change, nothing.state) == (None, None, DueState.FINE)
    rotation.record_change(desk, 1, RotationForm(at=moment_of(CHANGED), note="by phone"), me)
    due = status(desk, DUE)
    assert (due.due, due.days_left, due.state) == (DUE, 0, DueState.DUE)
    assert (due.policy.days, due.policy.source) == (90, "default")
    rotation.record_change(desk, 1, RotationForm(), me)
    assert status(desk, day_of(now())).state is DueState.FINE
    rotation.record_change(desk, 1, RotationForm(at=moment_of(CHANGED)), me)  # an older one, told later
    assert status(desk, day_of(now())).last_change == day_of(now())
    assert [(row.note, row.member) for row in rotation.history(desk, 1)][-1] == ("by phone", "Rahima")
    assert audit(desk, Work()).ok


def test_a_change_is_never_in_the_future(desk: Desk, me: int) -> None:
    with pytest.raises(Refusal) as refused:
        rotation.record_change(desk, 1, RotationForm(at=datetime.now(UTC) + timedelta(hours=1)), me)
    assert refused.value.key == "rotation.in_future"
    assert rotation.history(desk) == ()


def test_the_accounts_own_days_come_before_the_offices(desk: Desk, me: int) -> None:
    rotation.record_change(desk, 1, RotationForm(at=moment_of(CHANGED)), me)
    with desk.store.write():
        row = change(Office.get(), rotation_days=60, lead_days=5)
        record(desk, "office.changed", row, by=me)
    ours = status(desk, CHANGED)
    assert (ours.due, ours.policy.source) == (CHANGED + timedelta(60), "office")
    assert status(desk, CHANGED + timedelta(55)).state is DueState.SOON
    assert status(desk, CHANGED + timedelta(54)).state is DueState.FINE
    with desk.store.write():
        row = change(Account.get_by_id(1), rotation_days=30, rotation_source="ICT Division")
        record(desk, "account.changed", row, by=me)
    own = status(desk, CHANGED)
    assert (own.due, own.policy.note) == (CHANGED + timedelta(30), "ICT Division")


def test_a_kept_password_of_unknown_age_is_due_since_it_was_entered(desk: Desk, me: int) -> None:
    kept(desk, me, created_at=stamp_of(CHANGED))
    found = status(desk, DUE)
    assert (found.last_change, found.due, found.state) == (None, CHANGED, DueState.OVERDUE)


def test_one_who_left_and_a_leak_are_due_at_once(desk: Desk, me: int) -> None:
    first, second = kept(desk, me), kept(desk, me, account=2, allowed=[me])
    with desk.store.write():
        assert usable_by(me) == (first, second)
        due_at_once(desk, usable_by(me), RotationReason.PERSON_LEFT, me)
    rotation.compromised(desk, first, "seen on a screen", me)
    due_at_once(desk, (first,), RotationReason.PERSON_LEFT, me)
    one, two = status(desk, CHANGED), status(desk, CHANGED, account=2)
    assert (one.state, one.at_once_reason) == (DueState.AT_ONCE, RotationReason.COMPROMISED)
    assert two.at_once_reason is RotationReason.PERSON_LEFT
    with desk.store.read():
        told = [row for row in Event.select() if row.kind == "credential.due_at_once"]
        assert [len(row.body["rows"]) for row in told] == [2, 1]
    assert audit(desk, Work()).ok


def test_only_a_change_after_the_leak_settles_it(desk: Desk, me: int) -> None:
    """The keyring is not asked where it holds no password: this one keeps its recovery codes only."""
    id_ = kept(desk, me, parts=["recovery"])
    rotation.compromised(desk, id_, "", me)
    yesterday = RotationForm(at=datetime.now(UTC) - timedelta(days=1))
    rotation.record_change(desk, 1, yesterday, me, credential_id=id_)
    assert {entry.state for entry in rotation.statuses(desk, DUE) if entry.credential_id == id_} == {
        DueState.AT_ONCE
    }
    rotation.record_change(desk, 1, RotationForm(RotationReason.COMPROMISED), me, credential_id=id_)
    assert not any(entry.credential_id == id_ for entry in rotation.statuses(desk, DUE))


def test_a_password_kept_elsewhere_is_due_when_somebody_who_decided_left(
    desk: Desk, team: dict[str, int]
) -> None:
    """Clause 6.1.e: what they knew they still know. A drafter never knew it."""
    me = team["Rahima"]
    rotation.record_change(desk, 1, RotationForm(at=moment_of(CHANGED)), me)

    def leave(name: str) -> None:
        with desk.store.write():
            row = change(Member.get_by_id(team[name]), active=False, left_at=now())
            record(desk, "member.left", row, by=me)

    leave("Jamal")
    assert [entry.state for entry in rotation.statuses(desk, DUE)] == [DueState.DUE, DueState.FINE]
    leave("Karim")
    found = rotation.statuses(desk, DUE)
    assert [entry.at_once_reason for entry in found] == [RotationReason.PERSON_LEFT] * 2
    rotation.record_change(desk, 1, RotationForm(RotationReason.PERSON_LEFT), me)
    assert [entry.state for entry in rotation.statuses(desk, DUE)] == [DueState.FINE, DueState.AT_ONCE]


def test_a_change_at_the_very_moment_settles_what_is_due() -> None:
    at = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert settles(at, due_since=at)
    assert settles(at + timedelta(microseconds=1), due_since=at)
    assert not settles(at - timedelta(microseconds=1), due_since=at)


def test_the_same_reason_again_is_no_second_event(desk: Desk, me: int) -> None:
    id_ = kept(desk, me)
    for note in ("seen on a screen", "seen again"):
        rotation.compromised(desk, id_, note, me)
    with desk.store.read():
        told = [row for row in Event.select() if row.kind == "credential.due_at_once"]
    assert [row.body["note"] for row in told] == ["seen on a screen"]


def test_who_left_before_an_account_was_there_never_knew_its_password(
    desk: Desk, team: dict[str, int]
) -> None:
    me = team["Rahima"]
    joins = [MemberForm("Habib", Role.MODERATOR)]
    seconded.change_team(desk, joins=joins, leaves=[Leave(team["Karim"])], by=me)
    page = add_account(desk, AccountForm("youtube", "our.tube", "Ours"), me)
    assert status(desk, DUE).at_once_reason is RotationReason.PERSON_LEFT
    found = status(desk, DUE, account=page)
    assert (found.state, found.at_once_since, found.at_once_reason) == (DueState.FINE, None, None)


def test_what_cannot_be_recorded_is_refused(desk: Desk, team: dict[str, int]) -> None:
    me = team["Rahima"]
    first = kept(desk, me, allowed=[me])

    def refused(key: str, account: int, by: int, *, form: RotationForm | None = None, **rest: object) -> None:
        with pytest.raises(Refusal) as refusal:
            rotation.record_change(desk, account, form or RotationForm(), by, **rest)  # type: ignore[arg-type]
        assert refusal.value.key == key

    refused("rotation.password_wanted", 1, me)
    refused("vault.not_yours", 1, team["Karim"])
    refused("review.drafter_cannot", 2, team["Jamal"])
    refused("rotation.nowhere_to_keep", 2, me, new=Secret("x"))
    refused("rotation.no_credential", 2, me, credential_id=first)
    refused("rotation.reason", 2, me, form=RotationForm(RotationReason.FIRST))
    refused("office.no_account", 9, me)
    kept(desk, me, label="second")
    refused("rotation.which_credential", 1, me)
    assert rotation.history(desk) == ()


def test_the_owner_records_the_change_of_a_personal_account(desk: Desk, team: dict[str, int]) -> None:
    """Clause 6.2.d: their own declaration, for reminders; a drafter has one too."""
    with desk.store.write():
        row = change(Account.get_by_id(2), kind="personal", owner=team["Jamal"])
        record(desk, "account.changed", row, by=team["Jamal"])
    rotation.record_change(desk, 2, RotationForm(at=moment_of(CHANGED)), team["Jamal"])
    found = status(desk, DUE, account=2)
    assert found.personal
    assert found.state is DueState.DUE


def test_entering_a_login_keeps_what_is_known_of_the_last_change(desk: Desk, me: int) -> None:
    """A password overdue before its login was kept here is overdue after, and nothing is changed today."""
    long_ago = datetime.now(UTC) - timedelta(days=200)
    rotation.record_change(desk, 1, RotationForm(at=long_ago), me)
    assert rotation.last_change(desk, 1) == day_of(stamp(long_ago))
    login = credential(desk, 1, "page", [])
    [kept] = [one for one in rotation.statuses(desk, day_of(now())) if one.credential_id == login]
    assert (kept.last_change, kept.state) == (day_of(stamp(long_ago)), DueState.OVERDUE)
