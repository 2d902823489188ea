"""What the services of past posts hand out: frozen values."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from app.checks.types import Finding, Severity
from app.errors import Refusal
from app.values import dataclass, field


class PastReply(StrEnum):
    """What a member says of a post that nobody approved.

    SAME: it is that approval's, changed a little. FORGOT: the approval was forgotten. INTRUDER: somebody else
    was in the account. TAKE_DOWN: it should be taken down.
    """

    SAME = "same"
    FORGOT = "forgot"
    INTRUDER = "intruder"
    TAKE_DOWN = "take_down"


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file of a download that was not taken, and why."""

    file: str
    reason: Refusal = field(compare=False)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import came to. `empty`: posts with neither text nor image, which tell nothing.

    `stopped` is true where the person stopped it; the same download goes on from there.
    """

    posts: int
    media: int
    already_here: int
    empty: int
    skipped: tuple[SkippedFile, ...]
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class PastMediaView:
    """An image or video of a past post."""

    sha256: str
    name: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class PastAnswerView:
    """The newest answer to a past post."""

    reply: PastReply
    reason: str
    draft: int | None
    member: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PastView:
    """A post published before."""

    id: int
    account_id: int
    platform: str
    account: str
    text: str
    published_at: datetime
    url: str
    origin: str
    media: tuple[PastMediaView, ...] = ()
    answer: PastAnswerView | None = None


@dataclass(frozen=True, slots=True)
class Unapproved:
    """A past post that matches no approval. `nearest` is the approved draft nearest to it, None for none.

    `likeness` is how much of the text is the same, 0 to 1; `image` whether an image of it is approved there.
    `before` is true for a post from before this office's first approval here.
    """

    post: PastView
    nearest: int | None
    likeness: float
    image: bool
    before: bool


@dataclass(frozen=True, slots=True)
class Noticed:
    """A past post in which today's checks notice something. A proposal: nothing changes by itself."""

    post: PastView
    findings: tuple[Finding, ...]
    worst: Severity


@dataclass(frozen=True, slots=True)
class PastCounts:
    """How many past posts there are, from when to when, and how many were before the first approval."""

    posts: int
    first: datetime | None
    last: datetime | None
    before: int
    downloads: tuple[str, ...]
