"""`export`, `copies`, `audit`: what leaves the desk, and the record, kept and proven."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from app.archive import keys
from app.cli.dates import day
from app.cli.identity import acting, acting_id, second_id
from app.cli.output import DONE, NO, Output
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.posts import archive
from app.services.posts.archives import LAST
from app.services.posts.copies import save_copies
from app.services.record import continuing
from app.services.record.audit import audit
from app.services.record.sentences import note_sentence, problem_sentence
from app.work import Work


def export(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Write the archive of approved posts to a new folder or .zip."""
    report = archive.export(
        desk,
        arguments.out,
        since=day(arguments.since),
        until=day(arguments.until),
        account=arguments.account,
        drafts=arguments.drafts,
        since_archive=_since_archive(arguments),
        by=acting_id(desk, arguments, out),
        unsigned=arguments.unsigned,
        work=Work(),
    )
    document = {
        "path": report.path,
        "posts": report.posts,
        "files": report.files,
        "bytes": report.size,
        "signed": report.signed,
        "fingerprint": report.fingerprint,
        "outsized": list(report.outsized),
        "left_out": [
            {"draft": left.draft_id, "image": left.image, "reason": left.reason.key}
            for left in report.left_out
        ],
        "number": report.number,
        "digest": report.digest,
        "base": report.base or None,
        "withdrawn": list(report.withdrawn),
    }
    lines = [out.words("cli.exported", n=report.posts, files=report.files, path=report.path)]
    lines.append(out.words("cli.archive_number", n=report.number, digest=report.digest))
    if report.base:
        lines.append(out.words("cli.since_archive", n=report.base))
    lines += (out.words("cli.withdrawn", draft=draft) for draft in report.withdrawn)
    if report.signed:
        lines.append(out.words("cli.signed", fingerprint=keys.grouped(report.fingerprint)))
    else:
        lines.append(out.words("cli.unsigned"))
    lines += (
        out.words(left.sentence, draft=left.draft_id, why=out.words.refusal(left.reason))
        for left in report.left_out
    )
    out.answer(document, *lines, *_outsized(report.outsized, out))
    return NO if report.left_out else DONE


def _since_archive(arguments: argparse.Namespace) -> int | None:
    if arguments.since_last:
        return LAST
    number: int | None = arguments.since_archive
    if number is not None and number < 1:
        raise Refusal("archive.no_number", n=number)
    return number


def copies(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Write an approved post's text and images for publishing to a new folder or .zip."""
    member = acting(desk, arguments, out)
    report = save_copies(desk, arguments.id, arguments.out, member.id, Work())
    document = {
        "draft": arguments.id,
        "version": report.version,
        "path": report.path,
        "files": [
            {"name": saved.name, "sha256": saved.sha256, "bytes": saved.size, "alt": saved.alt}
            for saved in report.files
        ],
        "outsized": list(report.outsized),
    }
    lines = [out.words("cli.copies_saved", n=len(report.files), path=report.path)]
    lines += [f"  {saved.name}  {saved.alt}".rstrip() for saved in report.files]
    out.answer(document, *lines, *_outsized(report.outsized, out))
    return DONE


def check_record(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Check the whole chain, the tables against it and every image; status 1 when anything is wrong."""
    report = audit(desk, Work(), against=arguments.against)
    document = {
        "ok": report.ok,
        "events": report.events,
        "head": report.head,
        "signed": report.signed,
        "key": report.key,
        "notes": [
            {
                "kind": note.kind,
                "event": note.event,
                "reason": note.reason,
                "sentence": note_sentence(note, out.words),
            }
            for note in report.notes
        ],
        "problems": [
            {
                "kind": problem.kind,
                "event": problem.event,
                "detail": problem.detail,
                "sentence": problem_sentence(problem, out.words),
            }
            for problem in report.problems
        ],
    }
    verdict = out.words("cli.record_sound" if report.ok else "cli.record_broken", n=report.events)
    lines = [verdict, *(problem_sentence(problem, out.words) for problem in report.problems)]
    lines += (note_sentence(note, out.words) for note in report.notes)
    if not report.signed:
        lines.append(out.words("cli.record_unsigned"))
    out.answer(document, *lines)
    return DONE if report.ok else NO


def settle(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Go on, by name and with a reason, with a record that is not as this program left it."""
    member = acting(desk, arguments, out)
    second = second_id(desk, arguments, out)
    settled = continuing.settle(
        desk, arguments.reason, member.id, second, arguments.alone, desks_lost=arguments.all_desks_lost
    )
    out.answer({"settled": settled.value}, out.words(f"cli.settled.{settled}"))
    return DONE


def _outsized(names: Sequence[str], out: Output) -> list[str]:
    return [out.words("copies.outsized", name=name) for name in names]
