"""The commands and their arguments. `--data`, `--json` and `--lang` may stand before or after the command."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from app import VERSION
from app.checks.types import Use
from app.cli.office_arguments import Command, add_office
from app.errors import Refusal
from app.i18n import LANGUAGES, Translator
from app.services.base.enums import PLATFORMS, DismissalReason, RotationReason, State, Verdict

USES = tuple(use.value for use in Use)
CHANGE_REASONS = tuple(reason.value for reason in RotationReason if reason is not RotationReason.FIRST)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, in the person's language, instead of printing usage and leaving."""

    def error(self, message: str) -> NoReturn:
        raise Refusal("cli.usage", message=message, command=self.prog)


def build_parser(words: Translator) -> argparse.ArgumentParser:
    """The whole command line. Help texts are in the language of `words`."""
    everywhere = _Parser(add_help=False)
    _add_everywhere(everywhere, words, argparse.SUPPRESS)
    parser = _Parser(prog="anumodon", description=words("cli.about"))
    _add_everywhere(parser, words, None)
    parser.add_argument("--version", action="version", version=f"Anumodon {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar=words("cli.command"), parser_class=_Parser)

    def command(name: str) -> argparse.ArgumentParser:
        help_ = words(f"cli.help.{name.replace('-', '_')}")
        return commands.add_parser(name, help=help_, description=help_, parents=[everywhere])

    _add_checks(command)
    _add_drafts(command)
    _add_records(command)
    add_office(command)
    _add_secrets(command)
    command("demo").add_argument("out", type=Path)
    return parser


def _add_everywhere(parser: argparse.ArgumentParser, words: Translator, default: object) -> None:
    parser.add_argument("--data", type=Path, default=default, metavar="DIR", help=words("cli.help.data"))
    parser.add_argument("--json", action="store_true", default=default or False, help=words("cli.help.json"))
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help=words("cli.help.lang"))
    parser.add_argument(
        "--passphrase-stdin",
        action="store_true",
        default=default or False,
        help=words("cli.help.passphrase_stdin"),
    )


def _add_checks(command: Command) -> None:
    text = command("check-text")
    text.add_argument("file", type=Path, nargs="?", metavar="FILE")
    text.add_argument("--lines", type=Path, metavar="FILE")
    image = command("check-image")
    image.add_argument("files", type=Path, nargs="+", metavar="FILE")
    image.add_argument("--use", choices=USES, default="post")
    image.add_argument("--account", default="", metavar="HANDLE")
    image.add_argument("--platform", choices=PLATFORMS)


def _add_drafts(command: Command) -> None:
    intake = command("intake")
    intake.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    intake.add_argument("--member", default="", metavar="NAME")
    queue = command("queue")
    queue.add_argument("--state", choices=[state.value for state in State])
    queue.add_argument("--search", default="", metavar="WORDS")
    command("show").add_argument("id", type=int, metavar="ID")
    answer = command("answer")
    answer.add_argument("id", type=int, metavar="ID")
    answer.add_argument("finding", type=int, metavar="FINDING")
    answer.add_argument("reply", choices=("uphold", "dismiss"))
    answer.add_argument("--member", required=True, metavar="NAME")
    answer.add_argument("--because", choices=[because.value for because in DismissalReason])
    answer.add_argument("--reason", default="", metavar="TEXT")
    decide = command("decide")
    decide.add_argument("id", type=int, metavar="ID")
    decide.add_argument("verdict", choices=[verdict.value for verdict in Verdict])
    decide.add_argument("--member", required=True, metavar="NAME")
    decide.add_argument("--reason", default="", metavar="TEXT")
    copies = command("copies")
    copies.add_argument("id", type=int, metavar="ID")
    copies.add_argument("out", type=Path, metavar="OUT")
    copies.add_argument("--member", required=True, metavar="NAME")
    watched = command("watched")
    watched.add_argument("id", type=int, metavar="ID")
    watched.add_argument("attachment", type=int, metavar="ATTACHMENT")
    watched.add_argument("--member", required=True, metavar="NAME")
    watched.add_argument("--take-back", action="store_true")
    blur = command("blur")
    blur.add_argument("id", type=int, metavar="ID")
    blur.add_argument("image", type=int, metavar="IMAGE")
    blur.add_argument("--box", action="append", default=[], metavar="X,Y,W,H")
    blur.add_argument("--finding", action="append", type=int, default=[], metavar="N")
    blur.add_argument("--original", action="store_true")
    blur.add_argument("--member", required=True, metavar="NAME")
    publish = command("publish")
    publish.add_argument("id", type=int, metavar="ID")
    publish.add_argument("--url", required=True)
    publish.add_argument("--at", required=True, metavar="TIME")
    publish.add_argument("--member", required=True, metavar="NAME")


def _add_records(command: Command) -> None:
    export = command("export")
    export.add_argument("out", type=Path, metavar="OUT")
    export.add_argument("--since", default="", metavar="DATE")
    export.add_argument("--until", default="", metavar="DATE")
    export.add_argument("--account", default="", metavar="HANDLE")
    export.add_argument("--member", default="", metavar="NAME")
    command("verify").add_argument("archive", type=Path, metavar="ARCHIVE")
    command("audit").add_argument("--against", type=Path, metavar="ARCHIVE")
    settle = command("settle")
    settle.add_argument("--member", required=True, metavar="NAME")
    settle.add_argument("--reason", required=True, metavar="TEXT")
    command("doctor")


def _add_secrets(command: Command) -> None:
    credential = command("credential")
    credential.add_argument("action", choices=("list",), nargs="?", default="list")
    rotation = command("rotation")
    rotation.add_argument("action", choices=("list", "record", "compromised"), nargs="?", default="list")
    for parser in (credential, rotation):
        parser.add_argument("handle", nargs="?", default="", metavar="HANDLE")
        parser.add_argument("--platform", choices=PLATFORMS)
    rotation.add_argument("--credential", default="", metavar="LABEL")
    rotation.add_argument("--member", default="", metavar="NAME")
    rotation.add_argument("--at", default="", metavar="DATE")
    rotation.add_argument("--on", default="", metavar="DATE")
    rotation.add_argument("--reason", choices=CHANGE_REASONS, default=RotationReason.PLANNED.value)
    rotation.add_argument("--note", default="", metavar="TEXT")
    rotation.add_argument("--password-stdin", action="store_true")
