"""The named lists of a pack and the terms of its rules, resolved across files."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.checks.text.classifier import Classifier
from app.checks.text.compiled import CompiledPack
from app.checks.text.document import Document, Proximity
from app.checks.text.entry import Entry
from app.checks.text.index import TermIndex, TermTable
from app.checks.text.loosened import loosened
from app.checks.text.required import NOTHING, Requirement, requirement
from app.checks.text.terms import BadTerm, Span, Term, parse_terms

_WORDS_IN_SENTENCE = re.compile(r"sentence ([1-9][0-9]{0,2})")


# The number of no set, which stands nowhere.
_NO_SET = -1


@dataclass(frozen=True, slots=True)
class Nearby:
    """A condition: a term of a set stands near a place."""

    term_set: int
    within: Proximity

    def holds(self, document: Document, place: Span) -> bool:
        return any(
            document.near(place, other, self.within) for other in document.nearest(self.term_set, place)
        )


class Vocabulary:
    """Every list of the pack by clause and name, and the table of all terms used.

    `asked` are the term sets in the order in which they were asked for, `required` what patterns require and
    `loosened` their loose forms in theirs; `read` are the identities of the entries that hold terms or lists
    of them. With `proven`, the pack was validated before.
    """

    proven = False

    def __init__(self) -> None:
        self._lists: dict[tuple[str, str], Entry] = {}
        self._resolved: dict[tuple[str, str], list[Term]] = {}
        self._table = TermTable()
        self.asked: list[int] = []
        self.required: list[Requirement] = []
        self.loosened: list[str] = []
        self.read: set[int] = set()

    def add_list(self, clause: str, name: Entry, terms: Entry) -> None:
        """Register a list before rules are read. Raises `MistakeFound` for a name used twice in a clause."""
        key = (clause, name.text())
        if key in self._lists:
            raise name.mistake("twice", name=name.text())
        self._lists[key] = terms

    def lists(self) -> list[tuple[str, str]]:
        """Clause and name of every list."""
        return list(self._lists)

    def resolve(self, key: tuple[str, str]) -> None:
        """Read a list, though perhaps no rule uses it. Raises `MistakeFound`."""
        self._list(self._lists[key], key, ())

    def build(self) -> TermIndex:
        """The index of all terms that were asked for, and of the pieces of words that patterns require."""
        return self._table.build(self.required)

    def requirement(self, pattern: str) -> Requirement:
        """What a pattern of the pack requires."""
        self.required.append(requirement(pattern))
        return self.required[-1]

    def loose(self, pattern: str) -> str:
        """The loose form of a pattern of the pack."""
        self.loosened.append(loosened(pattern))
        return self.loosened[-1]

    def terms(self, clause: str, entry: Entry) -> int:
        """The term set of a list of terms written in a file of `clause`. Raises `MistakeFound`."""
        number = self._table.add(self._read(clause, entry, ()))
        self.asked.append(number)
        self.read.add(entry.identity)
        return number

    def _read(self, clause: str, entry: Entry, open_lists: tuple[tuple[str, str], ...]) -> list[Term]:
        found: list[Term] = []
        for item in entry.items():
            written = item.text()
            if written.startswith("@"):
                found += self._list(item, _list_key(written, clause), open_lists)
                continue
            try:
                found += parse_terms(written)
            except BadTerm as bad:
                raise item.mistake(bad.key, term=written) from None
        if not found:
            raise entry.mistake("empty")
        return found

    def _list(self, user: Entry, key: tuple[str, str], open_lists: tuple[tuple[str, str], ...]) -> list[Term]:
        name = f"@{key[0]}/{key[1]}"
        if key not in self._lists:
            raise user.mistake("unknown_list", name=name)
        if key in open_lists:
            raise user.mistake("list_in_itself", name=name)
        if key not in self._resolved:
            self._resolved[key] = self._read(key[0], self._lists[key], (*open_lists, key))
        return self._resolved[key]


class CompiledVocabulary(Vocabulary):
    """The vocabulary of a compiled pack: terms are asked for in the same order, so they need not be read."""

    proven = True

    def __init__(self, known: CompiledPack) -> None:
        super().__init__()
        self._known = known
        self._left = iter(known.asked)
        self._required_left = iter(known.required)
        self._loosened_left = iter(known.loosened)

    def terms(self, clause: str, entry: Entry) -> int:
        return next(self._left, _NO_SET)

    def requirement(self, pattern: str) -> Requirement:
        return next(self._required_left, NOTHING)

    def loose(self, pattern: str) -> str:
        return next(self._loosened_left, "")

    def build(self) -> TermIndex:
        return self._known.index


def _list_key(written: str, clause: str) -> tuple[str, str]:
    first, slash, second = written[1:].partition("/")
    return (first, second) if slash else (clause, first)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule is read in: the vocabulary, the clause of its file, and the pack's classifier."""

    vocabulary: Vocabulary
    clause: str
    classifier: Classifier | None = None

    def terms(self, entry: Entry) -> int:
        return self.vocabulary.terms(self.clause, entry)

    def nearby(self, entry: Entry) -> Nearby:
        """`{terms: […], within: sentence | post | <words>}`."""
        entry.only("terms", "within")
        return Nearby(self.terms(entry.need("terms")), read_proximity(entry.need("within")))


def read_proximity(entry: Entry) -> Proximity:
    """`sentence`, `post`, a number of words, or both in one: `sentence 8`. Raises `MistakeFound`."""
    written = entry.text()
    if match := _WORDS_IN_SENTENCE.fullmatch(written):
        return Proximity(sentence=True, words=int(match[1]))
    match written:
        case "sentence":
            return Proximity(sentence=True)
        case "post":
            return Proximity(post=True)
        case _:
            return Proximity(words=entry.whole(at_least=1))
