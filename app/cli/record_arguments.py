"""The arguments of the commands about how long posts are kept and how they are destroyed."""

from __future__ import annotations

import argparse
from pathlib import Path


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
    parser.add_argument("--year", type=int, metavar="YEAR")
    parser.add_argument("--reason", default="", metavar="TEXT")
    parser.add_argument("--memo", default="", metavar="NUMBER")
    parser.add_argument("--confirm", default="", metavar="MEMO")
    parser.add_argument("--without-archive", default="", metavar="REASON")
    parser.add_argument("--out", type=Path, metavar="FILE.pdf|.html")
    parser.add_argument("--member", default="", metavar="NAME")
