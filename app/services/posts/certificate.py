"""Certificates of approval: a page for people and a small file that proves itself, for one approved post."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from app.archive import certificate as form
from app.archive import keys
from app.archive.anchor_line import line_of
from app.archive.certificate import Approval, Certificate, CheckedCertificate
from app.archive.checkpoint import Checkpoint
from app.archive.types import Whose
from app.bangla.dates import long
from app.errors import Refusal
from app.files import read_regular
from app.i18n import Translator
from app.models.tables import Account, ChainHead, Office, Version
from app.new_files import refuse_taken, write_all_new
from app.services.base.clock import moment, now
from app.services.base.desk import Desk
from app.services.base.drafts import draft_row, publications, valid_decisions, version_document
from app.services.base.enums import State, Verdict
from app.services.office.letterhead import letterhead
from app.services.record.end import HEAD
from app.services.record.export_signer import export_signer
from app.services.record.kept_tree import keep_tree
from app.services.record.ledger import record
from app.services.record.proof import prove_office, prove_post
from app.services.record.roles import member_or_desk
from app.services.record.tree import evidence
from app.values import dataclass

if TYPE_CHECKING:
    from app.documents.model import Paragraph
    from app.services.base.desk_signer import DeskSigner

MADE = "certificate.made"


@dataclass(frozen=True, slots=True)
class CertificateFiles:
    """What was written. `proof` proves itself; `others` are what minisign wants, none without a key."""

    pdf: str
    proof: str
    others: tuple[str, ...]
    digest: str
    fingerprint: str


def make_certificate(
    desk: Desk, draft_id: int, out: Path, by: int | None, language: str, *, unsigned: bool = False
) -> CertificateFiles:
    """Write the certificate of an approved post: `out`, which ends in .pdf, and files of its name beside it.

    That it was made is an event. Raises `Refusal` for a post that is not approved or not as the record tells,
    a place that is taken or cannot be written, and who may not; `MissingEnvironment` for a full disk, and
    where the office has a key that the keyring does not give, unless it is to be `unsigned`.
    """
    if out.suffix.lower() != ".pdf":
        raise Refusal("certificate.not_pdf", name=out.name)
    stem = out.with_suffix("")
    places = [out, *(stem.with_name(stem.name + suffix) for suffix in _SUFFIXES)]
    for place in places:
        refuse_taken(place)
    signer = export_signer(desk, unsigned=unsigned)
    certificate = _made(desk, draft_id, by, signer)
    proof = certificate.to_bytes(signer)
    files = {places[1]: proof}
    if signer is not None:
        comment = f"Anumodon certificate {certificate.digest}"
        signature, key = form.side_files(proof, signer, comment)
        files |= {places[2]: signature, places[3]: key}
    files[out] = _pdf(desk, certificate, proof, language)
    write_all_new(files)
    return CertificateFiles(
        pdf=str(out),
        proof=str(places[1]),
        others=tuple(str(place) for place in places[2:] if place in files),
        digest=certificate.digest,
        fingerprint="" if signer is None else keys.fingerprint_of(signer.public_key),
    )


def certificate_paper(desk: Desk, draft_id: int, by: int | None, language: str) -> bytes:
    """The certificate as a PDF to be printed; its proof is attached to it, as to the file's.

    An event like the file, since paper goes out as well. Raises `Refusal` as `make_certificate` does.
    """
    signer = export_signer(desk)
    certificate = _made(desk, draft_id, by, signer)
    return _pdf(desk, certificate, certificate.to_bytes(signer), language)


_SUFFIXES = (form.SUFFIX, form.SIGNATURE_SUFFIX, form.KEY_SUFFIX)


def verify_certificate(
    path: Path,
    *,
    expected_key: str = "",
    known: Mapping[str, Whose] | None = None,
    allow_unsigned: bool = False,
) -> CheckedCertificate:
    """Check a certificate's file. Needs no data folder. Raises `Refusal` for one that cannot be read."""
    try:
        data = read_regular(path, form.MOST_BYTES)
    except OSError as problem:
        raise Refusal("cli.no_file", path=str(path)) from problem
    return form.check(
        data,
        expected=keys.expected_key(expected_key) if expected_key.strip() else "",
        known=known,
        must_be_signed=not allow_unsigned,
    )


def _made(desk: Desk, draft_id: int, by: int | None, signer: DeskSigner | None) -> Certificate:
    """The certificate of a post that is proven first; that it was made is an event."""
    with desk.store.read():
        member_or_desk(by)
        if draft_row(draft_id).state not in (State.APPROVED, State.PUBLISHED):
            raise Refusal("certificate.not_approved", id=draft_id)
        prove_office()
        prove_post(draft_id)
    keep_tree(desk)
    with desk.store.write():
        record(desk, MADE, by=by, draft=draft_id)
    return _certificate(desk, draft_id, signer)


def _certificate(desk: Desk, draft_id: int, signer: DeskSigner | None) -> Certificate:
    with desk.store.read():
        draft = draft_row(draft_id)
        version = Version.get((Version.draft == draft) & (Version.number == draft.version))
        head = ChainHead.get_by_id(HEAD)
        proven = evidence(desk, head.count)
        events = proven.approvals(draft_id)
        standing = [row for row in valid_decisions(draft) if row.verdict == Verdict.APPROVE]
        office = Office.get_or_none()
        note = proven.checkpoint.note()
        if signer is not None:
            note = note.signed(proven.checkpoint.origin, signer)
        return Certificate(
            office_bn=office.name_bn if office is not None else "",
            office_en=office.name_en if office is not None else "",
            draft=draft_id,
            version=draft.version,
            digest=version.digest,
            document=version_document(version),
            urls=tuple(row.url for row in publications(draft)),
            made_at=now(),
            approvals=tuple(
                Approval(str(event.columns()["member_name"]), row.at, event.number)
                for row, event in zip(standing, events, strict=True)
            ),
            proofs=tuple(proven.proof_file(event, note).decode() for event in events),
        )


def _pdf(desk: Desk, certificate: Certificate, proof: bytes, language: str) -> bytes:
    from app.documents.model import AttachedFile, Document, Foot, Heading, Paragraph, Table
    from app.documents.pdf import pdf_bytes

    words = Translator(language)
    checked = form.check(proof, must_be_signed=False)
    fingerprint = keys.grouped(checked.fingerprint) if checked.fingerprint else words("certificate.unsigned")
    point = Checkpoint(checked.origin, checked.size, bytes.fromhex(checked.root))
    facts = [
        (words("certificate.digest"), keys.grouped(certificate.digest)),
        (words("certificate.account"), _account(desk, certificate, words)),
        (
            words("certificate.post"),
            words("certificate.post_n", id=certificate.draft, version=certificate.version),
        ),
        *(
            (words("certificate.approved_by"), f"{one.member}, {long(moment(one.at), language)}")
            for one in certificate.approvals
        ),
        *((words("certificate.published"), url) for url in certificate.urls),
        (words("certificate.record"), words("certificate.record_n", n=checked.size)),
        (words("certificate.line"), line_of(point).written(language)),
        (words("certificate.key"), fingerprint),
        (words("certificate.made"), long(moment(certificate.made_at), language)),
    ]
    text = str(certificate.document.get("text") or "") or words("certificate.no_text")
    document = Document(
        title=words("certificate.title"),
        language=language,
        blocks=(
            letterhead(desk, language),
            Heading(words("certificate.title"), level=1),
            Paragraph(words("certificate.lead")),
            Heading(words("certificate.text")),
            *(Paragraph(line, align="left") for line in text.splitlines() if line.strip()),
            *_images(certificate, words),
            Heading(words("certificate.facts")),
            Table(head=(), rows=tuple(facts), widths=(0.3, 0.7), row_heads=True),
            Paragraph(words("certificate.how"), align="left"),
        ),
        made_at=moment(certificate.made_at),
        author=certificate.office_bn if language == "bn" else certificate.office_en,
        foot=Foot(
            lines=(words("certificate.foot"), keys.grouped(certificate.digest[:32])),
            qr="\n".join(
                (form.FORMAT, certificate.digest, checked.fingerprint, checked.origin, str(checked.size))
            ),
            qr_alt=words("certificate.qr"),
        ),
        attached=(
            AttachedFile("certificate.proof", "application/json", proof, words("certificate.attached")),
        ),
    )
    return pdf_bytes(document)


def _account(desk: Desk, certificate: Certificate, words: Translator) -> str:
    """The page by its name, platform and handle."""
    platform, _, handle = str(certificate.document.get("account") or "").partition(":")
    if not handle:
        return words("certificate.no_account")
    with desk.store.read():
        row = Account.get_or_none((Account.platform == platform) & (Account.handle == handle))
    name = f"{row.display_name} · " if row is not None else ""
    return f"{name}{words(f'platform.{platform}')} · {handle}"


def _images(certificate: Certificate, words: Translator) -> list[Paragraph]:
    from app.documents.model import Paragraph

    found = certificate.document.get("attachments")
    images = [str(one) for one in found] if isinstance(found, list) else []
    return [
        Paragraph(words("certificate.image", n=number, sha256=keys.grouped(sha256)), align="left", size=8.5)
        for number, sha256 in enumerate(images, start=1)
    ]
