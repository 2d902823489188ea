"""A response in words: when it is due, how far its answer is, what kind it is."""

from __future__ import annotations

from typing import Literal

from app.bangla import dates
from app.bangla.personal_numbers import personal_spans
from app.services.base.enums import Consent, ResponseKind, ResponseState, State
from app.services.responses.views import ResponseView, StepView
from app.ui.translation import language, tr
from app.ui.wording import platform

Lateness = Literal["danger", "warn", "muted"]
ICONS = {
    ResponseKind.QUESTION: "question",
    ResponseKind.COMMENT: "responses",
    ResponseKind.GRIEVANCE: "flag",
    ResponseKind.APPEAL: "scales",
    ResponseKind.CONTRIBUTION: "edit",
    ResponseKind.PRAISE: "thumb",
}
_REPLIES = {
    State.PENDING: "responses_page.reply.pending",
    State.RETURNED: "responses_page.reply.returned",
    State.APPROVED: "responses_page.reply.approved",
}


def due(one: ResponseView) -> tuple[Lateness, str]:
    """When it is to be answered, and how pressing that is."""
    if one.state is ResponseState.ANSWERED:
        assert one.answered_at is not None
        text = dates.short(one.answered_at, language())
        return "muted", tr(
            "responses_page.answered_late" if one.answered_late else "responses_page.answered", day=text
        )
    if one.state is not ResponseState.OPEN:
        return "muted", tr(f"responses_page.state.{one.state}")
    if one.days_left is None:
        return "muted", tr("responses_page.optional")
    if one.days_left < 0:
        return "danger", tr("responses_page.overdue", n=-one.days_left)
    if one.days_left == 0:
        return "warn", tr("responses_page.today")
    return "muted", tr("responses_page.left", n=one.days_left)


def progress(one: ResponseView) -> str:
    """How far its answer is, or the consent to showing it."""
    if one.state is ResponseState.REFERRED:
        return one.referred_to
    if one.state is not ResponseState.OPEN:
        return ""
    if one.reply_state in _REPLIES:
        return tr(_REPLIES[one.reply_state])
    if one.shown_draft is not None:
        return tr("responses_page.became_draft")
    if one.consent is not Consent.NONE:
        return tr(f"responses_page.consent.{one.consent}")
    return tr("responses_page.reply.none") if one.due is not None else ""


def page_of(one: ResponseView) -> str:
    """The page it came on: `Facebook · Sample office`."""
    return f"{platform(one.account.platform)} · {one.account.display_name or one.account.handle}"


def covered(text: str) -> str:
    """The words with numbers of private people replaced by what is hidden."""
    shown, end = [], 0
    for span in personal_spans(text):
        shown += [text[end : span.start], f"[{tr(f'responses_page.hidden.{span.kind}')}]"]
        end = span.end
    return "".join([*shown, text[end:]])


def step(one: StepView) -> str:
    """One line of its history, without when and who."""
    if one.number is not None:
        return tr(f"response_step.{one.step}", note=one.number)
    if one.day is not None:
        return tr(f"response_step.{one.step}", note=dates.long_date(one.day, language()))
    note = tr(f"response_kind.{one.note}") if one.step == "kind" else covered(one.note)
    return tr(f"response_step.{one.step}", note=note)


def accessible(one: ResponseView) -> str:
    """A row as a screen reader says it."""
    parts = (
        tr(f"response_kind.{one.kind}"),
        due(one)[1],
        one.author,
        covered(one.text),
        one.assigned or tr("responses_page.nobody"),
        progress(one),
    )
    return ". ".join(part for part in parts if part)
