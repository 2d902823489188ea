"""The arguments of the commands about how long posts are kept and how they are destroyed."""

from __future__ import annotations

import argparse

from app.cli.numbers import whole
from app.cli.paths import new_path
from app.services.base.enums import PURPOSES, DraftKind, State


def keeping(parser: argparse.ArgumentParser) -> None:
    actions = ("show", "class", "hold", "release", "rules", "purpose", "years")
    parser.add_argument("action", choices=actions)
    parser.add_argument("what", nargs="*", default=[], metavar="ID|PURPOSE|CLASS|YEARS")
    parser.add_argument("--reason", default="", metavar="TEXT")
    parser.add_argument("--member", default="", metavar="NAME")


def disposal(parser: argparse.ArgumentParser) -> None:
    actions = ("list", "make", "show", "answer", "order", "preview", "destroy", "certificate")
    parser.add_argument("action", choices=actions, nargs="?", default="list")
    parser.add_argument("what", nargs="*", default=[], metavar="LIST|ID|ANSWER")
    parser.add_argument("--year", type=whole, metavar="YEAR")
    parser.add_argument("--reason", default="", metavar="TEXT")
    parser.add_argument("--memo", default="", metavar="NUMBER")
    parser.add_argument("--confirm", default="", metavar="MEMO")
    parser.add_argument("--without-archive", default="", metavar="REASON")
    parser.add_argument("--out", type=new_path, metavar="FILE.pdf|.html")
    parser.add_argument("--member", default="", metavar="NAME")


def find(parser: argparse.ArgumentParser) -> None:
    for name in ("search", "account", "person", "finding", "since", "until", "save", "saved", "forget"):
        parser.add_argument(f"--{name}", default="", metavar="DATE" if name in ("since", "until") else "TEXT")
    parser.add_argument("--state", choices=(State.APPROVED.value, State.PUBLISHED.value))
    parser.add_argument("--purpose", choices=PURPOSES)
    parser.add_argument("--kind", choices=[kind.value for kind in DraftKind])
    parser.add_argument("--important", action="store_true")


def reuse(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=whole, metavar="ID")
    parser.add_argument("--restored", action="store_true")
    parser.add_argument("--reason", default="", metavar="TEXT")
    parser.add_argument("--member", required=True, metavar="NAME")


def media(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--search", default="", metavar="WORDS")
