"""What services hand out and take in: frozen values that may cross threads and reach widgets.

Times are aware `datetime`s in UTC; the window and the commands show them in Asia/Dhaka.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.checks.photo.rule_names import OBSCENE, PEOPLE, REASSURING
from app.checks.types import NotChecked, Severity
from app.errors import Refusal
from app.i18n import Bilingual
from app.media.formats import is_clip
from app.services.base.enums import (
    CheckState,
    DismissalReason,
    DraftKind,
    Outcome,
    PostMark,
    Reply,
    State,
    Verdict,
)
from app.services.base.schedules import due_at
from app.values import dataclass

if TYPE_CHECKING:
    from app.intake.types import IncomingFile
    from app.media.types import Box
    from app.services.office.views import AccountView


@dataclass(frozen=True, slots=True)
class WatchedView:
    """A member's word that they watched or listened to a video or audio from end to end."""

    member_id: int
    member: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """An image, video or audio of a version. `duration` is in milliseconds, 0 where there is none or unknown.

    `origin_sha256` is what an image was made from by blurring `blurred`; else "", ().
    """

    position: int
    sha256: str
    original_name: str
    media_type: str
    width: int
    height: int
    size: int
    alt: str
    origin_sha256: str = ""
    blurred: tuple[Box, ...] = ()
    duration: int = 0
    watched: tuple[WatchedView, ...] = ()

    @property
    def is_clip(self) -> bool:
        """Whether it is a video or audio, which a person has to watch or listen to."""
        return is_clip(self.media_type)

    @property
    def has_picture(self) -> bool:
        """Whether there is something of it to be shown: not of audio, nor of a video nobody can read."""
        return self.width > 0

    def watched_by(self, member: int) -> bool:
        return any(watching.member_id == member for watching in self.watched)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the list.

    `worst` is the severity of the severest finding that nobody dismissed, None if there is none; `upheld`
    whether somebody upheld one of that severity, `others` how many stand besides. `clip` is "video" or
    "audio" where its first attachment is one, else "". `due` is when it is to go out, at a time if `timed`.
    `mark` is what the archive page says of it in place of its state.
    """

    id: int
    state: State
    use: str
    excerpt: str
    platform: str
    account: str
    updated_at: datetime
    thumbnail: str | None
    checks: CheckState
    worst: Severity | None
    worst_count: int
    worst_title: Bilingual | None
    findings: int
    clip: str = ""
    upheld: bool = False
    others: int = 0
    due: datetime | None = None
    timed: bool = True
    author: str = ""
    approvals: int = 0
    approvals_needed: int = 1
    approved_by_viewer: bool = False
    kind: DraftKind = DraftKind.POST
    mark: PostMark | None = None


@dataclass(frozen=True, slots=True)
class AnswerView:
    """`because` is what was picked beside the `reason` in own words, None where nothing was."""

    reply: Reply
    reason: str
    member: str
    at: datetime
    because: DismissalReason | None = None


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding of the current version. `number` is what card, highlight and key 1–9 share.

    `frame` is set where the box is in a later frame of an animation or video than the one shown, `at` is that
    frame's time in milliseconds.
    """

    id: int
    number: int
    rule: str
    clauses: tuple[str, ...]
    severity: Severity
    title: Bilingual
    why: Bilingual
    start: int | None
    end: int | None
    text: str | None
    attachment: int | None
    box: tuple[int, int, int, int] | None
    score: float | None
    answer: AnswerView | None
    frame: int | None = None
    at: int | None = None

    @property
    def covers(self) -> bool:
        """Whether its image is covered until a person asks to see it."""
        return self.rule == OBSCENE

    @property
    def of_a_person(self) -> bool:
        """Whether its box is around a face."""
        return self.rule in PEOPLE

    @property
    def reassures(self) -> bool:
        """Whether it speaks for the image: something found that should be there, or passed before."""
        return self.rule in REASSURING

    @property
    def box_shown(self) -> tuple[int, int, int, int] | None:
        """The box where it belongs on the picture shown of the image."""
        return self.box if self.frame is None else None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision; void once undone, reversed or overtaken by an edit (`void_at`, `void_reason`)."""

    id: int
    verdict: Verdict
    version: int
    member: str
    reason: str
    at: datetime
    own_author: bool
    void_at: datetime | None
    void_reason: str


@dataclass(frozen=True, slots=True)
class PublicationView:
    """Where and when a post went out, and who recorded it."""

    url: str
    at: datetime
    member: str


@dataclass(frozen=True, slots=True)
class CheckView:
    """How far the checks of a version are, and what the newest run looked at; `script` is of its text."""

    state: CheckState
    rulepack: str
    checked: tuple[str, ...]
    not_checked: tuple[NotChecked, ...]
    finished_at: datetime | None
    script: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version of a draft, unchangeable. `schedule` is ISO 8601 local time in Asia/Dhaka, or ""."""

    id: int
    number: int
    text: str
    use: str
    account: AccountView | None
    purpose: str
    sources: tuple[str, ...]
    schedule: str
    author: str
    author_id: int | None
    digest: str
    created_at: datetime
    attachments: tuple[AttachmentView, ...]

    @property
    def lacks_purpose(self) -> bool:
        """Whether its account asks for a purpose and it names none: then nobody can approve it."""
        return self.account is not None and bool(self.account.purposes) and not self.purpose


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft with its current version, what the checks noticed, and what people said.

    `approvals` counts those that count; `uncounted` names who approved and does not count yet, for want of a
    passphrase; `gone`, who approved and decides no more. `covered`: the SHA-256 of every image that a check
    of any of its versions took for obscene.
    """

    id: int
    state: State
    important: bool
    version: VersionView
    versions: int
    checks: CheckView
    findings: tuple[FindingView, ...]
    decisions: tuple[DecisionView, ...]
    approvals: int
    approvals_needed: int
    publications: tuple[PublicationView, ...]
    covered: frozenset[str]
    uncounted: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    kind: DraftKind = DraftKind.POST

    @property
    def late(self) -> bool:
        """Whether it is approved, not known to be out, and the time it was to go out is over."""
        due = due_at(self.version.schedule)
        return self.state is State.APPROVED and due is not None and due < datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why approval is refused now. `key` names a short sentence, `obstacle.<key>`."""

    key: str
    params: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class FormImage:
    """An image of a post being written: one already kept (`sha256`) or one just added (`file`).

    `origin_sha256`, `blurred`: of a `file` made here from a kept image by blurring.
    """

    alt: str
    sha256: str = ""
    original_name: str = ""
    file: IncomingFile | None = None
    origin_sha256: str = ""
    blurred: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class PostForm:
    """What a person fills in to compose or edit a post.

    `kind` is a `DraftKind` that fits `use`; None leaves it as it is, of a new draft what its use tells.
    """

    text: str
    use: str = "post"
    account_id: int | None = None
    purpose: str = ""
    sources: tuple[str, ...] = ()
    schedule: str = ""
    images: tuple[FormImage, ...] = ()
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class IntakeLine:
    """What became of one incoming post. `reason` is there when it was refused.

    `along`: the names of the files that share its lot, besides that in `origin`.
    """

    origin: str
    outcome: Outcome
    draft_id: int | None = None
    reason: Refusal | None = None
    along: tuple[str, ...] = ()
