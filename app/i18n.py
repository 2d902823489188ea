"""Every sentence the program says, by key, in Bangla and English.

The catalogues are `resources/i18n/<language>/<part>.toml`; a table name and a key make the id
`table.key`. Numbers handed to a sentence are written in the language's digits and grouping.
A plural is a pair of keys, `…` for one and `…_many`, chosen by `n`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache

from app.bangla.clauses import shown
from app.bangla.digits import number
from app.errors import Refusal
from app.paths import resources
from app.values import dataclass

LANGUAGES = ("bn", "en")
_TABLE = re.compile(r"^(?=\[([a-z_]+)[\].])", re.MULTILINE)


class UnknownSentence(KeyError):
    """A key no catalogue holds: a bug of ours, found by the tests."""


def catalogue(language: str) -> dict[str, str]:
    """All sentences of one language, `table.key` → text with `{names}` to fill."""
    return {key: text for table in _tables(language) for key, text in _sentences(language, table).items()}


@lru_cache(maxsize=len(LANGUAGES))
def _tables(language: str) -> dict[str, list[str]]:
    """The first name of a key → the tables that begin with it, as they are written (TOML)."""
    tables: dict[str, list[str]] = {}
    for file in sorted((resources() / "i18n" / language).glob("*.toml")):
        _, *named = _TABLE.split(file.read_text(encoding="utf-8"))
        for name, written in zip(named[::2], named[1::2], strict=True):
            tables.setdefault(name, []).append(written)
    return tables


@cache
def _sentences(language: str, table: str) -> dict[str, str]:
    """The sentences of one table and of those within it. Parsed on demand: a command says little."""
    found: dict[str, str] = {}

    def walk(prefix: str, values: dict[str, object]) -> None:
        for key, value in values.items():
            if isinstance(value, dict):
                walk(f"{prefix}{key}.", value)
            else:
                found[f"{prefix}{key}"] = str(value)

    for written in _tables(language).get(table, ()):
        walk("", tomllib.loads(written))
    return found


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
        shown = {
            name: value if isinstance(value, str) else number(value, self.language)
            for name, value in params.items()
        }
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
