"""How the text check does on the written posts: `python -m tests.eval.text.score dev` (or `test`).

The texts of the test part are not printed unless asked for: whoever writes rules must not have read them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.checks.text.engine import check_text
from app.checks.text.pack import RulePack
from app.checks.types import Finding, PostFacts, Severity
from app.services.base.rule_pack import rule_pack
from tests.eval.text.load import CLAUSES, KINDS, SCRIPTS, Part, Post, load

Check = Callable[[Post], Iterable[Finding]]

ALARMS = (Severity.BLOCK, Severity.WARN)
WORST = 20

# Where a circular, or the part on personal accounts, says again what a clause says, citing either is right.
SAME_MATTER = {
    "circular.a": "7.d",
    "circular.b": "10.a",
    "circular.c": "10.b",
    "circular.e": "10.f",
    "circular.f": "10.g",
    "circular.g": "10.i",
    "6.2.b": "circular.tags",
}
# A text in the old Bijoy encoding is flagged for the encoding, rightly, whatever it says. That remark
# alone neither catches a bad post nor wrongs a clean one.
OF_THE_ENCODING = ("7.a",)


@dataclass(frozen=True, slots=True)
class Result:
    """A post and what the check found in it, remarks on the encoding aside."""

    post: Post
    findings: tuple[Finding, ...]

    @property
    def alarms(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity in ALARMS)

    @property
    def caught(self) -> bool:
        return bool(self.alarms)

    @property
    def rightly(self) -> bool:
        """Caught under a clause that a careful colleague would cite or accept."""
        cited = {SAME_MATTER.get(clause, clause) for finding in self.alarms for clause in finding.clauses}
        return not cited.isdisjoint(self.post.clauses + self.post.also_ok)


@dataclass(frozen=True, slots=True)
class Tally:
    """Of `posts` violating posts: how many were caught at `warn` or above, and under a right clause."""

    posts: int
    caught: int
    rightly: int

    def __str__(self) -> str:
        if not self.posts:
            return f"{'–':>5}{'–':>9}{'–':>9}"
        return f"{self.posts:5}{self.caught / self.posts:9.0%}{self.rightly / self.posts:9.0%}"


@dataclass(frozen=True, slots=True)
class Score:
    """The results of all posts of one part, the violating and the clean."""

    violating: tuple[Result, ...]
    clean: tuple[Result, ...]

    def tally(self, clause: str | None = None, script: str | None = None, kind: str | None = None) -> Tally:
        """Violating posts of one first clause, script or kind, or of all where None."""
        chosen = [
            result
            for result in self.violating
            if clause in (None, result.post.clauses[0])
            and script in (None, result.post.script)
            and kind in (None, result.post.kind)
        ]
        return Tally(len(chosen), sum(r.caught for r in chosen), sum(r.rightly for r in chosen))

    def false_alarms(self, *severities: Severity, script: str | None = None) -> float:
        """Per 1,000 clean posts: how many have a finding of one of these severities. 0 if there are none."""
        chosen = [result for result in self.clean if script in (None, result.post.script)]
        hit = sum(any(finding.severity in severities for finding in result.findings) for result in chosen)
        return 1000 * hit / len(chosen) if chosen else 0.0

    def worst_misses(self) -> list[Result]:
        """Uncaught posts, the plainest kind first, clause after clause so that no clause hides the others."""
        misses = [result for result in self.violating if not result.caught]
        misses.sort(key=lambda result: KINDS.index(result.post.kind))
        return _in_turns(misses, lambda result: result.post.clauses[0])[:WORST]

    def worst_alarms(self) -> list[Result]:
        """Clean posts with a warning or a block: blocks first, then rule after rule."""
        alarmed = [result for result in self.clean if result.caught]
        alarmed.sort(key=lambda result: all(f.severity is not Severity.BLOCK for f in result.alarms))
        return _in_turns(alarmed, lambda result: result.alarms[0].rule)[:WORST]


def score(posts: Sequence[Post], check: Check) -> Score:
    """Run `check` over `posts`."""
    results = [
        Result(post, tuple(finding for finding in check(post) if finding.clauses != OF_THE_ENCODING))
        for post in posts
    ]
    return Score(
        tuple(result for result in results if not result.post.clean),
        tuple(result for result in results if result.post.clean),
    )


def with_pack(pack: RulePack) -> Check:
    """The text check of the program, told of a post what its entry tells: its sources, or nothing."""
    return lambda post: check_text(post.text, PostFacts(sources=post.sources), pack).findings


def report(scored: Score, title: str, texts: bool) -> None:
    """Print the score: by clause, script and kind, false alarms, then the worst, with or without `texts`."""
    print(f"\n== {title}: {len(scored.violating)} violating posts, {len(scored.clean)} clean ==")
    print(f"{'':16}posts   caught  rightly")
    for clause in CLAUSES:
        print(f"{clause:16}{scored.tally(clause=clause)}")
    for script in SCRIPTS:
        print(f"{script:16}{scored.tally(script=script)}")
    for kind in KINDS[:-1]:
        print(f"{kind:16}{scored.tally(kind=kind)}")
    print(f"{'all':16}{scored.tally()}")

    columns = (("warn or block", ALARMS), *((severity.value, (severity,)) for severity in Severity))
    print(f"\n{'Of 1,000 clean':16}" + "".join(f"{name:>14}" for name, _ in columns))
    for name, chosen in (*((script, script) for script in SCRIPTS), ("all", None)):
        rates = (scored.false_alarms(*severities, script=chosen) for _, severities in columns)
        print(f"{name:16}" + "".join(f"{rate:14.1f}" for rate in rates))

    print(f"\nWorst of {sum(not r.caught for r in scored.violating)} misses:")
    for result in scored.worst_misses():
        print(f"  {result.post.id} {result.post.kind} {result.post.script}" + _text_of(result, texts))
    print(f"Worst of {sum(r.caught for r in scored.clean)} clean posts alarmed at:")
    for result in scored.worst_alarms():
        finding = result.alarms[0]
        matched = f" [{finding.text or ''}]" if texts else ""
        print(f"  {result.post.id} {finding.severity} {finding.rule}{matched}" + _text_of(result, texts))


def _text_of(result: Result, texts: bool) -> str:
    return f": {result.post.text}" if texts else ""


def _in_turns(results: Iterable[Result], group: Callable[[Result], str]) -> list[Result]:
    """The first of every group, then the second of every group, and so on; order kept otherwise."""
    nth: Counter[str] = Counter()
    ranked = []
    for result in results:
        nth[group(result)] += 1
        ranked.append((nth[group(result)], result))
    return [result for _, result in sorted(ranked, key=lambda entry: entry[0])]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.eval.text.score", description=__doc__)
    parser.add_argument("part", choices=list(Part), type=Part)
    parser.add_argument("--texts", action="store_true", help="print the texts of the test part as well")
    options = parser.parse_args()
    pack = rule_pack().pack
    scored = score(load(options.part), with_pack(pack))
    title = f"Written posts, {options.part}, rule pack {pack.version}"
    report(scored, title, texts=options.texts or options.part is Part.DEV)


if __name__ == "__main__":
    main()
