"""A credential's whole life, ended by a crash with the values in memory: no file holds any of them."""

from __future__ import annotations

import base64
import hashlib
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.base.desk import Desk

pytestmark = pytest.mark.keyring

PLANTED = {
    "password": "planted-Vq7#mZt2-pRw9",
    "new": "planted-kQ7vT2pW9x-ঝিনুক",
    "stopped": "planted-Lw8Rr3Nh6c",
    "login": "planted-login@example.gov.bd",
    "recovery": "planted-1111-2222-3333",
    "totp": "JBSWY3DPEHPK3PXPPLANTEDA",
    "notes": "planted-গোপন কথা",
}
LIFE = """
import logging, os, sys
from pathlib import Path
from app import logbook
from app.bugs import describe
from app.dumps import no_core_dumps
from app.errors import Refusal
from app.services.secrets import rotation, rotation_guide, vault
from app.services.secrets.views import CredentialForm, RotationForm
from app.services.base.desk import open_desk
from app.services.base.secret import Secret
from app.services.secrets.strength import measure, own_words
from app.services.base.enums import RotationReason, SecretPart
from tests.helpers import keyring_faults
from tests.services.test_no_secret_on_disk import PLANTED

no_core_dumps()
desk = open_desk(Path(sys.argv[1]))
logbook.open_log(desk.folder.path / "log")
planned = RotationReason.PLANNED
parts = {SecretPart(name): Secret(value) for name, value in PLANTED.items() if name not in ("new", "stopped")}
form = CredentialForm("main", parts)
id_ = vault.add(desk, 1, form, 1)
for part in parts:
    vault.reveal(desk, id_, part, 1)
    vault.copied(desk, id_, part, 1)
rotation_guide.start(desk, id_, planned, Secret(PLANTED["stopped"]), 1)
rotation_guide.stop(desk, id_, 1)
rotation_guide.start(desk, id_, planned, Secret(PLANTED["new"]), 1)
rotation_guide.old_password(desk, id_, 1)
new = rotation_guide.new_password(desk, id_, 1)
rotation_guide.confirm(desk, id_, 1)
rotation_guide.finish(desk, id_, 1)
own = own_words(desk, 1)
measure(new, own)
told = []
for call in (
    lambda: vault.add(desk, 2, form, 1),
    lambda: rotation.record_change(desk, 1, RotationForm(), 1, new=Secret(PLANTED["password"])),
):
    try:
        call()
    except Refusal as refusal:
        told.append(repr(refusal))
with keyring_faults.locked():
    try:
        vault.set_parts(desk, id_, {SecretPart.NOTES: Secret(PLANTED["notes"])}, 1)
    except Refusal as refusal:
        told.append(repr(refusal))
try:
    raise ValueError(PLANTED["new"])
except ValueError as bug:
    logging.getLogger("app").error("unexpected error\\n%s", describe(bug))
print(form, parts, new, told, flush=True)
assert len(told) == 3, told
os.abort()
"""


def traces() -> Iterator[bytes]:
    """The values in every dress they could be written down in, plain hashes among them."""
    for value in PLANTED.values():
        raw = value.encode()
        yield from (raw, value.encode("utf-16-le"), base64.b64encode(raw), raw.hex().encode())
        for algorithm in ("md5", "sha1", "sha256", "sha512"):
            digest = hashlib.new(algorithm, raw)
            yield from (digest.hexdigest().encode(), digest.digest(), base64.b64encode(digest.digest()))


def test_no_file_holds_a_secret(desk: Desk, office_of_one: dict[str, int], tmp_path: Path) -> None:
    desk.store.close()
    work, temporary = tmp_path / "work", tmp_path / "temporary"
    work.mkdir()
    temporary.mkdir()
    root = Path(__file__).parents[2]
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(root)}
    with (tmp_path / "said").open("wb") as said:
        ended = subprocess.run(
            [sys.executable, "-c", LIFE, str(desk.folder.path)],
            cwd=work,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            check=False,
            preexec_fn=_let_cores_be_written,
        )
    told = (tmp_path / "said").read_text(encoding="utf-8")
    assert ended.returncode == -signal.SIGABRT, told
    assert list(work.iterdir()) == [], "a core file was written"
    log = (desk.folder.path / "log" / "anumodon.log").read_text(encoding="utf-8")
    assert "ValueError" in log
    planted = tuple(traces())
    searched = [file for place in (tmp_path, Path.home()) for file in place.rglob("*") if file.is_file()]
    assert any(file.name == "anumodon.db" for file in searched)
    for file in searched:
        content = file.read_bytes()
        assert not any(trace in content for trace in planted), file


def test_without_the_switch_a_crash_would_leave_them(tmp_path: Path) -> None:
    """That the search above would find a core file, where the system writes them beside the program."""
    pattern = Path("/proc/sys/kernel/core_pattern")
    if not pattern.is_file() or pattern.read_text().strip() not in ("core", "core.%p"):
        pytest.skip("this system hands core files to a program of its own")
    script = "import os; planted = 'plan' + 'ted-in-memory'; os.abort()"
    subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, check=False, preexec_fn=_let_cores_be_written
    )
    cores = list(tmp_path.iterdir())
    if not cores:
        pytest.skip("this machine writes no core files")
    assert any(b"planted-in-memory" in core.read_bytes() for core in cores)


def _let_cores_be_written() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))
