"""How commands speak: plain lines, or one JSON document on standard output and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.checks.types import Finding, Severity
from app.cli import streams
from app.i18n import Bilingual, Translator
from app.services.base.clock import moment, stamp
from app.values import dataclass

if TYPE_CHECKING:
    from app.archive.types import Verification
    from app.services.posts.views import FindingView

DONE, NO, WRONG_INPUT, MISSING = 0, 1, 2, 3

# Shape as well as word, for readers and terminals without colour.
MARKS = {Severity.BLOCK: "●", Severity.WARN: "▲", Severity.NOTE: "○"}


@dataclass(frozen=True, slots=True)
class Output:
    """`words` speaks the person's language; `as_json` says which of the two forms is wanted."""

    words: Translator
    as_json: bool

    def answer(self, document: object, *lines: str) -> None:
        """The command's whole answer, in the form that is wanted."""
        if self.as_json:
            self.document(document)
        else:
            for line in lines:
                streams.write(f"{streams.visible(line)}\n")

    def answer_each(self, name: str, entries: Iterable[tuple[object, str]], none: str) -> None:
        """An answer that may be long, told as it is read: each entry's document and line.

        The document is one object whose `name` lists the entries. `none` is said where there are none.
        """
        printed = False
        if self.as_json:
            streams.write(f'{{"{name}": [')
        for document, line in entries:
            if self.as_json:
                streams.write(f"{', ' if printed else ''}{_json(document)}")
            else:
                streams.write(f"{streams.visible(line)}\n")
            printed = True
        if self.as_json:
            streams.write("]}\n")
        elif not printed:
            streams.write(f"{none}\n")

    def document(self, document: object) -> None:
        streams.write(f"{_json(document)}\n")

    def problem(self, sentence: str) -> None:
        """One plain sentence on standard error."""
        streams.say(streams.visible(sentence))

    def signature_line(self, found: Verification) -> str:
        """Whose signature an archive bears, with the whole fingerprint of its key."""
        from app.archive.keys import grouped  # with cryptography, which few commands need

        whole = grouped(found.fingerprint)
        params = {"id": found.signed_by, "fingerprint": whole}
        if found.followed is None:
            return self.words(f"signature.{found.whose}", **params)
        from app.bangla.dates import local, long_date

        table = "signature_joined" if found.followed.joined else "signature"
        day = long_date(local(moment(found.followed.at)).date(), self.words.language)
        return self.words(
            f"{table}.{found.whose}", **params, day=day, event=self.words.number(found.followed.event)
        )

    def finding_line(self, finding: Finding | FindingView, number: int) -> str:
        """`2. ▲ warn · Appeal to vote · 10(c): why` for a terminal."""
        language = self.words.language
        clauses = ", ".join(self.words.clause(clause) for clause in finding.clauses)
        severity = f"{MARKS[finding.severity]} {self.words(f'severity.{finding.severity}')}"
        title, why = finding.title.in_(language), finding.why.in_(language)
        return f"{self.words.number(number)}. {severity} · {title} · {clauses}: {why}"


def proposed_document(proposed: int | None) -> dict[str, int]:
    """What a document says besides, where a change waits for a second member."""
    return {} if proposed is None else {"proposed": proposed}


def proposed_lines(proposed: int | None, out: Output) -> tuple[str, ...]:
    """The line that says so."""
    return () if proposed is None else (out.words("proposal.made", id=proposed),)


def in_both_languages(sentence: Bilingual) -> dict[str, str]:
    """A sentence as `--json` has it, whatever language the person reads."""
    return {"en": sentence.en, "bn": sentence.bn}


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not JSON: {type(value).__name__}")
