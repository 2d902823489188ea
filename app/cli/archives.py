"""`archives` and `book`: which archives were made, the yearly check of what is kept, and a book to read."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.bangla.dates import long
from app.cli import restored
from app.cli.dates import day
from app.cli.identity import acting_id
from app.cli.numbers import whole
from app.cli.output import DONE, NO, Output
from app.cli.paths import given_path
from app.cli.progress import Progress
from app.cli.recorded import answer_recorded
from app.errors import Refusal
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.posts.archives import ArchiveMade, archives_made
from app.services.posts.book import write_book
from app.services.posts.fixity import Kept, KeptArchive, check_fixity, locate


def archives(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Do what `arguments.action` names; status 1 where something kept is damaged or missing."""
    match arguments.action:
        case "list":
            return _list(desk, out)
        case "check":
            return _check(desk, arguments, out)
        case "restore":
            return restored.take_in(desk, arguments, out)
        case "restored":
            return restored.show(desk, arguments, out)
        case "rewrite":
            return restored.write_again(desk, arguments, out)
        case _:
            return _place(desk, arguments, out)


def book(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Write the reading book of a period; status 1 where a post is not as the record tells."""
    by = acting_id(desk, arguments, out)
    progress = Progress(out)
    try:
        made = write_book(
            desk,
            arguments.out,
            out.words.language,
            since=day(arguments.since),
            until=day(arguments.until),
            account=arguments.account,
            by=by,
            work=progress.work("book.writing"),
        )
    finally:
        progress.close()
    document = {"path": made.path, "posts": made.posts, "days": made.days, "left_out": list(made.left_out)}
    lines = [out.words("book.written", n=made.posts, path=made.path)]
    lines += (out.words("book.left_out", draft=draft) for draft in made.left_out)
    answer_recorded(desk, out, document, *lines)
    return NO if made.left_out else DONE


def _list(desk: Desk, out: Output) -> int:
    made = archives_made(desk)
    document = {
        "archives": [
            {
                "number": each.number or None,
                "at": each.at,
                "member": each.member,
                "posts": each.posts,
                "bytes": each.size,
                "digest": each.digest,
                "base": each.base or None,
                "place": each.place,
            }
            for each in made
        ]
    }
    out.answer(document, *([_line(each, out) for each in made] or [out.words("archives.none")]))
    return DONE


def _line(made: ArchiveMade, out: Output) -> str:
    time = long(moment(made.at), out.words.language)
    if not made.number:
        return out.words("archives.unnumbered", time=time, posts=made.posts)
    place = made.place or out.words("archives.elsewhere")
    if made.place and not Path(made.place).exists():
        place = out.words("archives.gone", place=made.place)
    return out.words("archives.line", n=made.number, time=time, posts=made.posts, place=place)


def _check(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    by = acting_id(desk, arguments, out)
    progress = Progress(out)
    try:
        found = check_fixity(desk, by, progress.work("archives.checking"))
    finally:
        progress.close()
    document = {
        "ok": found.ok,
        "archives": [
            {
                "number": each.made.number,
                "kept": each.kept.value,
                "place": each.made.place,
                "problem": None if each.problem is None else each.problem.kind,
            }
            for each in found.archives
        ],
        "blobs": found.blobs,
        "damaged_blobs": list(found.damaged_blobs),
    }
    lines = [kept_line(each, out) for each in found.archives]
    lines += (out.words("archives.blob_damaged", sha256=sha256) for sha256 in found.damaged_blobs)
    if not found.damaged_blobs:
        lines.append(out.words("archives.blobs_sound", n=found.blobs))
    answer_recorded(desk, out, document, *lines)
    return DONE if found.ok else NO


def kept_line(each: KeptArchive, out: Output) -> str:
    """How an archive was found, in a sentence."""
    n, place = each.made.number, each.made.place
    match each.kept:
        case Kept.SOUND:
            return out.words("archives.sound", n=n)
        case Kept.ELSEWHERE:
            return out.words("archives.at_another", n=n)
        case Kept.MISSING:
            return out.words("archives.missing", n=n, place=place)
    problem = each.problem
    text = (
        ""
        if problem is None
        else out.words(f"verify.{problem.kind}", file=problem.file, detail=problem.detail)
    )
    return out.words("archives.damaged", n=n, problem=text)


def _place(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    if len(arguments.what) != 2:
        raise Refusal("archives.place_how")
    path = given_path(arguments.what[1])
    made = locate(desk, whole(arguments.what[0]), path)
    place = str(path.absolute())
    out.answer(
        {"number": made.number, "place": place}, out.words("archives.placed", n=made.number, place=place)
    )
    return DONE
