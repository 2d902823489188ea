"""The names under which a credential's values lie in the keyring."""

from __future__ import annotations

import secrets

from app.services.base.enums import SecretPart

NEW = "password-new"  # a password on its way in, beside the one in use
OLD = "password-old"  # the one it replaces, until the change is recorded


def new_slot() -> str:
    """A name nothing else has: it says nothing of the account, for the keyring's list is no secret."""
    return f"credential-{secrets.token_hex(16)}"


def value_name(slot: str, value: SecretPart | str) -> str:
    """The keyring's name of one value of a credential."""
    return f"{slot}/{value}"


def all_names(slot: str) -> tuple[str, ...]:
    """Every name a credential may have in the keyring."""
    return tuple(value_name(slot, value) for value in (*SecretPart, NEW, OLD))
