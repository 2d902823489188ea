"""The arguments of the commands about reports."""

from __future__ import annotations

import argparse
from pathlib import Path


def report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("quarter", "merge", "todo", "activity"))
    parser.add_argument("what", nargs="*", default=[], metavar="QUARTER|FILE")
    parser.add_argument("--out", type=Path, metavar="FILE")
    parser.add_argument("--memo", default="", metavar="NUMBER")
    parser.add_argument("--allow-unsigned", action="store_true")
    parser.add_argument("--add", default="", metavar="TEXT")
    parser.add_argument("--who", default="", metavar="NAME")
    parser.add_argument("--by", default="", metavar="DATE")
    parser.add_argument("--done", type=int, metavar="ID")
    parser.add_argument("--withdraw", type=int, metavar="ID")
    parser.add_argument("--on", default="", metavar="DATE")
    parser.add_argument("--place", default="", metavar="TEXT")
    parser.add_argument("--people", type=int, default=0, metavar="N")
    parser.add_argument("--member", default="", metavar="NAME")
