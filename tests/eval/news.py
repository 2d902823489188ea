"""False alarms of the text rules on news, which they should leave alone, and what they catch of hate."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import cycle

from app.checks.text.engine import check_text
from app.checks.text.pack import RulePack
from app.checks.types import Finding, PostFacts, Severity
from tests.eval.shared import Comment
from tests.eval.text.inside import put_inside
from tests.eval.text.load import Post

ALARMS = (Severity.BLOCK, Severity.WARN)
EXAMPLES = 20

# A text whose circumstances nobody knows, and a post an office has given its purpose but no source.
READINGS = {
    "bare": PostFacts(),
    "draft": PostFacts(purpose="5.a", purposes=("5.a", "5.c"), sources=(), platform="facebook"),
}


# Rules are mended on three lines of the news in four, and reported on every fourth, from the second on.
_REPORTED = slice(1, None, 4)
LINES = ("reported", "mended", "all")


def chosen(news: Sequence[str], lines: str) -> list[tuple[int, str]]:
    """Passages of `lines` with their line numbers, which count from 1."""
    numbered = list(enumerate(news, 1))
    reported = numbered[_REPORTED]
    if lines == "mended":
        return sorted(set(numbered) - set(reported))
    return reported if lines == "reported" else numbered


@dataclass
class Tally:
    """What one reading of all passages found. Counts are of passages, not of findings."""

    passages: int = 0
    seconds: float = 0.0
    with_severity: Counter[Severity] = field(default_factory=Counter)
    alarmed: int = 0
    with_rule: Counter[tuple[Severity, str]] = field(default_factory=Counter)
    alarms: list[tuple[int, str, Finding]] = field(default_factory=list)

    def add(self, line: int, text: str, findings: Iterable[Finding]) -> None:
        findings = list(findings)
        self.passages += 1
        self.with_severity.update({finding.severity for finding in findings})
        self.with_rule.update({(finding.severity, finding.rule) for finding in findings})
        alarms = [finding for finding in findings if finding.severity in ALARMS]
        self.alarmed += bool(alarms)
        self.alarms += ((line, text, finding) for finding in alarms)

    def per_thousand(self, passages: int) -> float:
        return 1000 * passages / self.passages


def read(passages: Sequence[tuple[int, str]], facts: PostFacts, pack: RulePack) -> Tally:
    """Check numbered passages, all known to be what `facts` says."""
    tally = Tally()
    started = time.perf_counter()
    for line, text in passages:
        tally.add(line, text, check_text(text, facts, pack).findings)
    tally.seconds = time.perf_counter() - started
    return tally


def report_news(passages: Sequence[tuple[int, str]], pack: RulePack) -> None:
    """Print false alarms for both readings: passages hit, rule by rule, and the worst examples."""
    print(f"\n== News: {len(passages)} passages, rule pack {pack.version}, {len(pack.rules)} rules ==")
    tallies = {name: read(passages, facts, pack) for name, facts in READINGS.items()}
    for name, tally in tallies.items():
        print(
            f"{name}: {tally.passages / tally.seconds:,.0f} passages a second; of 1,000 passages "
            f"{tally.per_thousand(tally.alarmed):.1f} with warn or block, "
            + ", ".join(f"{tally.per_thousand(tally.with_severity[s]):.1f} with {s}" for s in Severity)
        )
    print(f"\n{'rule':34}{'severity':10}" + "".join(f"{name:>8}" for name in tallies))
    found = sum((tally.with_rule for tally in tallies.values()), Counter())
    for severity in Severity:
        for (_, rule), _ in Counter({k: n for k, n in found.items() if k[0] is severity}).most_common():
            counts = "".join(f"{tally.with_rule[severity, rule]:8}" for tally in tallies.values())
            print(f"{rule:34}{severity:10}{counts}")
    print(f"\nThe {EXAMPLES} worst, read bare:")
    for line, text, finding in worst(tallies["bare"].alarms):
        print(f"  {line} {finding.severity} {finding.rule}: {around(text, finding)}")


def worst(alarms: Iterable[tuple[int, str, Finding]]) -> list[tuple[int, str, Finding]]:
    """Blocks first, then the rules that fire most; of each rule a few, so that no rule hides the others."""
    alarms = list(alarms)
    often = Counter(finding.rule for _, _, finding in alarms)
    nth: Counter[str] = Counter()
    ranked = []
    for alarm in alarms:
        finding = alarm[2]
        nth[finding.rule] += 1
        ranked.append(
            (finding.severity is not Severity.BLOCK, nth[finding.rule] > 3, -often[finding.rule], alarm)
        )
    ranked.sort(key=lambda entry: entry[:3])
    return [alarm for *_, alarm in ranked[:EXAMPLES]]


def around(text: str, finding: Finding, margin: int = 60) -> str:
    """The text a finding stands in, the finding itself in brackets."""
    if finding.start is None or finding.end is None:
        return text[: 2 * margin]
    before, after = text[: finding.start][-margin:], text[finding.end :][:margin]
    return f"…{before}[{finding.text}]{after}…"


def report_comments(comments: Sequence[Comment], posts: Sequence[Post], pack: RulePack) -> None:
    """Print how many hateful comments get a warning or a block, alone and as a sentence of a clean post.

    Comments are not how offices write: the figure tells whether few false alarms were bought with blindness.
    Every second comment is counted, from the second on; the others may be read by who writes rules.
    """
    counted = comments[1::2]
    hosts = [post.text for post in posts if post.clean and post.script == "bangla"]
    alone: Counter[str] = Counter()
    embedded: Counter[str] = Counter()
    for comment, host in zip(counted, cycle(hosts), strict=False):
        alone[comment.type] += any(_alarms(comment.text, pack))
        start, text = put_inside(comment.text, host)
        end = start + len(comment.text)
        embedded[comment.type] += any(
            finding.start is not None and finding.start < end and start < (finding.end or 0)
            for finding in _alarms(text, pack)
        )
    print(f"\n== Hateful comments: {len(counted)}, with warn or block: alone, and within a clean post ==")
    for type_, n in Counter(comment.type for comment in counted).most_common():
        print(f"{type_:14}{n:6}{alone[type_] / n:8.0%}{embedded[type_] / n:8.0%}")
    print(
        f"{'all':14}{len(counted):6}{alone.total() / len(counted):8.0%}{embedded.total() / len(counted):8.0%}"
    )


def _alarms(text: str, pack: RulePack) -> list[Finding]:
    return [f for f in check_text(text, PostFacts(), pack).findings if f.severity in ALARMS]
