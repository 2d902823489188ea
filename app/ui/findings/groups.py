"""Which findings are one card: the faces of one picture, and what several rules say of the same words.

A person answers a card once, and the record keeps an answer for each finding. Commands count findings, the
window counts cards: numbers in the post, on the cards and on the keys 1 to 9 are the cards'.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable

from app.services.posts.views import DraftView, FindingView
from app.values import replace

Together = tuple[Hashable, ...]  # what the findings of a card have in common


def shared(finding: FindingView) -> Together | None:
    """What findings of one card have in common; None for a finding that is a card of its own."""
    if finding.of_a_person and finding.box is not None:
        return ("faces", finding.rule, finding.attachment)
    if finding.start is not None:
        return ("words", finding.attachment, finding.start, finding.end, finding.text)
    return None


def arranged(draft: DraftView, apart: Collection[Together] = ()) -> DraftView:
    """The draft with its findings in the order of cards, each bearing its card's number, from 1.

    Findings answered differently are on cards of their own. `apart`: what is to be answered one by one.
    """
    cards: dict[Hashable, list[FindingView]] = {}
    for finding in draft.findings:
        common = shared(finding)
        if common is None or common in apart:
            cards[finding.id] = [finding]
        else:
            cards.setdefault((common, _answered(finding)), []).append(finding)
    numbered = enumerate(cards.values(), 1)
    findings = (replace(finding, number=number) for number, card in numbered for finding in card)
    return replace(draft, findings=tuple(findings))


def cards(draft: DraftView) -> tuple[tuple[FindingView, ...], ...]:
    """The findings of an `arranged` draft, card by card."""
    found: dict[int, list[FindingView]] = {}
    for finding in draft.findings:
        found.setdefault(finding.number, []).append(finding)
    return tuple(map(tuple, found.values()))


def _answered(finding: FindingView) -> Hashable:
    given = finding.answer
    return None if given is None else (given.reply, given.because, given.reason, given.member)
