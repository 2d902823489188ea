"""A rule pack: a folder of YAML files, loaded whole or not at all (`resources/rulepacks/README.md`)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

from app.checks.text.entry import Entry, read_entry
from app.checks.text.mistakes import Mistake, PackError, Wrong
from app.checks.text.reading import Reading
from app.checks.text.rules import RULE_TYPES
from app.checks.text.rules.base import Rule
from app.checks.text.terms import TermIndex
from app.checks.text.vocabulary import Nearby, Scope, Vocabulary
from app.checks.types import Bilingual, PostFacts, Severity
from app.i18n import LANGUAGES

__all__ = ["Mistake", "PackError", "PackHolder", "RulePack", "load_pack"]

ABOUT = "pack.yaml"
LEAST_EXAMPLES = 2

_FORMATTER = Formatter()

_RULE_KEYS = ("id", "type", "severity", "title", "why", "clauses", "unless", "match", "no_match")
_RULE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+")
_CLAUSE_ID = re.compile(r"\d{1,2}(\.\d)?(\.[a-j])?|circular\.([a-h]|tags)")


@dataclass(frozen=True, slots=True)
class RulePack:
    """Rules ready to run. `clause_titles` has the title of each clause file by its ASCII clause id.

    `fingerprint` is of the files' bytes: an edited pack that kept its version is still another pack.
    """

    version: str
    title: Bilingual
    source: str
    rules: tuple[Rule, ...]
    clause_titles: dict[str, Bilingual]
    fingerprint: str
    index: TermIndex = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Example:
    entry: Entry
    text: str
    facts: PostFacts
    fires: bool


def load_pack(folder: Path) -> RulePack:
    """The pack in `folder`. Raises `PackError` with every mistake found, its own examples run included."""
    return _Loader(folder).load()


class PackHolder:
    """The pack in force. A reload with mistakes keeps the last good one.

    Raises `PackError` when made over a folder that has never been good.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pack = load_pack(folder)

    def reload(self) -> tuple[Mistake, ...]:
        """Load the folder anew; the mistakes that kept the old pack in force, none if the new one is."""
        try:
            self.pack = load_pack(self.folder)
        except PackError as error:
            return error.mistakes
        return ()


def _fingerprint(folder: Path) -> str:
    """The first 12 hex digits of a SHA-256 over the pack's files, names and bytes, in order."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.name} {content}\n".encode())
    return whole.hexdigest()[:12]


class _Loader:
    """Reads a pack in three rounds: named lists of all files, then rules, then the rules' examples.

    A mistake is noted and the reading goes on with the next list, rule or example.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mistakes: list[Mistake] = []
        self._vocabulary = Vocabulary()
        self._titles: dict[str, Bilingual] = {}
        self._rules: dict[str, Rule] = {}
        self._examples: list[tuple[Rule, _Example]] = []

    def load(self) -> RulePack:
        fingerprint = _fingerprint(self._folder)
        with self._collecting():
            about = read_entry(self._folder / ABOUT)
            about.only("version", "title", "source")
            version, source = about.need("version").text(), about.need("source").text()
            title = about.need("title").bilingual()
        files = self._clause_files()
        for file in files:
            self._read_lists(file)
        for file in files:
            self._read_rules(file)
        index = self._vocabulary.build()
        for rule, example in self._examples:
            with self._collecting():
                _try(rule, example, index)
        if self._mistakes:
            raise PackError(
                tuple(sorted(self._mistakes, key=lambda found: (found.file, found.line, found.column)))
            )
        rules = tuple(self._rules.values())
        return RulePack(version, title, source, rules, self._titles, fingerprint, index)

    @contextmanager
    def _collecting(self) -> Iterator[None]:
        try:
            yield
        except Wrong as wrong:
            self._mistakes.append(wrong.mistake)

    def _clause_files(self) -> list[Entry]:
        files: list[Entry] = []
        for path in sorted(self._folder.glob("*.yaml")):
            if path.name == ABOUT:
                continue
            with self._collecting():
                file = read_entry(path)
                file.only("clause", "also", "title", "lists", "rules")
                clause = _clause(file.need("clause"))
                self._titles.setdefault(clause, file.need("title").bilingual())
                files.append(file)
        return files

    def _read_lists(self, file: Entry) -> None:
        clause = file.need("clause").text()
        with self._collecting():
            lists = file.get("lists")
            for name, terms in lists.pairs() if lists else ():
                with self._collecting():
                    self._vocabulary.add_list(clause, name, terms)

    def _read_rules(self, file: Entry) -> None:
        scope = Scope(self._vocabulary, file.need("clause").text())
        with self._collecting():
            also = file.get("also")
            clauses = (scope.clause, *(_clause(item) for item in (also.items() if also else ())))
            for entry in file.need("rules").items():
                with self._collecting():
                    self._read_rule(entry, scope, clauses)

    def _read_rule(self, entry: Entry, scope: Scope, clauses: tuple[str, ...]) -> None:
        kind = entry.need("type").text()
        if kind not in RULE_TYPES:
            raise entry.need("type").wrong("not_choice", text=kind, choices=", ".join(RULE_TYPES))
        entry.only(*_RULE_KEYS, *RULE_TYPES[kind].fields)
        name = entry.need("id")
        if not _RULE_ID.fullmatch(name.text()):
            raise name.wrong("bad_id", id=name.text())
        if name.text() in self._rules:
            raise name.wrong("twice", name=name.text())
        finder = RULE_TYPES[kind].read(entry, scope)
        own_clauses = entry.get("clauses")
        rule = Rule(
            id=name.text(),
            type=kind,
            clauses=tuple(_clause(item) for item in own_clauses.items()) if own_clauses else clauses,
            severity=entry.need("severity").choice(Severity),
            title=entry.need("title").bilingual(),
            why=_why(entry.need("why"), finder.fills),
            finder=finder,
            unless=_unless(entry, scope),
        )
        self._rules[rule.id] = rule
        self._examples += ((rule, example) for example in _examples(entry))


def _clause(entry: Entry) -> str:
    clause = entry.text()
    if not _CLAUSE_ID.fullmatch(clause):
        raise entry.wrong("bad_clause", text=clause)
    return clause


def _why(entry: Entry, fills: frozenset[str]) -> Bilingual:
    """The explanation, its braces proven fillable, so that no finding can fail for want of one."""
    why = entry.bilingual()
    for language in LANGUAGES:
        sentence = why.in_(language)
        try:
            parts = list(_FORMATTER.parse(sentence))
        except ValueError:
            raise entry.need(language).wrong("braces", term=sentence) from None
        for _, name, form, conversion in parts:
            if name is not None and (name not in fills or form or conversion):
                raise entry.need(language).wrong("unknown_brace", name=name, names=", ".join(sorted(fills)))
    return why


def _unless(rule: Entry, scope: Scope) -> tuple[Nearby, ...]:
    unless = rule.get("unless")
    if unless is None:
        return ()
    return tuple(scope.nearby(item) for item in (unless.items() if unless.is_list else [unless]))


def _examples(rule: Entry) -> Iterator[_Example]:
    for key, fires in (("match", True), ("no_match", False)):
        examples = rule.need(key)
        if len(examples.items()) < LEAST_EXAMPLES:
            raise examples.wrong("few_examples", least=LEAST_EXAMPLES)
        for entry in examples.items():
            yield _example(entry, fires)


def _example(entry: Entry, fires: bool) -> _Example:
    if not entry.is_mapping:
        return _Example(entry, entry.text(), PostFacts(), fires)
    entry.only("text", "purpose", "purposes", "sources", "platform")
    purpose, platform = entry.get("purpose"), entry.get("platform")
    facts = PostFacts(
        purpose=purpose.text(empty=True) if purpose else None,
        purposes=_texts(entry.get("purposes")),
        sources=_texts(entry.get("sources")),
        platform=platform.text() if platform else None,
    )
    return _Example(entry, entry.need("text").text(), facts, fires)


def _texts(entry: Entry | None) -> tuple[str, ...] | None:
    return None if entry is None else tuple(item.text() for item in entry.items())


def _try(rule: Rule, example: _Example, index: TermIndex) -> None:
    """Raises `Wrong` at the example if the rule does not do what it says of it."""
    found = rule.hits(Reading(example.text, example.facts, index))
    if example.fires and not found:
        raise example.entry.wrong("does_not_match", rule=rule.id)
    if not example.fires and found:
        place = found[0].place
        seen = Reading(example.text, example.facts, index).view.slice(*place) if place else example.text
        raise example.entry.wrong("matches", rule=rule.id, text=seen)
