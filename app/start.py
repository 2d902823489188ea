"""The composition root: reads the arguments, then opens the window or runs one command."""

from __future__ import annotations

import argparse
import atexit
import contextlib
import errno
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import streams
from app.cli.folder import data_folder
from app.cli.output import Output
from app.cli.parser import build_parser
from app.cli.run import run_command
from app.dumps import no_core_dumps
from app.errors import MissingEnvironment, Refusal
from app.i18n import LANGUAGES, Translator
from app.media.arguments import ARGUMENTS

if TYPE_CHECKING:
    from app.services.base.desk import Desk

_OBJECTS_BETWEEN_COLLECTIONS = 20_000
# What a system says of a file or folder that somebody named and may not use, or that is damaged.
_CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO, errno.ELOOP, errno.ENAMETOOLONG})
BUG = 70  # as BSD's sysexits.h names a program's own fault: no answer was reached


def run(argv: list[str] | None = None) -> int:
    """Run the program and return its exit status; Ctrl-C before there are words for it is raised on."""
    no_core_dumps()
    # Imports make many objects, none of them garbage. Looked through as often as Python does by itself, they
    # take a tenth of a short command.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    given = sys.argv[1:] if argv is None else argv
    # A frozen build starts its decoders through its only executable. Imported only now: a decoder must not
    # load the rest of the program's state first.
    if given[:1] == [ARGUMENTS["worker"]]:
        from app.media.worker import main as decode

        return decode()
    if given[:1] == [ARGUMENTS["clip_worker"]]:
        from app.media.clip_worker import main as decode_clips

        return decode_clips()
    _speak_utf8()
    words = Translator(_language(given))
    try:
        arguments = build_parser(words, given).parse_args(given)
    except Refusal as refusal:
        Output(words, as_json=False).problem(words.refusal(refusal))
        return refusal.exit_status
    except SystemExit:  # argparse's own, after --help and --version
        with contextlib.suppress(Refusal):
            streams.flush()
        raise
    out = Output(words, as_json=arguments.json)
    try:
        status = _run(arguments, out)
        streams.flush()
        return status
    except Refusal as refusal:
        out.problem(words.refusal(refusal))
        return refusal.exit_status
    except KeyboardInterrupt:
        out.problem(words("cli.interrupted"))
        raise
    except Exception as bug:  # noqa: BLE001 -- ours: a sentence and a log entry, as the window shows a report
        if _out_of_threads(bug):
            out.problem(words("cli.no_threads"))
            return MissingEnvironment.exit_status
        if isinstance(bug, OSError) and bug.errno in _CLOSED and bug.filename:
            out.problem(words.refusal(MissingEnvironment("cli.closed", path=str(bug.filename))))
            return MissingEnvironment.exit_status
        # Both are imported only now: logging takes longer than most of a command.
        from app.bugs import describe
        from app.cli.bug_log import log_bug

        try:
            out.problem(words("cli.bug", path=str(log_bug(bug, data_folder(arguments)))))
        except (OSError, Refusal):  # no home, or a disk that is full
            out.problem(words("cli.bug_unwritten", report=" | ".join(describe(bug).splitlines())))
        return BUG


def _run(arguments: argparse.Namespace, out: Output) -> int:
    if arguments.command is None:
        return _window(arguments, out)
    if arguments.command == "demo":
        return _demo(arguments.out, out)
    atexit.register(gc.freeze)  # the interpreter looks all objects through three times before it leaves
    return run_command(arguments, out)


def _out_of_threads(bug: BaseException | None) -> bool:
    """Whether the system refused a thread or a process, for which Python has no error of its own."""
    return bug is not None and (
        isinstance(bug, BlockingIOError)
        or (isinstance(bug, RuntimeError) and "can't start new thread" in str(bug))
        or _out_of_threads(bug.__cause__)
    )


def _window(arguments: argparse.Namespace, out: Output) -> int:
    from app.cli.opening import read_password

    # Qt takes 60 ms, for no command
    from app.ui.app import START_AGAIN, refuse_without_display, run_window, show_refusal

    refuse_without_display()
    try:
        office, password = arguments.office_server, read_password(arguments)
        while True:
            desk = _desk_for_window(arguments, office, password)
            if desk is None:
                return MissingEnvironment.exit_status
            try:
                status = run_window(desk, language=arguments.lang)
            finally:
                desk.close()
            if status != START_AGAIN:
                return status
            office, password = "", ""  # joined in the window, and remembered
    except Refusal as refusal:
        out.problem(out.words.refusal(refusal))
        # Opened by its icon: nobody reads what is printed. Windows then gives no stream at all.
        if not getattr(sys.stderr, "isatty", bool)():
            show_refusal(refusal, out.words.language)
        return refusal.exit_status


def _desk_for_window(arguments: argparse.Namespace, office: str, password: str) -> Desk | None:
    """The open desk, None where its person has given up on a server or an update."""
    folder = data_folder(arguments)
    if folder.with_name(f".{folder.name}.swap").exists():
        from app.services.backup.swapping import swap  # once after a backup was put in the folder's place

        swap(folder)
    while True:
        try:
            desk = _opened(folder, office, password, arguments.lang)
        except Refusal as refusal:
            from app.services.base.desk import kept_language
            from app.services.base.joining import about_server  # with the server's library
            from app.ui.app import ask_about_server

            if not about_server(folder, office, refusal):
                raise
            answer = ask_about_server(refusal, arguments.lang or kept_language(folder))
            if answer is None:
                return None
            password = answer.reveal() or password
            continue
        if desk is None:
            return None
        if desk.shares_office:
            from app.services.record.desks import introduce
            from app.services.retention.copies import destroy_copies

            with contextlib.suppress(Refusal):  # the window says what is the matter with the record
                introduce(desk)
            with contextlib.suppress(Refusal):  # at the next start, where not now
                destroy_copies(desk)
        return desk


def _opened(folder: Path, office: str, password: str, language: str | None) -> Desk | None:
    """The open desk, None where its person stopped the copy that an update begins with."""
    from app.services.base.desk import kept_language, open_desk, update_waits

    if not update_waits(folder):
        return open_desk(folder, office, password)
    from app.ui.app import open_updated

    return open_updated(
        lambda work: open_desk(folder, office, password, work), language or kept_language(folder)
    )


def _demo(folder: Path, out: Output) -> int:
    from app.tour import tour  # Qt again, for the screenshots

    try:
        return tour(folder, out)
    except Refusal as refusal:
        out.problem(out.words.refusal(refusal))
        return refusal.exit_status


def _language(given: list[str]) -> str:
    """`--lang` as given, before the arguments are read: even their mistakes are told in it. Bangla first."""
    for at, argument in enumerate(given):
        wanted = given[at + 1] if argument == "--lang" and at + 1 < len(given) else argument[len("--lang=") :]
        if argument.startswith("--lang") and wanted in LANGUAGES:
            return wanted
    return "bn"


def _speak_utf8() -> None:
    """Bangla on any console: Windows would else write its legacy code page and fail."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
