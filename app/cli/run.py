"""Runs one command: finds its function, opens the data folder if it needs one, and says how it ended."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from app.cli import accounts, blurring, checks, credentials, drafts, due, holidays, office, records, team
from app.cli.folder import data_folder
from app.cli.output import Output
from app.errors import Refusal
from app.services.base.desk import Desk, open_desk

BARE: dict[str, Callable[[argparse.Namespace, Output], int]] = {
    "check-text": checks.check_text,
    "check-image": checks.check_image,
    "verify": records.verify,
}
AT_DESK: dict[str, Callable[[Desk, argparse.Namespace, Output], int]] = {
    "intake": drafts.take_in,
    "queue": drafts.show_queue,
    "show": drafts.show,
    "answer": drafts.answer,
    "decide": drafts.decide,
    "watched": drafts.watched,
    "blur": blurring.blur,
    "copies": records.copies,
    "publish": drafts.publish,
    "export": records.export,
    "audit": records.check_record,
    "settle": records.settle,
    "doctor": records.doctor,
    "office": office.office,
    "member": team.member,
    "account": accounts.account,
    "holiday": holidays.holiday,
    "due": due.due,
    "credential": credentials.credential,
    "rotation": credentials.rotate,
}


def run_command(arguments: argparse.Namespace, out: Output) -> int:
    """Run `arguments.command` and return its exit status; a `Refusal` becomes one sentence and its status."""
    try:
        if arguments.command in BARE:
            return BARE[arguments.command](arguments, out)
        desk = open_desk(data_folder(arguments))
        try:
            return AT_DESK[arguments.command](desk, arguments, out)
        finally:
            desk.close()
    except Refusal as refusal:
        out.problem(out.words.refusal(refusal))
        return refusal.exit_status
