"""One-time codes of two-step verification (TOTP, RFC 6238) from the secret a platform gave."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qs, unquote, urlsplit

from app.errors import Refusal
from app.services.base.secret import Secret

SHORTEST_KEY = 10  # bytes: what platforms gave at the very least; RFC 4226 asks for 16
DIGITS = (6, 7, 8)
PERIODS = range(10, 301)  # seconds
ALGORITHMS = {"SHA1": hashlib.sha1, "SHA256": hashlib.sha256, "SHA512": hashlib.sha512}
_IGNORED = str.maketrans("", "", " -\t\r\n\u00a0\u200b")


@dataclass(frozen=True, slots=True)
class Code:
    """A code as the platform expects it, and how many whole seconds it still holds (at least 1)."""

    digits: str = field(repr=False)
    seconds_left: int


@dataclass(frozen=True, slots=True)
class Totp:
    """What makes the codes. `key` is base32; `period` in seconds."""

    key: Secret
    digits: int = 6
    period: int = 30
    algorithm: str = "SHA1"

    def at(self, moment: datetime) -> Code:
        """The code in force at `moment`, an aware datetime (RFC 6238)."""
        import pyotp  # only where a code is wanted

        class AnyKept(pyotp.TOTP):
            """pyotp itself makes codes of longer keys alone than platforms give."""

            min_secret_length_bits = SHORTEST_KEY * 8

        maker = AnyKept(
            self.key.reveal(),
            digits=self.digits,
            digest=ALGORITHMS[self.algorithm],
            interval=self.period,
        )
        return Code(maker.at(moment), self.period - int(moment.timestamp()) % self.period)


def read_totp(text: str) -> Totp:
    """The secret as a platform shows it: base32, spaces and lower case allowed, or an `otpauth://` address.

    Raises `Refusal` when it is neither, or asks for what RFC 6238 does not have (a counter, other digits).
    """
    text = text.strip()
    if not text.lower().startswith("otpauth:"):
        return Totp(_key(text))
    try:
        address = urlsplit(text)
        query = {name.lower(): values[-1] for name, values in parse_qs(address.query).items()}
        digits, period = int(query.get("digits", 6)), int(query.get("period", 30))
    except ValueError:
        raise Refusal("totp.unreadable") from None
    algorithm = query.get("algorithm", "SHA1").upper().replace("-", "")
    kind = unquote(address.netloc).lower()
    if kind != "totp" or digits not in DIGITS or period not in PERIODS or algorithm not in ALGORITHMS:
        raise Refusal("totp.other_kind")
    return Totp(_key(query.get("secret", "")), digits, period, algorithm)


def _key(text: str) -> Secret:
    bare = text.translate(_IGNORED).rstrip("=").upper()
    try:
        raw = base64.b32decode(bare + "=" * (-len(bare) % 8))
    except (binascii.Error, ValueError):
        raise Refusal("totp.unreadable") from None
    if len(raw) < SHORTEST_KEY:
        raise Refusal("totp.unreadable")
    return Secret(bare)
