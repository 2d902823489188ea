"""The arguments of the commands about texts, drafts, the record and passwords, a function a command."""

from __future__ import annotations

import argparse

from app.checks.types import Use
from app.cli.emptiness import or_nothing
from app.cli.numbers import whole
from app.cli.office_arguments import second_member
from app.cli.paths import given_key, given_path, new_path
from app.services.base.enums import PLATFORMS, DismissalReason, Order, RotationReason, State, Verdict

USES = tuple(use.value for use in Use)
CHANGE_REASONS = tuple(reason.value for reason in RotationReason if reason is not RotationReason.FIRST)


def check_text(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=given_path, nargs="?", metavar="FILE")
    parser.add_argument("--lines", type=given_path, metavar="FILE")


def check_image(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=given_path, nargs="+", metavar="FILE")
    parser.add_argument("--use", choices=USES, default="post")
    parser.add_argument("--account", default="", metavar="HANDLE")
    parser.add_argument("--platform", choices=PLATFORMS)


def intake(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", type=given_path, nargs="+", metavar="PATH")
    parser.add_argument("--author", default="", metavar="NAME")
    parser.add_argument("--member", default="", metavar="NAME")


def author(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=whole, metavar="ID")
    parser.add_argument("author", metavar="NAME")
    parser.add_argument("--member", required=True, metavar="NAME")


def queue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--state", choices=[state.value for state in State])
    parser.add_argument("--late", action="store_true")
    parser.add_argument("--order", choices=[order.value for order in Order], default=Order.DUE.value)
    parser.add_argument("--search", default="", metavar="WORDS")


def show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=whole, metavar="ID")


def answer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=whole, metavar="ID")
    parser.add_argument("finding", type=whole, metavar="FINDING")
    parser.add_argument("reply", choices=("uphold", "dismiss"))
    parser.add_argument("--member", required=True, metavar="NAME")
    parser.add_argument("--because", choices=[because.value for because in DismissalReason])
    parser.add_argument("--reason", default="", metavar="TEXT")


def decide(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=whole, metavar="ID")
    parser.add_argument("verdict", choices=[verdict.value for verdict in Verdict])
    parser.add_argument("--digest", metavar="DIGEST")
    parser.add_argument("--member", required=True, metavar="NAME")
    parser.add_argument("--reason", default="", metavar="TEXT")


def copies(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=whole, metavar="ID")
    parser.add_argument("out", type=new_path, metavar="OUT")
    parser.add_argument("--member", required=True, metavar="NAME")


def watched(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=whole, metavar="ID")
    parser.add_argument("attachment", type=whole, metavar="ATTACHMENT")
    parser.add_argument("--member", required=True, metavar="NAME")
    parser.add_argument("--take-back", action="store_true")


def blur(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=whole, metavar="ID")
    parser.add_argument("image", type=whole, metavar="IMAGE")
    parser.add_argument("--box", action="append", default=[], metavar="X,Y,W,H")
    parser.add_argument("--finding", action="append", type=whole, default=[], metavar="N")
    parser.add_argument("--original", action="store_true")
    parser.add_argument("--member", required=True, metavar="NAME")


def mend(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=whole, metavar="ID")
    parser.add_argument("--account", metavar="HANDLE")
    parser.add_argument("--platform", choices=PLATFORMS)
    parser.add_argument("--purpose", type=or_nothing, metavar="PURPOSE")
    parser.add_argument("--source", type=or_nothing, action="append", metavar="TEXT")
    parser.add_argument("--alt", type=or_nothing, action="append", nargs=2, default=[], metavar=("N", "TEXT"))
    parser.add_argument("--schedule", type=or_nothing, metavar="TIME")
    parser.add_argument("--member", required=True, metavar="NAME")


def publish(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=whole, metavar="ID")
    parser.add_argument("--url", required=True)
    parser.add_argument("--at", required=True, metavar="TIME")
    parser.add_argument("--before-approval", default=None, metavar="REASON")
    parser.add_argument("--member", required=True, metavar="NAME")


def proof(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=whole, metavar="ID")
    parser.add_argument("--text", type=given_path, metavar="FILE|-")
    parser.add_argument("--file", type=given_path, metavar="FILE")
    parser.add_argument("--member", required=True, metavar="NAME")


def correct(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=whole, metavar="ID")
    parser.add_argument("--wrong", required=True, metavar="TEXT")
    parser.add_argument("--readers-told", required=True, choices=("yes", "no"))
    parser.add_argument("--by-draft", type=whole, metavar="ID")
    parser.add_argument("--at", default="", metavar="TIME")
    parser.add_argument("--member", required=True, metavar="NAME")


def take_down(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=whole, metavar="ID")
    parser.add_argument("--reason", required=True, choices=("mistake", "order", "person", "expired"))
    parser.add_argument("--note", default="", metavar="TEXT")
    parser.add_argument("--at", default="", metavar="TIME")
    parser.add_argument("--member", required=True, metavar="NAME")


def elsewhere(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=whole, metavar="ID")
    parser.add_argument("--url", required=True)
    parser.add_argument("--member", required=True, metavar="NAME")


def calendar(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=new_path, metavar="OUT.csv|OUT.ics")
    parser.add_argument("--since", default="", metavar="DATE")
    parser.add_argument("--until", default="", metavar="DATE")
    parser.add_argument("--account", default="", metavar="HANDLE")


def export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=new_path, metavar="OUT")
    parser.add_argument("--since", default="", metavar="DATE")
    parser.add_argument("--until", default="", metavar="DATE")
    parser.add_argument("--account", default="", metavar="HANDLE")
    parser.add_argument("--drafts", type=whole, nargs="+", default=[], metavar="ID")
    since = parser.add_mutually_exclusive_group()
    since.add_argument("--since-last", action="store_true")
    since.add_argument("--since-archive", type=whole, metavar="N")
    parser.add_argument("--unsigned", action="store_true")
    parser.add_argument("--member", default="", metavar="NAME")


def archives(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["list", "check", "place", "restore", "restored", "rewrite"])
    parser.add_argument("what", nargs="*", metavar="N|ARCHIVE")
    parser.add_argument("--key", type=given_key, metavar="FINGERPRINT|ID|FILE.pub")
    parser.add_argument("--search", default="", metavar="WORDS")
    parser.add_argument("--account", default="", metavar="HANDLE")
    parser.add_argument("--since", default="", metavar="DATE")
    parser.add_argument("--until", default="", metavar="DATE")
    parser.add_argument("--member", default="", metavar="NAME")


def redact(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=new_path, metavar="OUT")
    parser.add_argument("--drafts", type=whole, nargs="+", required=True, metavar="ID")
    parser.add_argument("--hide", action="append", default=[], metavar="[ID:]WORDS")
    parser.add_argument("--image", action="append", default=[], metavar="ID:N")
    parser.add_argument("--ground", required=True, metavar="TEXT")
    parser.add_argument("--request", required=True, metavar="TEXT")
    parser.add_argument("--unsigned", action="store_true")
    parser.add_argument("--member", default="", metavar="NAME")


def book(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=new_path, metavar="OUT.pdf|OUT.html")
    parser.add_argument("--since", default="", metavar="DATE")
    parser.add_argument("--until", default="", metavar="DATE")
    parser.add_argument("--account", default="", metavar="HANDLE")
    parser.add_argument("--member", default="", metavar="NAME")


def verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", type=given_path, nargs="+", metavar="ARCHIVE")
    parser.add_argument("--key", type=given_key, metavar="FILE|FINGERPRINT")
    parser.add_argument("--allow-unsigned", action="store_true")
    parser.add_argument("--continues", type=given_path, metavar="EARLIER")
    parser.add_argument("--original", type=given_path, metavar="ARCHIVE")


def audit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--against", type=given_path, metavar="ARCHIVE")


def settle(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--member", required=True, metavar="NAME")
    second_member(parser)
    parser.add_argument("--reason", required=True, metavar="TEXT")
    parser.add_argument("--all-desks-lost", action="store_true")


def anchor(parser: argparse.ArgumentParser) -> None:
    actions = ("show", "save", "check", "cosign", "keep")
    parser.add_argument("action", choices=actions, nargs="?", default="show")
    parser.add_argument("what", nargs="*", default=[], metavar="FOLDER|FILE|LINE")
    parser.add_argument("--member", default="", metavar="NAME")


def key(parser: argparse.ArgumentParser) -> None:
    actions = ("show", "replace", "desks", "let-in", "end")
    parser.add_argument("action", choices=actions, nargs="?", default="show")
    # As it is shown, in groups of four.
    parser.add_argument("fingerprint", nargs="*", default=[], metavar="FINGERPRINT")
    parser.add_argument("--member", default="", metavar="NAME")
    second_member(parser)
    parser.add_argument("--reason", default="", metavar="TEXT")


def timestamp(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("list", "request", "take"), nargs="?", default="list")
    parser.add_argument("file", type=new_path, nargs="?", metavar="FILE")
    parser.add_argument("--certificate", type=given_path, metavar="FILE")
    parser.add_argument("--member", default="", metavar="NAME")


def certificate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=whole, metavar="ID")
    parser.add_argument("--out", type=new_path, required=True, metavar="NAME.pdf")
    parser.add_argument("--unsigned", action="store_true")
    parser.add_argument("--member", default="", metavar="NAME")


def history(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("import", "list", "unapproved", "check", "answer"))
    parser.add_argument("--images", action="store_true")
    parser.add_argument("--out", type=new_path, metavar="FILE.csv")
    parser.add_argument("what", type=given_path, nargs="*", default=[], metavar="DOWNLOAD")
    parser.add_argument("--account", default="", metavar="HANDLE")
    parser.add_argument("--platform", choices=PLATFORMS)
    parser.add_argument("--draft", type=whole, metavar="ID")
    parser.add_argument("--member", default="", metavar="NAME")
    parser.add_argument("--reason", default="", metavar="TEXT")


def backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("now", "list", "prove", "key"))
    parser.add_argument("backup", type=given_path, nargs="?", metavar="BACKUP")
    parser.add_argument("--to", type=new_path, metavar="FOLDER")
    parser.add_argument("--member", default="", metavar="NAME")
    second_member(parser)
    parser.add_argument("--reason", default="", metavar="TEXT")


def restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backup", type=given_path, metavar="BACKUP")
    parser.add_argument("--member", default="", metavar="NAME")
    second_member(parser)
    parser.add_argument("--reason", default="", metavar="TEXT")


def credential(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("list",), nargs="?", default="list")
    _of_account(parser)


def rotation(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("list", "record", "compromised"), nargs="?", default="list")
    _of_account(parser)
    parser.add_argument("--credential", default="", metavar="LABEL")
    parser.add_argument("--member", default="", metavar="NAME")
    parser.add_argument("--at", default="", metavar="DATE")
    parser.add_argument("--on", default="", metavar="DATE")
    parser.add_argument("--reason", choices=CHANGE_REASONS, default=RotationReason.PLANNED.value)
    parser.add_argument("--note", default="", metavar="TEXT")
    parser.add_argument("--password-stdin", action="store_true")


def _of_account(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("handle", nargs="?", default="", metavar="HANDLE")
    parser.add_argument("--platform", choices=PLATFORMS)


def demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=new_path, metavar="OUT")
