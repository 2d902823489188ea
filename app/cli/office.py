"""`office`: who we are and what we chose."""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace

from app.cli.identity import acting, acting_id, second_id
from app.cli.office_arguments import OFFICE_NUMBERS, OFFICE_TEXTS
from app.cli.opening import read_line
from app.cli.output import DONE, Output, proposed_document, proposed_lines
from app.cli.progress import Progress
from app.errors import Refusal
from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.office import office as offices
from app.services.office.views import OfficeForm
from app.services.program.standalone_checks import read_file


def office(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Show the office, change what is given (`set`), carry all of it elsewhere (`move`), or not (`stay`)."""
    if arguments.action == "move":
        return _move(desk, arguments, out)
    if arguments.action == "stay":
        return _stay(desk, arguments, out)
    proposed = _set(desk, arguments, out) if arguments.action == "set" else None
    known = offices.office(desk)
    if known is None:
        raise Refusal("office.none")
    lines = (known.name_bn, known.name_en, known.parent_bn, known.website, known.grs_url)
    document = {**asdict(known), **proposed_document(proposed)}
    out.answer(document, *filter(None, lines), *proposed_lines(proposed, out))
    return DONE


def _move(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    from app.services.program.moving import move  # with the server's library

    if not arguments.to:
        raise Refusal("move.where")
    password = read_line() if arguments.to_password_stdin else ""
    member = acting(desk, arguments, out)
    second = second_id(desk, arguments, out)
    progress = Progress(out)
    try:
        moved = move(
            desk,
            arguments.to,
            arguments.reason,
            member.id,
            second,
            arguments.alone,
            password=password,
            work=progress.work("move.progress"),
        )
    finally:
        progress.close()
    facts: dict[str, str | int] = {
        "where": moved.where,
        "events": moved.events,
        "files": moved.files,
        "root": moved.root,
        "left": moved.left,
    }
    stays = "stays_server" if desk.shares_office else "stays_joined" if moved.joined else "stays_folder"
    out.answer(facts, out.words("move.done", **facts), out.words(f"move.{stays}", left=moved.left))
    return DONE


def _stay(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    from app.services.program.moving import stay  # with the server's library

    where = stay(desk, acting(desk, arguments, out).id)
    out.answer({"where": where}, out.words("move.stayed", where=where))
    return DONE


def _set(desk: Desk, arguments: argparse.Namespace, out: Output) -> int | None:
    """Change what is given, and return the number of the proposal where that waits for a second member."""
    proposed = None
    by = acting_id(desk, arguments, out)
    given = {name: getattr(arguments, name) for name in (*OFFICE_TEXTS, *OFFICE_NUMBERS)}
    if arguments.letterhead is not None:
        given["letterhead"] = tuple(arguments.letterhead)
    if arguments.blur_is_edit is not None:
        given["blur_is_edit"] = arguments.blur_is_edit == "yes"
    given = {name: value for name, value in given.items() if value is not None}
    if given or arguments.logo is None:
        known = offices.office(desk)
        form = OfficeForm("", "")
        if known is not None:
            form = OfficeForm(
                known.name_bn, known.name_en, known.parent_bn, known.website, known.approvals_set
            )
        proposed = offices.change_office(desk, replace(form, **given), by, arguments.reason)
    if arguments.logo is not None:
        logo = IncomingFile(arguments.logo.name, read_file(arguments.logo))
        offices.set_logo(desk, logo, by)
    return proposed
