"""Copies made for one export are reused by the next, and a forged one is not believed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.archive.verify import verify_archive
from app.media.types import UNLIMITED, CleanCopy
from app.services.base.desk import Desk
from app.services.posts import archive
from app.services.posts.copy_cache import CopyCache
from app.work import Work
from tests.services.disposals import destroyed, old_post
from tests.services.memory_keyring import memory_keyring
from tests.services.test_archive_acts import approved


@pytest.fixture
def keyring() -> Iterator[None]:
    with memory_keyring():
        yield


@pytest.fixture
def exported(desk: Desk, office_of_one: dict[str, int], tmp_path: Path) -> Path:
    for n in range(5):
        approved(desk, office_of_one["Rahima"], f"নোটিশ {n}", images=n % 3)
    archive.export(desk, tmp_path / "1", work=Work())
    return tmp_path


def copies(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob("data/posts/*/publish/*"))]


def test_the_order_of_posts_stays_with_several_decoders(exported: Path) -> None:
    lines = (exported / "1/data/posts.csv").read_text("utf-8").splitlines()[1:]
    assert [line.split(",")[1] for line in lines] == [f"নোটিশ {n}" for n in range(5)]
    assert verify_archive(exported / "1", Work()).ok


def test_without_a_keyring_no_copy_is_kept(exported: Path, desk: Desk) -> None:
    assert not (desk.folder.path / "copies").exists()


def test_a_forged_copy_is_made_anew(
    keyring: None, desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    approved(desk, office_of_one["Rahima"], "নোটিশ", images=1)
    archive.export(desk, tmp_path / "1", work=Work())
    there = [desk.folder.path / "copies", *(desk.folder.path / "copies").rglob("*")]
    assert os.name != "posix" or not any(path.stat().st_mode & 0o077 for path in there), "private to the user"
    (kept,) = [path for path in there if path.is_file()]
    head, signature, data = kept.read_bytes().split(b"\n", 2)
    kept.write_bytes(b"\n".join([head, signature, data[:-1] + bytes([data[-1] ^ 1])]))
    archive.export(desk, tmp_path / "2", work=Work())
    assert copies(tmp_path / "2") == copies(tmp_path / "1")
    archive.export(desk, tmp_path / "3", work=Work())
    assert copies(tmp_path / "3") == copies(tmp_path / "1")


def test_a_copy_of_one_image_is_not_taken_for_another(
    keyring: None, desk: Desk, office_of_one: dict[str, int]
) -> None:
    cache = CopyCache(desk)
    copy = CleanCopy(b"one", "image/png", ".png", 1, 1)
    cache.put("a" * 64, UNLIMITED, copy, _sha256(b"one"))
    assert cache.get("a" * 64, UNLIMITED) == (copy, _sha256(b"one"))
    (kept,) = [path for path in (desk.folder.path / "copies").rglob("*") if path.is_file()]
    cache.put("b" * 64, UNLIMITED, CleanCopy(b"two", "image/png", ".png", 1, 1), _sha256(b"two"))
    for other in (desk.folder.path / "copies").rglob("*"):
        if other.is_file() and other != kept:
            other.write_bytes(kept.read_bytes())
    assert cache.get("b" * 64, UNLIMITED) is None


def test_no_copy_of_a_destroyed_image_is_kept(
    keyring: None, desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    draft = old_post(desk, [me], images=1)
    archive.export(desk, tmp_path / "before", work=Work())
    assert list((desk.folder.path / "copies").glob("*/*"))
    destroyed(desk, me, tmp_path, draft.id)
    assert not list((desk.folder.path / "copies").glob("*/*"))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
