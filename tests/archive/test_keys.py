"""Whose signature an archive bears: the key itself decides, never what a file says of it."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from archive_samples import DeskKey, header, post

from app.archive import bag, keys, minisign
from app.archive.types import Whose
from app.archive.verify import verify_archive
from app.archive.write import write_archive
from app.errors import Refusal
from app.work import Work
from tests.helpers.archive_forgery import reseal
from tests.helpers.debian_tools import debian_tool

STRANGER = DeskKey(b"s" * 32)


class Impostor(DeskKey):
    """A stranger's key that says it has the id of another's."""

    @property
    def key_id(self) -> bytes:
        return DeskKey().key_id


@pytest.fixture
def folder(signed_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(signed_folder, tmp_path / "archive"))


def packed(key: DeskKey) -> str:
    return minisign.public_key_of(key).to_bytes().decode().splitlines()[1]


def test_a_fingerprint_is_the_sha256_of_the_key_and_the_id_its_beginning(signer: DeskKey) -> None:
    fingerprint = keys.fingerprint_of(signer.public_key)
    assert fingerprint == hashlib.sha256(signer.public_key).hexdigest()
    assert bytes.fromhex(keys.id_of(signer.public_key))[::-1].hex() == fingerprint[:16]
    assert keys.grouped(fingerprint).replace(" ", "") == fingerprint
    assert {len(group) for group in keys.grouped(fingerprint).split()} == {4}


def test_a_key_is_named_by_file_line_fingerprint_or_id(signer: DeskKey, tmp_path: Path) -> None:
    fingerprint = keys.fingerprint_of(signer.public_key)
    file = tmp_path / "office.pub"
    file.write_bytes(minisign.public_key_of(signer).to_bytes())
    other_id = b"Ed" + b"12345678" + signer.public_key  # minisign's own keys have ids made by chance
    names = (
        str(file),
        packed(signer),
        base64.b64encode(other_id).decode(),
        fingerprint,
        fingerprint.upper(),
        fingerprint[:16],
        keys.grouped(fingerprint),
        keys.id_of(signer.public_key),
    )
    for name in names:
        assert keys.fits(keys.expected_key(name), signer.public_key)
        assert not keys.fits(keys.expected_key(name), STRANGER.public_key)


@pytest.mark.parametrize(
    "written", ["abc", "0" * 15, "0" * 65, "no such file", "zz" * 8, packed(STRANGER)[:-4]]
)
def test_what_names_no_key_is_refused(written: str) -> None:
    with pytest.raises(Refusal, match=r"archive\.(key_length|bad_key_named)"):
        keys.expected_key(written)


def test_a_file_that_is_no_key_is_refused(tmp_path: Path, signer: DeskKey) -> None:
    (tmp_path / "two.pub").write_text(f"{packed(signer)}\n{packed(STRANGER)}\n")
    (tmp_path / "none.pub").write_bytes(b"\xff")
    for path in (tmp_path / "two.pub", tmp_path / "none.pub", tmp_path, Path("/dev/zero")):
        with pytest.raises(Refusal):
            keys.expected_key(str(path))


def test_whose_the_signature_is(folder: Path, signer: DeskKey, tmp_path: Path) -> None:
    ours = keys.fingerprint_of(signer.public_key)
    assert verify_archive(folder, Work()).whose is Whose.STRANGER
    assert verify_archive(folder, Work(), known_keys={ours: Whose.KNOWN}).whose is Whose.KNOWN
    assert verify_archive(folder, Work(), known_keys={ours: Whose.LOST}).whose is Whose.LOST
    assert verify_archive(folder, Work(), expected_key=ours).whose is Whose.EXPECTED
    forged = tmp_path / "forged"
    write_archive(forged, header(STRANGER), [post()], 1, STRANGER, Work())
    found = verify_archive(forged, Work(), known_keys={ours: Whose.KNOWN})
    assert (found.ok, found.whose) == (True, Whose.STRANGER)
    assert found.fingerprint == keys.fingerprint_of(STRANGER.public_key)
    write_archive(tmp_path / "unsigned", header(), [post()], 1, None, Work())
    found = verify_archive(tmp_path / "unsigned", Work(), known_keys={ours: Whose.KNOWN})
    assert (found.ok, found.whose, found.fingerprint) == (True, Whose.NOBODY, "")


def test_an_id_that_is_not_the_keys_own_is_found(folder: Path, signer: DeskKey) -> None:
    """The office's id on a stranger's key, as minisign itself would print it."""
    impostor = Impostor(b"s" * 32)
    assert minisign.public_key_of(impostor).name == minisign.public_key_of(signer).name
    reseal(folder, impostor)
    found = verify_archive(folder, Work())
    assert [(problem.kind, problem.file) for problem in found.problems] == [("key_id_forged", bag.PUBLIC_KEY)]
    assert found.signed_by == keys.id_of(STRANGER.public_key) != keys.id_of(signer.public_key)


def test_minisign_takes_what_the_office_signed(folder: Path, signer: DeskKey) -> None:
    assert _minisign_and_verify_take(folder, signer)


def _sealed_anew_by(key: DeskKey | None) -> Callable[[Path], None]:
    return lambda folder: reseal(folder, key)


def _of_another_archive(folder: Path) -> None:
    other = folder.with_name("another")
    write_archive(other, header(DeskKey()), [post()], 2, DeskKey(), Work())
    shutil.copyfile(other / bag.SIGNATURE, folder / bag.SIGNATURE)


def _manifest_edited(folder: Path) -> None:
    manifest = folder / bag.TAG_MANIFEST
    manifest.write_bytes(manifest.read_bytes().replace(b"0", b"1", 1))


def _comment_edited(folder: Path) -> None:
    signature = folder / bag.SIGNATURE
    signature.write_bytes(signature.read_bytes().replace(b"\ntrusted comment: ", b"\ntrusted comment: not "))


def _cut_short(folder: Path) -> None:
    signature = folder / bag.SIGNATURE
    signature.write_bytes(signature.read_bytes()[:-20])


def _strangers_key_beside(folder: Path) -> None:
    reseal(folder, STRANGER)
    (folder / bag.PUBLIC_KEY).write_bytes(minisign.public_key_of(DeskKey()).to_bytes())


FORGED = {
    "signed by a stranger": _sealed_anew_by(STRANGER),
    "signed by a stranger under the office's id": _sealed_anew_by(Impostor(b"s" * 32)),
    "signed by a stranger, the office's key beside it": _strangers_key_beside,
    "its signature taken off": _sealed_anew_by(None),
    "with the office's signature of another archive": _of_another_archive,
    "edited after it was signed": _manifest_edited,
    "with another comment under the signature": _comment_edited,
    "its signature cut short": _cut_short,
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_minisign_and_verify_agree_on_forged_archives(
    folder: Path, signer: DeskKey, forge: Callable[[Path], None]
) -> None:
    forge(folder)
    assert not _minisign_and_verify_take(folder, signer)


def _minisign_and_verify_take(folder: Path, signer: DeskKey) -> bool:
    """What both say of an archive that should be the office's."""
    tool = debian_tool("minisign")
    command = [tool, "-V", "-m", bag.TAG_MANIFEST, "-P", packed(signer)]
    told = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    found = verify_archive(folder, Work(), expected_key=keys.expected_key(packed(signer)))
    assert (told.returncode == 0) == found.ok
    return found.ok
