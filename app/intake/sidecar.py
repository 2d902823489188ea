"""The post.toml beside a text: what the office wants known of the post.

account = "নমুনা উপজেলা প্রাথমিক শিক্ষা অফিস"
purpose = "5.c"
sources = ["স্বাস্থ্য অধিদপ্তর, ২৪ নভেম্বর ২০২৬"]     # or one string
schedule = "২৫/১১/২০২৬ সকাল ১০টা"                    # or a TOML date
author = "নাসরিন আক্তার"
use = "post"                                          # or "banner", "profile"
kind = "comment"                                      # or "reply", "মন্তব্য": what kind of draft it is
alt = ["টিকাদান কেন্দ্রের ছবি"]                          # one an image, in their order; or a table:
[alt]
"12-2.png" = "বন্যার মানচিত্র"
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date

from app.checks.types import Use
from app.errors import Refusal
from app.intake import names
from app.intake.dates import schedule
from app.intake.limits import SIDECAR_BYTES
from app.intake.texts import decode


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a post.toml says. `alts` are in the images' order; `named_alts` go by file name, folded."""

    account: str = ""
    purpose: str = ""
    sources: tuple[str, ...] = ()
    schedule: str = ""
    author: str = ""
    use: str = ""
    kind: str = ""
    alts: tuple[str, ...] = ()
    named_alts: dict[str, str] = field(default_factory=dict)


def parse(data: bytes, name: str) -> Sidecar:
    """Reads a post.toml called `name`; raises `Refusal` naming the line, or the wrong or unknown key."""
    if len(data) > SIDECAR_BYTES:
        raise Refusal("intake.sidecar_too_long", name=name)
    text = decode(data, name)
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise Refusal("intake.sidecar_syntax", name=name, line=line) from None
    reader = _Reader(table, name)
    alts, named_alts = reader.alt()
    found = Sidecar(
        account=reader.string("account"),
        purpose=reader.string("purpose"),
        sources=reader.strings("sources"),
        schedule=reader.moment("schedule"),
        author=reader.string("author"),
        use=reader.use("use"),
        kind=reader.string("kind"),
        alts=alts,
        named_alts=named_alts,
    )
    reader.nothing_left()
    return found


class _Reader:
    """Takes the known keys out of the table, each with its type, and refuses what is left."""

    def __init__(self, table: dict[str, object], name: str) -> None:
        self._table = table
        self._name = name

    def string(self, key: str) -> str:
        value = self._table.pop(key, "")
        if not isinstance(value, str):
            raise self._wrong(key)
        return value.strip()

    def strings(self, key: str) -> tuple[str, ...]:
        value = self._table.pop(key, [])
        several = [value] if isinstance(value, str) else value
        if not isinstance(several, list):
            raise self._wrong(key)
        return tuple(self._stripped(item, key) for item in several if item != "")

    def moment(self, key: str) -> str:
        value = self._table.pop(key, "")
        if not isinstance(value, str | date):
            raise self._wrong(key)
        return schedule(value)

    def use(self, key: str) -> str:
        value = self._table.pop(key, "")
        if value != "" and value not in set(Use):
            raise self._wrong(key)
        return str(value)

    def alt(self) -> tuple[tuple[str, ...], dict[str, str]]:
        value = self._table.pop("alt", {})
        if isinstance(value, dict):
            return (), {names.folded(file): self._stripped(text, "alt") for file, text in value.items()}
        several = [value] if isinstance(value, str) else value
        if not isinstance(several, list):
            raise self._wrong("alt")
        return tuple(self._stripped(item, "alt") for item in several), {}

    def nothing_left(self) -> None:
        if self._table:
            raise Refusal("intake.sidecar_key", name=self._name, entry=next(iter(self._table)))

    def _stripped(self, item: object, key: str) -> str:
        if not isinstance(item, str):
            raise self._wrong(key)
        return item.strip()

    def _wrong(self, key: str) -> Refusal:
        return Refusal("intake.sidecar_value", name=self._name, entry=key)
