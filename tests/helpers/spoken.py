"""Reads the program's own source for the sentences it speaks: which keys, and what fills them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import app

# Calls that name a sentence: the name called (with its file where others bear the same name), which argument
# the key is, and the ids it stands for. Their keywords fill the sentence.
SPEAKERS: dict[str, tuple[int, tuple[str, ...]]] = {
    "words": (0, ("{}",)),
    "tr": (0, ("{}",)),
    "translate": (1, ("{}",)),
    "both": (0, ("{}",)),
    "BANGLA": (0, ("{}",)),
    "bilingual": (0, ("{}",)),
    "add_command": (0, ("{}",)),
    "Command": (0, ("{}",)),
    "Refusal": (0, ("error.{}",)),
    "MissingEnvironment": (0, ("error.{}",)),
    "mistake": (0, ("error.rulepack.{}",)),
    "_mistake": (3, ("error.rulepack.{}",)),
    "app/services/posts/approval.py:add": (0, ("obstacle.{}", "error.review.cannot.{}")),
}
# Calls that make a value which names a sentence. Whoever speaks it fills it.
KINDS: dict[str, tuple[int, tuple[str, ...]]] = {
    "AuditProblem": (0, ("audit.{}",)),
    "AuditNote": (0, ("audit_note.{}",)),
    "Problem": (0, ("verify.{}",)),
    "Flaw": (0, ("verify.{}",)),
    "_say": (0, ("verify.{}",)),
    "Reading": (0, ("doctor.{}", "doctor.{}_bad")),
}
PLURAL = "_many"
_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One call that names a sentence; `{}` in `id` stands for a part known only when the program runs.

    `filled` is what the call fills the sentence with, None where the call does not show it.
    """

    place: str
    id: str
    filled: frozenset[str] | None


class Literal(NamedTuple):
    """A string constant of the program, and where it stands."""

    file: str  # `app/…/file.py`
    line: int
    text: str


@cache
def spoken() -> tuple[Spoken, ...]:
    """Every sentence a call names."""
    return _read()[0]


@cache
def literals() -> frozenset[str]:
    """Every string constant of the program."""
    return frozenset(literal.text for literal in placed_literals())


def placed_literals() -> tuple[Literal, ...]:
    """Every string constant of the program with its place."""
    return _read()[1]


@cache
def _read() -> tuple[tuple[Spoken, ...], tuple[Literal, ...]]:
    """Each module is read once and let go: a million nodes would make every search for garbage long."""
    said: list[Spoken] = []
    literals: list[Literal] = []
    root = Path(app.__path__[0])
    for path in sorted(root.rglob("*.py")):
        file = path.relative_to(root.parent).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                said += _said(file, node)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.append(Literal(file, node.lineno, node.value))
    return tuple(said), tuple(literals)


def _said(file: str, call: ast.Call) -> Iterator[Spoken]:
    called = _called(call.func)
    speaker = SPEAKERS.get(called) or SPEAKERS.get(f"{file}:{called}")
    position, ids = speaker or KINDS.get(called) or (0, ())
    if len(call.args) <= position:
        return
    filled = _keywords(call) if speaker else None
    for key in _keys(call.args[position]):
        if _KEY.fullmatch(key.replace("{}", "x")):
            for id_ in ids:
                yield Spoken(f"{file}:{call.lineno}", id_.replace("{}", key), filled)


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _keys(argument: ast.expr) -> Iterator[str]:
    """The key, or both keys of `"a" if … else "b"`; a key put together has `{}` for each part filled in."""
    if isinstance(argument, ast.IfExp):
        yield from _keys(argument.body)
        yield from _keys(argument.orelse)
    elif isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in argument.values)


def _keywords(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name is not None)
