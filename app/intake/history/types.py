"""A post that stands on the page already, as the account's own download tells of it."""

from __future__ import annotations

from datetime import datetime

from app.values import dataclass


@dataclass(frozen=True, slots=True)
class PastMedia:
    """An image or video of a past post: its name in the download, and when it was made, None if unsaid."""

    name: str
    at: datetime | None = None
    alt: str = ""


@dataclass(frozen=True, slots=True)
class PastPost:
    """One post as the platform gave it back. `at` is aware; `url` and `platform_id` are "" where unsaid.

    `origin` is the file of the download that it stands in.
    """

    origin: str
    text: str
    at: datetime
    url: str = ""
    platform_id: str = ""
    media: tuple[PastMedia, ...] = ()
