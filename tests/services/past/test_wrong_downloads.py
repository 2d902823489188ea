"""Damaged, mixed and wrong downloads: each one sentence, and nothing of it half taken in."""

from __future__ import annotations

import json
import struct
import warnings
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from app.errors import Refusal
from app.i18n import Translator
from app.models.tables import Event, PastBatch, PastMedia, PastPost
from app.services.base.desk import Desk
from app.services.past.importing import IMPORTED, import_history
from app.work import Work
from tests.helpers.downloads import PAGE, WHEN, page_files, page_post, put, zipped
from tests.helpers.images import encoded, picture

PICTURE = f"{PAGE}media/fair.jpg"
LIST = f"{PAGE}profile_posts_1.json"
Made = Callable[[Path], list[Path]]
Data = Callable[[], bytes]  # made when its test comes: together they take a second


def many(posts: int = 600) -> dict[str, bytes]:
    """More posts than one transaction takes, with an image: a good beginning, whatever follows."""
    files = page_files(
        *(page_post(f"পোস্ট {n}", WHEN + n, *([PICTURE] if n == 0 else [])) for n in range(posts))
    )
    return {**files, PICTURE: encoded(picture(64, 48), "JPEG")}


def one(data: Data, name: str = "page.zip") -> Made:
    def make(folder: Path) -> list[Path]:
        (folder / name).write_bytes(data())
        return [folder / name]

    return make


def after_good(data: Data) -> Made:
    """The second of two zips of one download, the first of which is sound."""

    def make(folder: Path) -> list[Path]:
        return [put(folder / "first.zip", many()), *one(data, "second.zip")(folder)]

    return make


def unpacked(files: Callable[[], dict[str, bytes]]) -> Made:
    return lambda folder: [put(folder / "page", files())]


def encrypted() -> bytes:
    """Every member marked as encrypted, in both places where a zip says so."""
    data = bytearray(zipped(many(3)))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            [bits] = struct.unpack_from("<H", data, at + flags)
            struct.pack_into("<H", data, at + flags, bits | 1)
            at = data.find(signature, at + 4)
    return bytes(data)


def doubled() -> bytes:
    path = {**many(3)}
    import io

    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for _ in range(2):
            archive.writestr(LIST, path[LIST])
    return out.getvalue()


def linked() -> bytes:
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(LIST)
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def flipped() -> bytes:
    """A letter of the packed list changed: its checksum no longer fits."""
    data = bytearray(zipped(many(3)))
    data[data.find(LIST.encode()) + len(LIST) + 40] ^= 0x55
    return bytes(data)


INSTAGRAM = {"your_instagram_activity/content/posts_1.json": b"[]"}
TWEETS = {"data/tweets.js": b"window.YTD.tweets.part0 = []"}


def cut() -> dict[str, bytes]:
    """A second list that ends in its middle."""
    broken = page_files(*(page_post(f"খ {n}", WHEN + n) for n in range(700)), number=2)
    return {name: data[: len(data) // 2] for name, data in broken.items()}


@cache
def whole() -> bytes:
    return zipped(many())


def bomb() -> bytes:
    return zipped({LIST: b"[" + b" " * (64 << 20) + b"]"})


WRONG: dict[str, tuple[Made, str]] = {
    "cut off": (one(lambda: whole()[: len(whole()) // 2]), "intake.zip_broken"),
    "its end cut off": (one(lambda: whole()[:-20]), "intake.zip_broken"),
    "the second cut off": (after_good(lambda: whole()[:-20]), "intake.zip_broken"),
    "no zip": (one(lambda: encoded(picture(64, 48), "JPEG")), "intake.zip_broken"),
    "a web page named .zip": (one(lambda: b"<!DOCTYPE html><title>Log in</title>"), "intake.zip_broken"),
    "of no bytes": (one(lambda: b""), "intake.zip_broken"),
    "an empty zip": (one(lambda: zipped({})), "history.nothing"),
    "photos alone": (one(lambda: zipped({"holiday.jpg": b"x"})), "history.nothing"),
    "another platform": (one(lambda: zipped(INSTAGRAM)), "history.other_platform"),
    "two platforms in one": (one(lambda: zipped({**many(), **TWEETS})), "history.mixed"),
    "two platforms in two": (after_good(lambda: zipped(INSTAGRAM)), "history.mixed"),
    "encrypted": (one(encrypted), "intake.zip_encrypted"),
    "a bomb": (one(bomb), "intake.zip_bomb"),
    "a bomb after a good one": (
        after_good(bomb),
        "intake.zip_bomb",
    ),
    "a path outside": (one(lambda: zipped({**many(), "../../outside.json": b"[]"})), "intake.zip_outside"),
    "a path from the root": (one(lambda: zipped({"/etc/cron.d/x": b"", **many()})), "intake.zip_outside"),
    "a path of Windows": (one(lambda: zipped({"..\\..\\x.json": b"", **many()})), "intake.zip_outside"),
    "a member twice": (one(doubled), "intake.zip_duplicate"),
    "a link": (one(linked), "intake.zip_link"),
    "a member changed": (one(flipped), "intake.zip_member_broken"),
    "JSON broken in the middle": (one(lambda: zipped({**many(), **cut()})), "history.bad_json"),
    "JSON broken in the middle, unpacked": (unpacked(lambda: {**many(), **cut()}), "history.bad_json"),
    "JSON broken in the second": (after_good(lambda: zipped(cut())), "history.bad_json"),
    "no list": (one(lambda: zipped({LIST: json.dumps({"posts": []}).encode()})), "history.bad_post"),
    "a post without a time": (
        one(lambda: zipped({**many(), f"{PAGE}profile_posts_2.json": b'[{"data": [{"post": "x"}]}]'})),
        "history.bad_post",
    ),
    "for reading": (one(lambda: zipped({f"{PAGE}profile_posts_1.html": b"<html>"})), "history.html"),
    "one part for reading": (
        after_good(lambda: zipped({f"{PAGE}profile_posts_1.html": b"<html>"})),
        "history.html",
    ),
    "not there": (lambda folder: [folder / "gone.zip"], "intake.unreadable"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_download_is_one_sentence_and_leaves_nothing(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path, what: str
) -> None:
    make, key = WRONG[what]
    before = desk.blobs.names()
    with pytest.raises(Refusal) as refusal:
        import_history(
            desk, make(tmp_path), "sample_upeo", office_of_one["Rahima"], Work(), platform="facebook"
        )
    assert refusal.value.key == key
    for language in ("bn", "en"):
        sentence = Translator(language).refusal(refusal.value)
        assert "\n" not in sentence
        assert "{" not in sentence
    with desk.store.read():
        for table in (PastPost, PastBatch, PastMedia):
            assert table.select().count() == 0
        assert not Event.select().where(Event.kind == IMPORTED).exists()
    assert desk.blobs.names() == before
