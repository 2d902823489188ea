"""What the services of credentials and rotations hand out and take in: frozen values, never a secret in one.

The only way a secret travels is a `Secret`, whose repr is hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.services.secret import Secret
from app.services.views import MemberView
from app.services.words import RotationReason, SecretPart


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
