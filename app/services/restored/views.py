"""What the services of restored archives hand out: frozen values."""

from __future__ import annotations

from datetime import date, datetime

from app.archive.types import ArchivedPost, Whose
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class RestoredArchiveView:
    """An archive that was taken in: whose it is by its own word, and how its key came to be trusted.

    `key` is the fingerprint of who signed it; `record` names the record that it tells of, up to event
    `events`. `missing_base`: it goes on from an archive that is not here. `of_another`: the office it names
    bears neither of this one's names. `added` counts the posts that were not here yet, of the `posts` it
    holds. `member` is who took it in, "" for the desk.
    """

    id: int
    digest: str
    title: str
    office_bn: str
    office_en: str
    made_at: datetime
    number: int
    key: str
    whose: Whose
    record: str
    events: int
    posts: int
    added: int
    reports: int
    missing_base: bool
    of_another: bool
    member: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of one archive; `already`: it was here, and nothing was changed."""

    archive: RestoredArchiveView
    already: bool


@dataclass(frozen=True, slots=True)
class RestoreOutcome:
    """What became of each archive, or the number of the proposal that its key waits for; then none came."""

    archives: tuple[Restored, ...]
    proposed: int | None = None


@dataclass(frozen=True, slots=True)
class RestoredWanted:
    """Which restored posts a list shows: by words, archive, account's handle, and days of their approval."""

    search: str = ""
    archive: int | None = None
    account: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class RestoredRow:
    """A restored post in a list. `draft` and `version` are its numbers in the record it was decided in.

    `withdrawn`: a later archive of that record tells that the approval was taken back.
    """

    id: int
    archive: int
    draft: int
    version: int
    text: str
    platform: str
    account: str
    important: bool
    approvers: str
    approved_at: datetime
    published_at: datetime | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class RestoredPostView:
    """A restored post with all that its archive tells of it: `document` is its `decision.json`.

    `folder` is where it lies in the archive.
    """

    row: RestoredRow
    post: ArchivedPost
    archive: RestoredArchiveView
    folder: str
    document: str


@dataclass(frozen=True, slots=True)
class RestoredList:
    """The newest posts that were wanted, and how many of them there are in all."""

    rows: tuple[RestoredRow, ...]
    total: int
