"""Every sentence the program says, by key, in Bangla and English.

The catalogues are `resources/i18n/<language>/<part>.toml`; a table name and a key make the id
`table.key`. Numbers handed to a sentence are written in the language's digits and grouping.
A plural is a pair of keys, `…` for one and `…_many`, chosen by `n`.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from app.bangla.clauses import shown
from app.bangla.digits import number
from app.errors import Refusal
from app.paths import resources

LANGUAGES = ("bn", "en")


class UnknownSentence(KeyError):
    """A key no catalogue holds: a bug of ours, found by the tests."""


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> dict[str, str]:
    """All sentences of one language, `table.key` → text with `{names}` to fill."""
    sentences: dict[str, str] = {}
    for file in sorted((resources() / "i18n" / language).glob("*.toml")):
        sentences.update(_flatten(file))
    return sentences


def _flatten(file: Path) -> dict[str, str]:
    found: dict[str, str] = {}

    def walk(prefix: str, table: dict[str, object]) -> None:
        for key, value in table.items():
            if isinstance(value, dict):
                walk(f"{prefix}{key}.", value)
            else:
                found[f"{prefix}{key}"] = str(value)

    walk("", tomllib.loads(file.read_text(encoding="utf-8")))
    return found


class Translator:
    """Speaks one language: `words("queue.count", n=3)` → `৩টি খসড়া`."""

    def __init__(self, language: str = "bn") -> None:
        self.language = language

    def __call__(self, key: str, /, **params: str | int | float) -> str:
        sentences = catalogue(self.language)
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
