"""Values of an archive of approved posts. Filled by `services.posts.archive`, written by `archive.write`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from app.archive.summed import Summed
from app.i18n import Bilingual


@dataclass(frozen=True, slots=True)
class ArchivedWatched:
    """A member's word that they watched or listened to a whole video or audio. The time is ISO 8601 UTC."""

    member: str
    at: str


@dataclass(frozen=True, slots=True)
class ArchivedImage:
    """One image, video or audio of a post. `sha256`, `size` are of the approved bytes.

    Both readers give whole files; `read_clean` gives (file, extension, media type) of the copy without
    metadata, for publishing.
    `origin_sha256`: the image it was made from by blurring the regions `blurred` for publishing, "" for none;
    that one is not in the archive. `duration` is in milliseconds, 0 for an image and where it is not known.
    """

    sha256: str
    size: int
    media_type: str
    extension: str
    width: int
    height: int
    original_name: str
    alt: str
    read: Callable[[], Summed] = field(repr=False)
    read_clean: Callable[[], tuple[Summed, str, str]] = field(repr=False)
    origin_sha256: str = ""
    blurred: tuple[tuple[int, int, int, int], ...] = ()
    duration: int = 0
    watched: tuple[ArchivedWatched, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchivedFinding:
    """A finding on the approved version with the last answer given to it ("" where there was none)."""

    rule: str
    clauses: tuple[str, ...]
    severity: str
    title: Bilingual
    why: Bilingual
    start: int | None
    end: int | None
    text: str | None
    image: int | None
    box: tuple[int, int, int, int] | None
    score: float | None
    verdict: str = ""  # "upheld" or "dismissed"
    because: str = ""  # the reason picked, a stable word; "" where none was
    reason: str = ""
    answered_by: str = ""
    answered_at: str = ""
    frame: int | None = None  # of an animation or video, where the box is not in the first
    frame_at: int | None = None  # its time in milliseconds


@dataclass(frozen=True, slots=True)
class ArchivedDecision:
    """A decision on this version by a named member. Times are ISO 8601 UTC."""

    verdict: str
    member: str
    role: str
    reason: str
    at: str
    own_author: bool


@dataclass(frozen=True, slots=True)
class ArchivedPublication:
    """Where a post went out. `row` is its number in the record's table, 0 in archives of older releases."""

    url: str
    at: str
    member: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class ArchivedAct:
    """What was done about a post after it went out: proof, correction, taking-down, or another place.

    `row` is its number in the record's table. `published_as` is the address it is about; `answer` is "yes" or
    "no" where the act asks something (whether the pasted text is the approved one, whether readers were
    told), "" where not. `other` is the draft with the corrected text, None for none. Of its evidence
    `file_name`, `sha256`, `size` and `extension` tell, "" and 0 where there is none; `read` gives the bytes.
    """

    row: int
    kind: str
    published_as: str
    at: str
    member: str
    text: str
    reason: str
    answer: str
    other: int | None
    url: str
    recorded_at: str
    file_name: str = ""
    sha256: str = ""
    size: int = 0
    extension: str = ""
    read: Callable[[], bytes] = field(default=bytes, repr=False)


@dataclass(frozen=True, slots=True)
class ArchivedPost:
    """One approved version. `digest_document` is the very object whose RFC 8785 SHA-256 is `digest`."""

    draft_id: int
    version: int
    digest: str
    digest_document: dict[str, object]
    text: str
    use: str
    kind: str
    platform: str
    account: str
    account_url: str
    purpose: str
    sources: tuple[str, ...]
    schedule: str
    author: str
    created_at: str
    approved_at: str
    important: bool
    images: tuple[ArchivedImage, ...]
    findings: tuple[ArchivedFinding, ...]
    decisions: tuple[ArchivedDecision, ...]
    publications: tuple[ArchivedPublication, ...]
    rulepack: str
    detectors: dict[str, str]
    not_checked: tuple[str, ...] = ()
    acts: tuple[ArchivedAct, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchivedReport:
    """A quarter's report that was kept. `content` is the document whose RFC 8785 SHA-256 is `digest`.

    `signature` is base64 of Ed25519 over that document by the key of the fingerprint `key`, both "" where it
    was not signed.
    """

    row: int
    quarter: str
    digest: str
    content: dict[str, object]
    signature: str
    key: str
    complete: bool
    member: str
    at: str


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The newest link of the record when the archive was made.

    `signature` and `public_key` are base64 of Ed25519 over the RFC 8785 form of count, hash and time;
    empty where the desk has no keyring.
    """

    count: int
    hash: str
    at: str
    signature: str = ""
    public_key: str = ""


ALONE = frozenset({"settled_alone", "carried_alone"})
# What breaks nothing and a stranger has to know: whose signatures count from then on, who could be whom, and
# what the office asks less for than before.
NOTED = frozenset(
    {
        "key_replaced",
        "key_joined",
        "key_ended",
        "passphrase_cleared",
        "approvals_lowered",
        "approvals_majority",
        "blur_no_author",
        "rule_weaker",
    }
)


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the record was gone on with openly, or where one did alone what takes two (`ALONE`).

    `kind` names the sentence `audit_note.<kind>`. `event` is its number, `at` ISO 8601 UTC, `by` the member,
    `reason` in their words.
    """

    event: int
    kind: str
    at: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class EarlierTree:
    """The Merkle tree of the record at an earlier archive: how many events, and the root in hex."""

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class StampFacts:
    """A trusted time (RFC 3161) of the record's first `size` events. `at` is ISO 8601 UTC.

    `root`: the fingerprint (SHA-256 in hex) of the root certificate that proves it.
    """

    size: int
    at: str
    authority: str
    root: str


@dataclass(frozen=True, slots=True)
class StampFiles:
    """What a trusted time consists of: the checkpoint's text, the authority's reply, its root certificate."""

    stamped: bytes
    reply: bytes
    root: bytes


@dataclass(frozen=True, slots=True)
class Former:
    """The archive made before: its number, its digest (`bag.archive_digest`), and when it was made."""

    number: int
    digest: str
    made_at: str


@dataclass(frozen=True, slots=True)
class ArchiveHeader:
    """What the archive says of itself and of the office."""

    office_bn: str
    office_en: str
    parent_bn: str
    website: str
    made_at: str  # ISO 8601 UTC
    made_by: str  # member's name
    program: str  # "Anumodon 0.1.0"
    since: str
    until: str
    account: str
    chain: ChainHead
    breaks: tuple[Break, ...] = ()
    checkpoint: str = ""  # the text of `checkpoint.txt` that is signed, "" where there is none
    stamp: StampFacts | None = None
    number: int = 0  # among the archives of this record, from 1; 0 where an older release did not count
    former: Former | None = None
    base: Former | None = (
        None  # the archive since which it holds what is new or changed, None for a whole one
    )
    selection: tuple[int, ...] = ()  # the drafts chosen by hand, none for all
    withdrawn: tuple[int, ...] = ()  # drafts whose approval was taken back since `base`


class Whose(StrEnum):
    """Whose signature an archive bears, of those that are valid."""

    NOBODY = "nobody"
    EXPECTED = "expected"  # of the key that the person named
    KNOWN = "known"  # of the key that is registered at this desk
    EARLIER = "earlier"  # of one that was registered before it, and replaced
    LOST = "lost"  # of one that was registered before it, and lost
    FOLLOWS = "follows"  # of one that the key which the person named handed on to, as the archive proves
    FOLLOWS_KNOWN = "follows_known"  # the same of a key in use that is registered at this desk
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class KeyChange:
    """The event by which a key came to sign, signed by one that did before. `at` is ISO 8601 UTC.

    `joined`: it signs beside the other, as the key of another desk, and did not take its place.
    """

    event: int
    at: str
    joined: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing `verify` found wrong. `file` is the path inside the archive, "" if about the whole.

    `kind` names the sentence `verify.<kind>` in `resources/i18n`.
    """

    kind: str
    file: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` found.

    `files` counts the payload. `fingerprint` and `signed_by` (its beginning, the id that minisign prints) are
    of the key whose signature is valid, both "" where there is none; `whose` says what is known of that key,
    `followed` how it follows from the key that is named or known, `forebears` from which keys it does at all.
    `breaks` are where the record was gone on with openly, or one did alone what takes two. `origin`, `size`
    and `root` (in hex) are of the record's checkpoint, "" and 0 where an archive has none; `earlier` the
    trees that it proves to continue.
    `digest` names the archive (`bag.archive_digest`), `number`, `former` and `base` its place among the
    others of its record; `acts` and `reports` count what else it holds.
    `redacted`: a redacted copy, in which so many `redactions` are.
    `stamp` is the record's trusted time, as good as the root certificate that lies beside it.
    `foreign`: a bag (RFC 8493) that another program made, checked as one; nothing can be said of its posts.
    """

    problems: tuple[Problem, ...]
    posts: int
    files: int
    office_bn: str = ""
    office_en: str = ""
    made_at: str = ""
    signed_by: str = ""
    fingerprint: str = ""
    whose: Whose = Whose.NOBODY
    chain: ChainHead | None = None
    bytes_read: int = 0
    stamp: StampFacts | None = None
    foreign: bool = False
    breaks: tuple[Break, ...] = ()
    origin: str = ""
    size: int = 0
    root: str = ""
    earlier: tuple[EarlierTree, ...] = ()
    digest: str = ""
    number: int = 0
    former: Former | None = None
    base: Former | None = None
    acts: int = 0
    reports: int = 0
    redacted: bool = False
    redactions: int = 0
    followed: KeyChange | None = None
    forebears: frozenset[str] = frozenset()

    @property
    def ok(self) -> bool:
        return not self.problems
