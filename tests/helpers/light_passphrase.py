"""Encrypts with a passphrase as age does, in a thousandth of the time.

age makes trying a passphrase take a second, on purpose, which proves nothing in most tests. What comes of
this is a file of age's own format (https://age-encryption.org/v1) like any other, with less of that work:
it is decrypted by what the program decrypts with. `tests/cli/test_backup.py` has age's own work.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_WORK = 4  # as the exponent of two; age itself takes 18 or more
_MOST = 64 * 1024 - 1  # bytes, so that all is one chunk


def encrypt(data: bytes, passphrase: str) -> bytes:
    """In the place of `pyrage.passphrase.encrypt`. Raises ValueError for what is long: a key is not."""
    if len(data) > _MOST:
        raise ValueError("too long for one chunk")
    salt, file_key, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    key = hashlib.scrypt(
        passphrase.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=2**_WORK, r=8, p=1, dklen=32
    )
    wrapped = ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None)
    head = f"age-encryption.org/v1\n-> scrypt {_base64(salt)} {_WORK}\n{_base64(wrapped)}\n---".encode()
    seal = hmac.digest(_derived(file_key, b"", b"header"), head, "sha256")
    only_chunk = bytes(11) + b"\x01"
    body = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(only_chunk, data, None)
    return head + f" {_base64(seal)}\n".encode() + nonce + body


def _derived(key: bytes, salt: bytes, use: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, use).derive(key)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")
