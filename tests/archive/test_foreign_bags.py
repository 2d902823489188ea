"""Bags of other programs are told from ours, and judged as the Library of Congress's tool judges them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest

from app.archive import bag
from app.archive.types import Verification
from app.archive.verify import verify_archive
from app.work import Work


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A bag as `bagit` makes it, with names that need care."""
    folder = tmp_path / "bag"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "ছবি ১.txt").write_text("ছবি", "utf-8")
    (folder / "50% off.txt").write_bytes(b"x" * 100)
    bagit.make_bag(
        str(folder), {"Source-Organization": "A library"}, checksums=["md5", "sha1", "sha256", "sha512"]
    )
    return folder


def verify(path: Path) -> Verification:
    return verify_archive(path, Work(), must_be_signed=True)


def seal(folder: Path) -> None:
    """Take the tag manifests away, so that an edit of a tag file is no damage by itself."""
    for path in folder.glob("tagmanifest-*"):
        path.unlink()


def as_version(folder: Path, version: str) -> None:
    (folder / "bagit.txt").write_text(f"BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n")
    seal(folder)


@pytest.mark.parametrize("version", ["0.93", "0.95", "0.96", "0.97", "1.0"])
def test_a_valid_bag_is_valid_but_not_ours(made: Path, version: str) -> None:
    as_version(made, version)
    if version == "1.0":  # where a percent sign is written as an escape
        for path in made.glob("manifest-*"):
            path.write_text(path.read_text("utf-8").replace("50% off", "50%25 off"), "utf-8")
    found = verify(made)
    assert (found.problems, found.foreign, found.files, found.posts) == ((), True, 2, 0)


def test_as_bagit_makes_it(made: Path) -> None:
    assert bagit.Bag(str(made)).is_valid()
    assert verify(made).ok
    assert "unsigned" in kinds(verify_archive(made, Work(), expected_key="0" * 16))


def test_ours_is_never_taken_for_another_ones(signed_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(signed_folder, tmp_path / "archive"))
    for name in (bag.ABOUT, bag.PUBLIC_KEY, bag.SIGNATURE):
        (folder / name).unlink()
    found = verify(folder)
    assert not found.foreign
    assert bag.ABOUT in {problem.file for problem in found.problems}


def kinds(found: Verification) -> set[str]:
    return {problem.kind for problem in found.problems}


def manifest(folder: Path, change: Callable[[str], str]) -> None:
    for path in folder.glob("manifest-*"):
        path.write_text(change(path.read_text("utf-8")), "utf-8")
    seal(folder)


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "changed": (lambda folder: (folder / "data/50% off.txt").write_bytes(b"y" * 100), "changed"),
    "missing": (lambda folder: (folder / "data/50% off.txt").unlink(), "missing"),
    "added": (lambda folder: (folder / "data/new").write_bytes(b""), "not_listed"),
    "tag file changed": (lambda folder: (folder / "bag-info.txt").write_text("A: b\n"), "changed"),
    "oxum": (
        lambda folder: (seal(folder), (folder / "bag-info.txt").write_text("Payload-Oxum: 1.1\n")),
        "oxum",
    ),
    "oxum in lines of Windows": (
        lambda folder: (
            seal(folder),
            (folder / "bag-info.txt").write_bytes(b"A: b\r\nPayload-Oxum: 1.1\r\n"),
        ),
        "oxum",
    ),
    "declaration": (
        lambda folder: (seal(folder), (folder / "bagit.txt").write_text("BagIt-Version : 1.0\n")),
        "declaration_broken",
    ),
    "encoding": (
        lambda folder: (
            seal(folder),
            (folder / "bagit.txt").write_text("BagIt-Version: 0.97\nTag-File-Character-Encoding: none\n"),
        ),
        "declaration_broken",
    ),
    "outside": (
        lambda folder: manifest(folder, lambda text: text + re.sub("data/.*", "data/../../x", text)),
        "bad_line",
    ),
    "absolute": (
        lambda folder: manifest(folder, lambda text: re.sub("data/50.*", "/etc/passwd", text)),
        "bad_line",
    ),
    "no manifest": (lambda folder: [path.unlink() for path in folder.glob("*manifest-*")], "no_manifest"),
    "to be fetched": (
        lambda folder: (
            seal(folder),
            (folder / "data/50% off.txt").unlink(),
            (folder / "fetch.txt").write_text("https://example.org/x 100 data/50% off.txt\n"),
        ),
        "missing",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_an_invalid_bag_is_not_valid(made: Path, damage: str) -> None:
    change, kind = DAMAGES[damage]
    change(made)
    found = verify(made)
    assert found.foreign
    assert kind in kinds(found)
    try:
        valid = bagit.Bag(str(made)).is_valid()
    except bagit.BagError:
        valid = False
    assert not valid


def test_in_1_0_every_manifest_lists_every_file(made: Path) -> None:
    as_version(made, "0.97")
    short = made / "manifest-md5.txt"
    short.write_text(
        "".join(line for line in short.read_text("utf-8").splitlines(True) if "deep" in line), "utf-8"
    )
    assert verify(made).ok
    as_version(made, "1.0")
    assert "not_listed" in kinds(verify(made))


def test_another_encoding_of_the_tag_files(made: Path) -> None:
    for path in made.glob("manifest-*"):
        path.write_text(path.read_text("utf-8"), "utf-16")
    (made / "bag-info.txt").write_text((made / "bag-info.txt").read_text("utf-8"), "utf-16")
    (made / "bagit.txt").write_text("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-16\n")
    seal(made)
    assert verify(made).ok


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_no_link_is_followed_and_no_pipe_waited_for(made: Path) -> None:
    os.mkfifo(made / "data/pipe")
    (made / "data/link").symlink_to("/etc/passwd")
    assert kinds(verify(made)) == {"not_regular"}
