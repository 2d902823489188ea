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


class DraftKind(StrEnum):
    """What a draft is (design: Words). Banner and profile picture follow from what its version is for."""

    POST = "post"
    BANNER = "banner"
    PROFILE_PICTURE = "profile_picture"
    COMMENT = "comment"
    REPLY = "reply"
    SHARE = "share"


class Show(StrEnum):
    """Which drafts a list shows.

    MINE wait for the decision of whoever looks; LATE are approved, and the time they were to go out is over.
    """

    MINE = "mine"
    PENDING = "pending"
    RETURNED = "returned"
    APPROVED = "approved"
    LATE = "late"
    REJECTED = "rejected"
    PUBLISHED = "published"
    ALL = "all"


class Order(StrEnum):
    """DUE: what is to go out first, then the oldest. GRAVEST: by the severest finding that stands."""

    DUE = "due"
    OLDEST = "oldest"
    NEWEST = "newest"
    GRAVEST = "gravest"
    ACCOUNT = "account"
    AUTHOR = "author"


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


class DismissalReason(StrEnum):
    """Why a finding does not apply, as a person picks it. Stable: kept in the record and in archives."""

    ILLUSTRATION = "illustration"
    EVENT = "event"
    CONSENTED = "consented"
    NATIONAL = "national"
    NO_PERSON = "no_person"
    ART = "art"
    HEALTH = "health"
    CLEAN_COPY = "clean_copy"
    OWN = "own"
    FILE_PHOTO = "file_photo"
    QUOTED = "quoted"
    TITLE = "title"
    PLACE = "place"
    PERMITTED = "permitted"
    MISTAKEN = "mistaken"


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


class AccountKind(StrEnum):
    """PERSONAL: a member's own account, by self-declaration, for reminders only (clause 6.2.d)."""

    OFFICIAL = "official"
    PERSONAL = "personal"


class ChecklistState(StrEnum):
    """What a member found of a clause of 6.1. A clause nobody looked at has no entry."""

    DONE = "done"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


class RotationReason(StrEnum):
    """Why a password was changed, or has to be at once. FIRST: it was stored here for the first time."""

    FIRST = "first"
    PLANNED = "planned"
    PERSON_LEFT = "person_left"
    COMPROMISED = "compromised"
    PLATFORM_FORCED = "platform_forced"


class SecretPart(StrEnum):
    """The values one credential may keep in the keyring."""

    LOGIN = "login"
    PASSWORD = "password"
    RECOVERY = "recovery"
    TOTP = "totp"
    NOTES = "notes"


class Step(StrEnum):
    """The steps of a guided rotation, in order; DONE and STOPPED end it."""

    GENERATED = "generated"
    OLD_COPIED = "old_copied"
    NEW_COPIED = "new_copied"
    CONFIRMED = "confirmed"
    DONE = "done"
    STOPPED = "stopped"


class ProposalKind(StrEnum):
    """What a proposal would change, once a second member confirms it."""

    OFFICE = "office"
    ACCOUNT = "account"
    TEAM = "team"
    PASSPHRASE = "passphrase"
    RULE = "rule"
    RETENTION = "retention"
    ARCHIVE_KEY = "archive_key"


class PostMark(StrEnum):
    """What became of a post that went out, in one word, the gravest first."""

    DESTROYED = "destroyed"
    REMOVED = "removed"
    CORRECTED = "corrected"
    UNPROVEN = "unproven"


class RecordClass(StrEnum):
    """The classes of records of the Secretariat Instructions: KA (ক) is permanent, the others have years."""

    KA = "ka"
    KHA = "kha"
    GA = "ga"
    GHA = "gha"


class RetentionKind(StrEnum):
    """What was said of a post's keeping."""

    CLASS = "class"
    HOLD = "hold"
    RELEASE = "release"


class DisposalState(StrEnum):
    """Where a list of what may be destroyed stands. BEGUN: an order is being carried out, and goes on."""

    OPEN = "open"
    ORDERED = "ordered"
    BEGUN = "begun"
    DONE = "done"


class ItemState(StrEnum):
    """What becomes of a post on a list."""

    OPEN = "open"
    KEPT = "kept"
    HELD = "held"
    TO_DESTROY = "to_destroy"
    DESTROYED = "destroyed"


class DisposalReply(StrEnum):
    """What a member says of a post on a list."""

    KEEP = "keep"
    DESTROY = "destroy"
    HOLD = "hold"


class ProposalState(StrEnum):
    """What became of a proposal. ALONE: its proposer carried it out, since nobody else answered."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    ALONE = "alone"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class ResponseKind(StrEnum):
    """What a citizen's words are. APPEAL: against an earlier answer to a grievance."""

    QUESTION = "question"
    COMMENT = "comment"
    GRIEVANCE = "grievance"
    APPEAL = "appeal"
    CONTRIBUTION = "contribution"
    PRAISE = "praise"


class ResponseState(StrEnum):
    """Where a response stands. REFERRED: another office has it; CLOSED: it needs no answer."""

    OPEN = "open"
    ANSWERED = "answered"
    REFERRED = "referred"
    CLOSED = "closed"
    MERGED = "merged"


class AnswerState(StrEnum):
    """How a response stands on a day, in one word. LATE: its day is over and nobody has answered."""

    OPEN = "open"
    LATE = "late"
    ANSWERED = "answered"


class Consent(StrEnum):
    """What a citizen said to the office showing what they sent; NONE: nobody asked."""

    NONE = ""
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class DueKind(StrEnum):
    """What a reminder is about, the most pressing first among those equally late."""

    CLOCK = "clock"
    PROPOSAL = "proposal"
    RESPONSE = "response"
    ROTATION = "rotation"
    HANDOVER = "handover"
    CHECKS = "checks"
    SCHEDULE = "schedule"
    UNPUBLISHED = "unpublished"
    TERMS = "terms"
    REVIEW = "review"
    REPORT = "report"
    TASK = "task"
    BACKUP = "backup"
    ANCHOR = "anchor"
    AWARENESS = "awareness"
    FIXITY = "fixity"
    CHECKLIST = "checklist"
    QUIET = "quiet"
    DISPOSAL = "disposal"


class DueAction(StrEnum):
    """What settles a reminder: the page or dialog it leads to."""

    SET_CLOCK = "set_clock"
    ANSWER_PROPOSAL = "answer_proposal"
    CHANGE_PASSWORD = "change_password"
    RECORD_ROTATION = "record_rotation"
    HAND_OVER = "hand_over"
    CHECK_AGAIN = "check_again"
    DECIDE = "decide"
    ANSWER_CITIZEN = "answer_citizen"
    PUBLISH = "publish"
    CHECKLIST = "checklist"
    REPORT = "report"
    TASK = "task"
    POST = "post"
    BACK_UP = "back_up"
    ANCHOR = "anchor"
    DISPOSAL = "disposal"
    HAND_OUT = "hand_out"
    CHECK_FIXITY = "check_fixity"


CHECKLIST = ("6.1.a", "6.1.b", "6.1.c", "6.1.d", "6.1.e", "6.1.f", "6.1.g", "6.1.h", "6.1.i", "6.1.j")
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
