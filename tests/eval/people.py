"""Official text that people wrote, in English and Bangla: how often the text check alarms at it.

What is measured on written posts says little about people: this tells more. Half of the pages may be looked
at and learned from (`development`), the other half only measured with (`held out`). A page is in one half
with all its lines: the first byte of the SHA-256 of “repository/path” is even for development.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.checks.text.engine import check_text
from app.checks.text.pack import RulePack
from app.checks.types import PostFacts, Severity

LANGUAGES = ("english", "bangla")
ALARMS = (Severity.BLOCK, Severity.WARN)
OF_THE_ENCODING = ("7.a",)
RULES_TOLD = 8
SHARE_ALIKE, GIVEN_TO_ALL = "CC BY-SA", "CC0"


@dataclass(frozen=True, slots=True)
class OfficialLine:
    """A passage of 20 to 120 words; whether it may be looked at, and whether a model may learn from it."""

    text: str
    language: str
    development: bool
    learnable: bool


def official_lines(folder: Path) -> list[OfficialLine]:
    """The lines of a folder with `data/text/official`; none where there is no such folder."""
    official = folder / "data" / "text" / "official"
    if not official.is_dir():
        return []
    found = []
    for language in LANGUAGES:
        texts = (official / f"{language}-official.txt").read_text(encoding="utf-8").splitlines()
        with (official / f"{language}-official.csv").open(encoding="utf-8", newline="") as rows:
            for text, row in zip(texts, csv.DictReader(rows), strict=True):
                page = f"{row['repo']}/{row['path']}".encode()
                development = hashlib.sha256(page).digest()[0] % 2 == 0
                learnable = _is_learnable(row["licence"])
                found.append(OfficialLine(text.replace("\\n", "\n"), language, development, learnable))
    return found


def _is_learnable(licence: str) -> bool:
    """Whether a model may be trained from it and given on under another licence than this."""
    return SHARE_ALIKE not in licence or licence.startswith(GIVEN_TO_ALL)


def report_people(lines: Sequence[OfficialLine], pack: RulePack) -> None:
    """Print how many lines of either half get a warning or a block, and by which rules; nothing of none."""
    if not lines:
        return
    print(f"\n== Official text by people: {len(lines)} passages, with warn or block ==")
    for language in LANGUAGES:
        for development in (True, False):
            chosen = [line for line in lines if line.language == language and line.development is development]
            alarmed = blocked = 0
            rules: Counter[str] = Counter()
            for line in chosen:
                alarms = [
                    finding
                    for finding in check_text(line.text, PostFacts(), pack).findings
                    if finding.severity in ALARMS and finding.clauses != OF_THE_ENCODING
                ]
                alarmed += bool(alarms)
                blocked += any(finding.severity is Severity.BLOCK for finding in alarms)
                rules.update({finding.rule for finding in alarms})
            half = "development" if development else "held out"
            often = ", ".join(f"{rule} {n}" for rule, n in rules.most_common(RULES_TOLD))
            print(
                f"{language:10}{half:14}{len(chosen):6}{alarmed / max(1, len(chosen)):8.1%} alarmed"
                f"{blocked / max(1, len(chosen)):8.1%} blocked   {often}"
            )
