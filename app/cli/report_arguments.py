"""The arguments of the commands about reports, awareness and letters."""

from __future__ import annotations

import argparse

from app.cli.numbers import whole
from app.cli.paths import given_path, new_path
from app.services.letters.views import LetterKind


def report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("quarter", "merge", "todo", "activity"))
    parser.add_argument("what", nargs="*", default=[], metavar="QUARTER|FILE")
    parser.add_argument("--out", type=new_path, metavar="FILE")
    parser.add_argument("--memo", default="", metavar="NUMBER")
    parser.add_argument("--unsigned", action="store_true")
    parser.add_argument("--allow-unsigned", action="store_true")
    parser.add_argument("--add", default="", metavar="TEXT")
    parser.add_argument("--who", default="", metavar="NAME")
    parser.add_argument("--by", default="", metavar="DATE")
    parser.add_argument("--done", type=whole, metavar="ID")
    parser.add_argument("--withdraw", type=whole, metavar="ID")
    parser.add_argument("--on", default="", metavar="DATE")
    parser.add_argument("--place", default="", metavar="TEXT")
    parser.add_argument("--people", type=whole, default=0, metavar="N")
    parser.add_argument("--member", default="", metavar="NAME")


def awareness(parser: argparse.ArgumentParser) -> None:
    actions = ("list", "add", "receive", "sign", "withdraw", "sheet", "handout")
    parser.add_argument("action", choices=actions)
    parser.add_argument("what", nargs="*", default=[], metavar="NAME|ID")
    parser.add_argument("--list", type=given_path, metavar="FILE")
    parser.add_argument("--team", action="store_true")
    parser.add_argument("--on", default="", metavar="DATE")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--out", type=new_path, metavar="FILE")
    parser.add_argument("--member", default="", metavar="NAME")


def letter(parser: argparse.ArgumentParser) -> None:
    kinds = [kind.value for kind in LetterKind]
    parser.add_argument("kind", choices=(*kinds, "list", "print"))
    parser.add_argument("--out", type=new_path, metavar="FILE")
    parser.add_argument("--draft", type=whole, metavar="ID")
    parser.add_argument("--finding", type=whole, metavar="N")
    parser.add_argument("--response", type=whole, metavar="ID")
    parser.add_argument("--past", type=whole, metavar="ID")
    parser.add_argument("--id", type=whole, metavar="ID")
    parser.add_argument("--memo", default="", metavar="NUMBER")
    parser.add_argument("--on", default="", metavar="DATE")
    parser.add_argument("--subject", default="", metavar="TEXT")
    parser.add_argument("--reference", default="", metavar="TEXT")
    parser.add_argument("--to", action="append", metavar="LINE")
    parser.add_argument("--text", action="append", metavar="PARAGRAPH")
    parser.add_argument("--copy", action="append", metavar="LINE")
    parser.add_argument("--mark", default="", metavar="TEXT")
    parser.add_argument("--search", default="", metavar="WORDS")
    parser.add_argument("--member", default="", metavar="NAME")
