"""Every sentence the program says, by key, in Bangla and English.

The catalogues are `resources/i18n/<language>/<part>.toml`; a table name and a key make the id
`table.key`. Numbers handed to a sentence are written in the language's digits and grouping.
A plural is a pair of keys, `…` for one and `…_many`, chosen by `n`; of a number beside it the sentence has
both forms in itself: `{files:file|files}` says “1 file” and “2 files”.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Self

from app.bangla.clauses import shown
from app.bangla.dates import gregorian_day
from app.bangla.digits import number
from app.errors import Refusal, Spoken, SpokenDay
from app.paths import resources
from app.values import dataclass

LANGUAGES = ("bn", "en")


class UnknownSentence(KeyError):
    """A key no catalogue holds: a bug of ours, found by the tests."""


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All sentences of one language, `table.key` → text with `{names}` to fill."""
    return MappingProxyType({key: text for file in _files(language) for key, text in _by_toml(file)})


@cache
def _files(language: str) -> tuple[str, ...]:
    """The catalogue's files as they are written, each with an empty line before it."""
    names = sorted(file.path for file in os.scandir(resources() / "i18n" / language))
    return tuple(_written_in(name) for name in names if name.endswith(".toml"))


def _written_in(name: str) -> str:
    with open(name, "rb", buffering=0) as file:  # noqa: PTH123 -- with a Path it takes twice as long
        return "\n" + file.read().decode()


@cache
def _sentences(language: str, table: str) -> dict[str, str]:
    """The sentences of one table and of those within it. Read on demand: a command says little."""
    return {key: text for written in _written(language, table) for key, text in _read(written)}


def _written(language: str, table: str) -> Iterator[str]:
    """A table and those within it, wherever they stand, as they are written."""
    head = f"\n[{table}"
    for file in _files(language):
        start = file.find(head)
        while start >= 0:
            end = file.find("\n[", start + 1)
            end = len(file) if end < 0 else end
            if file[start + len(head)] in "].":
                yield file[start:end]
            start = file.find(head, end)


def _read(table: str) -> Iterator[tuple[str, str]]:
    """The ids and sentences of a table as it is written.

    Nearly all are a line with nothing escaped, which is read here: TOML's own reader takes ten times as long.
    """
    if "\\" in table or '"""' in table:
        yield from _by_toml(table)
        return
    name, *lines = table.strip().splitlines()
    for line in lines:
        key, equals, text = line.partition(" = ")
        if equals and not key.startswith("#"):
            plain = key.strip('"')
            yield f"{name[1:-1]}.{plain}", text[1:-1]


def _by_toml(written: str) -> Iterator[tuple[str, str]]:
    import tomllib  # not for the plain tables, which commands have

    def walk(prefix: str, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
        for key, value in values.items():
            if isinstance(value, dict):
                yield from walk(f"{prefix}{key}.", value)
            else:
                yield f"{prefix}{key}", str(value)

    return walk("", tomllib.loads(written))


_ONE = (1, "1", "১")


class _Counted(str):
    """A number as it is written, which takes the form of the word behind it: `one|many`."""

    _one: bool

    def __new__(cls, written: str, one: bool) -> Self:
        counted = super().__new__(cls, written)
        counted._one = one
        return counted

    def __format__(self, forms: str) -> str:
        if not forms:
            return str(self)
        one, many = forms.split("|")
        return f"{self} {one if self._one else many}"


class Translator:
    """Speaks one language: `words("queue.count", n=3)` → `৩টি খসড়া`."""

    def __init__(self, language: str = "bn") -> None:
        self.language = language

    def __call__(self, key: str, /, **params: str | int | float) -> str:
        sentences = _sentences(self.language, key.partition(".")[0])
        if "n" in params and params["n"] != 1 and f"{key}_many" in sentences:
            key = f"{key}_many"
        try:
            sentence = sentences[key]
        except KeyError:
            raise UnknownSentence(key) from None
        if not params:
            return sentence
        shown = {name: self._counted(self._spoken(value)) for name, value in params.items()}
        return sentence.format_map(shown)

    def number(self, value: int | float) -> str:
        """A number in the language's digits and grouping."""
        return number(value, self.language)

    def clause(self, clause: str) -> str:
        """A clause id as a reader of the language knows it."""
        return shown(clause, self.language)

    def refusal(self, refusal: Refusal) -> str:
        """The one plain sentence of a refusal."""
        return self(f"error.{refusal.key}", **refusal.params)

    def _counted(self, value: str | int | float) -> _Counted:
        return _Counted(value if isinstance(value, str) else number(value, self.language), value in _ONE)

    def _spoken(self, value: str | int | float) -> str | int | float:
        match value:
            case Spoken():
                return ", ".join(map(self, value.split(", ")))
            case SpokenDay():
                return gregorian_day(date.fromisoformat(value), self.language)
        return value


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A sentence a person reads, in both languages of the program."""

    bn: str
    en: str

    def in_(self, language: str) -> str:
        """The sentence in one of `LANGUAGES`."""
        return self.bn if language == "bn" else self.en


def bilingual(key: str, /, **params: str | int | float | Bilingual) -> Bilingual:
    """A sentence of the catalogues in both languages; a `Bilingual` among `params` is filled in in each."""
    return Bilingual(*(_translated(language, key, params) for language in LANGUAGES))


def _translated(language: str, key: str, params: dict[str, str | int | float | Bilingual]) -> str:
    filled = {
        name: value.in_(language) if isinstance(value, Bilingual) else value for name, value in params.items()
    }
    return Translator(language)(key, **filled)


def bilingual_refusal(refusal: Refusal) -> Bilingual:
    """The sentence of a refusal in both languages."""
    return Bilingual(*(Translator(language).refusal(refusal) for language in LANGUAGES))
