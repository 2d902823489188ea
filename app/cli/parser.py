"""The command line. Options of every command, `--data` among them, may stand before or after it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any, NoReturn

from app import VERSION
from app.cli.argparse_errors import parse_error
from app.cli.emptiness import refuse_empty
from app.cli.paths import new_path
from app.errors import Refusal
from app.i18n import LANGUAGES, Translator, catalogue

AddArguments = Callable[[argparse.ArgumentParser], None]

# What adds a command's own arguments, by module and name, so that it loads nothing for others; "" for none.
ARGUMENTS: dict[str, str] = {
    "check-text": "arguments:check_text",
    "check-image": "arguments:check_image",
    "intake": "arguments:intake",
    "author": "arguments:author",
    "queue": "arguments:queue",
    "show": "arguments:show",
    "answer": "arguments:answer",
    "decide": "arguments:decide",
    "copies": "arguments:copies",
    "watched": "arguments:watched",
    "blur": "arguments:blur",
    "mend": "arguments:mend",
    "publish": "arguments:publish",
    "proof": "arguments:proof",
    "correct": "arguments:correct",
    "takedown": "arguments:take_down",
    "elsewhere": "arguments:elsewhere",
    "calendar": "arguments:calendar",
    "find": "record_arguments:find",
    "reuse": "record_arguments:reuse",
    "media": "record_arguments:media",
    "keeping": "record_arguments:keeping",
    "disposal": "record_arguments:disposal",
    "export": "arguments:export",
    "archives": "arguments:archives",
    "book": "arguments:book",
    "redact": "arguments:redact",
    "verify": "arguments:verify",
    "audit": "arguments:audit",
    "settle": "arguments:settle",
    "key": "arguments:key",
    "anchor": "arguments:anchor",
    "timestamp": "arguments:timestamp",
    "certificate": "arguments:certificate",
    "history": "arguments:history",
    "backup": "arguments:backup",
    "restore": "arguments:restore",
    "doctor": "",
    "proposal": "office_arguments:proposal",
    "office": "office_arguments:office",
    "member": "office_arguments:member",
    "account": "office_arguments:account",
    "holiday": "office_arguments:holiday",
    "due": "office_arguments:due",
    "response": "office_arguments:response",
    "credential": "arguments:credential",
    "rotation": "arguments:rotation",
    "report": "report_arguments:report",
    "awareness": "report_arguments:awareness",
    "letter": "report_arguments:letter",
    "demo": "arguments:demo",
}


# What is written after these stands in the shell's history and in the list of processes. They are no options,
# but short for some: argparse would repeat the secret in its complaint.
_SECRETS_WRITTEN = frozenset({"--passphrase", "--password", "--office-password", "--to-password"})


_OPTION_WORDS = "cli.option"  # the table of sentences about options, by name


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, in the person's language, instead of printing usage and leaving."""

    add_later: AddArguments | None = None
    _mixing = False

    def __init__(self, *, words: Translator, **more: Any) -> None:
        super().__init__(add_help=False, **more)
        self._words = words
        self._positionals.title = words("cli.help_positionals")
        self._optionals.title = words("cli.help_options")
        self.add_argument(
            "-h", "--help", action="help", default=argparse.SUPPRESS, help=words("cli.help_shown")
        )

    def format_help(self) -> str:
        """The help, with words for options that mean the same in every command."""
        known = catalogue(self._words.language)
        for action in self._actions:
            if action.help is None and action.option_strings:
                action.help = known.get(f"{_OPTION_WORDS}.{action.dest}")
        return super().format_help().replace("usage: ", f"{self._words('cli.help_usage')}: ", 1)

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]  # one of its overloads, and ours alone
        """Of all commands, only the one that is given gets its arguments; options may stand between them."""
        if self.add_later is not None:
            self.add_later(self)
            self.add_later = None
        found, left = super().parse_known_args(args, namespace)
        if not left or self._mixing or self._subparsers is not None:
            return found, left
        # Arguments that may be none are given nothing before the first option: those behind it are left.
        self._mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixing = False

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]  # likewise
        found = super().parse_args(args, namespace)
        for value in vars(found).values():
            for text in value if isinstance(value, list) else [value]:
                if isinstance(text, str) and not _is_text(text):
                    raise Refusal("cli.no_text")
        return found

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        refuse_empty(action, arg_strings)
        return super()._get_values(action, arg_strings)

    def error(self, message: str) -> NoReturn:
        positionals = [one for one in self._actions if not one.option_strings and one.metavar is None]
        shown = {one.dest: "|".join(one.choices) for one in positionals if one.choices}
        name, values = parse_error(message, shown)
        if name == "choice" and values["name"] == self._words("cli.command"):
            name = "command"
        elif name == "choice" and values["name"] in shown.values():
            name = "choice_here"
        raise Refusal(f"cli.usage_{name}" if name else "cli.usage", command=self.prog, **values)


def _is_text(written: str) -> bool:
    """Whether it is text: a terminal of another encoding gives bytes that are none."""
    try:
        written.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def build_parser(words: Translator, given: Sequence[str]) -> argparse.ArgumentParser:
    """The command line for the arguments `given`. Help texts are in the language of `words`.

    Where one command is plainly given, it has that one alone: making all takes longer than reading one.
    Raises `Refusal` for a secret among them.
    """
    if not _SECRETS_WRITTEN.isdisjoint(argument.partition("=")[0] for argument in given):
        raise Refusal("cli.secret_written")
    parser = _Parser(words=words, prog="anumodon", description=words("cli.about"))
    _add_everywhere(parser, words, None)
    parser.add_argument(
        "--version", action="version", version=f"Anumodon {VERSION}", help=words("cli.help_version")
    )
    # With `prog` given, argparse needs no formatter for it, which would load shutil and its compressions.
    commands = parser.add_subparsers(
        prog="anumodon",
        dest="command",
        metavar=words("cli.command"),
        parser_class=_Parser,
    )
    for name in _commands_in(given):
        help_ = words(f"cli.help.{name.replace('-', '_')}")
        commands.add_parser(name, words=words, help=help_, description=help_).add_later = partial(
            _add_all, words, ARGUMENTS[name]
        )
    return parser


def _commands_in(given: Sequence[str]) -> Sequence[str]:
    """The command that stands in `given` after nothing but options of every command; else all commands."""
    rest = iter(given)
    for argument in rest:
        if argument in ARGUMENTS:
            return (argument,)
        if argument in ("--data", "--lang", "--office"):
            next(rest, None)
        elif argument not in ("--json", "--passphrase-stdin", "--office-password-stdin"):
            break
    return tuple(ARGUMENTS)


def _add_all(words: Translator, place: str, parser: argparse.ArgumentParser) -> None:
    _add_everywhere(parser, words, argparse.SUPPRESS)
    if place:
        module, _, name = place.partition(":")
        add_own: AddArguments = getattr(import_module(f"app.cli.{module}"), name)
        add_own(parser)


def _add_everywhere(parser: argparse.ArgumentParser, words: Translator, default: object) -> None:
    parser.add_argument("--data", type=new_path, default=default, metavar="DIR", help=words("cli.help.data"))
    parser.add_argument(
        "--office",
        dest="office_server",
        default=default or "",
        metavar="postgresql://USER@HOST/DATABASE",
        help=words("cli.help.office_server"),
    )
    parser.add_argument(
        "--office-password-stdin",
        action="store_true",
        default=default or False,
        help=words("cli.help.office_password_stdin"),
    )
    parser.add_argument("--json", action="store_true", default=default or False, help=words("cli.help.json"))
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help=words("cli.help.lang"))
    parser.add_argument(
        "--passphrase-stdin",
        action="store_true",
        default=default or False,
        help=words("cli.help.passphrase_stdin"),
    )
