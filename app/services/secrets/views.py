"""What the services of credentials and rotations hand out and take in: frozen values, never a secret in one.

The only way a secret travels is a `Secret`, whose repr is hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from app.services.base.due_dates import DueState
from app.services.base.enums import RotationReason, SecretPart, Step
from app.services.base.members import MemberView
from app.services.base.secret import Secret
from app.values import dataclass, field


@dataclass(frozen=True, slots=True)
class CredentialView:
    """One login of an account: where its values are and which there are, not what they are.

    `keyring` is the backend's name as people know it. `allowed` are the ids of the members who may use it,
    empty for everyone who decides. `due_since` is there when it has to be changed at once, for `due_reason`.
    A retired one (`active` false) that still has `parts` has values left in the keyring: retire it again.
    """

    id: int
    account_id: int
    platform: str
    handle: str
    account: str
    label: str
    keyring: str
    parts: tuple[SecretPart, ...]
    allowed: tuple[int, ...]
    active: bool
    created_at: datetime
    due_since: datetime | None
    due_reason: RotationReason | None

    def usable_by(self, member: MemberView) -> bool:
        """Whether `member` may see, copy or change its values."""
        return self.active and member.decides and (not self.allowed or member.id in self.allowed)


@dataclass(frozen=True, slots=True)
class CredentialForm:
    """A credential to be kept. `changed_on` is when its password was last changed, None if nobody knows."""

    label: str
    parts: Mapping[SecretPart, Secret] = field(repr=False)
    allowed: tuple[int, ...] = ()
    changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class RotationPolicy:
    """How many days a password may be used, and who says so: `rotation.source.<source>` with `n` and `note`.

    `source` is "default" (the Ministry of Public Administration's memo), "office" or "account"; `note` is
    what the account's own number was given for.
    """

    days: int
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class RotationStatus:
    """How the password of one credential, or of an account that keeps none here, stands on a day.

    `credential_id` is None for such an account, and `label` "". Without a recorded change `last_change` is
    None: a kept password is then due since it was entered, for nobody knows its age; an account without one
    has no due date. `days_left` is negative once overdue. `under_way` is the step of its guided rotation.
    """

    account_id: int
    platform: str
    handle: str
    account: str
    personal: bool
    credential_id: int | None
    label: str
    last_change: date | None
    due: date | None
    days_left: int | None
    state: DueState
    at_once_since: date | None
    at_once_reason: RotationReason | None
    policy: RotationPolicy
    under_way: Step | None


@dataclass(frozen=True, slots=True)
class RotationForm:
    """A change that took place. `at` is when (now if None), an aware datetime that is not in the future."""

    reason: RotationReason = RotationReason.PLANNED
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RotationView:
    """A recorded change of a password; `label` names the credential, "" for an account that keeps none."""

    id: int
    account_id: int
    platform: str
    handle: str
    label: str
    reason: RotationReason
    note: str
    member: str
    at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class GuideView:
    """A guided rotation that is under way: how far, why, and who took its last step when."""

    credential_id: int
    account_id: int
    platform: str
    handle: str
    account: str
    label: str
    step: Step
    reason: RotationReason
    member: str
    at: datetime
