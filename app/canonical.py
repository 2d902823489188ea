"""Canonical JSON (RFC 8785) and the hashes made over it. The one place that says what is hashed."""

from __future__ import annotations

import hashlib


def canonical(document: object) -> bytes:
    """RFC 8785 bytes of a JSON-like object (dict, list, tuple, str, int, float, bool, None)."""
    import rfc8785  # commands that only read do without

    return rfc8785.dumps(document)  # type: ignore[arg-type]  # it names its own private type


def digest(document: object) -> str:
    """SHA-256 in hex over the canonical JSON of `document`."""
    return hashlib.sha256(canonical(document)).hexdigest()
