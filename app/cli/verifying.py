"""`verify`: whether an archive, or several together, are sound and whose they are."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.archive import keys
from app.archive.certificate import SUFFIX
from app.archive.types import Break, Problem, Verification, Whose
from app.bangla.dates import long
from app.cli.folder import data_folder
from app.cli.output import DONE, NO, Output
from app.errors import Refusal
from app.services.base.clock import moment
from app.services.base.desk import open_desk
from app.services.base.folder import DataFolder
from app.services.posts import verifying
from app.values import asdict
from app.work import Work


def verify(arguments: argparse.Namespace, out: Output) -> int:
    """Check an archive; status 1 when anything in it is wrong, or it is not signed as it should be.

    It needs no data folder; where there is one, the keys known there are told from strangers'. A
    certificate's `.proof` is checked in the same way.
    """
    paths: list[Path] = arguments.archive
    if len(paths) > 1:
        return _verify_all(paths, arguments, out)
    if paths[0].suffix.lower() == SUFFIX:
        from app.cli.certificate import verify_proof  # with what makes one

        return verify_proof(arguments, known_keys(arguments), out)
    found = verifying.verify(
        paths[0],
        Work(),
        expected_key=arguments.key or "",
        known=known_keys(arguments),
        allow_unsigned=arguments.allow_unsigned,
        continues=arguments.continues,
    )
    if arguments.original is not None:
        from app.services.posts.redacting import verify_against  # with what writes copies

        found = verify_against(paths[0], arguments.original, found, Work())
    out.answer(_document(found, out), *_lines(found, out, continued=arguments.continues is not None))
    return DONE if found.ok else NO


def _verify_all(paths: list[Path], arguments: argparse.Namespace, out: Output) -> int:
    """Several archives: each of them, and what is missing between them."""
    if arguments.continues is not None:
        raise Refusal("archive.set_continues")
    if arguments.original is not None:
        raise Refusal("archive.set_original")
    found = verifying.verify_all(
        paths,
        Work(),
        expected_key=arguments.key or "",
        known=known_keys(arguments),
        allow_unsigned=arguments.allow_unsigned,
    )
    document = {
        "ok": found.ok,
        "archives": [{"name": each.name, **_document(each.found, out)} for each in found.archives],
        "before": None if found.before is None else asdict(found.before),
        "problems": [_problem(problem, out) for problem in found.problems],
    }
    lines = []
    for each in found.archives:
        lines += [f"{each.name}:", *(f"  {line}" for line in _lines(each.found, out, continued=False))]
    if found.before is not None:
        lines.append(out.words("cli.set_before", n=found.before.number, digest=found.before.digest))
    lines += (problem_line(problem, out) for problem in found.problems)
    lines.append(out.words("cli.set_whole" if found.ok else "cli.set_not_whole", n=len(found.archives)))
    out.answer(document, *lines)
    return DONE if found.ok else NO


def _document(found: Verification, out: Output) -> dict[str, object]:
    return {
        "ok": found.ok,
        "foreign": found.foreign,
        "posts": found.posts,
        "files": found.files,
        "acts": found.acts,
        "reports": found.reports,
        "redacted": found.redacted,
        "redactions": found.redactions,
        "digest": found.digest,
        "number": found.number,
        "former": None if found.former is None else asdict(found.former),
        "base": None if found.base is None else asdict(found.base),
        "signed_by": found.signed_by,
        "fingerprint": found.fingerprint,
        "whose": found.whose.value,
        "followed": None if found.followed is None else asdict(found.followed),
        "office": {"bn": found.office_bn, "en": found.office_en},
        "made_at": found.made_at,
        "record": {"origin": found.origin, "events": found.size, "root": found.root},
        "breaks": [{**asdict(each), "sentence": _break_line(each, out)} for each in found.breaks],
        "stamp": None if found.stamp is None else asdict(found.stamp),
        "problems": [_problem(problem, out) for problem in found.problems],
    }


def _problem(problem: Problem, out: Output) -> dict[str, object]:
    return {
        "kind": problem.kind,
        "file": problem.file,
        "detail": problem.detail,
        "sentence": problem_line(problem, out),
    }


def _lines(found: Verification, out: Output, *, continued: bool) -> list[str]:
    if found.ok:
        sound = out.words("cli.verified", n=found.posts, files=found.files)
        lines = [out.words("verification.foreign", files=found.files) if found.foreign else sound]
        if found.redacted:
            lines = [out.words("redact.verified", n=found.posts, redactions=found.redactions)]
    else:
        lines = [out.words("cli.not_verified"), *(problem_line(problem, out) for problem in found.problems)]
    if (found.ok or found.fingerprint) and not found.foreign:
        lines.append(out.signature_line(found))
    if found.ok and found.stamp is not None:
        at = long(moment(found.stamp.at), out.words.language)
        lines.append(
            out.words(
                "verification.stamp",
                **{**asdict(found.stamp), "at": at, "root": keys.grouped(found.stamp.root)},
            )
        )
    if found.ok and continued:
        lines.append(out.words("cli.continues", n=found.size))
    if found.ok and found.number:
        lines.append(out.words("cli.archive_number", n=found.number, digest=found.digest))
    if found.ok and found.former is not None:
        lines.append(out.words("cli.archive_former", n=found.former.number, digest=found.former.digest))
    return [*lines, *(_break_line(each, out) for each in found.breaks)]


def known_keys(arguments: argparse.Namespace) -> dict[str, Whose]:
    """Whose the keys are that the desk knows whose data folder is there, if it can be read.

    No folder is made.
    """
    folder = data_folder(arguments)
    if not DataFolder(folder).database.is_file():
        return {}
    try:
        desk = open_desk(folder)
    except Refusal:
        return {}
    try:
        return verifying.known_keys(desk)
    finally:
        desk.close()


def problem_line(problem: Problem, out: Output) -> str:
    """What is wrong with an archive, with the file it is in."""
    return out.words(f"verify.{problem.kind}", file=problem.file, detail=problem.detail)


def _break_line(each: Break, out: Output) -> str:
    return out.words(f"audit_note.{each.kind}", event=out.words.number(each.event), detail=each.reason)
