"""The documents name no command and no option that there is not; docs/commands.md names every command."""

from __future__ import annotations

import argparse
import importlib
import re
from pathlib import Path

import pytest

from app.cli.parser import ARGUMENTS

ROOT = Path(__file__).resolve().parents[2]
EVERYWHERE = {"--data", "--json", "--lang", "--office", "--office-password-stdin", "--passphrase-stdin"}
DOCS = sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))
LISTS = ("README.md", "docs/commands.md")


def listed(document: str) -> list[tuple[str, str]]:
    """The entries of a document's lists of commands: each command, with all the lines that are about it."""
    text = (ROOT / document).read_text(encoding="utf-8")
    found = []
    for block in re.findall(r"^```\n(anumodon.*?)^```", text, re.DOTALL | re.MULTILINE):
        for entry in re.split(r"\n(?=anumodon)", block):
            first = entry.split()[1]
            found += [(command, entry) for command in first.split("|") if command in ARGUMENTS]
    return found


def options(command: str) -> set[str]:
    parser = argparse.ArgumentParser()
    if place := ARGUMENTS[command]:
        module, _, name = place.partition(":")
        getattr(importlib.import_module(f"app.cli.{module}"), name)(parser)
    return {option for action in parser._actions for option in action.option_strings}


def test_every_command_is_listed() -> None:
    assert {command for command, _ in listed("docs/commands.md")} == set(ARGUMENTS)


@pytest.mark.parametrize("document", sorted(path.name for path in ROOT.glob("*.md")) + DOCS)
def test_no_command_is_named_that_is_none(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"`(?:\.venv/bin/)?anumodon ([a-z][a-z-]*)[^`]*`", text)
    named += re.findall(r"^anumodon ([a-z|-]+)", text, re.MULTILINE)
    assert {command for one in named for command in one.split("|")} <= set(ARGUMENTS)


@pytest.mark.parametrize("document", LISTS)
def test_no_option_is_listed_that_is_none(document: str) -> None:
    assert listed(document)
    for command, said in listed(document):
        assert set(re.findall(r"--[a-z][a-z-]+", said)) <= options(command) | EVERYWHERE, said
