"""The text check: a post and a rule pack in, findings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import cache

from app.checks.text.document import Document
from app.checks.text.duplicates import RANK, without_duplicates, without_warned_sentences
from app.checks.text.frames import apply_frames
from app.checks.text.overlay import NOTHING, Overlay, apply, in_force
from app.checks.text.pack import RulePack
from app.checks.text.reports import GUESSING, GUESSING_UNASKED, noted_in_report
from app.checks.text.rule_sets import RuleSet
from app.checks.text.rules import LEANING
from app.checks.text.rules.base import Rule
from app.checks.text.script import bijoy_span, script_of
from app.checks.text.terms import Span
from app.checks.text.time_limit import Clock, TimeLimit
from app.checks.types import BIJOY_RULE, UNFINISHED_RULE, Finding, PostFacts, Severity, TextReport
from app.i18n import Bilingual, bilingual


def check_text(
    text: str,
    facts: PostFacts,
    pack: RulePack,
    overlay: Overlay = NOTHING,
    clock: Clock | None = None,
) -> TextReport:
    """Every finding of `pack` in `text`, ordered by place, then severity; those on the whole post first.

    Rules that guess from words and warn read only sentences in which `app.checks.text.classifier` does not
    rule out an offence, with their neighbours. Their warnings become notes in news reports
    (`app.checks.text.reports`); all their findings do within frames, which deny or forbid what is said
    (`app.checks.text.frames`; a question only makes what would block a warning), and where the classifier
    speaks against them; the faintest are left out.
    What is sure is never lowered by the classifier, and what blocks never left out.

    `overlay` are the office's own rules, which change what the pack finds and add to it.

    No rule is tried after `time_limit.CHECK_SECONDS` by `clock`, or of this thread's time where None: what
    was found until then stays, and a warning says that the text was not checked to the end.

    Text in the old Bijoy encoding gets a finding of its own, since no rule can read it. Raises `Refusal`
    if a pattern of the pack cannot be matched in sane time.
    """
    limit = TimeLimit(clock)
    # Where a source was asked for and none named, a claim is no guess; where one is named, there is none.
    sourceless = facts.sources is not None and not facts.sources
    whole_post, sentences = pack.rule_sets.of(sourceless)
    document = Document(text, facts, pack.index)
    in_report = pack.reports is not None and pack.reports.has(document.words)
    guessing = GUESSING if sourceless else GUESSING_UNASKED
    settled = {rule for rule, _ in overlay.severities}
    found = [
        (finding, rule)
        for rule in limit.until(in_force(whole_post.rules_for(document), overlay))
        for finding in rule.findings(document)
    ]
    findings = [finding for finding, rule in found if rule.type not in guessing]
    guesses = [(finding, rule) for finding, rule in found if rule.type in guessing]
    guessed = [] if limit.passed() else _guessed(sentences, document, pack, overlay, in_report, limit)
    leaning = [finding for finding, rule in guessed if rule.type == LEANING]
    guesses += ((finding, rule) for finding, rule in guessed if rule.type != LEANING)
    weighed = list(_weighed(guesses, settled, document, pack, in_report))
    findings += apply_frames(weighed, document, pack.frames, pack.lowest)
    if leaning:
        after_frames = apply_frames(leaning, document, pack.frames, pack.lowest)
        # Within a frame such a finding would only hint at what is not said.
        outside = [one for one, after in zip(leaning, after_frames, strict=True) if after is one]
        findings += without_warned_sentences(outside, findings)
    if limit.met:
        findings.append(_unfinished("rulepack.unfinished.too_long"))
    elif not document.read_to_the_end:
        findings.append(_unfinished("rulepack.unfinished.why"))
    script = script_of(text)
    bijoy = None if script == "bangla" else bijoy_span(text)
    if bijoy is not None:
        findings.append(_unreadable(text, bijoy))
    findings = sorted(apply(findings, text, overlay), key=_order)
    return TextReport(tuple(sorted(without_duplicates(findings), key=_order)), script, pack.version)


def _guessed(
    rule_set: RuleSet,
    document: Document,
    pack: RulePack,
    overlay: Overlay,
    in_report: bool,
    limit: TimeLimit,
) -> list[tuple[Finding, Rule]]:
    """What guessing rules find in sentences that may offend, which they read with the neighbouring ones.

    Rules whose severity the office set look everywhere; `leaning` rules are not asked in a report.
    """
    settled = {rule for rule, _ in overlay.severities}
    possible = pack.classifier.possible(document) if pack.classifier else frozenset[int]()
    numbers = frozenset(range(len(document.sentences)))
    wanted = numbers if settled else _with_neighbours(possible) & numbers
    if not wanted:
        return []
    excerpt = document.excerpt(wanted)
    return [
        (finding, rule)
        for rule in limit.until(in_force(rule_set.rules_for(excerpt), overlay))
        if not (in_report and rule.type == LEANING)
        for finding in rule.findings(excerpt)
        if rule.id in settled or not possible.isdisjoint(document.sentences_of(finding))
    ]


def _with_neighbours(sentences: Iterable[int]) -> frozenset[int]:
    return frozenset(near for number in sentences for near in (number - 1, number, number + 1))


def _weighed(
    guesses: Iterable[tuple[Finding, Rule]],
    settled: Set[str],
    document: Document,
    pack: RulePack,
    in_report: bool,
) -> Iterator[Finding]:
    """The guesses worth showing, lowered in a report or where the classifier speaks against them.

    Those of `settled` rules stay as they are: the office set their severity itself.
    """
    for finding, rule in guesses:
        if rule.id in settled:
            yield finding
            continue
        # A sentence may lean as no report does.
        likely = pack.classifier is not None and pack.classifier.is_likely_in_report(finding, document)
        found = noted_in_report(finding) if in_report and not likely else finding
        if rule.sure or pack.classifier is None:
            yield found
        elif rule.reads_everything or not pack.classifier.is_unlikely(finding, document):
            yield pack.classifier.adjusted(found, document)


def _unreadable(text: str, span: Span) -> Finding:
    title, why = _bijoy_words()
    start, end = span
    # Clause 7.a: what goes out is chosen with care, so that its readers can read it.
    return Finding(BIJOY_RULE, ("7.a",), Severity.WARN, title, why, start, end, text[start:end])


def _unfinished(why_key: str) -> Finding:
    title, why = bilingual("rulepack.unfinished.title"), bilingual(why_key)
    return Finding(UNFINISHED_RULE, ("7.a",), Severity.WARN, title, why)


@cache
def _bijoy_words() -> tuple[Bilingual, Bilingual]:
    return bilingual("rulepack.bijoy.title"), bilingual("rulepack.bijoy.why")


def _order(finding: Finding) -> tuple[int, int, int, str]:
    start = -1 if finding.start is None else finding.start
    return start, RANK[finding.severity], -(finding.end or 0), finding.rule
