"""The command line. `--data`, `--json` and `--lang` may stand before or after the command."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from app import VERSION
from app.cli import arguments, office_arguments
from app.errors import Refusal
from app.i18n import LANGUAGES, Translator

AddArguments = Callable[[argparse.ArgumentParser], None]


def _none(_parser: argparse.ArgumentParser) -> None:
    """A command without arguments of its own."""


ARGUMENTS: dict[str, AddArguments] = {
    "check-text": arguments.check_text,
    "check-image": arguments.check_image,
    "intake": arguments.intake,
    "queue": arguments.queue,
    "show": arguments.show,
    "answer": arguments.answer,
    "decide": arguments.decide,
    "copies": arguments.copies,
    "watched": arguments.watched,
    "blur": arguments.blur,
    "publish": arguments.publish,
    "export": arguments.export,
    "verify": arguments.verify,
    "audit": arguments.audit,
    "settle": arguments.settle,
    "doctor": _none,
    "office": office_arguments.office,
    "member": office_arguments.member,
    "account": office_arguments.account,
    "holiday": office_arguments.holiday,
    "due": office_arguments.due,
    "credential": arguments.credential,
    "rotation": arguments.rotation,
    "demo": arguments.demo,
}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, in the person's language, instead of printing usage and leaving."""

    add_later: AddArguments | None = None

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """Of all commands, only the one that is given gets its arguments."""
        if self.add_later is not None:
            self.add_later(self)
            self.add_later = None
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        raise Refusal("cli.usage", message=message, command=self.prog)


def build_parser(words: Translator, given: Sequence[str]) -> argparse.ArgumentParser:
    """The command line for the arguments `given`. Help texts are in the language of `words`.

    Where one command is plainly given, it has that one alone: making all takes longer than reading one.
    """
    parser = _Parser(prog="anumodon", description=words("cli.about"))
    _add_everywhere(parser, words, None)
    parser.add_argument("--version", action="version", version=f"Anumodon {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar=words("cli.command"), parser_class=_Parser)
    for name in _commands_in(given):
        help_ = words(f"cli.help.{name.replace('-', '_')}")
        return commands.add_parser(name, help=help_, description=help_, parents=[everywhere])

    _add_checks(command)
    _add_drafts(command)
    _add_records(command, words)
    add_office(command)
    _add_secrets(command)
    command("demo").add_argument("out", type=Path)
    return parser


def _commands_in(given: Sequence[str]) -> Sequence[str]:
    """The command that stands in `given` after nothing but options of every command; else all commands."""
    rest = iter(given)
    for argument in rest:
        if argument in ARGUMENTS:
            return (argument,)
        if argument in ("--data", "--lang"):
            next(rest, None)
        elif argument not in ("--json", "--passphrase-stdin"):
            break
    return tuple(ARGUMENTS)


def _add_all(words: Translator, add_own: AddArguments, parser: argparse.ArgumentParser) -> None:
    _add_everywhere(parser, words, argparse.SUPPRESS)
    add_own(parser)


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


def _add_records(command: Command, words: Words) -> None:
    export = command("export")
    export.add_argument("out", type=Path, metavar="OUT")
    export.add_argument("--since", default="", metavar="DATE")
    export.add_argument("--until", default="", metavar="DATE")
    export.add_argument("--account", default="", metavar="HANDLE")
    export.add_argument("--member", default="", metavar="NAME")
    verify = command("verify")
    verify.add_argument("archive", type=Path, metavar="ARCHIVE")
    verify.add_argument("--key", default="", metavar="FILE|FINGERPRINT", help=words("cli.help.verify_key"))
    verify.add_argument("--allow-unsigned", action="store_true", help=words("cli.help.allow_unsigned"))
    command("audit").add_argument("--against", type=Path, metavar="ARCHIVE")
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
