"""An archive in one zip file: whatever is changed, added, cut off or packed in another way is found."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from verified import EVERY_FILE, files, kinds, verify

from app.errors import Refusal
from tests.helpers.lots import examples


def rewritten(
    source: Path, out: Path, compression: int = zipfile.ZIP_STORED, **changes: bytes | None
) -> Path:
    """The zip written anew by `zipfile`, members replaced by name (`None`: left out)."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = changes.get(info.filename, old.read(info))
            if data is not None:
                new.writestr(info, data, compress_type=compression)
    return out


def test_a_zip_rewritten_unchanged_by_another_program_is_sound(signed_zip: Path, tmp_path: Path) -> None:
    assert verify(rewritten(signed_zip, tmp_path / "a.zip")).ok


@examples(60)
@given(data=st.data())
def test_any_changed_byte_of_a_zip_is_found(
    signed_zip: Path, tmp_path_factory: object, data: st.DataObject
) -> None:
    content = bytearray(signed_zip.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    path = signed_zip.with_name("changed.zip")
    path.write_bytes(content)
    assert not verify(path).ok


@pytest.mark.parametrize("name", EVERY_FILE)
def test_a_member_changed_or_removed_is_named(signed_zip: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(signed_zip) as opened:
        data = bytearray(opened.read(f"archive/{name}"))
    data[len(data) // 2] ^= 1
    for number, other in enumerate((bytes(data), None)):
        out = tmp_path / f"{number}.zip"
        assert name in files(verify(rewritten(signed_zip, out, **{f"archive/{name}": other})))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("archive/x.txt", "added"),
        ("archive/data/x.txt", "added"),
        ("outside.txt", "added"),
        ("../../escape.txt", "unsafe_name"),
        ("/etc/passwd", "unsafe_name"),
        ("archive/../x", "unsafe_name"),
        ("archive\\x", "unsafe_name"),
        ("C:/x", "unsafe_name"),
        ("archive/bagit.txt", "zip_duplicate"),
        ("archive/ছবি.jpg", "zip_packed"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_added_member_is_found_and_named(signed_zip: Path, tmp_path: Path, name: str, kind: str) -> None:
    out = Path(shutil.copy(signed_zip, tmp_path / "a.zip"))
    with zipfile.ZipFile(out, "a") as opened:
        opened.writestr(name, b"x")
    found = verify(out)
    assert kind in kinds(found)
    if kind != "zip_packed":
        assert {problem.file for problem in found.problems if problem.kind == kind} == {
            name.removeprefix("archive/") if kind != "unsafe_name" else name
        }


@pytest.mark.parametrize("name", ["archive/", "archive/data/", "archive/new/", "other/"])
def test_an_entry_for_a_folder_is_told_plainly(signed_zip: Path, tmp_path: Path, name: str) -> None:
    out = Path(shutil.copy(signed_zip, tmp_path / "a.zip"))
    with zipfile.ZipFile(out, "a") as opened:
        opened.writestr(zipfile.ZipInfo(name), b"")
    found = verify(out)
    assert ("zip_folder", name) in {(problem.kind, problem.file) for problem in found.problems}
    assert "unsafe_name" not in kinds(found), "nothing leads out of a folder"
    with zipfile.ZipFile(out, "a") as opened:
        opened.writestr(zipfile.ZipInfo("archive/../../"), b"")
    assert "unsafe_name" in kinds(verify(out))


def test_a_compressed_zip_is_not_unpacked(signed_zip: Path, tmp_path: Path) -> None:
    found = verify(rewritten(signed_zip, tmp_path / "a.zip", zipfile.ZIP_DEFLATED))
    assert kinds(found) == {"zip_packed"}
    assert found.bytes_read == 0


def test_an_archive_packed_by_another_program_is_told_from_another_zip(
    signed_zip: Path, tmp_path: Path
) -> None:
    packed = rewritten(signed_zip, tmp_path / "a.zip", zipfile.ZIP_DEFLATED).read_bytes()
    (tmp_path / "cut.zip").write_bytes(packed[:-30])
    assert kinds(verify(tmp_path / "cut.zip")) == {"zip_packed"}, "its directory is gone: it may be one"
    with zipfile.ZipFile(signed_zip) as kept, zipfile.ZipFile(tmp_path / "stick.zip", "w") as opened:
        for name in kept.namelist():
            opened.writestr(f"stick/{name}", kept.read(name), zipfile.ZIP_DEFLATED)
    assert kinds(verify(tmp_path / "stick.zip")) == {"zip_packed"}, "an archive with the folder around it"


def test_a_bomb_is_not_unpacked(signed_zip: Path, tmp_path: Path) -> None:
    out = Path(shutil.copy(signed_zip, tmp_path / "a.zip"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("archive/bomb", b"0" * 50_000_000)
    assert ("zip_packed", "bomb") in {(problem.kind, problem.file) for problem in verify(out).problems}


@pytest.mark.parametrize("cut", [1, 22, 1000, 100_000])
def test_a_cut_off_zip_is_found(signed_zip: Path, tmp_path: Path, cut: int) -> None:
    (tmp_path / "a.zip").write_bytes(signed_zip.read_bytes()[:-cut])
    assert not verify(tmp_path / "a.zip").ok


@given(st.binary(max_size=400))
def test_rubbish_in_a_zip_never_crashes(tmp_path_factory: pytest.TempPathFactory, rubbish: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "rubbish.zip"
    for start in (b"", b"PK\x03\x04"):
        path.write_bytes(start + rubbish)
        try:
            assert not verify(path).ok
        except Refusal as refusal:
            assert refusal.key == "archive.not_an_archive"


def test_a_renamed_zip_is_still_an_archive(signed_zip: Path, tmp_path: Path) -> None:
    assert verify(Path(shutil.copy(signed_zip, tmp_path / "renamed.zip"))).ok
    assert verify(Path(shutil.copy(signed_zip, tmp_path / "without-suffix"))).ok
