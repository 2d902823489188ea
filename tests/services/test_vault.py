"""Credentials against the real keyring: kept or not at all, seen by those who may, every view an event."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from peewee import OperationalError

from app.errors import MissingEnvironment, Refusal
from app.models.tables import Account, Credential, DeskSetting, Event, PasswordMark, Rotation
from app.services.base.desk import Desk
from app.services.base.enums import RotationReason, SecretPart
from app.services.base.secret import Secret
from app.services.record.audit import audit
from app.services.record.ledger import change, record
from app.services.secrets import keyring_writes, reuse, rotation_guide, vault
from app.services.secrets.value_names import all_names, value_name
from app.services.secrets.views import CredentialForm
from app.work import Work
from tests.helpers import keyring_faults
from tests.helpers.days import today

pytestmark = pytest.mark.keyring

PASSWORD = Secret("Vq7#mZt2-pRw9")
TOTP_KEY = "JBSWY3DPEHPK3PXPJBSWY3DP"


def form(label: str = "main admin", password: Secret = PASSWORD, **others: object) -> CredentialForm:
    parts = {SecretPart.LOGIN: Secret("page@example.gov.bd"), SecretPart.PASSWORD: password}
    return CredentialForm(label, parts, **others)  # type: ignore[arg-type]


def kinds(desk: Desk) -> list[str]:
    with desk.store.read():
        return [row.kind for row in Event.select().order_by(Event.id)]


def in_keyring(desk: Desk) -> list[str]:
    """Every name of every credential that the keyring holds."""
    with desk.store.read():
        slots = [row.slot for row in Credential.select()]
    return [name for slot in slots for name in all_names(slot) if desk.keyring.get(name) is not None]


@pytest.fixture
def me(desk: Desk, team: dict[str, int]) -> int:
    return team["Rahima"]


@pytest.fixture
def slots(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The slots that `add` makes, also those of which no row tells."""
    made: list[str] = []
    real = vault.new_slot

    def new_slot() -> str:
        made.append(real())
        return made[-1]

    monkeypatch.setattr(vault, "new_slot", new_slot)
    return made


def refused(call: object, key: str) -> None:
    with pytest.raises(Refusal) as refusal:
        call()  # type: ignore[operator]
    assert refusal.value.key == key


def test_what_is_kept_is_shown_to_those_who_may(desk: Desk, team: dict[str, int], me: int) -> None:
    id_ = vault.add(desk, 1, form(allowed=(me, team["Karim"])), me)
    view = vault.credential(desk, id_)
    assert view.parts == (SecretPart.LOGIN, SecretPart.PASSWORD)
    assert view.keyring == "Secret Service"
    assert vault.reveal(desk, id_, SecretPart.PASSWORD, me) == PASSWORD
    assert vault.copied(desk, id_, SecretPart.LOGIN, team["Karim"]).reveal() == "page@example.gov.bd"
    assert kinds(desk)[-3:] == ["credential.added", "credential.shown", "credential.copied"]
    refused(lambda: vault.reveal(desk, id_, SecretPart.PASSWORD, team["Selina"]), "vault.not_yours")
    refused(lambda: vault.reveal(desk, id_, SecretPart.PASSWORD, team["Jamal"]), "review.drafter_cannot")
    refused(lambda: vault.reveal(desk, id_, SecretPart.NOTES, me), "vault.no_such_part")
    assert kinds(desk)[-1] == "credential.copied", "a refused view is no view"
    assert audit(desk, Work()).ok


def test_a_drafter_and_a_personal_account_keep_nothing(desk: Desk, team: dict[str, int], me: int) -> None:
    refused(lambda: vault.add(desk, 1, form(), team["Jamal"]), "review.drafter_cannot")
    refused(lambda: vault.add(desk, 1, form(allowed=(team["Jamal"],)), me), "review.drafter_cannot")
    with desk.store.write():
        record(desk, "account.changed", change(Account.get_by_id(2), kind="personal", owner=me), by=me)
    refused(lambda: vault.add(desk, 2, form(), me), "vault.personal")
    assert vault.credentials(desk) == ()


def test_what_is_missing_or_wrong_is_refused_and_keeps_nothing(desk: Desk, me: int, slots: list[str]) -> None:
    vault.add(desk, 1, form(), me)
    another = Secret("another-Password-77")
    refused(lambda: vault.add(desk, 1, form(" main  admin ", another), me), "vault.label_taken")
    refused(lambda: vault.add(desk, 1, form(" "), me), "vault.label_missing")
    refused(lambda: vault.add(desk, 9, form(), me), "office.no_account")
    refused(
        lambda: vault.add(desk, 1, CredentialForm("b", {SecretPart.NOTES: Secret(" ")}), me), "vault.empty"
    )
    for value, key in (
        ("a\0b", "vault.unwritable"),
        ("a\ud800", "vault.unwritable"),
        ("x" * 20_000, "keyring.too_long"),
    ):
        notes = CredentialForm("b", {SecretPart.LOGIN: Secret("l"), SecretPart.NOTES: Secret(value)})
        refused(lambda notes=notes: vault.add(desk, 1, notes, me), key)
    totp = CredentialForm("b", {SecretPart.TOTP: Secret("no key")})
    refused(lambda: vault.add(desk, 1, totp, me), "totp.unreadable")
    assert all(desk.keyring.get(name) is None for slot in slots[1:] for name in all_names(slot))
    assert len(vault.credentials(desk)) == 1


def test_a_password_used_elsewhere_is_refused(desk: Desk, me: int) -> None:
    first = vault.add(desk, 1, form(), me)
    refused(lambda: vault.add(desk, 2, form(), me), "reuse.used")
    refused(lambda: vault.add(desk, 1, form("second"), me), "reuse.used")
    vault.retire(desk, first, me)
    refused(lambda: vault.add(desk, 2, form(), me), "reuse.used")
    vault.add(desk, 1, form(), me)  # entered again, on the account it belongs to


def test_the_last_24_passwords_are_remembered_and_no_more(desk: Desk, me: int) -> None:
    id_ = vault.add(desk, 1, form(), me)
    with desk.store.write():
        row = Credential.get_by_id(id_)
        for number in range(reuse.REMEMBERED):
            with pytest.raises(Refusal):
                reuse.refuse_used(reuse.mark_of(desk, PASSWORD))
            reuse.remember(row, reuse.mark_of(desk, Secret(f"password-{number}")))
        reuse.refuse_used(reuse.mark_of(desk, PASSWORD))
        assert PasswordMark.select().count() == reuse.REMEMBERED


def test_when_the_record_fails_the_keyring_is_put_back(
    desk: Desk, me: int, slots: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = vault.add(desk, 1, form(), me)
    before = len(kinds(desk))

    def full(*_: object, **__: object) -> None:
        told = sqlite3.OperationalError("database or disk is full")
        told.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise OperationalError from told

    monkeypatch.setattr(vault, "record", full)
    refused(lambda: vault.add(desk, 2, form("b", Secret("another-Password-77")), me), "database.disk_full")
    changes = {SecretPart.LOGIN: None, SecretPart.NOTES: Secret("a note")}
    refused(lambda: vault.set_parts(desk, id_, changes, me), "database.disk_full")
    monkeypatch.undo()
    assert all(desk.keyring.get(name) is None for slot in slots[1:] for name in all_names(slot))
    assert vault.reveal(desk, id_, SecretPart.LOGIN, me).reveal() == "page@example.gov.bd"
    assert SecretPart.NOTES not in vault.credential(desk, id_).parts
    assert desk.keyring.get(value_name(slots[0], SecretPart.NOTES)) is None
    assert len(kinds(desk)) == before + 1


def test_when_the_keyring_fails_nothing_is_recorded(desk: Desk, me: int) -> None:
    id_ = vault.add(desk, 1, form(), me)
    before = kinds(desk)
    with keyring_faults.locked():
        other = form("b", Secret("another-Password-77"))
        for call in (
            lambda: vault.add(desk, 2, other, me),
            lambda: vault.reveal(desk, id_, SecretPart.LOGIN, me),
            lambda: vault.set_parts(desk, id_, {SecretPart.LOGIN: Secret("x")}, me),
        ):
            refused(call, "keyring.locked")
    assert kinds(desk) == before
    assert vault.reveal(desk, id_, SecretPart.LOGIN, me).reveal() == "page@example.gov.bd"


def test_a_value_deleted_from_outside_is_said_to_be_lost(desk: Desk, me: int) -> None:
    id_ = vault.add(desk, 1, form(), me)
    for name in in_keyring(desk):
        desk.keyring.delete(name)
    refused(lambda: vault.reveal(desk, id_, SecretPart.PASSWORD, me), "vault.lost")


def test_parts_are_added_changed_and_forgotten(desk: Desk, me: int) -> None:
    id_ = vault.add(desk, 1, form(), me)
    vault.set_parts(desk, id_, {SecretPart.TOTP: Secret(TOTP_KEY.lower()), SecretPart.LOGIN: None}, me)
    assert vault.credential(desk, id_).parts == (SecretPart.PASSWORD, SecretPart.TOTP)
    assert len(in_keyring(desk)) == 2
    assert len(vault.totp(desk, id_, me).at(datetime.now(UTC)).digits) == 6
    assert kinds(desk)[-2:] == ["credential.changed", "credential.code_shown"]
    for value in (Secret("new"), None):
        changes = {SecretPart.PASSWORD: value}
        refused(lambda changes=changes: vault.set_parts(desk, id_, changes, me), "vault.password_by_rotation")


def test_who_may_use_it_is_changed_by_those_who_may(desk: Desk, team: dict[str, int], me: int) -> None:
    id_ = vault.add(desk, 1, form(allowed=(me,)), me)
    refused(lambda: vault.set_allowed(desk, id_, (), team["Karim"]), "vault.not_yours")
    refused(lambda: vault.set_allowed(desk, id_, (team["Karim"],), me), "vault.yourself_left_out")
    vault.set_allowed(desk, id_, (team["Karim"],), team["Selina"])  # the authority
    refused(lambda: vault.reveal(desk, id_, SecretPart.LOGIN, me), "vault.not_yours")
    vault.rename(desk, id_, "editor", team["Karim"])
    assert vault.credential(desk, id_).label == "editor"


def test_a_retired_credential_leaves_the_keyring(desk: Desk, me: int) -> None:
    id_ = vault.add(desk, 1, form(), me)
    with keyring_faults.locked():
        refused(lambda: vault.retire(desk, id_, me), "vault.not_erased")
    assert vault.credentials(desk) == ()
    assert len(in_keyring(desk)) == 2
    refused(lambda: vault.reveal(desk, id_, SecretPart.PASSWORD, me), "vault.retired")
    vault.retire(desk, id_, me)
    assert in_keyring(desk) == []
    assert vault.credential(desk, id_).parts == ()
    assert kinds(desk)[-2:] == ["credential.retired", "credential.erased"]
    assert audit(desk, Work()).ok


def test_what_another_keyring_holds_is_not_looked_for_in_this_one(desk: Desk, me: int) -> None:
    id_ = vault.add(desk, 1, form(), me)
    with desk.store.write():
        row = change(Credential.get_by_id(id_), backend="keyring.backends.kwallet")
        record(desk, "credential.moved", row, by=me)
    with pytest.raises(MissingEnvironment) as refusal:
        vault.reveal(desk, id_, SecretPart.PASSWORD, me)
    assert refusal.value.params == {"kept": "KWallet", "now": "Secret Service"}
    assert len(in_keyring(desk)) == 2


def test_the_day_of_the_last_change_is_recorded_if_known(desk: Desk, me: int) -> None:
    day = today()
    vault.add(desk, 1, form(changed_on=day.replace(year=day.year - 1, day=1)), me)
    with desk.store.read():
        (first,) = Rotation.select()
        assert first.reason == RotationReason.FIRST
        assert first.at < first.recorded_at
    later = form("b", Secret("another-Password-77"), changed_on=day.replace(year=day.year + 1, day=1))
    refused(lambda: vault.add(desk, 1, later, me), "rotation.in_future")


def test_what_a_killed_program_kept_without_a_record_is_swept(
    desk: Desk, me: int, slots: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """As if the power went: nothing is put back."""

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(vault, "record", killed)
        dying.setattr(keyring_writes, "write_value", _only_writes(keyring_writes.write_value))
        with pytest.raises(Killed):
            vault.add(desk, 1, form(), me)
    left = [value_name(slots[0], part) for part in (SecretPart.LOGIN, SecretPart.PASSWORD)]
    assert all(desk.keyring.get(name) is not None for name in left)
    vault.add(desk, 1, form("second", Secret("another-Password-77")), me)
    assert all(desk.keyring.get(name) is not None for name in left), "another program may be filling it"
    with desk.store.write():
        DeskSetting.update(value="2020-01-01T00:00:00.000000Z").where(
            DeskSetting.key.endswith(slots[0])
        ).execute()
    vault.add(desk, 1, form("third", Secret("third-Password-88")), me)
    assert all(desk.keyring.get(name) is None for name in left)
    with desk.store.read():
        assert not DeskSetting.select().where(DeskSetting.key.startswith("slot-in-hand")).exists()


def _only_writes(real: Callable[..., None]) -> Callable[..., None]:
    def write(desk: Desk, name: str, value: str | None, backend: str) -> None:
        if value is not None:
            real(desk, name, value, backend)

    return write


FAULTS = {
    "stopped": (keyring_faults.stopped, {"keyring.silent"}),
    # The bus starts another at once, which a busy machine may take longer for than a call waits.
    "killed": (keyring_faults.killed, {"keyring.locked", "keyring.absent", "keyring.silent"}),
    "locked": (keyring_faults.locked, {"keyring.locked"}),
    "no bus": (keyring_faults.no_bus, {"keyring.absent"}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_under_each_fault_one_sentence_and_nothing_lost(desk: Desk, me: int, fault: str) -> None:
    """Also in the middle of a rotation, which goes on where it was once the keyring is back."""
    harm, expected = FAULTS[fault]
    id_ = vault.add(desk, 1, form(), me)
    rotation_guide.start(desk, id_, RotationReason.PLANNED, Secret("kQ7#vT2-pW9xMj"), me)
    rotation_guide.new_password(desk, id_, me)
    rotation_guide.confirm(desk, id_, me)
    desk.keyring._seconds = 0.5
    with harm():
        for call in (
            lambda: rotation_guide.finish(desk, id_, me),
            lambda: vault.reveal(desk, id_, SecretPart.PASSWORD, me),
            lambda: vault.add(desk, 2, form("b", Secret("another-Password-77")), me),
        ):
            with pytest.raises(MissingEnvironment) as refusal:
                call()
            assert refusal.value.key in expected
    desk.keyring._seconds = 10.0
    assert vault.reveal(desk, id_, SecretPart.PASSWORD, me) == PASSWORD
    assert rotation_guide.finish(desk, id_, me)
    assert vault.reveal(desk, id_, SecretPart.PASSWORD, me).reveal() == "kQ7#vT2-pW9xMj"
    assert [view.account_id for view in vault.credentials(desk)] == [1]
    assert audit(desk, Work()).ok
