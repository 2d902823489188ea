"""`anchor`: the record's anchor outside the folder, shown, saved, checked, co-signed and taken back."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from app.archive.keys import grouped
from app.bangla.dates import long
from app.cli.identity import acting_id
from app.cli.output import DONE, NO, Output
from app.cli.paths import given_path, new_path
from app.errors import Refusal
from app.i18n import LANGUAGES
from app.services.base.desk import Desk
from app.services.record import outside
from app.services.record.outside import AnchorReport


def anchor(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Do what `arguments.action` names; status 1 where the record does not go on from an anchor."""
    match arguments.action:
        case "show":
            return _show(desk, out)
        case "save":
            path = outside.save(desk, _path(arguments), acting_id(desk, arguments, out))
            out.answer({"file": str(path)}, out.words("anchor.saved", file=str(path)))
        case "check":
            return _check(desk, arguments, out)
        case "cosign":
            path = outside.cosign(desk, _path(arguments), acting_id(desk, arguments, out))
            out.answer({"file": str(path)}, out.words("anchor.cosigned_file", file=str(path)))
        case _:
            return _report(outside.keep(desk, _path(arguments), acting_id(desk, arguments, out)), out)
    return DONE


def _show(desk: Desk, out: Output) -> int:
    view = outside.anchor(desk)
    document = {
        "events": view.events,
        "root": view.root,
        "signed": view.signed,
        "line": {language: view.line.written(language) for language in LANGUAGES},
        "file": view.file,
    }
    out.answer(document, view.line.written(out.words.language), "", *view.file.splitlines())
    return DONE


def _check(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    words = " ".join(arguments.what)
    if len(arguments.what) > 1 and not os.path.lexists(words):
        return _report(outside.check_line(desk, words), out)
    return _report(outside.check(desk, _path(arguments)), out)


def _report(report: AnchorReport, out: Output) -> int:
    words = out.words
    document = {
        "ok": report.ok,
        "standing": report.standing.value,
        "events": report.events,
        "here": report.here,
        "signed": report.signed.value if report.signed is not None else None,
        "cosigned": [
            {
                "name": each.name,
                "at": None if each.at is None else int(each.at.timestamp()),
                "fingerprint": each.fingerprint,
            }
            for each in report.cosigned
        ],
    }
    lines = [words(f"anchor.standing.{report.standing}", n=report.events, here=report.here)]
    if report.signed is not None:
        lines.append(words(f"anchor.signed.{report.signed}"))
    for each in report.cosigned:
        key = "anchor.cosigned_by" if each.fingerprint else "anchor.cosigned_unknown"
        at = long(each.at, words.language) if each.at is not None else "–"
        lines.append(words(key, name=each.name, at=at, fingerprint=grouped(each.fingerprint)))
    out.answer(document, *lines)
    return DONE if report.ok else NO


def _path(arguments: argparse.Namespace) -> Path:
    if not arguments.what:
        raise Refusal("anchor.no_place")
    written = " ".join(arguments.what)
    return (new_path if arguments.action == "save" else given_path)(written).expanduser()
