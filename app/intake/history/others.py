"""The downloads of X, Mastodon, YouTube and LinkedIn, and a plain CSV for every other page."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, ClassVar

from app.bangla.dates import DHAKA
from app.errors import Refusal
from app.intake.dates import schedule
from app.intake.history.json_items import items
from app.intake.history.sources import Download, Source, read_whole
from app.intake.history.types import PastMedia, PastPost
from app.intake.limits import HISTORY_FILE_BYTES, MEBIBYTE

_TWEETS = re.compile(r"(?:^|/)data/(?:tweets?|tweets?-part\d+)\.js$")
_OUTBOX = re.compile(r"(?:^|/)outbox\.json$")
_VIDEOS = re.compile(r"(?:^|/)video metadata/videos(?:\(\d+\))?\.csv$", re.IGNORECASE)
_SHARES = re.compile(r"(?:^|/)Shares(?:_\d+)?\.csv$", re.IGNORECASE)
_CSV = re.compile(r"\.csv$", re.IGNORECASE)
_CSV_BYTES = 256 * MEBIBYTE
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"(?i)<br\s*/?>|</p>\s*<p[^>]*>")
_X_DATE = "%a %b %d %H:%M:%S %z %Y"
_TIMES = ("time", "date", "published", "published_at", "at", "created_at", "সময়", "তারিখ", "প্রকাশের সময়")
_TEXTS = ("text", "message", "post", "caption", "content", "লেখা", "পোস্ট", "বিবরণ")
_URLS = ("url", "link", "permalink", "address", "লিংক", "ঠিকানা")
_MEDIA = ("media", "image", "images", "file", "files", "ছবি", "ফাইল")


class _ByNames:
    """A download whose files are known by their names."""

    _file_name: ClassVar[re.Pattern[str]]

    def __init__(self, download: Download) -> None:
        self._download = download

    @classmethod
    def files(cls, download: Download) -> list[str]:
        return [name for name in download.names() if cls._file_name.search(name)]

    @classmethod
    def html(cls, _download: Download) -> bool:
        return False


class X(_ByNames):
    """Posts of an account of X: `data/tweets.js` and its parts, images beside them."""

    platform = "x"
    _file_name = _TWEETS

    def posts(self) -> Iterator[PastPost]:
        for name in self.files(self._download):
            folder = name.rpartition("/")[0]
            for source, _ in self._download.every(name):
                origin = f"{source.title} › {name}"
                for item in items(source.pieces(name, HISTORY_FILE_BYTES), origin):
                    tweet = item.get("tweet", item) if isinstance(item, dict) else None
                    if not isinstance(tweet, dict):
                        raise Refusal("history.bad_post", name=origin)
                    yield _tweet(tweet, origin, folder)


class Mastodon(_ByNames):
    """An account's outbox. What it boosted of others is not its own."""

    platform = "other"
    _file_name = _OUTBOX

    def posts(self) -> Iterator[PastPost]:
        for name in self.files(self._download):
            for source, _ in self._download.every(name):
                origin = f"{source.title} › {name}"
                for item in items(source.pieces(name, HISTORY_FILE_BYTES), origin, "orderedItems"):
                    note = item.get("object") if isinstance(item, dict) else None
                    if isinstance(note, dict) and item.get("type") == "Create":
                        yield _note(note, origin)


class YouTube(_ByNames):
    """The videos of a channel, by Takeout's list of them; the films themselves are too large to keep."""

    platform = "youtube"
    _file_name = _VIDEOS

    def posts(self) -> Iterator[PastPost]:
        for source, name in _each(self._download, self.files(self._download)):
            for row in _rows(source, name):
                video = _named(row, "video id")
                written = _named(row, "publish timestamp") or _named(row, "create timestamp")
                title, about = _named(row, "video title"), _named(row, "video description")
                at = _utc(written, name)
                text = "\n\n".join(part for part in (title, about) if part)
                url = f"https://www.youtube.com/watch?v={video}" if video else ""
                yield PastPost(f"{source.title} › {name}", text, at, url, video)


class LinkedIn(_ByNames):
    """What a page shared, by `Shares.csv`. Its lines end in a quotation mark, as the platform writes them."""

    platform = "linkedin"
    _file_name = _SHARES

    def posts(self) -> Iterator[PastPost]:
        for source, name in _each(self._download, self.files(self._download)):
            for row in _rows(source, name):
                text = _named(row, "sharecommentary").replace('"\n"', "\n").strip('"').strip()
                shared = _named(row, "sharedurl")
                if shared and shared not in text:
                    text = f"{text}\n{shared}".strip()
                at = _utc(_named(row, "date"), name)
                yield PastPost(f"{source.title} › {name}", text, at, _named(row, "sharelink"))


class PlainCsv(_ByNames):
    """A list somebody made: columns for the time and the text, for address and files if there are."""

    platform = ""
    _file_name = _CSV

    def posts(self) -> Iterator[PastPost]:
        for source, name in _each(self._download, self.files(self._download)):
            for number, row in enumerate(_rows(source, name), start=2):
                written, text = _first(row, _TIMES), _first(row, _TEXTS)
                if written is None or text is None:
                    raise Refusal("history.no_columns", name=name)
                if not written and not text:
                    continue
                media = [part.strip() for part in re.split(r"[;|]", _first(row, _MEDIA) or "")]
                yield PastPost(
                    f"{source.title} › {name}",
                    text,
                    _written_time(written, f"{name}, {number}"),
                    _first(row, _URLS) or "",
                    media=tuple(PastMedia(one) for one in media if one),
                )


def _tweet(tweet: dict[str, Any], origin: str, folder: str) -> PastPost:
    try:
        at = datetime.strptime(str(tweet["created_at"]), _X_DATE).astimezone(UTC)
    except (KeyError, ValueError) as problem:
        raise Refusal("history.bad_post", name=origin) from problem
    number = str(tweet.get("id_str") or tweet.get("id") or "")
    text = html.unescape(str(tweet.get("full_text") or tweet.get("text") or "")).strip()
    media = []
    for one in _listed(tweet, "media"):
        text = text.replace(str(one.get("url") or ""), "").strip() if one.get("url") else text
        address = str(one.get("media_url_https") or one.get("media_url") or "")
        if address:
            media.append(PastMedia(f"{folder}/tweets_media/{number}-{address.rpartition('/')[2]}", at))
    for one in _listed(tweet, "urls"):  # shortened by the platform
        if one.get("url") and one.get("expanded_url"):
            text = text.replace(str(one["url"]), str(one["expanded_url"]))
    url = f"https://x.com/i/status/{number}" if number.isdigit() else ""
    return PastPost(origin, text, at, url, number, tuple(dict.fromkeys(media)))


def _listed(tweet: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name in ("extended_entities", "entities"):
        entities = tweet.get(name)
        listed = entities.get(key) if isinstance(entities, dict) else None
        found += [one for one in (listed if isinstance(listed, list) else []) if isinstance(one, dict)]
    return found


def _note(note: dict[str, Any], origin: str) -> PastPost:
    content = _BREAK.sub("\n", str(note.get("content") or ""))
    text = html.unescape(_TAG.sub("", content)).strip()
    attached = note.get("attachment")
    media = tuple(
        PastMedia(str(one["url"]).lstrip("/"), alt=str(one.get("name") or ""))
        for one in (attached if isinstance(attached, list) else [])
        if isinstance(one, dict) and one.get("url")
    )
    url = str(note.get("url") or note.get("id") or "")
    return PastPost(origin, text, _utc(str(note.get("published") or ""), origin), url, url, media)


def _each(download: Download, names: list[str]) -> Iterator[tuple[Source, str]]:
    for name in names:
        yield from download.every(name)


def _rows(source: Source, name: str) -> Iterator[dict[str, str]]:
    shown = f"{source.title} › {name}"
    data = read_whole(source, name, _CSV_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Refusal("intake.encoding", name=shown) from problem
    csv.field_size_limit(16 * MEBIBYTE)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=False)
        head = next(reader, None)
        if head is None:
            return
        names = [" ".join(each.split()).casefold() for each in head]
        for row in reader:
            if any(cell.strip() for cell in row):
                yield {key: cell.strip() for key, cell in zip(names, row, strict=False)}
    except csv.Error as problem:
        raise Refusal("history.bad_csv", name=shown) from problem


def _named(row: dict[str, str], begins: str) -> str:
    """The cell under the heading that begins so, or ends so: Takeout changes its headings."""
    if begins in row:
        return row[begins]
    return next((cell for name, cell in row.items() if name.startswith(begins) or name.endswith(begins)), "")


def _first(row: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((row[name] for name in names if name in row), None)


def _utc(written: str, shown: str) -> datetime:
    """A time that says its zone, or is UTC where it says none."""
    text = written.strip().removesuffix(" UTC").replace(" UTC", "")
    try:
        at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        try:
            at = parsedate_to_datetime(text)
        except (ValueError, TypeError) as problem:
            raise Refusal("history.bad_post", name=shown) from problem
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _written_time(written: str, shown: str) -> datetime:
    """A time as an office writes it, of Dhaka where it says no zone; of a mere day its noon."""
    if not written:
        raise Refusal("history.bad_post", name=shown)
    found = schedule(written)
    if not found:
        raise Refusal("history.bad_post", name=shown)
    local = datetime.fromisoformat(found if "T" in found else f"{found}T12:00")
    return local.replace(tzinfo=DHAKA).astimezone(UTC)
