"""A row of the list in words: when it is to go out, where it stands, and the worst that was found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

from app.bangla import dates
from app.bangla.dates import local
from app.services.base.enums import CheckState, PostMark, State
from app.services.posts.views import QueueRow
from app.ui.translation import language, tr
from app.ui.widgets.state_pill import Standing
from app.ui.wording import in_language, platform

Lateness = Literal["danger", "warn", "muted"]  # tokens of the theme: past, today, later
_ICONS = {
    State.RETURNED: "returned",
    State.REJECTED: "close",
    State.PUBLISHED: "globe",
    State.APPROVED: "check",
}

_MARKS: dict[PostMark, tuple[str, Literal["danger", "text", "muted"]]] = {
    PostMark.DESTROYED: ("trash", "muted"),
    PostMark.REMOVED: ("trash", "danger"),
    PostMark.CORRECTED: ("edit", "text"),
    PostMark.UNPROVEN: ("warning", "muted"),
}


def due(row: QueueRow, now: datetime | None = None) -> tuple[Lateness, str]:
    """When it is to go out, or when it was decided; how pressing that is."""
    now = now or datetime.now(UTC)
    if row.state in (State.REJECTED, State.PUBLISHED):
        return "muted", _begun(dates.day_and_time(row.updated_at, language(), local(now).date(), timed=False))
    if row.due is None:
        return "muted", tr("queue.row.no_time")
    text = _begun(dates.day_and_time(row.due, language(), local(now).date(), timed=row.timed))
    if row.due + timedelta(minutes=1) <= now:
        return "danger", tr("queue.row.past", time=text)
    return ("warn" if local(row.due).date() == local(now).date() else "muted"), text


def standing(row: QueueRow) -> Standing:
    """Where it stands, with a dot an approval while several are wanted; or what became of it once out."""
    if row.mark is not None:
        icon, tone = _MARKS[row.mark]
        return Standing(tr(f"archive.mark.{row.mark}"), icon, tone)
    if row.state is State.PENDING and row.approved_by_viewer:
        return Standing(tr("queue.row.you_approved"), "check", "accent", short=tr("queue.row.you"))
    if row.state is State.PENDING:
        if row.approvals_needed < 2:
            return Standing(tr("state.pending"), "clock")
        given = {"n": row.approvals, "of": row.approvals_needed}
        dots = min(row.approvals, row.approvals_needed), row.approvals_needed
        return Standing(tr("queue.row.pending", **given), dots=dots, short=tr("queue.row.given", **given))
    ink: dict[State, Literal["danger", "text", "accent"]] = {
        State.REJECTED: "danger",
        State.PUBLISHED: "text",
        State.APPROVED: "accent",
    }
    return Standing(tr(f"state.{row.state.value}"), _ICONS[row.state], ink.get(row.state, "muted"))


def found(row: QueueRow) -> tuple[str, str] | None:
    """The worst that was found and stands, as a chip's tone and words; None where there is nothing to show.

    That no rule matched is said of pending posts alone: a decided one has been judged by a person.
    """
    if row.checks is CheckState.WAITING:
        return "calm", tr("queue.row.waiting")
    if row.checks is CheckState.FAILED:
        return "warn", tr("queue.row.failed")
    if row.checks is CheckState.STALE:
        return "calm", tr("queue.row.stale")
    if row.worst is None:
        if row.state is not State.PENDING:
            return None
        return ("calm", tr("queue.row.answered")) if row.findings else ("good", tr("queue.row.clear"))
    if row.worst_title is not None:
        text = tr("queue.row.titled", n=row.worst_count, title=in_language(row.worst_title))
    else:
        text = tr(f"queue.row.worst_{row.worst.value}", n=row.worst_count)
    return row.worst.value, tr("queue.row.upheld", found=text) if row.upheld else text


def accessible(row: QueueRow) -> str:
    """A row as a screen reader says it."""
    chip = found(row)
    parts = [
        row.excerpt or tr("queue.no_text"),
        platform(row.platform),
        due(row)[1],
        row.author,
        standing(row).text,
        chip[1] if chip is not None else "",
    ]
    return ". ".join(part for part in parts if part)


def _begun(text: str) -> str:
    """With a capital letter, as it begins a line."""
    return text[:1].upper() + text[1:]
