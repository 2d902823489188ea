"""Runs one command: loads its function, opens the data folder if it needs one, and says how it ended."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from app.cli.output import Output
from app.errors import Refusal

if TYPE_CHECKING:
    from app.services.base.desk import Desk

# Each function by its module and name: a command loads what it uses, and nothing of the others.
BARE = {
    "check-text": "app.cli.checks:check_text",
    "check-image": "app.cli.checks:check_image",
    "verify": "app.cli.verifying:verify",
    "backup": "app.cli.backup:backup",
    "restore": "app.cli.backup:restore",
    "doctor": "app.cli.doctor:doctor",
}
AT_DESK = {
    "intake": "app.cli.drafts:take_in",
    "author": "app.cli.drafts:name_author",
    "queue": "app.cli.queue:show_queue",
    "show": "app.cli.drafts:show",
    "answer": "app.cli.drafts:answer",
    "decide": "app.cli.drafts:decide",
    "watched": "app.cli.drafts:watched",
    "blur": "app.cli.blurring:blur",
    "mend": "app.cli.mending:mend",
    "copies": "app.cli.records:copies",
    "publish": "app.cli.drafts:publish",
    "proof": "app.cli.aftercare:proof",
    "correct": "app.cli.aftercare:correct",
    "takedown": "app.cli.aftercare:take_down",
    "elsewhere": "app.cli.aftercare:elsewhere",
    "calendar": "app.cli.calendar:calendar",
    "find": "app.cli.find:find",
    "reuse": "app.cli.find:reuse",
    "media": "app.cli.find:media",
    "keeping": "app.cli.keeping:keeping",
    "disposal": "app.cli.disposal:disposal",
    "export": "app.cli.records:export",
    "certificate": "app.cli.certificate:certificate",
    "archives": "app.cli.archives:archives",
    "book": "app.cli.archives:book",
    "redact": "app.cli.redacting:redact",
    "history": "app.cli.history:history",
    "audit": "app.cli.records:check_record",
    "settle": "app.cli.records:settle",
    "key": "app.cli.office_key:key",
    "anchor": "app.cli.anchor:anchor",
    "timestamp": "app.cli.timestamps:timestamp",
    "proposal": "app.cli.proposals:proposal",
    "office": "app.cli.office:office",
    "member": "app.cli.team:member",
    "account": "app.cli.accounts:account",
    "holiday": "app.cli.holidays:holiday",
    "due": "app.cli.due:due",
    "response": "app.cli.responses:response",
    "credential": "app.cli.credentials:credential",
    "rotation": "app.cli.credentials:rotate",
    "report": "app.cli.reports:report",
    "awareness": "app.cli.awareness:awareness",
    "letter": "app.cli.letters:letter",
}


def run_command(arguments: argparse.Namespace, out: Output) -> int:
    """Run `arguments.command` and return its exit status; a `Refusal` becomes one sentence and its status."""
    try:
        if arguments.command in BARE:
            bare: Callable[[argparse.Namespace, Output], int] = function(BARE[arguments.command])
            return bare(arguments, out)
        from app.cli.opening import opened_desk  # with the database, which bare commands do without

        at_desk: Callable[[Desk, argparse.Namespace, Output], int] = function(AT_DESK[arguments.command])
        desk = opened_desk(arguments, out)
        try:
            return at_desk(desk, arguments, out)
        except Refusal:
            raise
        except Exception as bug:
            from app.services.record.table_trouble import table_trouble  # with the audit

            trouble = table_trouble(desk)
            if trouble is None:
                raise
            raise trouble from bug
        finally:
            desk.close()
    except Refusal as refusal:
        out.problem(out.words.refusal(refusal))
        return refusal.exit_status


def function(place: str) -> Any:
    """The function at `module:name`."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)
