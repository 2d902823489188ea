"""README.md lists every command, and no option that a command does not have."""

from __future__ import annotations

import argparse
import importlib
import re
from pathlib import Path

from app.cli.parser import ARGUMENTS

README = Path(__file__).resolve().parents[2] / "README.md"
EVERYWHERE = {"--data", "--json", "--lang", "--office", "--office-password-stdin", "--passphrase-stdin"}


def listed() -> dict[str, str]:
    """What the list of commands says of each, all its lines together."""
    text = README.read_text(encoding="utf-8")
    begins = text.index("anumodon                                   the window")
    block = text[begins : text.index("```", begins)]
    found: dict[str, str] = {}
    for line in re.split(r"\n(?=anumodon)", block):
        words = line.split()
        if words[1:2] and words[1] in ARGUMENTS:
            found[words[1]] = f"{found.get(words[1], '')} {line}"
    return found


def options(command: str) -> set[str]:
    parser = argparse.ArgumentParser()
    if place := ARGUMENTS[command]:
        module, _, name = place.partition(":")
        getattr(importlib.import_module(f"app.cli.{module}"), name)(parser)
    return {option for action in parser._actions for option in action.option_strings}


def test_every_command_is_listed() -> None:
    assert set(listed()) == set(ARGUMENTS)


def test_no_option_is_listed_that_is_none() -> None:
    for command, said in listed().items():
        assert set(re.findall(r"--[a-z][a-z-]+", said)) <= options(command) | EVERYWHERE, command
