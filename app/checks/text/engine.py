"""The text check: a post and a rule pack in, findings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import cache

from app.checks.text.echoes import RANK, untold, without_echoes
from app.checks.text.frames import framed
from app.checks.text.mistakes import bilingual
from app.checks.text.overlay import NOTHING, Overlay, apply, in_force
from app.checks.text.pack import RulePack
from app.checks.text.reading import Reading
from app.checks.text.reports import GUESSING, GUESSING_UNASKED, lowered
from app.checks.text.roster import Roster
from app.checks.text.rules import LEANING
from app.checks.text.rules.base import Rule
from app.checks.text.script import bijoy_span, script_of
from app.checks.text.terms import Span
from app.checks.types import Bilingual, Finding, PostFacts, Severity, TextReport

BIJOY_RULE = "text.bijoy"


def check_text(text: str, facts: PostFacts, pack: RulePack, overlay: Overlay = NOTHING) -> TextReport:
    """Every finding of `pack` in `text`, ordered by place, then severity; those on the whole post first.

    Rules that guess read the sentences whose words do not rule out an offence (`app.checks.text.tone`), with
    those beside them. In what reads like a report they note what they would warn of
    (`app.checks.text.reports`); in sentences that deny or forbid what they say (`app.checks.text.frames`),
    and in those whose words lean the other way, all they find, if it is not too faint to be told.

    `overlay` are the office's own rules, which change what the pack finds and add to it.

    Text in the old Bijoy encoding gets a finding of its own, since no rule can read it. Raises `Refusal`
    if a pattern of the pack cannot be matched in sane time.
    """
    # Where a source was asked for and none named, a claim is no guess; where one is named, there is none.
    sourceless = facts.sources is not None and not facts.sources
    whole_post, sentences = pack.rosters.of(sourceless)
    reading = Reading(text, facts, whole_post.index)
    in_report = pack.reports is not None and pack.reports.has(reading.words)
    guessing = GUESSING if sourceless else GUESSING_UNASKED
    settled = {rule for rule, _ in overlay.severities}
    found = [
        (finding, rule)
        for rule in in_force(whole_post.rules_for(reading), overlay)
        for finding in rule.findings(reading)
    ]
    findings = [finding for finding, rule in found if rule.type not in guessing]
    guesses = [(finding, rule) for finding, rule in found if rule.type in guessing]
    guessed = _guessed(sentences, reading, pack, overlay, in_report)
    leaning = [finding for finding, rule in guessed if rule.type == LEANING]
    guesses += ((finding, rule) for finding, rule in guessed if rule.type != LEANING)
    told = list(_weighed(guesses, settled, reading, pack, in_report))
    findings += framed(told, reading, pack.frames)
    if leaning:
        turned = framed(leaning, reading, pack.frames)
        # What a frame turns round would be no more than a hint at what is not said.
        straight = [one for one, seen in zip(leaning, turned, strict=True) if seen is one]
        findings += untold(straight, findings)
    script = script_of(text)
    bijoy = None if script == "bangla" else bijoy_span(text)
    if bijoy is not None:
        findings.append(_unreadable(text, bijoy))
    findings = sorted(apply(findings, text, overlay), key=_order)
    return TextReport(tuple(sorted(without_echoes(findings), key=_order)), script, pack.version)


def _guessed(
    roster: Roster, reading: Reading, pack: RulePack, overlay: Overlay, in_report: bool
) -> list[tuple[Finding, Rule]]:
    """What rules find in sentences that may offend, which they read with those beside them.

    Rules whose severity the office settled look everywhere; those that lean are not asked in a report.
    """
    settled = {rule for rule, _ in overlay.severities}
    possible = pack.tone.possible(reading) if pack.tone else frozenset[int]()
    sought = range(len(reading.sentences)) if settled else _with_neighbours(possible)
    if not sought:
        return []
    excerpt = reading.excerpt(sought, roster.index)
    return [
        (finding, rule)
        for rule in in_force(roster.rules_for(excerpt), overlay)
        if not (in_report and rule.type == LEANING)
        for finding in rule.findings(excerpt)
        if rule.id in settled or not possible.isdisjoint(reading.sentences_of(finding))
    ]


def _with_neighbours(sentences: Iterable[int]) -> frozenset[int]:
    return frozenset(near for number in sentences for near in (number - 1, number, number + 1))


def _weighed(
    guesses: Iterable[tuple[Finding, Rule]],
    settled: Set[str],
    reading: Reading,
    pack: RulePack,
    in_report: bool,
) -> Iterator[Finding]:
    """The guesses worth telling, lowered where the post reads like a report or their sentence leans away.

    Those of `settled` rules stay as they are: what a person weighed is not weighed again.
    """
    for finding, rule in guesses:
        sure = rule.sure and not in_report  # reports tell of all that a post must not say
        if rule.id in settled:
            yield finding
        elif pack.tone is None:
            yield lowered(finding) if in_report else finding
        elif sure or not pack.tone.is_faint(finding, reading):
            # A sentence may lean as no report does.
            reported = in_report and not pack.tone.leans_in_report(finding, reading)
            yield pack.tone.weighed(lowered(finding) if reported else finding, reading, sure)


def _unreadable(text: str, span: Span) -> Finding:
    title, why = _bijoy_words()
    start, end = span
    # Clause 7.a: what goes out is chosen with care, so that its readers can read it.
    return Finding(BIJOY_RULE, ("7.a",), Severity.WARN, title, why, start, end, text[start:end])


@cache
def _bijoy_words() -> tuple[Bilingual, Bilingual]:
    return bilingual("rulepack.bijoy.title"), bilingual("rulepack.bijoy.why")


def _order(finding: Finding) -> tuple[int, int, int, str]:
    start = -1 if finding.start is None else finding.start
    return start, RANK[finding.severity], -(finding.end or 0), finding.rule
