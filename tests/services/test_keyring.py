"""The signing key against the real Secret Service, and each way a keyring fails."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import Refusal
from app.models.tables import DeskSetting
from app.services.base.desk import DESK_ID, SIGNING_KEYRING, Desk, open_desk
from app.services.posts import archive, review, verifying
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.debian_tools import debian_tool
from tests.services.posts import write
from tests.services.test_audit import kinds, tampered

pytestmark = pytest.mark.keyring

WITH_KEYRING = Path(__file__).parent.parent / "helpers" / "with_keyring.sh"


@pytest.fixture
def approved(desk: Desk, office_of_one: dict[str, int]) -> Desk:
    draft = write(desk, office_of_one["Rahima"])
    review.approve(desk, draft.id, draft.version.digest, office_of_one["Rahima"])
    return desk


def test_the_record_and_the_archive_are_signed(approved: Desk, tmp_path: Path) -> None:
    signer = approved.keys.signer()
    assert signer is not None
    report = audit(approved, Work())
    assert report.ok
    assert report.signed
    out = tmp_path / "archive"
    assert archive.export(approved, out, work=Work()).signed
    verification = verifying.verify(out, Work())
    assert verification.ok
    assert verification.signed_by
    minisign = debian_tool("minisign")
    public = base64.b64encode(b"Ed" + signer.key_id + signer.public_key).decode("ascii")
    told = subprocess.run(
        [minisign, "-V", "-m", "tagmanifest-sha256.txt", "-P", public],
        cwd=out,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert told.returncode == 0, told.stderr


def test_the_key_survives_a_restart_and_is_in_no_file(approved: Desk, tmp_path: Path) -> None:
    signer = approved.keys.signer()
    assert signer is not None
    archive.export(approved, tmp_path / "archive", work=Work())
    approved.store.close()
    reopened = open_desk(approved.folder.path)
    try:
        again = reopened.keys.signer()
        assert again is not None
        assert again.public_key == signer.public_key
    finally:
        reopened.close()
    raw = signer.key.private_bytes_raw()
    secrets = (raw, raw.hex().encode(), base64.b64encode(raw))
    for file in tmp_path.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not any(secret in content for secret in secrets), file


def test_another_keyring_never_makes_a_second_key_unasked(approved: Desk) -> None:
    """With the key's keyring out of force the record goes on unsigned, and says which keyring it misses."""
    approved.anchor.close()
    for name in (approved.keys._name, *approved.anchor.names):  # they are in the other one, not in this
        approved.keyring.delete(name)
    _name_keyring(approved, "keyring.backends.kwallet")
    approved.close()
    reopened = open_desk(approved.folder.path)
    try:
        draft = write(reopened, 1)
        review.approve(reopened, draft.id, draft.version.digest, 1)
        problem = reopened.keys.problem
        assert reopened.keys.signer() is None
        assert problem is not None
        assert (problem.key, problem.params["kept"]) == ("keyring.other_backend", "KWallet")
        report = audit(reopened, Work())
        assert kinds(report) == {"unsigned"}
        assert not report.signed
        assert [(note.kind, note.reason) for note in report.notes] == [("anchor_unasked", "KWallet")]
        assert all(
            reopened.keyring.get(name) is None for name in (reopened.keys._name, *reopened.anchor.names)
        )
    finally:
        reopened.close()


def test_a_keyring_named_falsely_by_the_folder_switches_nothing_off(approved: Desk, tmp_path: Path) -> None:
    """Whoever can write to the folder names another keyring, and puts an older copy back besides."""
    folder = approved.folder.path
    _name_keyring(approved, "keyring.backends.kwallet")
    approved.close()
    older = tmp_path / "older.db"
    shutil.copy(folder / "anumodon.db", older)
    reopened = open_desk(folder)
    try:
        draft = write(reopened, 1)
        review.approve(reopened, draft.id, draft.version.digest, 1)
        report = audit(reopened, Work())
        assert report.ok
        assert report.signed
        assert not report.notes
        with reopened.store.read():
            named = DeskSetting.get(DeskSetting.key == SIGNING_KEYRING).value
        assert named == "keyring.backends.SecretService"  # put right by the first signature
    finally:
        reopened.close()
    shutil.copy(older, folder / "anumodon.db")
    behind = open_desk(folder)
    try:
        assert kinds(audit(behind, Work())) == {"anchor_behind"}
        with pytest.raises(Refusal) as refused:
            write(behind, 1)
        assert refused.value.key == "record.behind"
        with behind.store.write():
            DeskSetting.update(value="f" * 32).where(DeskSetting.key == DESK_ID).execute()
    finally:
        behind.close()
    stranger = open_desk(folder)  # another desk by its folder, with its key in a keyring that is not there
    try:
        assert kinds(audit(stranger, Work())) == {"anchor_another"}
        with pytest.raises(Refusal) as refused:
            write(stranger, 1)
        assert refused.value.key == "record.another"
    finally:
        stranger.close()


def _name_keyring(desk: Desk, name: str) -> None:
    with desk.store.write():
        kept = DeskSetting.get(DeskSetting.key == SIGNING_KEYRING)
        assert kept.value == "keyring.backends.SecretService"
        kept.value = name
        kept.save()


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("DELETE FROM event WHERE id = (SELECT max(id) FROM event)", "cut_off"),
        ("UPDATE chain_head SET at = '2020-01-01T00:00:00.000000Z' WHERE id = 2", "bad_end"),
        ("DELETE FROM chain_head WHERE id = 2", "signature_missing"),
    ],
)
def test_a_signed_record_shows_what_was_done_to_it(approved: Desk, statement: str, kind: str) -> None:
    assert kind in kinds(tampered(approved, statement))


def test_a_head_signed_with_another_key_is_foreign(approved: Desk, tmp_path: Path) -> None:
    """Whoever rewrites the whole chain can sign it only with a key of their own."""
    other = open_desk(tmp_path / "other")
    try:
        write_office = other.keys.signer()
        assert write_office is not None
        from app.archive.digest import head_document
        from app.canonical import canonical
        from app.models.tables import ChainHead

        with approved.store.write():
            head = ChainHead.get_by_id(2)
            message = canonical(head_document(head.count, head.hash, head.at))
            head.signature = base64.b64encode(write_office.sign(message)).decode("ascii")
            head.public_key = base64.b64encode(write_office.public_key).decode("ascii")
            head.save()
        assert "foreign_key" in kinds(audit(approved, Work()))
    finally:
        other.close()


PROBE = """
import signal
from app.errors import MissingEnvironment
from app.services.base.os_keyring import Keyring
from tests.helpers import keyring_faults
keyring = Keyring(seconds=2.0)
keyring.set("kept", "secret-value")
assert keyring.get("kept") == "secret-value"
%s
try:
    keyring.get("kept")
    print("nothing went wrong")
except MissingEnvironment as problem:
    print(problem.key)
"""
FAULTS = {
    "stopped": ("keyring_faults.signal_daemon(signal.SIGSTOP)", {"keyring.silent"}),
    # The bus starts a new daemon at once, which nobody has unlocked. A call may meet the dead one still, and
    # on a busy machine wait in vain for the new one.
    "killed": (
        "keyring_faults.signal_daemon(signal.SIGKILL)",
        {"keyring.locked", "keyring.absent", "keyring.silent"},
    ),
    "locked": ("keyring_faults.lock()", {"keyring.locked"}),
    "bus gone": ("keyring_faults.kill_bus()", {"keyring.absent"}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_its_own_sentence_and_never_a_hang(fault: str, tmp_path: Path) -> None:
    harm, expected = FAULTS[fault]
    said, complained = tmp_path / "said", tmp_path / "complained"
    # Files, not pipes: a daemon the bus starts anew would hold a pipe open for ever.
    with said.open("wb") as out, complained.open("wb") as errors:
        probe = [sys.executable, "-c", PROBE % harm]
        subprocess.run([WITH_KEYRING, *probe], stdout=out, stderr=errors, check=False, timeout=60)
    told, complaints = said.read_text(encoding="utf-8"), complained.read_text(encoding="utf-8")
    assert told.strip() in expected, complaints
    assert "secret-value" not in told + complaints


@pytest.mark.parametrize(
    ("backend", "expected"),
    [
        ("keyring.backends.null.Keyring", "keyring.forgets"),
        ("keyring.backends.fail.Keyring", "keyring.absent"),
        ("tests.services.plain_keyring.PlainKeyring", "keyring.unsafe"),
    ],
)
def test_a_backend_that_keeps_nothing_or_keeps_it_plain_is_refused(backend: str, expected: str) -> None:
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": backend, "PLANTED": "secret-value"}
    probe = "\n".join(
        (
            "import os",
            "from app.services.base.os_keyring import Keyring",
            "Keyring().set('kept', os.environ['PLANTED'])",
        )
    )
    told = subprocess.run(
        [sys.executable, "-c", probe], env=environment, capture_output=True, text=True, check=False
    )
    assert expected in told.stderr
    assert "secret-value" not in told.stderr
