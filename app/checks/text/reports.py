"""News reports and columns, recognised by the words they are full of and office posts are not.

Reports quote harsh words of others, and columns weigh what went wrong, so rules that guess from words are
often wrong about them. What an office posts is shorter and informs, asks or invites.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from app.bangla.normalise import safe_view
from app.checks.text.entry import Entry
from app.checks.types import Finding, Severity
from app.i18n import Bilingual, bilingual

# Rule types that guess from words. Counts and personal data are what they are in any text.
GUESSING = ("terms", "pair", "pattern")
# That a claim lacks a source is a guess too where nobody was asked for one: reports name theirs in many ways.
GUESSING_UNASKED = (*GUESSING, "claim")


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The `words` of reports: a text with `at_least` of them, `percent` of its different words, is a report.

    Unless it has `least_notice` of the words of `notices`, if there are any: then it invites or instructs.
    """

    words: frozenset[str]
    at_least: int
    percent: int
    notices: frozenset[str] = frozenset()
    least_notice: int = 0

    def has(self, words: Set[str]) -> bool:
        """Whether a text with these words, in the safe view, is taken for a report."""
        shared = len(words & self.words)
        if shared < self.at_least or 100 * shared < self.percent * len(words):
            return False
        return not self.notices or len(words & self.notices) < self.least_notice


def read_report_words(entry: Entry) -> ReportWords:
    """`{words: ["…", …], at_least: n, percent: n}`; each line of `words` holds some, spaces between.

    Optional `notices: {words: ["…", …], at_least: n}`.
    """
    entry.only("words", "at_least", "percent", "notices")
    words = _words(entry.need("words"))
    at_least, percent = entry.need("at_least").whole(1), entry.need("percent").whole(1)
    notices = entry.get("notices")
    if notices is None:
        return ReportWords(words, at_least, percent)
    notices.only("words", "at_least")
    return ReportWords(
        words, at_least, percent, _words(notices.need("words")), notices.need("at_least").whole(1)
    )


def _words(entry: Entry) -> frozenset[str]:
    lines = (safe_view(line.text()).text for line in entry.items())
    return frozenset(word for line in lines for word in line.split())


def noted_in_report(finding: Finding) -> Finding:
    """A guessing rule's finding in a report: a warning becomes a note that says why."""
    return finding.as_note(_like_a_report()) if finding.severity is Severity.WARN else finding


@cache
def _like_a_report() -> Bilingual:
    return bilingual("rulepack.report.why")
