"""A rule's examples: texts it must and must not match, run when the pack loads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.checks.text.document import Document
from app.checks.text.entry import Entry
from app.checks.text.index import TermIndex
from app.checks.text.rules.base import Rule
from app.checks.types import PostFacts
from app.errors import Refusal

LEAST_EXAMPLES = 2

_KEYS = (("match", True), ("no_match", False))


class Expected(StrEnum):
    """The least that the whole check finds in an example whose rule the classifier does not believe."""

    WARN = "warn"
    NOTE = "note"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what is known of its post. `fires` says whether the rule has to.

    `expected` is what the whole check finds in it where that is less than the rule alone finds.
    """

    entry: Entry
    text: str
    facts: PostFacts
    fires: bool
    expected: Expected | None = None

    def check(self, rule: Rule, index: TermIndex) -> None:
        """Raises `MistakeFound` at the example if the rule does not do what it says of it."""
        document = Document(self.text, self.facts, index)
        try:
            hits = rule.hits(document)
        except Refusal as slow:
            raise self.entry.mistake("slow_pattern", **slow.params) from None
        if self.fires and not hits:
            raise self.entry.mistake("does_not_match", rule=rule.id)
        if not self.fires and hits:
            place = hits[0].place
            seen = document.view.slice(*place) if place else self.text
            raise self.entry.mistake("matches", rule=rule.id, text=seen)


@dataclass(frozen=True, slots=True)
class ExampleTexts:
    """The texts of a rule's examples, for people who want to know what it looks for."""

    match: tuple[str, ...]
    no_match: tuple[str, ...]


def example_texts(rule: Entry) -> ExampleTexts:
    """The texts of a rule's examples. Raises `MistakeFound` where one has none."""
    return ExampleTexts(*(tuple(_text(entry).text() for entry in rule.need(key).items()) for key, _ in _KEYS))


def read_examples(rule: Entry) -> Iterator[Example]:
    """The examples of a rule. Raises `MistakeFound` where there are too few or one cannot be read."""
    for key, fires in _KEYS:
        examples = rule.need(key)
        if len(examples.items()) < LEAST_EXAMPLES:
            raise examples.mistake("few_examples", least=LEAST_EXAMPLES)
        for entry in examples.items():
            yield _read(entry, fires)


def _read(entry: Entry, fires: bool) -> Example:
    text = _text(entry).text()
    if not entry.is_mapping:
        return Example(entry, text, PostFacts(), fires)
    entry.only("text", "purpose", "purposes", "sources", "platform", "text_limit", "expect")
    purpose, platform, limit = (entry.get(name) for name in ("purpose", "platform", "text_limit"))
    facts = PostFacts(
        purpose=purpose.text(empty=True) if purpose else None,
        purposes=_texts(entry.get("purposes")),
        sources=_texts(entry.get("sources")),
        platform=platform.text() if platform else None,
        text_limit=limit.whole(at_least=1) if limit else None,
    )
    asked = entry.get("expect")
    return Example(entry, text, facts, fires, asked.choice(Expected) if asked else None)


def _text(entry: Entry) -> Entry:
    return entry.need("text") if entry.is_mapping else entry


def _texts(entry: Entry | None) -> tuple[str, ...] | None:
    return None if entry is None else tuple(item.text() for item in entry.items())
