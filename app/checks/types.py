"""What a check is given and what it gives back. Pure values: no Qt, no tables, no files."""

from __future__ import annotations

from enum import StrEnum

from app.i18n import Bilingual
from app.values import dataclass, replace

BIJOY_RULE = "text.bijoy"  # the rule about text in the old encoding, which the window offers to convert

UNFINISHED_RULE = (
    "text.unfinished"  # a text of which too much looks hidden, or that takes too long, to read all
)


class Severity(StrEnum):
    """How much a finding asks of the moderator (design: Severities). None decides anything by itself."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the gravest, so that findings sort by it."""
        return tuple(Severity).index(self)


class Use(StrEnum):
    """What a draft is for. A banner and a profile picture fall under clause 6.1, a post under 7."""

    POST = "post"
    BANNER = "banner"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check noticed.

    `rule` is a dotted id (`politics.vote-appeal`), `clauses` ASCII clause ids (`10.c`).
    In text: `start`, `end` count code points of the text as typed, `text` is that very slice.
    In an image: `attachment` is its position in the draft (0-based), `box` is x, y, w, h in pixels of
    the upright image; a span beside it is of the image's alt text. A finding about the whole post or image
    has neither span nor box.
    `score` is a detector's confidence, 0 to 1. `frame`: in an animation or video, the frame the box is in
    where that is not the first (0-based), and `at` its time in milliseconds.
    """

    rule: str
    clauses: tuple[str, ...]
    severity: Severity
    title: Bilingual
    why: Bilingual
    start: int | None = None
    end: int | None = None
    text: str | None = None
    attachment: int | None = None
    box: tuple[int, int, int, int] | None = None
    score: float | None = None
    frame: int | None = None
    at: int | None = None

    def as_note(self, more: Bilingual) -> Finding:
        """The same as no more than a note, `more` added to its explanation; a note stays as it is."""
        return self.lowered(Severity.NOTE, more)

    def lowered(self, severity: Severity, more: Bilingual) -> Finding:
        """The same as no graver than `severity`, `more` added to its explanation where it was."""
        if self.severity.rank >= severity.rank:
            return self
        why = Bilingual(bn=f"{self.why.bn} {more.bn}", en=f"{self.why.en} {more.en}")
        return replace(self, severity=severity, why=why)


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A check that could not run, and why. Said to the person, never hidden."""

    check: str
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What is known of a post besides its text, for rules that need it.

    `None` means "not known here" (a bare text from the command line), so that a rule about a missing
    purpose or source stays silent or soft; an empty string or tuple means "known to be missing".
    `purposes` are the purposes (`5.a` … `5.g`) the post's account was opened for, `text_limit` how many
    characters its platform takes.
    """

    purpose: str | None = None
    purposes: tuple[str, ...] | None = None
    sources: tuple[str, ...] | None = None
    platform: str | None = None
    text_limit: int | None = None


@dataclass(frozen=True, slots=True)
class TextReport:
    """Findings in a text, in order of place, and the script it is written in."""

    findings: tuple[Finding, ...]
    script: str  # "bangla", "latin", "bijoy" or "mixed"
    rulepack: str


@dataclass(frozen=True, slots=True)
class PhotoReport:
    """Findings on one image, with what was looked for and what could not be."""

    findings: tuple[Finding, ...]
    checked: tuple[str, ...]
    not_checked: tuple[NotChecked, ...] = ()
