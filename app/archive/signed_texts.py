"""The texts that keys sign about the record: its events, and consents of keys that follow or join others."""

from __future__ import annotations

_EVENT = "anumodon event 1"
_CONSENT = "anumodon key 1"
_DESK = "anumodon desk 1"


def event_message(id_: int, hash_: str) -> bytes:
    """What the signature of an event covers."""
    return f"{_EVENT}\n{id_}\n{hash_}\n".encode()


def consent_message(former: str, new: str) -> bytes:
    """What a new key signs when it replaces another; both by their fingerprints."""
    return f"{_CONSENT}\n{former}\n{new}\n".encode()


def desk_message(first: str, new: str) -> bytes:
    """What the key of a desk signs that wants to join an office, whose first key is `first`."""
    return f"{_DESK}\n{first}\n{new}\n".encode()
