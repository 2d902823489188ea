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


def actions(command: str) -> list[argparse.Action]:
    """The arguments of a command, without those of every command."""
    parser = argparse.ArgumentParser()
    if place := ARGUMENTS[command]:
        module, _, name = place.partition(":")
        getattr(importlib.import_module(f"app.cli.{module}"), name)(parser)
    return parser._actions


def options(command: str) -> set[str]:
    return {option for action in actions(command) for option in action.option_strings}


def verbs(command: str) -> set[str]:
    """What may stand right behind a command: `add`, `list` …"""
    return {verb for one in actions(command) if not one.option_strings for verb in one.choices or ()}


def test_every_command_is_listed_with_all_its_verbs() -> None:
    said: dict[str, str] = {}
    for command, entry in listed("docs/commands.md"):
        said[command] = said.get(command, "") + entry
    assert set(said) == set(ARGUMENTS)
    for command, text in said.items():
        assert verbs(command) <= set(re.findall(r"[\w-]+", text)), command


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
