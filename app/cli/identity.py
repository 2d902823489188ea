"""Who gives a command: `--member`, proven by their passphrase where they have one.

A passphrase is typed on the terminal, or comes by standard input with `--passphrase-stdin`, one a line; never
as an argument, which every user of the machine could read.
"""

from __future__ import annotations

import argparse
import getpass

from app.cli import streams
from app.cli.output import Output
from app.errors import MissingEnvironment, Refusal
from app.services.base.desk import Desk
from app.services.base.members import MemberView
from app.services.base.secret import Secret
from app.services.office import sign_in
from app.services.office.office import member_named
from app.services.record.attempts import record_attempt

# Commands whose `id` is a draft's.
_ON_DRAFTS = frozenset(
    {
        "answer",
        "author",
        "blur",
        "copies",
        "correct",
        "decide",
        "elsewhere",
        "mend",
        "proof",
        "publish",
        "takedown",
        "watched",
    }
)


def acting(desk: Desk, arguments: argparse.Namespace, out: Output, name: str = "") -> MemberView:
    """The member of `--member`, or of `name`, proven. Raises `Refusal` who is not here or cannot prove it."""
    named = name or arguments.member
    if not named:
        raise Refusal("cli.wants", what="--member")
    member = member_named(desk, named)
    state = sign_in.state(desk, member.id)
    if state.has_passphrase:
        passphrase = asked(arguments, out.words("signin.ask", name=member.name))
        if sign_in.sign_in(desk, member.id, passphrase, _draft(arguments)).must_change:
            raise Refusal("signin.must_change", name=member.name)
    elif sign_in.in_force(desk):
        refusal = Refusal("signin.set_first", name=member.name)
        record_attempt(desk, refusal, arguments.command, member.id, draft=_draft(arguments))
        raise refusal
    return member


def _draft(arguments: argparse.Namespace) -> int | None:
    """The draft that a command is about, None for one that is about something else."""
    return arguments.id if arguments.command in _ON_DRAFTS else None


def acting_id(desk: Desk, arguments: argparse.Namespace, out: Output) -> int | None:
    """The id of `acting`, or None where no `--member` is given."""
    return acting(desk, arguments, out).id if arguments.member else None


def second_id(desk: Desk, arguments: argparse.Namespace, out: Output) -> int | None:
    """The id of the member of `--confirmed-by`, proven like the one of `--member`, None without one."""
    return acting(desk, arguments, out, name=arguments.confirmed_by).id if arguments.confirmed_by else None


def asked(arguments: argparse.Namespace, question: str) -> Secret:
    """One passphrase. Raises `MissingEnvironment` without a terminal, `Refusal` at the end of the input."""
    if arguments.passphrase_stdin:
        line = _next_line(arguments)
        if not line:
            raise Refusal("signin.no_input")
        try:
            return Secret(line.decode("utf-8").rstrip("\r\n"))
        except UnicodeDecodeError:
            raise Refusal("cli.not_utf8", name="-") from None
    if not streams.typed():
        raise MissingEnvironment("signin.no_terminal")
    return Secret(getpass.getpass(streams.visible(question)))


def read_ahead(arguments: argparse.Namespace) -> Secret | None:
    """The last line of the standard input; the lines before it are what `asked` gives from then on.

    For a command that needs the last secret before it can know whose the others are. None without a line.
    Raises `Refusal` for a line that is not UTF-8.
    """
    lines = streams.given().read().splitlines(keepends=True)
    arguments.lines = lines[:-1]
    if not lines:
        return None
    try:
        return Secret(lines[-1].decode("utf-8").rstrip("\r\n"))
    except UnicodeDecodeError:
        raise Refusal("cli.not_utf8", name="-") from None


def _next_line(arguments: argparse.Namespace) -> bytes:
    lines: list[bytes] | None = getattr(arguments, "lines", None)
    if lines is None:
        return streams.given().readline()
    return lines.pop(0) if lines else b""


def asked_new(arguments: argparse.Namespace, out: Output) -> Secret:
    """A new passphrase; on a terminal it is typed twice. Raises `Refusal` where the two differ."""
    new = asked(arguments, out.words("signin.ask_new"))
    if not arguments.passphrase_stdin and asked(arguments, out.words("signin.ask_again")) != new:
        raise Refusal("signin.differ")
    return new
