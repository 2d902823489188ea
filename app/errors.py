"""What can go wrong, in two kinds.

A `Refusal` is the world's or the person's doing: it becomes one plain sentence in the person's
language, and nothing is lost. Every other exception is our bug: it becomes a report and a log entry.
"""

from __future__ import annotations

import errno


class Refusal(Exception):
    """Something a person can understand and mend.

    `key` names the sentence `error.<key>` in `resources/i18n`; `params` fill its braces.
    `exit_status` is what a command ends with: 2 the input is wrong, 3 the environment lacks something.
    """

    exit_status = 2

    def __init__(self, key: str, **params: str | int) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.key}({details})"


class Spoken(str):
    """Keys of words with ", " between them, as a parameter of a `Refusal`: said in the person's language."""

    __slots__ = ()


class SpokenDay(str):
    """A day in ISO 8601, as a parameter of a `Refusal`: said as the person's language writes it."""

    __slots__ = ()


class MissingEnvironment(Refusal):
    """The machine lacks something the work needs (a display, a keyring, a readable disk)."""

    exit_status = 3


class Cancelled(Exception):
    """The person stopped a long piece of work. Raised by `app.work.Work.step`."""


_SYSTEM = {
    errno.EACCES: "system.denied",
    errno.EPERM: "system.denied",
    errno.EIO: "system.failing",
    errno.ENODEV: "system.away",
    errno.ENXIO: "system.away",
    errno.ESTALE: "system.away",
    errno.ENOENT: "system.missing",
    errno.ENOTDIR: "system.missing",
    errno.ENOSPC: "system.full",
    errno.EDQUOT: "system.full",
    errno.EROFS: "system.read_only",
    errno.EFBIG: "system.too_large",
}


def system_reason(problem: OSError) -> str:
    """What the system says of a failed read or write, as a parameter of a sentence.

    In the words of the program where it has some; a rarer trouble is left in the system's own words.
    """
    key = _SYSTEM.get(problem.errno or 0)
    return Spoken(key) if key is not None else problem.strerror or type(problem).__name__
