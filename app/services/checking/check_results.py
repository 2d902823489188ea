"""Keeps what a check found: a run with its findings in reading order, and the answers that still hold."""

from __future__ import annotations

from app.checks.types import Finding
from app.i18n import Bilingual
from app.models import tables
from app.models.tables import Answer, CheckRun, Version
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.base.drafts import attachments, findings, newest_answers, newest_run
from app.services.checking import outdating
from app.services.checking.check_job import Job, Result
from app.services.checking.leases import Lease
from app.services.record.ledger import create, record


def keep(desk: Desk, job: Job, lease: Lease, rulepack: str, result: Result, failure: str) -> None:
    """Keep what was found, unless the lease was lost meanwhile: then another desk has it, or will."""
    with desk.store.write():
        if not lease.give_back():
            return
        before = _run_before(Version.get_by_id(job.version))
        outdating.forget(job.version)
        run = create(
            CheckRun,
            version=job.version,
            rulepack=rulepack,
            detectors=desk.detectors.versions,
            script=result.script,
            checked=list(result.checked),
            not_checked=[
                {"check": entry.check, "reason": _bilingual(entry.reason)} for entry in result.not_checked
            ],
            failure=failure,
            finished_at=now(),
        )
        ordered = sorted(result.findings, key=_reading_order)
        rows = [create(tables.Finding, run=run, number=n, **_columns(f)) for n, f in enumerate(ordered, 1)]
        carried = _carry_answers(before, rows)
        record(desk, "draft.checked", run, *rows, *carried, draft=job.draft_id)
        if job.images and outdating.spoken_since(job.heard, job.draft_id):
            outdating.outdate(run)


def _run_before(version: Version) -> CheckRun | None:
    """The run whose answers still hold: this version's last, or that of the one before.

    The latter only where text and images are the same: naming a purpose must not ask again about every face.
    """
    run = newest_run(version)
    if run is not None:
        return run
    before = (Version.draft == version.draft_id) & (Version.number == version.number - 1)
    earlier = Version.get_or_none(before)
    if earlier is None or (earlier.text, earlier.use) != (version.text, version.use):
        return None
    now_shown, shown = ([row.sha256 for row in attachments(one)] for one in (version, earlier))
    return newest_run(earlier) if now_shown == shown else None


def _carry_answers(before: CheckRun | None, rows: list[tables.Finding]) -> list[Answer]:
    """Answers given to the same findings in the run before: neither rules nor a purpose named ask twice."""
    if before is None:
        return []
    old = findings(before)
    answers = newest_answers(old)
    by_place = {_place(finding): answers[finding.id] for finding in old if finding.id in answers}
    return [
        create(
            Answer,
            finding=row,
            reply=answer.reply,
            reason=answer.reason,
            because=answer.because,
            member=answer.member_id,
            at=answer.at,
            carried=answer,
        )
        for row in rows
        if (answer := by_place.get(_place(row))) is not None
    ]


def _place(row: tables.Finding) -> tuple[object, ...]:
    box = None if row.box is None else tuple(row.box)
    # Older runs kept no place within an alt text.
    span = (row.start, row.end) if row.attachment is None else (None, None)
    where = (*span, row.text, row.attachment, row.frame, box)
    return (row.rule, row.severity, tuple(row.clauses), *where)


def _reading_order(finding: Finding) -> tuple[int, int, int, int]:
    """Text before images, the severest first, then by place: the order of cards and numbers."""
    in_image = finding.attachment is not None
    return (
        finding.severity.rank,
        1 if in_image else 0,
        finding.attachment if finding.attachment is not None else -1,
        finding.start if finding.start is not None else -1,
    )


def _columns(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "clauses": list(finding.clauses),
        "severity": finding.severity.value,
        "title": _bilingual(finding.title),
        "why": _bilingual(finding.why),
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "attachment": finding.attachment,
        "box": None if finding.box is None else list(finding.box),
        "score": None if finding.score is None else round(finding.score, 4),
        "frame": finding.frame,
        "at": finding.at,
    }


def _bilingual(sentence: Bilingual) -> dict[str, str]:
    return {"bn": sentence.bn, "en": sentence.en}
