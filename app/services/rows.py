"""From table rows to the frozen values services hand out. Every function is called inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from app.checks.types import Bilingual, NotChecked, Severity
from app.media.formats import is_clip
from app.models.tables import (
    Answer,
    Attachment,
    CheckRun,
    Decision,
    Draft,
    Finding,
    Member,
    Publication,
    Version,
    Watched,
)
from app.services.accounts import account_view
from app.services.clock import moment
from app.services.views import (
    AnswerView,
    AttachmentView,
    CheckView,
    DecisionView,
    FindingView,
    PublicationView,
    VersionView,
    WatchedView,
)
from app.services.words import Because, CheckState, Reply, Verdict


def current_version(draft: Draft) -> Version:
    return Version.get((Version.draft == draft) & (Version.number == draft.version))


def attachments(version: Version) -> tuple[Attachment, ...]:
    return tuple(Attachment.select().where(Attachment.version == version).order_by(Attachment.position))


def newest_run(version: Version) -> CheckRun | None:
    """The version's last run of the checks, finished or failed."""
    runs = CheckRun.select().where(CheckRun.version == version).order_by(CheckRun.id.desc())
    return cast("CheckRun | None", runs.first())


def findings(run: CheckRun) -> tuple[Finding, ...]:
    return tuple(Finding.select().where(Finding.run == run).order_by(Finding.number))


def newest_answers(found: Iterable[Finding]) -> dict[int, Answer]:
    """The answer that counts for each finding id: the newest."""
    rows = (
        Answer.select(Answer, Member)
        .join(Member, on=(Answer.member == Member.id))
        .where(Answer.finding.in_([finding.id for finding in found]))
        .order_by(Answer.id)
    )
    return {row.finding_id: row for row in rows}


def valid_decisions(draft: Draft) -> tuple[Decision, ...]:
    """Decisions on the draft's current version that still stand."""
    return tuple(row for row in decisions(draft) if row.version == draft.version and not row.void_at)


def decisions(draft: Draft) -> tuple[Decision, ...]:
    """Every decision ever taken on the draft, the oldest first, void ones too."""
    return tuple(
        Decision.select(Decision, Member)
        .join(Member, on=(Decision.member == Member.id))
        .where(Decision.draft == draft)
        .order_by(Decision.id)
    )


def watched(clip: Attachment) -> tuple[Watched, ...]:
    """What members said of a video or audio, in this version of the draft or an earlier one."""
    return tuple(
        Watched.select(Watched, Member)
        .join(Member, on=(Watched.member == Member.id))
        .join_from(Watched, Attachment, on=(Watched.attachment == Attachment.id))
        .join(Version, on=(Attachment.version == Version.id))
        .where(Watched.active & (Attachment.sha256 == clip.sha256) & (Version.draft == clip.version.draft_id))
        .order_by(Watched.id)
    )


def version_view(row: Version) -> VersionView:
    return VersionView(
        id=row.id,
        number=row.number,
        text=row.text,
        use=row.use,
        account=account_view(row.account) if row.account is not None else None,
        purpose=row.purpose,
        sources=tuple(row.sources),
        schedule=row.schedule,
        author=row.author,
        author_id=row.author_member_id,
        digest=row.digest,
        created_at=moment(row.created_at),
        attachments=tuple(
            AttachmentView(
                position=kept.position,
                sha256=kept.sha256,
                original_name=kept.original_name,
                media_type=kept.media_type,
                width=kept.width,
                height=kept.height,
                size=kept.size,
                alt=kept.alt,
                origin_sha256=kept.origin_sha256,
                blurred=tuple((x, y, w, h) for x, y, w, h in kept.blurred),
                duration=kept.duration,
                watched=_watched_views(kept),
            )
            for kept in attachments(row)
        ),
    )


def _watched_views(kept: Attachment) -> tuple[WatchedView, ...]:
    if not is_clip(kept.media_type):
        return ()
    return tuple(WatchedView(row.member_id, row.member.name, moment(row.at)) for row in watched(kept))


def finding_view(row: Finding, answer: Answer | None) -> FindingView:
    return FindingView(
        id=row.id,
        number=row.number,
        rule=row.rule,
        clauses=tuple(row.clauses),
        severity=Severity(row.severity),
        title=Bilingual(**row.title),
        why=Bilingual(**row.why),
        start=row.start,
        end=row.end,
        text=row.text,
        attachment=row.attachment,
        box=None if row.box is None else tuple(row.box),
        score=row.score,
        answer=None if answer is None else _answer_view(answer),
        frame=row.frame,
        at=row.at,
    )


def check_view(run: CheckRun | None, state: CheckState) -> CheckView:
    if run is None:
        return CheckView(state, "", (), (), None, "")
    return CheckView(
        state=state,
        rulepack=run.rulepack.split("+")[0],
        checked=tuple(run.checked),
        not_checked=tuple(
            NotChecked(entry["check"], Bilingual(**entry["reason"])) for entry in run.not_checked
        ),
        finished_at=moment(run.finished_at),
        script=run.script,
    )


def decision_view(row: Decision) -> DecisionView:
    return DecisionView(
        id=row.id,
        verdict=Verdict(row.verdict),
        version=row.version,
        member=row.member.name,
        reason=row.reason,
        at=moment(row.at),
        own_author=row.own_author,
        void_at=moment(row.void_at) if row.void_at else None,
        void_reason=row.void_reason,
    )


def publications(draft: Draft) -> tuple[Publication, ...]:
    """Where the draft's current version went out, the oldest first."""
    return tuple(
        Publication.select(Publication, Member)
        .join(Member, on=(Publication.member == Member.id))
        .where((Publication.draft == draft) & (Publication.version == draft.version))
        .order_by(Publication.id)
    )


def publication_view(row: Publication) -> PublicationView:
    return PublicationView(row.url, moment(row.at), row.member.name)


def _answer_view(row: Answer) -> AnswerView:
    because = Because(row.because) if row.because else None
    return AnswerView(Reply(row.reply), row.reason, row.member.name, moment(row.at), because)
