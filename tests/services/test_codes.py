"""Codes of two-step verification: the vectors of RFC 6238, and secrets as platforms write them."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from app.errors import Refusal
from app.services.base.secret import Secret
from app.services.secrets.totp import read_totp

KEYS = {"SHA1": 20, "SHA256": 32, "SHA512": 64}  # RFC 6238, appendix B: the length of each key
VECTORS = {
    59: ("94287082", "46119246", "90693936"),
    1111111109: ("07081804", "68084774", "25091201"),
    1111111111: ("14050471", "67062674", "99943326"),
    1234567890: ("89005924", "91819424", "93441116"),
    2000000000: ("69279037", "90698825", "38618901"),
    20000000000: ("65353130", "77737706", "47863826"),
}


@pytest.mark.parametrize("seconds", VECTORS)
@pytest.mark.parametrize("algorithm", KEYS)
def test_the_vectors_of_rfc_6238(seconds: int, algorithm: str) -> None:
    key = (b"1234567890" * 7)[: KEYS[algorithm]]
    secret = base64.b32encode(key).decode("ascii")
    totp = read_totp(f"otpauth://totp/Office:page?secret={secret}&digits=8&algorithm={algorithm}")
    code = totp.at(datetime.fromtimestamp(seconds, UTC))
    assert code.digits == VECTORS[seconds][list(KEYS).index(algorithm)]
    assert code.seconds_left == 30 - seconds % 30


def test_a_secret_is_read_as_platforms_show_it() -> None:
    plain = read_totp("JBSWY3DPEHPK3PXPJBSWY3DP")
    for written in ("jbsw y3dp ehpk 3pxp jbsw y3dp", " JBSW-Y3DP-EHPK-3PXP-JBSW-Y3DP\n"):
        assert read_totp(written).key == plain.key
    by_address = read_totp("otpauth://totp/X?secret=jbswy3dpehpk3pxpjbswy3dp&issuer=X&period=60&digits=7")
    assert (by_address.key, by_address.period, by_address.digits) == (plain.key, 60, 7)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("", "totp.unreadable"),
        ("not base32!", "totp.unreadable"),
        ("123456", "totp.unreadable"),
        ("otpauth://totp/X?digits=6", "totp.unreadable"),
        ("otpauth://totp/X?secret=JBSWY3DPEHPK3PXPJBSWY3DP&period=x", "totp.unreadable"),
        ("otpauth://hotp/X?secret=JBSWY3DPEHPK3PXPJBSWY3DP&counter=1", "totp.other_kind"),
        ("otpauth://totp/X?secret=JBSWY3DPEHPK3PXPJBSWY3DP&digits=40", "totp.other_kind"),
        ("otpauth://totp/X?secret=JBSWY3DPEHPK3PXPJBSWY3DP&period=0", "totp.other_kind"),
    ],
)
def test_what_is_no_such_secret_is_refused(written: str, key: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_totp(written)
    assert refused.value.key == key


def test_the_shortest_key_and_the_ends_of_the_periods() -> None:
    shortest, shorter = (base64.b32encode(b"k" * length).decode("ascii") for length in (10, 9))
    assert read_totp(shortest).key == Secret(shortest)
    with pytest.raises(Refusal, match=r"totp\.unreadable"):
        read_totp(shorter)
    for period, taken in ((9, False), (10, True), (300, True), (301, False)):
        written = f"otpauth://totp/X?secret={shortest}&period={period}"
        if taken:
            assert read_totp(written).period == period
        else:
            with pytest.raises(Refusal, match=r"totp\.other_kind"):
                read_totp(written)


def test_no_repr_shows_secret_or_code() -> None:
    totp = read_totp("JBSWY3DPEHPK3PXPJBSWY3DP")
    code = totp.at(datetime(2026, 11, 25, tzinfo=UTC))
    assert "JBSWY" not in repr(totp)
    assert code.digits not in repr(code)
    assert f"{Secret('planted')} {Secret('planted')!r}" == "Secret(…) Secret(…)"


def test_a_key_as_short_as_platforms_give_makes_codes() -> None:
    totp = read_totp("JBSW Y3DP EHPK 3PXP")
    codes = [totp.at(datetime.fromtimestamp(seconds, UTC)).digits for seconds in (0, 30)]
    assert codes == ["282760", "996554"]
