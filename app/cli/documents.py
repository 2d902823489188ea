"""What `--json` says of drafts, findings and intake. A contract: names stay, new ones may come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.checks.types import Severity
from app.cli.output import Output, in_both_languages

if TYPE_CHECKING:
    from app.services.posts.views import (
        AttachmentView,
        DecisionView,
        DraftView,
        FindingView,
        IntakeLine,
        QueueRow,
    )


def intake_document(line: IntakeLine, out: Output) -> dict[str, object]:
    """What became of one incoming post."""
    document: dict[str, object] = {
        "origin": line.origin,
        "outcome": line.outcome.value,
        "draft": line.draft_id,
    }
    if line.along:
        document["along"] = list(line.along)
    if line.reason is not None:
        document["reason"] = out.words.refusal(line.reason)
    return document


def row_document(row: QueueRow) -> dict[str, object]:
    """A line of the queue."""
    return {
        "id": row.id,
        "state": row.state.value,
        "use": row.use,
        "kind": row.kind.value,
        "excerpt": row.excerpt,
        "platform": row.platform,
        "account": row.account,
        "updated_at": row.updated_at,
        "checks": row.checks.value,
        "worst": row.worst.value if row.worst is not None else None,
        "upheld": row.upheld,
        "due": row.due,
        "author": row.author,
        "approvals": row.approvals,
        "approvals_needed": row.approvals_needed,
        "findings": row.findings,
    }


def draft_document(draft: DraftView) -> dict[str, object]:
    """A draft with its findings, answers, decisions and publications."""
    version = draft.version
    return {
        "id": draft.id,
        "state": draft.state.value,
        "important": draft.important,
        "version": version.number,
        "text": version.text,
        "use": version.use,
        "kind": draft.kind.value,
        "account": version.account.handle if version.account is not None else None,
        "platform": version.account.platform if version.account is not None else None,
        "purpose": version.purpose,
        "sources": list(version.sources),
        "schedule": version.schedule,
        "author": version.author,
        "digest": version.digest,
        "attachments": [_attachment_document(kept) for kept in version.attachments],
        "checks": {
            "state": draft.checks.state.value,
            "rulepack": draft.checks.rulepack,
            "checked": list(draft.checks.checked),
            "not_checked": [entry.check for entry in draft.checks.not_checked],
        },
        "findings": [_finding_document(finding) for finding in draft.findings],
        "unanswered_blocks": sum(
            finding.severity is Severity.BLOCK and finding.answer is None for finding in draft.findings
        ),
        "decisions": [_decision_document(entry) for entry in draft.decisions],
        "approvals": draft.approvals,
        "approvals_needed": draft.approvals_needed,
        "uncounted": list(draft.uncounted),
        "gone": list(draft.gone),
        "publications": [
            {"url": entry.url, "at": entry.at, "member": entry.member} for entry in draft.publications
        ],
    }


def _attachment_document(kept: AttachmentView) -> dict[str, object]:
    return {
        "sha256": kept.sha256,
        "original_name": kept.original_name,
        "media_type": kept.media_type,
        "width": kept.width,
        "height": kept.height,
        "alt": kept.alt,
        "origin_sha256": kept.origin_sha256 or None,
        "blurred": [list(box) for box in kept.blurred],
        "duration": kept.duration or None,
        "watched": [{"member": watching.member, "at": watching.at} for watching in kept.watched],
    }


def _decision_document(entry: DecisionView) -> dict[str, object]:
    return {
        "verdict": entry.verdict.value,
        "version": entry.version,
        "member": entry.member,
        "reason": entry.reason,
        "at": entry.at,
        "own_author": entry.own_author,
        "void_at": entry.void_at,
        "void_reason": entry.void_reason,
    }


def _finding_document(finding: FindingView) -> dict[str, object]:
    given = finding.answer
    return {
        "number": finding.number,
        "rule": finding.rule,
        "clauses": list(finding.clauses),
        "severity": finding.severity.value,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "attachment": finding.attachment,
        "box": list(finding.box) if finding.box is not None else None,
        "score": finding.score,
        "frame": finding.frame,
        "at": finding.at,
        "title": in_both_languages(finding.title),
        "why": in_both_languages(finding.why),
        "answer": None
        if given is None
        else {
            "reply": given.reply.value,
            "because": given.because,
            "reason": given.reason,
            "member": given.member,
            "at": given.at,
        },
    }
