"""The program's standard streams, each of which may be closed, full, or without a reader.

Windows gives a windowed start none of the three.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import sys
from typing import BinaryIO

from app.errors import MissingEnvironment, system_reason

# What a terminal obeys instead of showing it (C0 but for tab and line end, DEL, C1), and what turns the order
# of letters round: a post or a name with them could show another text than it has.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def given() -> BinaryIO:
    """The standard input's bytes; none where it is closed."""
    return io.BytesIO() if sys.stdin is None else sys.stdin.buffer


def typed() -> bool:
    """Whether somebody types at a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def visible(text: str) -> str:
    """A text as it may stand on a terminal: what that would obey is written as an escape, `\\x1b`."""
    return _OBEYED.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def write(text: str) -> None:
    """Write an answer, or a part of it, to the standard output.

    A reader who left early, as `| head` does, is no trouble: nothing more is written. Raises
    `MissingEnvironment` where it cannot be written, as into a file on a full disk.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text)
    except OSError as problem:
        _give_up(problem)


def flush() -> None:
    """See the answer off. Raises like `write`."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError as problem:
        _give_up(problem)


def say(text: str, end: str = "\n") -> None:
    """A sentence on the standard error, where there is one: there is no other place to complain."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"{text}{end}")
            sys.stderr.flush()


def _give_up(problem: OSError) -> None:
    """Let what is still to be written go nowhere, so that the program ends as it would have."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    # Windows has no signal for it and calls a pipe that nobody reads an invalid argument.
    left = isinstance(problem, BrokenPipeError) or (os.name == "nt" and problem.errno == errno.EINVAL)
    if not left:
        raise MissingEnvironment("cli.no_output", reason=system_reason(problem)) from problem
