"""`backup` and `restore`: a backup made, listed, proved and put back, and the office's recovery key."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from app.bangla.dates import long
from app.cli.folder import data_folder
from app.cli.identity import acting, acting_id, asked, read_ahead, second_id
from app.cli.output import DONE, NO, Output
from app.cli.progress import Progress
from app.cli.recorded import answer_recorded
from app.errors import Refusal
from app.services.backup import making, recovery, restoring, state
from app.services.backup.keys import FolderKey
from app.services.backup.listing import backups
from app.services.backup.proving import Proof, prove
from app.services.backup.reading import OpenBackup, open_backup, required_file
from app.services.backup.storage import Storage
from app.services.backup.views import RestoreReport
from app.services.base.clock import moment
from app.services.base.desk import Desk, open_desk
from app.services.base.folder import DataFolder, require_office
from app.services.base.secret import Secret
from app.services.record.sentences import problem_sentence
from app.services.record.views import AuditProblem

# What tells of a backup that cannot be opened, by the right key too: the answer to "is it sound?" is no.
_UNSOUND = frozenset({"backup.damaged", "backup.pieces_damaged"})


def backup(arguments: argparse.Namespace, out: Output) -> int:
    """Do what `arguments.action` names; status 1 where a backup cannot be proved."""
    match arguments.action:
        case "now":
            return _now(arguments, out)
        case "list":
            return _list(arguments, out)
        case "prove":
            return _prove(arguments, out)
        case _:
            return _key(arguments, out)


def restore(arguments: argparse.Namespace, out: Output) -> int:
    """Put a backup into a new data folder; status 1 where the restored record is not sound."""
    path, folder = _path(arguments), data_folder(arguments)
    restoring.refuse_taken(folder)  # before anybody is asked for a passphrase
    secret = read_ahead(arguments) if arguments.passphrase_stdin else None
    if secret is None:
        secret = asked(arguments, out.words("backup.ask"))
    found = open_backup(path, secret)
    progress = Progress(out)
    try:
        audited = restoring.restore(found, folder, progress.work("backup.restoring"))
    finally:
        progress.close()
    desk = open_desk(folder)
    try:
        settled, why = _settled(desk, found, arguments, out)
        report = restoring.report_of(desk, found, audited, settled=settled)
    finally:
        desk.close()
    if why is not None:
        out.problem(out.words.refusal(why))
    _answer_restored(report, out)
    return NO if report.problems or why is not None else DONE


def _now(arguments: argparse.Namespace, out: Output) -> int:
    if arguments.to is None:
        raise Refusal("backup.to_missing")
    Storage.under(arguments.to).require_place()  # before anybody is asked for a passphrase
    with _desk(arguments) as desk:
        state.require_apart(desk, arguments.to)
        by = acting_id(desk, arguments, out)
        secret = _secret_for_now(desk, arguments, out)
        progress = Progress(out)
        try:
            found = making.back_up(desk, arguments.to, secret, by, progress.work("backup.progress"))
        finally:
            progress.close()
        document = {
            "file": found.file,
            "proved": found.proof.proved,
            "made_at": found.made_at,
            "events": found.proof.events,
            "blobs": found.blobs,
            "bytes": found.size,
            "new_bytes": found.written,
            "removed": found.removed,
            "recorded": found.recorded,
            **_proof_document(found.proof, out),
        }
        lines = [out.words("backup.made", file=found.file, n=found.blobs), *_proof_lines(found.proof, out)]
        answer_recorded(desk, out, document, *lines)
    return DONE if found.proof.proved else NO


def _list(arguments: argparse.Namespace, out: Output) -> int:
    place = arguments.to or arguments.backup
    if place is None:
        raise Refusal("backup.to_missing")
    with _desk_if_there(arguments) as desk:
        found = backups(place, None if desk is None else state.last(desk))
    document = {
        "backups": [
            {"file": one.file, "made_at": one.made_at, "proved_at": one.proved_at} for one in reversed(found)
        ]
    }
    language = out.words.language
    lines = [
        f"{long(one.made_at, language)}  {one.file}"
        + (f"  {out.words('backup.proved_at', time=long(one.proved_at, language))}" if one.proved_at else "")
        for one in reversed(found)
    ]
    out.answer(document, *(lines or [out.words("backup.none")]))
    return DONE


def _prove(arguments: argparse.Namespace, out: Output) -> int:
    path = _path(arguments)
    with _desk_if_there(arguments) as desk:
        known = _known(desk, path)
        secret = None if known else _given(arguments, out)
        progress = Progress(out)
        try:
            opened = open_backup(path, secret, known)
            proof = prove(opened, progress.work("backup.proving"))
        except Refusal as refusal:
            if refusal.key not in _UNSOUND:
                raise
            out.answer({"file": str(path), "proved": False}, out.words.refusal(refusal))
            return NO
        finally:
            progress.close()
    document = {
        "file": str(path),
        "proved": proof.proved,
        "made_at": opened.manifest.made_at,
        "events": proof.events,
        **_proof_document(proof, out),
    }
    out.answer(document, *_proof_lines(proof, out))
    return DONE if proof.proved else NO


def _key(arguments: argparse.Namespace, out: Output) -> int:
    """Make the recovery key, and show it this once."""
    with _desk(arguments) as desk:
        member = acting(desk, arguments, out)
        second = second_id(desk, arguments, out)
        secret = recovery.make_recovery_key(desk, arguments.reason, member.id, second, arguments.alone)
        public = recovery.recovery_public(desk)
        more = ["", out.words("backup.key_without_keyring")] if recovery.needs_passphrase(desk) else []
    out.answer({"key": secret.reveal(), "public": public}, *sheet_lines(secret, public, out), *more)
    return DONE


def sheet_lines(secret: Secret, public: str, out: Output) -> list[str]:
    """The sheet for the safe."""
    words = out.words
    return [
        words("backup.sheet_title"),
        words("backup.sheet_lead"),
        "",
        *(f"    {group}" for group in recovery.in_groups(secret)),
        "",
        words("backup.sheet_public", public=public),
        words("backup.sheet_made", time=long(datetime.now(UTC), words.language)),
    ]


def _settled(
    desk: Desk, found: OpenBackup, arguments: argparse.Namespace, out: Output
) -> tuple[bool, Refusal | None]:
    """Whether the restoring is in the record, and why it is not where somebody wanted to say so."""
    at = long(moment(found.manifest.made_at), out.words.language)
    reason = arguments.reason.strip() or out.words("backup.default_reason", time=at)
    try:
        by = acting_id(desk, arguments, out)
        second = second_id(desk, arguments, out)
        return restoring.record_restoring(desk, found, reason, by, second, arguments.alone), None
    except Refusal as problem:
        return False, problem


def _answer_restored(report: RestoreReport, out: Output) -> None:
    words = out.words
    document = {
        "data": report.folder,
        "made_at": report.made_at,
        "office": {"bn": report.office_bn, "en": report.office_en},
        "events": report.events,
        "blobs": report.blobs,
        "sound": not report.problems,
        "problems": _problems(report.problems, out),
        "settled": report.settled,
        "missing": [
            {"platform": one.platform, "account": one.handle, "label": one.label} for one in report.missing
        ],
    }
    at = long(report.made_at, words.language)
    lines = [words("backup.restored", folder=report.folder, time=at, n=report.events, blobs=report.blobs)]
    lines += [out.words("backup.unsound"), *_problem_lines(report.problems, out)] if report.problems else []
    if not report.settled:
        lines.append(words("backup.to_settle"))
    if report.missing:
        lines.append(words("backup.missing"))
        lines += [
            f"  {words(f'platform.{one.platform}')} · {one.handle} · {one.label}" for one in report.missing
        ]
    out.answer(document, *lines)


def _proof_document(proof: Proof, out: Output) -> dict[str, object]:
    return {"damaged_pieces": len(proof.damaged), "problems": _problems(proof.problems, out)}


def _proof_lines(proof: Proof, out: Output) -> list[str]:
    if proof.proved:
        return [out.words("backup.proved", n=proof.events)]
    lines = [out.words("backup.not_whole", n=len(proof.damaged))] if proof.damaged else []
    if proof.problems:
        lines += [out.words("backup.unsound"), *_problem_lines(proof.problems, out)]
    return lines


def _problems(problems: tuple[AuditProblem, ...], out: Output) -> list[dict[str, object]]:
    lines = _problem_lines(problems, out)
    return [
        {"kind": one.kind, "event": one.event, "detail": one.detail, "sentence": sentence}
        for one, sentence in zip(problems, lines, strict=True)
    ]


def _problem_lines(problems: tuple[AuditProblem, ...], out: Output) -> list[str]:
    return [problem_sentence(one, out.words) for one in problems]


def _secret_for_now(desk: Desk, arguments: argparse.Namespace, out: Output) -> Secret | None:
    """The passphrase; None where there is a recovery key and no passphrase is given."""
    has_recovery = bool(recovery.recovery_public(desk))
    if has_recovery and not arguments.passphrase_stdin:
        return None
    try:
        return _given(arguments, out)
    except Refusal as refusal:
        if has_recovery and refusal.key == "signin.no_input":
            return None
        raise


def _given(arguments: argparse.Namespace, out: Output) -> Secret:
    return asked(arguments, out.words("backup.ask"))


def _known(desk: Desk | None, path: Path) -> list[FolderKey]:
    """The key that this desk's keyring holds, where it is the one of that backup."""
    if desk is None:
        return []
    try:
        key = recovery.desk_key(desk, make=False)
    except Refusal:
        return []
    return [key] if key is not None and key.id in path.name else []


def _path(arguments: argparse.Namespace) -> Path:
    if arguments.backup is None:
        raise Refusal("backup.file_missing")
    path: Path = arguments.backup.expanduser()
    required_file(path)  # before anybody is asked for a passphrase
    return path


@contextlib.contextmanager
def _desk(arguments: argparse.Namespace) -> Iterator[Desk]:
    folder = data_folder(arguments)
    require_office(folder)
    desk = open_desk(folder)
    try:
        yield desk
    finally:
        desk.close()


@contextlib.contextmanager
def _desk_if_there(arguments: argparse.Namespace) -> Iterator[Desk | None]:
    """The desk of the data folder; none is made where there is none, and a broken one is no hindrance."""
    folder = data_folder(arguments)
    desk = None
    if DataFolder(folder).database.is_file():
        with contextlib.suppress(Refusal):
            desk = open_desk(folder)
    try:
        yield desk
    finally:
        if desk is not None:
            desk.close()
