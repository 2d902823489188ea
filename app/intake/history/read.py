"""Finds out whose download it is, and reads its posts one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from app.errors import Refusal, Spoken
from app.intake.history.meta import Facebook, Instagram
from app.intake.history.others import LinkedIn, Mastodon, PlainCsv, X, YouTube
from app.intake.history.sources import Download
from app.intake.history.types import PastPost


class Reader(Protocol):
    """Reads the posts of one kind of download. `platform` is whose it is, "" for anybody's."""

    platform: str

    def posts(self) -> Iterator[PastPost]:
        """Every post. Raises `Refusal` for a file that is damaged, as far as it was read."""
        ...


_KINDS = (Facebook, Instagram, X, Mastodon, YouTube, LinkedIn, PlainCsv)


def reader_of(download: Download, platform: str) -> Reader:
    """What reads the posts of a download for an account on `platform`.

    Raises `Refusal` "history.html" for the variant for reading, also of one part, "history.other_platform"
    for another platform's download, "history.mixed" for several platforms' together, and "history.nothing"
    where there is no list of posts.
    """
    found = [kind for kind in _KINDS if kind.files(download)]
    fitting = [kind for kind in found if kind.platform in (platform, "")]
    if platform not in {kind.platform for kind in _KINDS}:  # an account elsewhere, on Mastodon say
        fitting = found
    if fitting:
        platforms = sorted({kind.platform for kind in found if kind.platform})
        if len(platforms) > 1:
            raise Refusal("history.mixed", platforms=_spoken(*platforms))
        if fitting[0].html(download):
            raise Refusal("history.html")
        return fitting[0](download)
    if found:
        raise Refusal("history.other_platform", platform=_spoken(found[0].platform))
    if any(kind.html(download) for kind in _KINDS):
        raise Refusal("history.html")
    raise Refusal("history.nothing", name=", ".join(part.title for part in download.parts))


def _spoken(*platforms: str) -> Spoken:
    """The platforms' names, as a person is told them."""
    return Spoken(", ".join(f"platform.{platform}" for platform in platforms))
