"""Empty arguments: those of a script whose variable stayed empty would ask for something else than meant."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from app.bangla.blank import is_blank
from app.errors import Refusal


def or_nothing(written: str) -> str:
    """The type of an option that "" takes away: `office set --website ""`."""
    return written


def refuse_empty(action: argparse.Action, given: Sequence[str]) -> None:
    """Raise `Refusal` where one of `given` is empty, which most options take for "not given", thus for all.

    Numbers, paths and choices have sentences of their own.
    """
    if action.type is None and action.choices is None and any(map(is_blank, given)):
        name = action.option_strings[-1] if action.option_strings else action.metavar or action.dest
        raise Refusal("cli.empty_argument", name=str(name))
