"""Names of public keys, always derived from the key itself: what a file says of its own key proves nothing.

A fingerprint is the SHA-256 of the 32 bytes of an Ed25519 public key, as 64 hexadecimal digits. A key's id is
its beginning, as minisign prints it; two keys with one id can be made by whoever has the computers for it, so
people compare fingerprints.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from pathlib import Path

from app.archive.minisign import KEY_ALGORITHM, KEY_ID_BYTES, PUBLIC_KEY_BYTES, PublicKey, key_id_of
from app.errors import Refusal
from app.files import read_regular

FEWEST_DIGITS = 2 * KEY_ID_BYTES
_FINGERPRINT_DIGITS = 64
_GROUP = 4
_KEY_FILE_BYTES = 1 << 16
_HEX = re.compile(r"[0-9a-fA-F]+")
_PACKED_BYTES = len(KEY_ALGORITHM) + KEY_ID_BYTES + PUBLIC_KEY_BYTES


def fingerprint_of(public_key: bytes) -> str:
    """The fingerprint of a public key of 32 bytes."""
    return hashlib.sha256(public_key).hexdigest()


def id_of(public_key: bytes) -> str:
    """The id of a public key of 32 bytes, as minisign prints it."""
    return PublicKey(key_id_of(public_key), public_key).name


def id_in(fingerprint: str) -> str:
    """The id of the key with that fingerprint: its first eight bytes, as minisign prints them."""
    return PublicKey(bytes.fromhex(fingerprint)[:KEY_ID_BYTES], b"").name


def grouped(fingerprint: str) -> str:
    """A fingerprint as people read it aloud: four digits at a time."""
    return " ".join(fingerprint[at : at + _GROUP] for at in range(0, len(fingerprint), _GROUP))


def expected_key(written: str) -> str:
    """The key that a person names, as hexadecimal digits for `fits`.

    `written` is a fingerprint, its beginning or a key id (at least 16 digits, in groups or not), the second
    line of a minisign key file, or the path of such a file. Raises `Refusal` for anything else.
    """
    digits = re.sub(r"[\s:-]", "", written)
    if _HEX.fullmatch(digits):
        if not FEWEST_DIGITS <= len(digits) <= _FINGERPRINT_DIGITS:
            raise Refusal("archive.key_length", n=len(digits), fewest=FEWEST_DIGITS, most=_FINGERPRINT_DIGITS)
        return digits.lower()
    key = _unpacked(written)
    return fingerprint_of(_read_file(Path(written).expanduser()) if key is None else key)


def fits(expected: str, public_key: bytes) -> bool:
    """Whether `public_key` is the one that `expected` (of `expected_key`) names."""
    return named_by(expected, fingerprint_of(public_key))


def named_by(expected: str, fingerprint: str) -> bool:
    """Whether the key with that fingerprint is the one that `expected` (of `expected_key`) names."""
    return fingerprint.startswith(expected) or id_in(fingerprint).lower() == expected


def _read_file(path: Path) -> bytes:
    try:
        lines = read_regular(path, _KEY_FILE_BYTES).decode("utf-8").splitlines()
    except (OSError, ValueError) as problem:
        raise Refusal("archive.bad_key_named", name=path.name) from problem
    keys = [key for key in map(_unpacked, lines) if key is not None]
    if len(keys) != 1:
        raise Refusal("archive.bad_key_named", name=path.name)
    return keys[0]


def _unpacked(line: str) -> bytes | None:
    """The 32 bytes in the second line of a key file; None where the line is none."""
    try:
        raw = base64.b64decode(line.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
    whole = len(raw) == _PACKED_BYTES and raw.startswith(KEY_ALGORITHM)
    return raw[-PUBLIC_KEY_BYTES:] if whole else None
