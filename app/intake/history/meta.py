"""Facebook's and Instagram's downloads: JSON lists, whose text is UTF-8 that was read as Latin-1.

Layouts, from the platform's own downloads (2025): a page has its posts in
`this_profile's_activity_across_facebook/posts/`, a profile in `your_facebook_activity/posts/`, before 2024 in
`posts/`; Instagram in `your_instagram_activity/content/` or `media/`, before that in `content/`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from app.errors import Refusal
from app.intake.history.json_items import items
from app.intake.history.sources import Download, Source
from app.intake.history.types import PastMedia, PastPost
from app.intake.limits import HISTORY_FILE_BYTES

_POSTS = re.compile(
    r"(?:^|/)posts/(?:profile_posts_\d+|your_posts(?:__check_ins__photos_and_videos)?_\d+|your_posts)\.json$"
)
_VIDEOS = re.compile(r"(?:^|/)posts/(?:your_)?videos\.json$")
_ALBUMS = re.compile(r"(?:^|/)posts/album/\d+\.json$")
_FACEBOOK_HTML = re.compile(r"(?:^|/)posts/[^/]*(?:profile_posts|your_posts)[^/]*\.html$")
_INSTAGRAM = re.compile(r"(?:^|/)(?:content|media)/(?:posts_\d+|reels|igtv_videos)\.json$")
_INSTAGRAM_HTML = re.compile(r"(?:^|/)(?:content|media)/posts_\d+\.html$")


class Facebook:
    """A page's or a profile's posts. Albums and videos add what no post has shown already."""

    platform = "facebook"

    def __init__(self, download: Download) -> None:
        self._download = download
        self._shown: set[bytes] = set()

    @classmethod
    def files(cls, download: Download) -> list[str]:
        """The lists of posts in it, in the order they are read."""
        kinds = (_POSTS, _VIDEOS, _ALBUMS)
        return [name for kind in kinds for name in download.names() if kind.search(name)]

    @classmethod
    def html(cls, download: Download) -> bool:
        """Whether it is the variant for reading, which has no times to rely on."""
        return any(_FACEBOOK_HTML.search(name) for name in download.names())

    def posts(self) -> Iterator[PastPost]:
        """Every post of every part."""
        for name in self.files(self._download):
            for source, _ in self._download.every(name):
                if _VIDEOS.search(name):
                    yield from self._media_posts(source, name, "videos_v2")
                elif _ALBUMS.search(name):
                    yield from self._media_posts(source, name, "photos")
                else:
                    for item in _items(source, name):
                        post = _facebook_post(item, _origin(source, name))
                        self._note(post.media)
                        yield post

    def _media_posts(self, source: Source, name: str, key: str) -> Iterator[PastPost]:
        for item in _items(source, name, key):
            media = _media(item)
            at = _when(item, "creation_timestamp", "timestamp")
            if media is None or at is None or self._is_shown(media):
                continue
            self._note([media])
            text = _text(item.get("description") or item.get("title"))
            yield PastPost(_origin(source, name), text, at, media=(media,))

    def _note(self, media: Iterable[PastMedia]) -> None:
        self._shown.update(_short(one.name) for one in media)

    def _is_shown(self, media: PastMedia) -> bool:
        return _short(media.name) in self._shown


class Instagram:
    """An account's posts, reels and videos."""

    platform = "instagram"

    def __init__(self, download: Download) -> None:
        self._download = download

    @classmethod
    def files(cls, download: Download) -> list[str]:
        return [name for name in download.names() if _INSTAGRAM.search(name)]

    @classmethod
    def html(cls, download: Download) -> bool:
        return any(_INSTAGRAM_HTML.search(name) for name in download.names())

    def posts(self) -> Iterator[PastPost]:
        for name in self.files(self._download):
            key = {"reels": "ig_reels_media", "igtv_videos": "ig_igtv_media"}.get(
                name.rpartition("/")[2].removesuffix(".json")
            )
            for source, _ in self._download.every(name):
                for item in _items(source, name, key):
                    yield _instagram_post(item, _origin(source, name))


def _facebook_post(item: Any, origin: str) -> PastPost:
    entry = _dict(item, origin)
    at = _when(entry, "timestamp", "creation_timestamp")
    if at is None:
        raise Refusal("history.bad_post", name=origin)
    written = [_text(part["post"]) for part in _dicts(entry.get("data")) if part.get("post")]
    media: list[PastMedia] = []
    url, described = "", []
    for attachment in _dicts(entry.get("attachments")):
        for part in _dicts(attachment.get("data")):
            found = _media(part.get("media"))
            if found is not None:
                media.append(found)
                described.append(_text(part["media"].get("description")))
            outside = part.get("external_context")
            if isinstance(outside, dict) and not url:
                url = str(outside.get("url") or "")
    texts = written or [*dict.fromkeys(one for one in described if one)]
    # The address there is what the post links to, not its own: it belongs to the text.
    text = "\n\n".join(texts)
    if url and url not in text:
        text = f"{text}\n{url}".strip()
    return PastPost(origin, text, at, media=tuple(dict.fromkeys(media)))


def _instagram_post(item: Any, origin: str) -> PastPost:
    entry = _dict(item, origin)
    parts = _dicts(entry.get("media"))
    at = _when(entry, "creation_timestamp", "timestamp") or next(
        (when for part in parts if (when := _when(part, "creation_timestamp")) is not None), None
    )
    if at is None:
        raise Refusal("history.bad_post", name=origin)
    caption = entry.get("title") or next((part["title"] for part in parts if part.get("title")), "")
    for value in _dicts(entry.get("label_values")):
        if not caption and str(value.get("label", "")).casefold() in ("caption", "title"):
            caption = value.get("value")
    if not parts:
        labelled = (value.get("media") for value in _dicts(entry.get("label_values")))
        parts = [part for media in labelled for part in (_dicts(media) or _dicts([media]))]
    media = (_media(part) for part in parts)
    return PastPost(origin, _text(caption), at, media=tuple(one for one in media if one is not None))


def mended(text: str) -> str:
    """Text as it was written, where the download has its UTF-8 read as Latin-1; else as it is.

    >>> mended("à¦\\x86à¦®à¦¿"), mended("আমি"), mended("café")
    ('আমি', 'আমি', 'café')
    """
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _media(entry: Any) -> PastMedia | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("uri"), str) or not entry["uri"]:
        return None
    uri = mended(entry["uri"])
    if uri.startswith(("http://", "https://")):
        return None
    return PastMedia(uri, _when(entry, "creation_timestamp"))


def _when(entry: dict[str, Any], *names: str) -> datetime | None:
    for name in names:
        value = entry.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 34:
            return datetime.fromtimestamp(value, UTC)
    return None


def _text(value: object) -> str:
    return mended(value).strip() if isinstance(value, str) else ""


def _items(source: Source, name: str, key: str | None = None) -> Iterator[Any]:
    return items(source.pieces(name, HISTORY_FILE_BYTES), _origin(source, name), key)


def _dict(item: Any, origin: str) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise Refusal("history.bad_post", name=origin)
    return item


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _origin(source: Source, name: str) -> str:
    return f"{source.title} › {name}"


def _short(name: str) -> bytes:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:12]
