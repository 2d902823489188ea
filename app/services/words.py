"""The words of the design as enums. The sentences for them are in `resources/i18n`."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a draft stands (design: States of a draft)."""

    PENDING = "pending"
    RETURNED = "returned"
    APPROVED = "approved"
    REJECTED = "rejected"
    PUBLISHED = "published"


class Role(StrEnum):
    """What a member may do: a drafter cannot decide, moderators and the authority can."""

    DRAFTER = "drafter"
    MODERATOR = "moderator"
    AUTHORITY = "authority"


class Verdict(StrEnum):
    """A decision on a version of a draft."""

    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"


class Reply(StrEnum):
    """An answer to a finding."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"


class CheckState(StrEnum):
    """How far the checks of a version are. STALE: done, but by another rule pack or detector."""

    WAITING = "waiting"
    DONE = "done"
    STALE = "stale"
    FAILED = "failed"


class RuleKind(StrEnum):
    """What a rule of the office's own does to the rule pack."""

    EXCEPTION = "exception"
    TERM = "term"
    SEVERITY = "severity"
    OFF = "off"


class Outcome(StrEnum):
    """What became of one incoming post."""

    TAKEN = "taken"
    ALREADY = "already"
    REFUSED = "refused"


PURPOSES = ("5.a", "5.b", "5.c", "5.d", "5.e", "5.f", "5.g")
PLATFORMS = (
    "facebook",
    "x",
    "youtube",
    "instagram",
    "linkedin",
    "whatsapp",
    "telegram",
    "tiktok",
    "website",
    "other",
)
