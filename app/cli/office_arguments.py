"""The arguments of the commands about the office: `office`, `member`, `account`, `response` and so on."""

from __future__ import annotations

import argparse

from app.cli.emptiness import or_nothing
from app.cli.numbers import whole
from app.cli.paths import given_path
from app.services.base.enums import CHECKLIST, PLATFORMS, PURPOSES, AnswerState, ChecklistState, Role

OFFICE_TEXTS = (
    "name_bn",
    "name_en",
    "parent_bn",
    "parent_en",
    "division_bn",
    "division_en",
    "address_bn",
    "address_en",
    "website",
    "grs_url",
)
OFFICE_NUMBERS = (
    "approvals_needed",
    "rotation_days",
    "lead_days",
    "report_days",
    "quiet_days",
    "question_days",
    "grievance_days",
    "appeal_days",
    "reuse_days",
)
MEMBER_ACTIONS = (
    "list",
    "add",
    "retire",
    "replace",
    "role",
    "return",
    "handover",
    "passphrase",
    "reset",
    "clear",
)
PROPOSAL_ACTIONS = ("list", "confirm", "refuse", "withdraw", "alone")
ACCOUNT_ACTIONS = ("list", "add", "set", "close", "reopen", "check")
RESPONSE_ACTIONS = ("add", "list", "show", "answer", "import")
ACCOUNT_TEXTS = ("opened_on", "audience", "users", "emergency_contact", "rotation_source")


def second_member(parser: argparse.ArgumentParser) -> None:
    """Who agrees at the same time, or that nobody else is left."""
    second = parser.add_mutually_exclusive_group()
    second.add_argument("--confirmed-by", default="", metavar="NAME")
    second.add_argument("--alone", action="store_true")


def office(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("show", "set", "move", "stay"), nargs="?", default="show")
    parser.add_argument("--begin-anew", action="store_true")
    parser.add_argument("--to", default="", metavar="ADDRESS|FOLDER")
    parser.add_argument("--to-password-stdin", action="store_true")
    second_member(parser)
    for name in OFFICE_TEXTS:
        parser.add_argument(_option(name), type=or_nothing, metavar="TEXT")
    for name in OFFICE_NUMBERS:
        parser.add_argument(_option(name), type=whole, metavar="N")
    parser.add_argument("--blur-is-edit", choices=("yes", "no"))
    parser.add_argument("--reason", default="", metavar="TEXT")
    parser.add_argument("--letterhead", type=or_nothing, action="append", metavar="LINE")
    parser.add_argument("--logo", type=given_path, metavar="FILE")
    parser.add_argument("--member", default="", metavar="NAME")


def member(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=MEMBER_ACTIONS, nargs="?", default="list")
    parser.add_argument("--begin-anew", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--role", choices=[role.value for role in Role])
    parser.add_argument("--leaves", action="append", default=[], metavar="NAME")
    parser.add_argument("--on", default="", metavar="DATE")
    parser.add_argument("--reason", default="", metavar="TEXT")
    parser.add_argument("--member", default="", metavar="NAME")


def proposal(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=PROPOSAL_ACTIONS, nargs="?", default="list")
    parser.add_argument("id", type=whole, nargs="?", metavar="ID")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--reason", default="", metavar="TEXT")
    parser.add_argument("--member", default="", metavar="NAME")


def account(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=ACCOUNT_ACTIONS, nargs="?", default="list")
    parser.add_argument("--begin-anew", action="store_true")
    parser.add_argument("handle", nargs="?", default="", metavar="HANDLE")
    parser.add_argument("--platform", choices=PLATFORMS)
    for name in ("name", "url", *ACCOUNT_TEXTS):
        parser.add_argument(_option(name), type=or_nothing, metavar="TEXT")
    parser.add_argument("--purpose", action="append", choices=PURPOSES)
    parser.add_argument("--owner", default="", metavar="NAME")
    parser.add_argument("--rotation-days", type=whole, metavar="N")
    parser.add_argument("--clause", choices=CHECKLIST)
    parser.add_argument("--state", choices=[state.value for state in ChecklistState])
    parser.add_argument("--text", default="", metavar="TEXT")
    parser.add_argument("--image", type=given_path, metavar="FILE")
    parser.add_argument("--next-review", default="", metavar="DATE")
    parser.add_argument("--on", default="", metavar="DATE")
    parser.add_argument("--member", default="", metavar="NAME")


def holiday(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("list", "add", "withdraw"), nargs="?", default="list")
    parser.add_argument("day", nargs="?", default="", metavar="DATE")
    parser.add_argument("name", nargs="?", default="", metavar="NAME")
    parser.add_argument("--name-en", default="", metavar="TEXT")
    parser.add_argument("--member", default="", metavar="NAME")


def due(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", default="", metavar="DATE")
    parser.add_argument("--snooze", default="", metavar="KEY")
    parser.add_argument("--days", type=whole, default=1, metavar="N")
    parser.add_argument("--member", default="", metavar="NAME")


def response(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=RESPONSE_ACTIONS, nargs="?", default="list")
    parser.add_argument("what", nargs="?", default="", metavar="ID|FILE")
    parser.add_argument("--account", default="", metavar="HANDLE")
    parser.add_argument("--platform", choices=PLATFORMS)
    parser.add_argument("--kind", default="", metavar="KIND")
    for name in ("text", "from", "received", "tracking", "url", "at"):
        parser.add_argument(
            _option(name), default="", metavar="TIME" if name in ("received", "at") else "TEXT"
        )
    parser.add_argument("--image", type=given_path, metavar="FILE")
    parser.add_argument("--state", choices=[state.value for state in AnswerState])
    parser.add_argument("--search", default="", metavar="WORDS")
    parser.add_argument("--member", default="", metavar="NAME")


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
