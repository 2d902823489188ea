"""`certificate`: the certificate of an approved post; and `verify` of one."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from app.archive import keys
from app.archive.certificate import CheckedCertificate
from app.archive.types import Problem, Whose
from app.bangla.dates import long
from app.cli.identity import acting_id
from app.cli.output import DONE, NO, Output
from app.cli.recorded import answer_recorded
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.posts.certificate import make_certificate, verify_certificate
from app.values import asdict


def certificate(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Write NAME.pdf and NAME.proof, and what minisign wants beside them."""
    by = acting_id(desk, arguments, out)
    language, unsigned = out.words.language, arguments.unsigned
    made = make_certificate(desk, arguments.id, arguments.out, by, language, unsigned=unsigned)
    document = {
        "pdf": made.pdf,
        "proof": made.proof,
        "others": list(made.others),
        "digest": made.digest,
        "fingerprint": made.fingerprint,
    }
    lines = [out.words("certificate.written", pdf=made.pdf, proof=made.proof)]
    if made.fingerprint:
        lines.append(out.words("cli.signed", fingerprint=keys.grouped(made.fingerprint)))
    else:
        lines.append(out.words("cli.unsigned"))
    answer_recorded(desk, out, document, *lines)
    return DONE


def verify_proof(arguments: argparse.Namespace, known: Mapping[str, Whose], out: Output) -> int:
    """Check a certificate's file; status 1 where anything is wrong or it is not signed as it should."""
    found = verify_certificate(
        arguments.archive[0],
        expected_key=arguments.key or "",
        known=known,
        allow_unsigned=arguments.allow_unsigned,
    )
    certificate = found.certificate
    document = {
        "ok": found.ok,
        "certificate": True,
        "office": {"bn": certificate.office_bn, "en": certificate.office_en},
        "draft": certificate.draft,
        "version": certificate.version,
        "digest": certificate.digest,
        "text": str(certificate.document.get("text") or ""),
        "images": certificate.document.get("attachments"),
        "urls": list(certificate.urls),
        "made_at": certificate.made_at,
        "approvals": [asdict(one) for one in certificate.approvals],
        "record": {"origin": found.origin, "events": found.size, "root": found.root},
        "fingerprint": found.fingerprint,
        "whose": found.whose.value,
        "problems": [
            {"kind": one.kind, "detail": one.detail, "sentence": _sentence(one, out)}
            for one in found.problems
        ],
    }
    out.answer(document, *_lines(found, out))
    return DONE if found.ok else NO


def _lines(found: CheckedCertificate, out: Output) -> list[str]:
    words, certificate = out.words, found.certificate
    if not found.ok:
        return [words("certificate.not_ok"), *(_sentence(one, out) for one in found.problems)]
    office = (
        certificate.office_bn if words.language == "bn" else certificate.office_en or certificate.office_bn
    )
    lines = [words("certificate.ok", office=office, id=certificate.draft, version=certificate.version)]
    for one in certificate.approvals:
        lines.append(
            words("certificate.by", name=one.member, time=_time(one.at, words.language), event=one.event)
        )
    lines.append(words("certificate.says", digest=keys.grouped(certificate.digest)))
    if found.fingerprint:
        whole = keys.grouped(found.fingerprint)
        lines.append(words(f"signature.{found.whose}", id=keys.id_of(found.public_key), fingerprint=whole))
    return lines


def _time(at: str, language: str) -> str:
    try:
        return long(moment(at), language)
    except ValueError:
        return at


def _sentence(problem: Problem, out: Output) -> str:
    return out.words(f"verify.{problem.kind}", file=problem.file, detail=problem.detail)
