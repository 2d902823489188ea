"""What the services of the office, its team and accounts hand out and take in: frozen values."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from app.services.base.enums import (
    AccountKind,
    ChecklistState,
    Role,
    State,
)
from app.services.base.members import MemberView
from app.services.base.secret import Secret
from app.values import dataclass

if TYPE_CHECKING:
    from app.intake.types import IncomingFile


@dataclass(frozen=True, slots=True)
class OfficeView:
    """The office. `approvals_needed` is what its team needs now (a majority unless it set a number).

    `logo` is the SHA-256 of a kept image, "" for none. Days: between two changes of a password, before a due
    date that is worth a reminder, working days until a quarter's report, without a post until an account is
    quiet, and working days until a citizen's question, grievance or appeal is answered, and days that a
    post rests before it is used again. `blur_is_edit`: whoever blurs an image becomes an author of the post.
    """

    name_bn: str
    name_en: str
    parent_bn: str
    parent_en: str
    division_bn: str
    division_en: str
    address_bn: str
    address_en: str
    website: str
    grs_url: str
    logo: str
    letterhead: tuple[str, ...]
    rotation_days: int
    lead_days: int
    report_days: int
    quiet_days: int
    question_days: int
    grievance_days: int
    appeal_days: int
    reuse_days: int
    approvals_set: int | None
    approvals_needed: int
    blur_is_edit: bool


@dataclass(frozen=True, slots=True)
class MemberForm:
    """Who joins. `joined_on` is a Dhaka day, None for today."""

    name: str
    role: Role
    joined_on: date | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """Who leaves. `on` is a Dhaka day, None for today."""

    member_id: int
    on: date | None = None


@dataclass(frozen=True, slots=True)
class TeamChange:
    """What became of a change of the team: the ids of those who joined, or the number of its proposal."""

    joined: tuple[int, ...] = ()
    proposed: int | None = None


@dataclass(frozen=True, slots=True)
class GivenPassphrase:
    """A temporary passphrase, shown once, or the number of the proposal that asks for one."""

    secret: Secret | None = None
    proposed: int | None = None


@dataclass(frozen=True, slots=True)
class AccountForm:
    """What is asked of an account. Where a field is None, a change leaves it as it is.

    `kind` stays once chosen; `owner` is for a personal account. `opened_on` is ISO 8601, "" if not known;
    `rotation_days` is 0 where the office's own number holds.
    """

    platform: str
    handle: str
    display_name: str
    url: str = ""
    purposes: tuple[str, ...] = ()
    kind: AccountKind = AccountKind.OFFICIAL
    owner: int | None = None
    opened_on: str | None = None
    audience: str | None = None
    users: str | None = None
    emergency_contact: str | None = None
    rotation_days: int | None = None
    rotation_source: str | None = None


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """What is asked of an office; its members and accounts at the first start only.

    Where a field is None, a change leaves it as it is. `approvals_needed` None is a majority.
    """

    name_bn: str
    name_en: str
    parent_bn: str = ""
    website: str = ""
    approvals_needed: int | None = None
    members: tuple[MemberForm, ...] = ()
    accounts: tuple[AccountForm, ...] = ()
    parent_en: str | None = None
    division_bn: str | None = None
    division_en: str | None = None
    address_bn: str | None = None
    address_en: str | None = None
    grs_url: str | None = None
    letterhead: tuple[str, ...] | None = None
    rotation_days: int | None = None
    lead_days: int | None = None
    report_days: int | None = None
    quiet_days: int | None = None
    question_days: int | None = None
    grievance_days: int | None = None
    appeal_days: int | None = None
    reuse_days: int | None = None
    blur_is_edit: bool | None = None


@dataclass(frozen=True, slots=True)
class HandOverCredential:
    """A credential that one who left could use. `done` once it is changed, or no longer kept."""

    credential_id: int
    account: AccountView
    label: str
    done: bool


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft still to be decided or corrected, by its number and first words."""

    id: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """What somebody who left leaves behind.

    `contact_of` are open accounts that name them as the emergency contact, `open_drafts` their own drafts
    that are pending or returned.
    """

    member: MemberView
    credentials: tuple[HandOverCredential, ...]
    contact_of: tuple[AccountView, ...]
    open_drafts: tuple[OpenDraft, ...]

    @property
    def done(self) -> bool:
        """Whether nothing is left to do. A draft is no duty: whoever is there decides on it."""
        return not self.contact_of and all(credential.done for credential in self.credentials)


@dataclass(frozen=True, slots=True)
class SignInState:
    """How a member stands before signing in. `wait` is in seconds, 0 when a try is allowed now.

    `code_from`: who has to give a temporary passphrase before a first one can be set, empty for nobody.
    """

    member: MemberView
    has_passphrase: bool
    must_change: bool
    wait: int
    code_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """Who proved to be here, and since when. `must_change`: a new passphrase has to be set first."""

    member: MemberView
    at: datetime
    must_change: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A banner or profile picture that was approved for an account, by the draft that carried it.

    `open_findings` counts what the checks noticed on it and nobody answered. `at` is the last approval.
    """

    draft_id: int
    version: int
    sha256: str
    state: State
    at: datetime
    by: str
    findings: int
    open_findings: int


@dataclass(frozen=True, slots=True)
class HolidayView:
    """A day off besides the weekend."""

    id: int
    day: date
    name_bn: str
    name_en: str


@dataclass(frozen=True, slots=True)
class ChecklistForm:
    """What a member found of a clause of 6.1, with what shows it. `next_review` None: no day is set."""

    clause: str
    state: ChecklistState
    text: str = ""
    url: str = ""
    image: IncomingFile | None = None
    next_review: date | None = None


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry of the checklist. `image` is the SHA-256 of a kept image, "" for none."""

    state: ChecklistState
    text: str
    url: str
    image: str
    member: str
    at: datetime
    next_review: date | None


@dataclass(frozen=True, slots=True)
class KnownFact:
    """Something the program knows of a clause by itself, since `at` where that matters.

    The sentence is `checklist.known.<key>`, `checklist.lacking.<key>` where it is not `ok`; `params` fill it.
    """

    key: str
    ok: bool
    params: dict[str, str | int]
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """How a clause of 6.1 stands. `state` None: nobody looked yet. `derived`: the program's own knowledge
    makes the state, as `known` says. `entry` is the newest, there even where it does not make the state.
    """

    clause: str
    state: ChecklistState | None
    derived: bool
    known: tuple[KnownFact, ...]
    entry: EntryView | None
    review_due: bool

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do about it now."""
        return self.state in (ChecklistState.DONE, ChecklistState.NOT_APPLICABLE) and not self.review_due


@dataclass(frozen=True, slots=True)
class AccountView:
    """A page, or a member's personal account (`owner` is their id). `rotation_days` None: the office's."""

    id: int
    platform: str
    handle: str
    display_name: str
    url: str
    purposes: tuple[str, ...]
    active: bool
    kind: AccountKind
    owner: int | None
    opened_on: date | None
    audience: str
    users: str
    emergency_contact: str
    rotation_days: int | None
    rotation_source: str

    @property
    def official(self) -> bool:
        """Whether it is the office's own page, and not here for a reminder only."""
        return self.kind is AccountKind.OFFICIAL
