"""The arguments of the commands about the office: `office`, `member`, `account`, `holiday`, `due`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from app.cli import accounts, office, team
from app.services.base.enums import CHECKLIST, PLATFORMS, PURPOSES, ChecklistState, Role

Command = Callable[[str], argparse.ArgumentParser]


def add_office(command: Command) -> None:
    """Add all of them."""
    _office(command("office"))
    _member(command("member"))
    _account(command("account"))
    _holiday(command("holiday"))
    _due(command("due"))


def _office(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("show", "set"), nargs="?", default="show")
    for name in office.TEXTS:
        parser.add_argument(_option(name), metavar="TEXT")
    for name in office.NUMBERS:
        parser.add_argument(_option(name), type=int, metavar="N")
    parser.add_argument("--letterhead", action="append", metavar="LINE")
    parser.add_argument("--logo", type=Path, metavar="FILE")
    parser.add_argument("--member", default="", metavar="NAME")


def _member(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=team.ACTIONS, nargs="?", default="list")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--role", choices=[role.value for role in Role])
    parser.add_argument("--on", default="", metavar="DATE")
    parser.add_argument("--member", default="", metavar="NAME")


def _account(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=accounts.ACTIONS, nargs="?", default="list")
    parser.add_argument("handle", nargs="?", default="", metavar="HANDLE")
    parser.add_argument("--platform", choices=PLATFORMS)
    for name in ("name", "url", *accounts.TEXTS):
        parser.add_argument(_option(name), metavar="TEXT")
    parser.add_argument("--purpose", action="append", choices=PURPOSES)
    parser.add_argument("--owner", default="", metavar="NAME")
    parser.add_argument("--rotation-days", type=int, metavar="N")
    parser.add_argument("--clause", choices=CHECKLIST)
    parser.add_argument("--state", choices=[state.value for state in ChecklistState])
    parser.add_argument("--text", default="", metavar="TEXT")
    parser.add_argument("--image", type=Path, metavar="FILE")
    parser.add_argument("--next-review", default="", metavar="DATE")
    parser.add_argument("--on", default="", metavar="DATE")
    parser.add_argument("--member", default="", metavar="NAME")


def _holiday(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("list", "add", "withdraw"), nargs="?", default="list")
    parser.add_argument("day", nargs="?", default="", metavar="DATE")
    parser.add_argument("name", nargs="?", default="", metavar="NAME")
    parser.add_argument("--name-en", default="", metavar="TEXT")
    parser.add_argument("--member", default="", metavar="NAME")


def _due(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", default="", metavar="DATE")
    parser.add_argument("--snooze", default="", metavar="KEY")
    parser.add_argument("--days", type=int, default=1, metavar="N")
    parser.add_argument("--member", default="", metavar="NAME")


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
