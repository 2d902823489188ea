"""Zips of posts: honest ones, and those made to do harm."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import Refusal
from app.intake import zips
from app.intake.limits import ZipLimits
from app.intake.trees import FolderTree, ZipTree, find
from app.intake.types import IncomingPost
from tests.helpers.lots import examples
from tests.intake.conftest import image, names, origins, reason

CENTRAL = b"PK\x01\x02"


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def unix_member(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def renamed(data: bytes, old: str, new: str) -> bytes:
    """The zip with a member's name changed in place, as no honest tool would write it."""
    old_bytes, new_bytes = old.encode(), new.encode()
    assert len(old_bytes) == len(new_bytes)
    return data.replace(old_bytes, new_bytes)


def declaring(data: bytes, size: int, crc: int | None = None) -> bytes:
    """The zip with the first member's declared size (and checksum) changed in its table of contents."""
    at = data.index(CENTRAL)
    patched = bytearray(data)
    struct.pack_into("<L", patched, at + 24, size)
    if crc is not None:
        struct.pack_into("<L", patched, at + 16, crc)
    return bytes(patched)


def test_a_zip_is_read_like_the_folder_it_was(put, read, tmp_path):
    members = {
        "খসড়া/1/text.txt": "এক".encode(),
        "খসড়া/1/ছবি.png": image(1),
        "খসড়া/1/post.toml": 'purpose = "5.c"\nalt = "একটি ছবি"'.encode(),
        "খসড়া/2/text.txt": "দুই".encode(),
        "খসড়া/10/text.txt": b"\xff",
        "__MACOSX/1/._text.txt": b"\0",
        "খসড়া/.DS_Store": b"\0",
    }
    for name, content in members.items():
        put(f"folder/{name}", content)
    archive = put("posts.zip", zipped(*members.items()))
    from_zip, from_folder = read(archive), read(tmp_path / "folder")
    assert origins(from_zip) == ["posts.zip/খসড়া/1", "posts.zip/খসড়া/2", "posts.zip/খসড়া/10"]
    assert [post.text for post in from_zip[:2]] == [post.text for post in from_folder[:2]] == ["এক", "দুই"]
    assert from_zip[0].files == from_folder[0].files
    assert (from_zip[0].purpose, from_zip[0].files[0].alt) == ("5.c", "একটি ছবি")
    assert reason(from_zip[2]) == reason(from_folder[2]) == "encoding"


def test_a_name_written_as_utf8_without_saying_so_is_read(put, read):
    # What macOS and many Linux programs do: UTF-8 bytes, the flag for it not set.
    placeholder = "x" * len("ছবি".encode())
    data = zipped((f"{placeholder}.png", image())).replace(placeholder.encode(), "ছবি".encode())
    (post,) = read(put("posts.zip", data))
    assert names(post) == ["ছবি.png"]


def test_a_name_in_an_old_encoding_is_kept_as_data(put, read):
    data = zipped(("cafe.png", image())).replace(b"cafe.png", b"caf\x82.png")
    (post,) = read(put("posts.zip", data))
    assert names(post) == ["café.png"]


ESCAPES = [
    "../aaaa.txt",
    "a/../../b.t",
    "/etc/passwd",
    "C:/evil.txt",
    "c:evil1.txt",
    "..\\evil.txt",
    "a\\b\\cc.txt",
    "a//bbbb.txt",
    "./aaaaa.txt",
    "a/./bbb.txt",
    "aaaa\0bb.txt",
]


@pytest.mark.parametrize("name", ESCAPES)
def test_a_member_that_leads_outside_closes_the_whole_zip(put, read, tmp_path, name):
    honest = "n" * len(name)
    data = renamed(zipped(("1/text.txt", "ভালো"), (honest, "মন্দ")), honest, name)
    found = read(put("posts.zip", data))
    assert [reason(post) for post in found] == ["zip_outside"]
    assert [path.name for path in tmp_path.rglob("*")] == ["posts.zip"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_device_closes_the_whole_zip(put, read, kind):
    data = zipped(("1/text.txt", "ভালো"), (unix_member("1/ছবি.png", kind | 0o777), "/etc/passwd"))
    assert [reason(post) for post in read(put("posts.zip", data))] == ["zip_link"]


def test_a_doubled_member_closes_the_whole_zip(put, read):
    data = zipped(("1/textA.txt", "এক"), ("1/textB.txt", "দুই")).replace(b"textB", b"textA")
    assert [reason(post) for post in read(put("posts.zip", data))] == ["zip_duplicate"]


def test_an_encrypted_member_closes_the_whole_zip(put, read):
    data = bytearray(zipped(("1/text.txt", "গোপন")))
    data[data.index(CENTRAL) + 8] |= 1
    assert [reason(post) for post in read(put("posts.zip", bytes(data)))] == ["zip_encrypted"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_that_cannot_be_bounded_is_refused(put, read, method):
    data = zipped(("1/text.txt", "ভালো"), method=method)
    assert [reason(post) for post in read(put("posts.zip", data))] == ["zip_method"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("declared", [0, 5, 3_999, 4_001, 5_000_000])
def test_a_member_that_lies_about_its_size_is_refused_alone(put, read, method, declared):
    data = zipped(("1/text.txt", "a" * 4_000), ("2/text.txt", "ভালো"), method=method)
    found = read(put("posts.zip", declaring(data, declared)))
    assert reason(found[0]) in ("zip_lies", "zip_member_broken", "zip_bomb")
    assert found[1].text == "ভালো"


def test_a_lie_with_a_fitting_checksum_is_seen(put, read):
    # zipfile alone would give the first 5 bytes and be content.
    data = zipped(("1/text.txt", "a" * 4_000))
    found = read(put("posts.zip", declaring(data, 5, crc=zipfile.crc32(b"aaaaa"))))
    assert [reason(post) for post in found] == ["zip_member_broken"]


def test_a_bomb_is_not_unpacked(put, read):
    data = zipped(("1/text.txt", b"0" * 30_000_000), ("2/text.txt", "ভালো"))
    bomb, good = read(put("posts.zip", data))
    assert reason(bomb) == "zip_bomb"
    assert good.text == "ভালো"


def test_a_big_member_and_a_big_whole_are_refused(put, read):
    data = zipped(("1/ছবি.png", image()))
    assert [reason(post) for post in read(put("big.zip", declaring(data, 41 * 1024 * 1024)))] == ["too_big"]
    many = zipped(("1/ছবি.png", image()), ("2/ছবি.png", image()))
    assert [reason(post) for post in read(put("huge.zip", declaring(many, 2**31)))] == ["zip_total"]


def test_too_many_members_are_refused(put, read):
    data = zipped(*((f"{number}.txt", "") for number in range(20_001)), method=zipfile.ZIP_STORED)
    assert [reason(post) for post in read(put("posts.zip", data))] == ["zip_members"]


def test_a_huge_table_of_contents_is_not_read(put, read, monkeypatch):
    monkeypatch.setattr(zips.GuardedZip.__init__, "__defaults__", (ZipLimits(20, 1 << 30, 500),))
    data = zipped(*((f"{number}.txt", "লেখা") for number in range(20)))
    assert [reason(post) for post in read(put("posts.zip", data))] == ["zip_broken"]


def test_a_zip_in_a_zip_is_refused(put, read):
    data = zipped(("1/text.txt", "এক"), ("1/more.zip", zipped(("a.txt", "খ"))), ("2/text.txt", "দুই"))
    nested, good = read(put("posts.zip", data))
    assert reason(nested) == "nested_zip"
    assert good.text == "দুই"


def test_folders_in_a_zip_are_not_followed_for_ever(put, read):
    data = zipped(("a/" * 10_000 + "text.txt", "তল"))
    assert [reason(post) for post in read(put("posts.zip", data))] == ["too_deep"]


def test_what_is_no_zip_is_said(put, read):
    whole = zipped(("1/text.txt", "এক"))
    for content in (b"", b"PK", b"not a zip at all", whole[: len(whole) // 2]):
        assert [reason(post) for post in read(put("posts.zip", content))] == ["zip_broken"]


def test_no_zip_is_left_open(put, read):
    # A forgotten handle is a ResourceWarning here, and on Windows a file that cannot be deleted.
    path = put("posts.zip", zipped(("1/text.txt", "এক"), ("2/text.txt", "দুই")))
    read(path)
    path.unlink()


@given(st.data())
@examples(60)
def test_a_damaged_zip_gives_its_posts_or_a_reason(data):
    whole = bytearray(zipped(("1/text.txt", "ক" * 200), ("1/a.png", image()), ("2/text.txt", "খ")))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        tree = ZipTree(io.BytesIO(whole), "posts.zip")
        for folder in tree.listing("").folders:
            for file in tree.listing(folder).files:
                tree.read(f"{folder}/{file}")
    except Refusal:
        pass


parts = st.sampled_from(
    ["..", ".", "", "a", "ছবি.png", "C:", "c:x", "\\", "..\\..", "~", "CON", "x\0y", "/", "a "]
)


@given(st.lists(parts, min_size=1, max_size=6).map("/".join) | st.text(min_size=1, max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_name_reads_outside_the_folder(tmp_path_factory, name):
    base = tmp_path_factory.getbasetemp() / "no-escape"
    (base / "in" / "a").mkdir(parents=True, exist_ok=True)
    (base / "secret.png").write_bytes(b"outside")
    for inside in ("ছবি.png", "~", *(("CON",) if os.name == "posix" else ()), "a/ছবি.png", "a/~"):
        (base / "in" / inside).write_bytes(b"inside")
    tree = FolderTree(base / "in")
    try:
        path = find(tree, "", name)
    except Refusal as refusal:
        assert refusal.key in ("intake.outside", "intake.missing")
    else:
        assert tree.read(path) == b"inside"


@given(st.lists(parts, min_size=1, max_size=5).map("/".join))
def test_a_member_name_is_inside_or_the_zip_stays_shut(name):
    info = zipfile.ZipInfo("placeholder")
    info.filename = name  # past ZipInfo's own cleaning
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, b"text")
    try:
        tree = ZipTree(io.BytesIO(stream.getvalue()), "posts.zip")
    except Refusal as refusal:
        assert refusal.key == "intake.zip_outside"
        return
    walked = name.rstrip("/").split("/")
    assert ".." not in walked
    assert not any(part.startswith(("C:", "c:")) or "\\" in part for part in walked)
    assert tree.listing("") is not None


def test_documents_and_calendars_inside_a_zip_are_read(put, read):
    calendar = "লেখা,ছবি\nএক,ছবি/1.png\nদুই,..\\1.png\n"
    data = zipped(("ক্যালেন্ডার.csv", calendar), ("ছবি/1.png", image(1)))
    first, second = read(put("posts.zip", data))
    assert isinstance(first, IncomingPost)
    assert first.origin == "posts.zip/ক্যালেন্ডার.csv › 2"
    assert first.files[0].data == image(1)
    assert reason(second) == "outside"
