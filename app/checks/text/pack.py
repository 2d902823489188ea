"""A rule pack: a folder of YAML files, loaded whole or not at all (`resources/rulepacks/README.md`)."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

from app.checks.text.classifier import Classifier, read_classifier
from app.checks.text.compiled import CompiledPack, read_compiled, write_compiled
from app.checks.text.entry import CompiledEntry, Entry, clause_of, parse, read_bytes
from app.checks.text.examples import Example, ExampleTexts, example_texts, read_examples
from app.checks.text.frames import Frame, read_frames
from app.checks.text.index import TermIndex
from app.checks.text.mistakes import Mistake, MistakeFound, PackError
from app.checks.text.pack_files import ABOUT, WEIGHTS, pack_files
from app.checks.text.pack_files import fingerprint as fingerprint_of_files
from app.checks.text.reports import ReportWords, read_report_words
from app.checks.text.rule_sets import RuleSets
from app.checks.text.rules import RULE_TYPES
from app.checks.text.rules.base import Rule
from app.checks.text.vocabulary import CompiledVocabulary, Nearby, Scope, Vocabulary
from app.checks.types import Severity
from app.i18n import LANGUAGES, Bilingual

__all__ = ["Mistake", "PackError", "RulePack", "load_pack"]

FRAMES = "frames.yaml"
CLASSIFIER = "classifier.yaml"

_FORMATTER = Formatter()

_RULE_KEYS = (
    *("id", "type", "severity", "title", "why", "clauses", "unless", "sure", "lowest", "match", "no_match"),
)
_RULE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+")


@dataclass(frozen=True, slots=True)
class RulePack:
    """Rules ready to run. `clause_titles` has the title of each clause file by its ASCII clause id,
    `examples` those of each rule by its id.

    `reports` recognises news reports, in which guessing rules only note; None where the pack has none.
    `frames` are contexts that reverse a sentence, `classifier` scores sentences, if there is one.
    `fingerprint` is of the files' bytes: an edited pack that kept its version is still another pack.
    `index` finds all terms.
    """

    version: str
    title: Bilingual
    source: str
    rules: tuple[Rule, ...]
    clause_titles: dict[str, Bilingual]
    examples: dict[str, ExampleTexts]
    fingerprint: str
    index: TermIndex = field(repr=False)
    reports: ReportWords | None = field(repr=False, default=None)
    frames: tuple[Frame, ...] = field(repr=False, default=())
    classifier: Classifier | None = field(repr=False, default=None)
    rule_sets: RuleSets = field(init=False, repr=False, compare=False)
    # How far a frame may lower what a rule finds, by its id, where that is not to a note.
    lowest: dict[str, Severity] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lowest = {rule.id: rule.lowest for rule in self.rules if rule.lowest is not Severity.NOTE}
        object.__setattr__(self, "lowest", lowest)
        object.__setattr__(self, "rule_sets", RuleSets(self.rules, self.classifier, self.index.word_pieces))


def load_pack(folder: Path, compiled: Path | None = None) -> RulePack:
    """The pack in `folder`. Raises `PackError` with every mistake found, its own examples run included.

    A pack that was compiled before is taken from the file `compiled` instead, and not validated again; where
    that has another pack, it is written. Whoever can write that file can silence any rule, unnoticed.
    """
    with _without_collecting():
        return _Loader(folder).load(compiled)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Loading makes a hundred thousand objects that stay; the collector would look at them over and over."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class _Loader:
    """Reads a pack in three rounds: named lists of all files, then rules, then the rules' examples.

    A mistake is recorded, and loading goes on with the next list, rule or example.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mistakes: list[Mistake] = []
        self._known: CompiledPack | None = None
        self._vocabulary: Vocabulary = Vocabulary()
        self._classifier: Classifier | None = None
        self._entries: dict[str, Entry] = {}
        self._titles: dict[str, Bilingual] = {}
        self._rules: dict[str, Rule] = {}
        self._examples: list[tuple[Rule, Example]] = []
        self._example_texts: dict[str, ExampleTexts] = {}

    def load(self, compiled: Path | None) -> RulePack:
        contents = self._read_files()
        self._stop_at_mistakes()
        fingerprint = fingerprint_of_files(contents)
        self._known = read_compiled(compiled, fingerprint) if compiled is not None else None
        if self._known is not None:
            self._vocabulary = CompiledVocabulary(self._known)
        with self._collecting():
            about = self._entry(ABOUT, contents[ABOUT])
            about.only("version", "title", "source", "reports")
            version, source = about.need("version").text(), about.need("source").text()
            title = about.need("title").bilingual()
            words = about.get("reports")
            reports = read_report_words(words) if words else None
        frames = self._frames(contents)
        self._read_classifier(contents)
        self._stop_at_mistakes()  # or every rule that asks the classifier would tell the same again
        files = self._clause_files(contents)
        for file in files:
            self._read_lists(file)
        for key in self._vocabulary.lists():
            with self._collecting():
                self._vocabulary.resolve(key)
        for file in files:
            self._read_rules(file)
        index = self._vocabulary.build()
        if self._known is None:
            self._prove_examples(index)
        if not self._rules and not self._mistakes:
            self._mistakes.append(about.mistake("no_rules").mistake)
        self._stop_at_mistakes()
        rules = tuple(self._rules.values())
        if compiled is not None and self._known is None:
            write_compiled(compiled, fingerprint, self._to_be_known(index))
        return RulePack(
            version=version,
            title=title,
            source=source,
            rules=rules,
            clause_titles=self._titles,
            examples=self._example_texts,
            fingerprint=fingerprint,
            index=index,
            reports=reports,
            frames=frames,
            classifier=self._classifier,
        )

    def _entry(self, name: str, content: bytes) -> Entry:
        known = self._known
        entry = parse(name, content) if known is None else CompiledEntry(name, known.files[name])
        self._entries[name] = entry
        return entry

    def _to_be_known(self, index: TermIndex) -> CompiledPack:
        files = {name: entry.plain(self._vocabulary.read) for name, entry in self._entries.items()}
        read = self._vocabulary
        return CompiledPack(files, tuple(read.asked), tuple(read.required), tuple(read.loosened), index)

    def _prove_examples(self, index: TermIndex) -> None:
        for rule, example in self._examples:
            with self._collecting():
                example.check(rule, index)

    @contextmanager
    def _collecting(self) -> Iterator[None]:
        try:
            yield
        except MistakeFound as found:
            self._mistakes.append(found.mistake)

    def _stop_at_mistakes(self) -> None:
        if self._mistakes:
            # A bad list is met again by every rule that uses it: each mistake is told once.
            mistakes = set(self._mistakes)
            raise PackError(tuple(sorted(mistakes, key=lambda found: (found.file, found.line, found.column))))

    def _read_files(self) -> dict[str, bytes]:
        """Name → bytes of every file of the pack, read once, so that all of it is of one moment."""
        contents: dict[str, bytes] = {}
        for path in pack_files(self._folder):
            with self._collecting():
                contents[path.name] = read_bytes(path)
        return contents

    def _frames(self, contents: dict[str, bytes]) -> tuple[Frame, ...]:
        frames: tuple[Frame, ...] = ()
        if FRAMES in contents:
            with self._collecting():
                frames = read_frames(self._entry(FRAMES, contents[FRAMES]), proven=self._known is not None)
        return frames

    def _read_classifier(self, contents: dict[str, bytes]) -> None:
        if CLASSIFIER in contents:
            with self._collecting():
                file, packed = self._entry(CLASSIFIER, contents[CLASSIFIER]), contents.get(WEIGHTS, b"")
                self._classifier = read_classifier(file, packed, proven=self._known is not None)

    def _clause_files(self, contents: dict[str, bytes]) -> list[Entry]:
        files: list[Entry] = []
        for name, content in contents.items():
            if name in (ABOUT, FRAMES, CLASSIFIER, WEIGHTS):
                continue
            with self._collecting():
                file = self._entry(name, content)
                file.only("clause", "also", "title", "lists", "rules")
                clause = clause_of(file.need("clause"))
                self._titles.setdefault(clause, file.need("title").bilingual())
                files.append(file)
        return files

    def _read_lists(self, file: Entry) -> None:
        clause = file.need("clause").text()
        with self._collecting():
            lists = file.get("lists")
            if lists:
                self._vocabulary.read.add(lists.identity)
            for name, terms in lists.pairs() if lists else ():
                with self._collecting():
                    self._vocabulary.add_list(clause, name, terms)

    def _read_rules(self, file: Entry) -> None:
        scope = Scope(self._vocabulary, file.need("clause").text(), self._classifier)
        with self._collecting():
            also = file.get("also")
            clauses = (scope.clause, *(clause_of(item) for item in (also.items() if also else ())))
            for entry in file.need("rules").items():
                with self._collecting():
                    self._read_rule(entry, scope, clauses)

    def _read_rule(self, entry: Entry, scope: Scope, clauses: tuple[str, ...]) -> None:
        kind = entry.need("type").text()
        if kind not in RULE_TYPES:
            raise entry.need("type").mistake("not_choice", text=kind, choices=", ".join(RULE_TYPES))
        entry.only(*_RULE_KEYS, *RULE_TYPES[kind].fields)
        name = entry.need("id")
        if not _RULE_ID.fullmatch(name.text()):
            raise name.mistake("bad_id", id=name.text())
        if name.text() in self._rules:
            raise name.mistake("twice", name=name.text())
        finder = RULE_TYPES[kind].read(entry, scope)
        own_clauses = entry.get("clauses")
        severity = entry.need("severity").choice(Severity)
        rule = Rule(
            id=name.text(),
            type=kind,
            clauses=tuple(clause_of(item) for item in own_clauses.items()) if own_clauses else clauses,
            severity=severity,
            title=entry.need("title").bilingual(),
            why=_why(entry.need("why"), finder.placeholders),
            finder=finder,
            unless=_unless(entry, scope),
            hidden=_hidden(entry, RULE_TYPES[kind].fields),
            sure=_sure(entry, severity),
            lowest=lowest.choice(Severity) if (lowest := entry.get("lowest")) else Severity.NOTE,
        )
        self._rules[rule.id] = rule
        if self._known is None:
            self._examples += ((rule, example) for example in read_examples(entry))
        self._example_texts[rule.id] = example_texts(entry)


def _why(entry: Entry, placeholders: frozenset[str]) -> Bilingual:
    """The explanation, its braces proven fillable, so that no finding can fail for want of one."""
    why = entry.bilingual()
    for language in LANGUAGES:
        sentence = why.in_(language)
        try:
            parts = list(_FORMATTER.parse(sentence))
        except ValueError:
            raise entry.need(language).mistake("braces", term=sentence) from None
        for _, name, form, conversion in parts:
            if name is not None and (name not in placeholders or form or conversion):
                raise entry.need(language).mistake(
                    "unknown_brace", name=name, names=", ".join(sorted(placeholders))
                )
    return why


def _hidden(rule: Entry, fields: tuple[str, ...]) -> bool:
    """Whether the rule looks for hidden words too, as its type can, unless it says `hidden: false`."""
    hidden = rule.get("hidden")
    return "hidden" in fields and (hidden is None or hidden.flag())


def _sure(rule: Entry, severity: Severity) -> bool:
    """Whether the rule says that it is sure; one that blocks is so unless it says otherwise."""
    sure = rule.get("sure")
    return severity is Severity.BLOCK if sure is None else sure.flag()


def _unless(rule: Entry, scope: Scope) -> tuple[Nearby, ...]:
    unless = rule.get("unless")
    if unless is None:
        return ()
    return tuple(scope.nearby(item) for item in (unless.items() if unless.is_list else [unless]))
