"""`key`: the office's key, shown and replaced, and the keys of its desks."""

from __future__ import annotations

import argparse

from app.archive.keys import grouped
from app.bangla.dates import long
from app.cli.identity import acting, second_id
from app.cli.output import DONE, Output
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.record import desks
from app.services.record.office_key import office_key, replace_key


def key(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Show the office's key and those before it; `replace` makes a new one first, the rest is about desks."""
    if arguments.action in ("desks", "let-in", "end"):
        return _desks(desk, arguments, out)
    if arguments.action == "replace":
        member = acting(desk, arguments, out)
        second = second_id(desk, arguments, out)
        found = replace_key(desk, arguments.reason, member.id, second, arguments.alone)
    else:
        shown = office_key(desk)
        if shown is None:
            raise Refusal("office_key.none")
        found = shown
    words = out.words
    document = {
        "fingerprint": found.fingerprint,
        "since": found.since,
        "earlier": [{"fingerprint": one.fingerprint, "lost": one.lost} for one in found.earlier],
    }
    lines = [words("office_key.in_use", fingerprint=found.written)]
    if found.since is not None:
        lines.append(words("office_key.since", time=long(found.since, words.language)))
    lines += (
        words(f"office_key.{'lost' if one.lost else 'replaced'}", fingerprint=grouped(one.fingerprint))
        for one in found.earlier
    )
    if arguments.action == "replace":
        lines.insert(0, words("office_key.done"))
    out.answer(document, *lines)
    return DONE


def _desks(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """List the desks that sign and those that wait; `let-in` and `end` change that first."""
    words, lines = out.words, []
    if arguments.action != "desks":
        member = acting(desk, arguments, out)
        second = second_id(desk, arguments, out)
        act = desks.let_in if arguments.action == "let-in" else desks.end
        act(desk, " ".join(arguments.fingerprint), arguments.reason, member.id, second, arguments.alone)
        lines.append(words(f"desk.{'let_in' if arguments.action == 'let-in' else 'ended'}"))
    found = desks.desks(desk)
    for each in found:
        waits, signs = ("waits_here", "signs_here") if each.here else ("waits", "signs")
        kind = waits if each.waits else signs
        name = each.name or words("desk.nameless")
        lines.append(words(f"desk.{kind}", name=name, fingerprint=each.written))
    document = [
        {
            "fingerprint": each.fingerprint,
            "name": each.name,
            "at": each.at,
            "waits": each.waits,
            "here": each.here,
        }
        for each in found
    ]
    out.answer({"desks": document}, *(lines or [words("desk.none")]))
    return DONE
