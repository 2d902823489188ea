"""Times by somebody else's clock: RFC 3161 requests and replies, which travel as files.

A request holds only a hash of what is to be stamped. Whether a reply is genuine is told without a network, by
the certificate of the time-stamping authority that the office trusts. `openssl ts -verify` tells the same.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.values import dataclass

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse


class NoReply(ValueError):
    """The bytes are no reply of a time-stamping authority."""


class Refused(ValueError):
    """The authority's reply says that it gave no stamp."""


class Unproven(ValueError):
    """The reply does not stamp what it should, or not by an authority that is trusted."""


class NoCertificate(ValueError):
    """The bytes are no certificate."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a genuine reply says: the time (UTC), and the name in the authority's certificate."""

    at: datetime
    authority: str


def new_request(message: bytes) -> bytes:
    """A new request to stamp `message` (DER), with a random number that its reply has to repeat."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    return TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()


def answers(reply: bytes, request: bytes) -> bool:
    """Whether `reply` repeats what `request` asks for: the hash and the random number. It may be forged.

    Raises `NoReply`, and `Refused` where the reply bears no stamp.
    """
    answer = _decoded(reply).tst_info
    # Nothing here reads a request again: what its reply has to repeat are these bytes.
    number = _der_integer(answer.nonce) if answer.nonce is not None else b""
    return bool(number) and number in request and answer.message_imprint.message in request


def stamp(reply: bytes, message: bytes, certificates: bytes) -> Stamp:
    """The stamp on `message` that `reply` holds, by an authority whose root is among `certificates`.

    `certificates` is a PEM file of one or more, or one in DER. Raises `NoReply`, `Refused`, `Unproven`, and
    `NoCertificate`.
    """
    from cryptography import x509
    from rfc3161_client import VerificationError, VerifierBuilder

    trusted = _certificates(certificates)
    decoded = _decoded(reply)
    try:
        VerifierBuilder(roots=trusted).build().verify_message(decoded, message)
        signed_by = [x509.load_der_x509_certificate(one) for one in decoded.signed_data.certificates]
    except (VerificationError, ValueError) as problem:
        raise Unproven(str(problem)) from problem
    stamping = next((one for one in signed_by if _stamps(one)), trusted[0])
    return Stamp(decoded.tst_info.gen_time, _name(stamping))


def root_fingerprint(certificates: bytes) -> str:
    """SHA-256 in hex of the first root among `certificates`, as its authority publishes it.

    Raises `NoCertificate`.
    """
    from cryptography.hazmat.primitives.hashes import SHA256

    found = _certificates(certificates)
    root = next((one for one in found if one.subject == one.issuer), found[0])
    return root.fingerprint(SHA256()).hex()


def _decoded(reply: bytes) -> TimeStampResponse:
    from rfc3161_client import PKIStatus, decode_timestamp_response

    try:
        decoded = decode_timestamp_response(reply)
        granted = decoded.status == PKIStatus.GRANTED
    except ValueError as problem:
        raise NoReply("no reply") from problem
    if not granted:
        raise Refused(" ".join(decoded.status_string))
    return decoded


def _certificates(written: bytes) -> list[Certificate]:
    from cryptography import x509

    try:
        if b"-----BEGIN" in written:
            return list(x509.load_pem_x509_certificates(written))
        return [x509.load_der_x509_certificate(written)]
    except ValueError as problem:
        raise NoCertificate("no certificate") from problem


def _name(certificate: Certificate) -> str:
    from cryptography.x509.oid import NameOID

    common = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(common[0].value) if common else certificate.subject.rfc4514_string()


def _stamps(certificate: Certificate) -> bool:
    """Whether a certificate is one of those that may stamp times."""
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return ExtendedKeyUsageOID.TIME_STAMPING in usage


def _der_integer(number: int) -> bytes:
    length = number.bit_length() // 8 + 1  # a bit for the sign
    return b"\x02" + bytes([length]) + number.to_bytes(length, "big")
