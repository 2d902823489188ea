"""Opens the desk a command works at: its data folder, and the office there or on a server it has joined.

The password of the server comes by standard input with `--office-password-stdin`, on a line before any
passphrase, or is typed on the terminal where the keyring has none; never as an argument.
"""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

from app.cli import streams
from app.cli.folder import data_folder
from app.cli.output import Output
from app.cli.progress import Progress
from app.errors import Refusal
from app.services.base import desk_settings
from app.services.base.anchor import refuse_missing_record
from app.services.base.desk import ASKED, Desk, open_desk
from app.services.base.folder import has_database, require_office

# What may be the first command in a folder. Any other asks about an office or works on one, so that a drive
# which is not plugged in, or a folder misspelt, is said and no second office begun there; nor do these begin
# one among the files of another.
_BEGINNINGS = frozenset({("office", "set"), ("member", "add"), ("account", "add")})
_WANTED = frozenset({"office_address.password_wanted", "office_address.wrong_password"})


def opened_desk(arguments: argparse.Namespace, out: Output) -> Desk:
    """The open desk; the office of `--office` is joined and remembered.

    Raises what `open_desk` does, like `require_office` for a command that cannot be an office's first, and
    "folder.was_here" where this computer knows of a record that is gone, unless an office is begun anew.
    """
    folder, office = data_folder(arguments), arguments.office_server
    begins = (arguments.command, getattr(arguments, "action", "")) in _BEGINNINGS
    anew = begins and arguments.begin_anew
    if not office:
        _require_office(folder, begins, anew)
    password = read_password(arguments)
    try:
        desk = _opened(folder, office, password, out)
    except Refusal as refusal:
        if refusal.key not in _WANTED or password or not streams.typed():
            raise
        import getpass  # as `introduce` below: few commands ask

        who = {name: str(refusal.params[name]) for name in ("user", "host")}
        typed = getpass.getpass(out.words("joining.ask", **who))
        desk = _opened(folder, office, typed, out)
    missing = None if anew or (desk.shares_office and not begins) else desk.anchor.missing_record()
    if missing is not None:
        desk.close()
        raise missing
    if office or (desk.shares_office and not desk_settings.get(desk, ASKED)):
        from app.services.record.desks import introduce  # few commands ask

        try:
            asks = introduce(desk)
        except BaseException:
            desk.close()
            raise
        if asks is not None and asks.waits:
            out.problem(out.words("desk.asks", fingerprint=asks.written))
    if desk.shares_office:
        from app.services.retention.copies import destroy_copies  # no desk without a server needs it

        with contextlib.suppress(Refusal):  # with the next command, where not now
            destroy_copies(desk)
    return desk


def _require_office(folder: Path, begins: bool, anew: bool) -> None:
    """Raise like `require_office`, and like `refuse_missing_record` where the drive of one may be missing."""
    try:
        require_office(folder, may_begin=begins)
    except Refusal as refusal:
        if refusal.key == "folder.no_office":
            refuse_missing_record(folder)
        raise
    if begins and not anew and not has_database(folder):
        refuse_missing_record(folder)


def _opened(folder: Path, office: str, password: str, out: Output) -> Desk:
    progress = Progress(out)
    try:
        return open_desk(folder, office, password, progress.work("cli.updating"))
    finally:
        progress.close()


def read_password(arguments: argparse.Namespace) -> str:
    """The server's password from the standard input, "" where it is not to come from there."""
    return read_line() if arguments.office_password_stdin else ""


def read_line() -> str:
    """The next line of the standard input. Raises `Refusal` for what is no text."""
    line = streams.given().readline()
    try:
        return line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise Refusal("cli.not_utf8", name="-") from None
