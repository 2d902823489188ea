"""A certificate of approval as a small file that proves itself: `NAME.proof`, read without any data folder.

It holds what was approved, word for word, the events of its approvals with their proofs in the record's
Merkle tree, the checkpoint that the office signed, and a signature over all of it. A second file,
`NAME.proof.minisig`, lets minisign check the same key's signature.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any

from app.archive import keys
from app.archive.evidence import Proof, read_proof
from app.archive.minisign import Signer, public_key_of, sign
from app.archive.note import BadNote
from app.archive.types import Problem, Whose
from app.canonical import canonical, digest
from app.errors import Refusal
from app.values import dataclass

SUFFIX, SIGNATURE_SUFFIX, KEY_SUFFIX = ".proof", ".proof.minisig", ".pub"
FORMAT = "anumodon-proof 1"
MOST_BYTES = 8 << 20
_SIGNED = "signature"


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval that the file proves: who, when (a kept time), and the number of its event."""

    member: str
    at: str
    event: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says. `document` is what the digest is over; `urls` where the post went out.

    `proofs` are files of `archive.evidence`, one for each approval.
    """

    office_bn: str
    office_en: str
    draft: int
    version: int
    digest: str
    document: Mapping[str, object]
    urls: tuple[str, ...]
    made_at: str
    approvals: tuple[Approval, ...]
    proofs: tuple[str, ...]

    def to_bytes(self, signer: Signer | None) -> bytes:
        """The file, signed where there is a key."""
        document: dict[str, object] = {
            "format": FORMAT,
            "office": {"bn": self.office_bn, "en": self.office_en},
            "draft": self.draft,
            "version": self.version,
            "digest": self.digest,
            "document": dict(self.document),
            "urls": list(self.urls),
            "made_at": self.made_at,
            "approvals": [[one.member, one.at, one.event] for one in self.approvals],
            "proofs": list(self.proofs),
            "key": "" if signer is None else base64.b64encode(signer.public_key).decode(),
        }
        signed = "" if signer is None else base64.b64encode(signer.sign(_message(document))).decode()
        whole = json.dumps({**document, _SIGNED: signed}, ensure_ascii=False, indent=1, sort_keys=True)
        return (whole + "\n").encode()


@dataclass(frozen=True, slots=True)
class CheckedCertificate:
    """What was found of a certificate's file: `problems`, whose key signed, and the record it is from."""

    certificate: Certificate
    problems: tuple[Problem, ...]
    public_key: bytes
    whose: Whose
    origin: str = ""
    size: int = 0
    root: str = ""

    @property
    def ok(self) -> bool:
        """Whether all of it holds."""
        return not self.problems

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the key that signed, "" for none."""
        return keys.fingerprint_of(self.public_key) if self.public_key else ""


def side_files(data: bytes, signer: Signer, comment: str) -> tuple[bytes, bytes]:
    """What minisign wants beside the file: its signature, and the public key."""
    return sign(signer, data, comment).to_bytes(), public_key_of(signer).to_bytes()


def check(
    data: bytes, *, expected: str = "", known: Mapping[str, Whose] | None = None, must_be_signed: bool = True
) -> CheckedCertificate:
    """Check a certificate's file. `expected` and `known` are as `archive.seal` takes them.

    Raises `Refusal` "certificate.none" for a file that is no certificate.
    """
    stated = _read(data)
    certificate = _certificate(stated)
    problems = list(_content_problems(certificate))
    public_key = b""
    key, signature = _unpacked(stated.get("key")), _unpacked(stated.get(_SIGNED))
    if not key and not signature:
        if expected or must_be_signed:
            problems.append(Problem("certificate_unsigned"))
    elif not _signed(stated, key, signature):
        problems.append(Problem("certificate_signature"))
    else:
        public_key = key
        if expected and not keys.fits(expected, key):
            problems.append(Problem("certificate_other_key", "", keys.id_of(key)))
    proofs = list(_proofs(certificate, problems))
    problems += _proof_problems(certificate, proofs, public_key)
    whose = _whose(public_key, expected, known or {})
    if not proofs:
        return CheckedCertificate(certificate, tuple(problems), public_key, whose)
    point = proofs[0].checkpoint
    return CheckedCertificate(
        certificate, tuple(problems), public_key, whose, point.origin, point.size, point.root.hex()
    )


def _read(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data)
        if isinstance(document, dict) and document.get("format") == FORMAT:
            return document
    except (ValueError, RecursionError):
        pass
    raise Refusal("certificate.none")


def _certificate(written: dict[str, Any]) -> Certificate:
    try:
        document = written["document"]
        if not isinstance(document, dict):
            raise TypeError("no document")
        return Certificate(
            office_bn=str(written["office"]["bn"]),
            office_en=str(written["office"]["en"]),
            draft=int(written["draft"]),
            version=int(written["version"]),
            digest=str(written["digest"]),
            document=document,
            urls=tuple(map(str, written["urls"])),
            made_at=str(written["made_at"]),
            approvals=tuple(
                Approval(str(member), str(at), int(event)) for member, at, event in written["approvals"]
            ),
            proofs=tuple(map(str, written["proofs"])),
        )
    except (LookupError, TypeError, ValueError, OverflowError) as problem:
        raise Refusal("certificate.none") from problem


def _content_problems(certificate: Certificate) -> Iterator[Problem]:
    try:
        found = digest(dict(certificate.document))
    except (ValueError, TypeError, RecursionError):
        found = ""
    if found != certificate.digest:
        yield Problem("certificate_digest")
    if not certificate.approvals or len(certificate.approvals) != len(certificate.proofs):
        yield Problem("certificate_unproven")


def _signed(document: Mapping[str, object], key: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    rest = {name: value for name, value in document.items() if name != _SIGNED}
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, _message(rest))
    except (InvalidSignature, ValueError, TypeError, RecursionError):
        return False
    return True


def _proofs(certificate: Certificate, problems: list[Problem]) -> Iterator[Proof]:
    for written in certificate.proofs:
        try:
            yield read_proof(written.encode("utf-8", "surrogatepass"))
        except BadNote:
            problems.append(Problem("certificate_unproven"))


def _proof_problems(certificate: Certificate, proofs: list[Proof], public_key: bytes) -> Iterator[Problem]:
    """Each approval is an event in the record at one checkpoint, which the same key signed."""
    left = list(certificate.approvals)
    for proof in proofs:
        approval = _approval(proof, certificate)
        if not proof.holds() or proof.checkpoint != proofs[0].checkpoint or approval not in left:
            yield Problem("certificate_unproven", "", str(proof.index + 1))
            continue
        left.remove(approval)
        if public_key and proof.note.signature_of(proof.checkpoint.key(public_key)) is None:
            yield Problem("certificate_checkpoint")


def _approval(proof: Proof, certificate: Certificate) -> Approval | None:
    """What the proven event says: that somebody approved this very version; None where it does not."""
    columns = proof.event.columns()
    wanted = {
        "table": "decision",
        "draft_id": certificate.draft,
        "version": certificate.version,
        "digest": certificate.digest,
        "verdict": "approve",
    }
    body = columns["body"]
    rows = body.get("rows") if isinstance(body, dict) else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and wanted.items() <= row.items():
            return Approval(str(columns["member_name"]), str(row.get("at")), proof.event.number)
    return None


def _whose(public_key: bytes, expected: str, known: Mapping[str, Whose]) -> Whose:
    if not public_key:
        return Whose.NOBODY
    if expected and keys.fits(expected, public_key):
        return Whose.EXPECTED
    return known.get(keys.fingerprint_of(public_key), Whose.STRANGER)


def _message(document: Mapping[str, object]) -> bytes:
    return b"anumodon proof 1\n" + canonical(dict(document))


def _unpacked(text: object) -> bytes:
    if not isinstance(text, str) or not text:
        return b""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b"?"
