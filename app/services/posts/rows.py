"""Makes frozen values of table rows. Every function is called inside a transaction."""

from __future__ import annotations

from app.checks.types import NotChecked, Severity
from app.i18n import Bilingual
from app.media.formats import is_clip
from app.models.tables import (
    Answer,
    Attachment,
    CheckRun,
    Decision,
    Finding,
    Publication,
    Version,
)
from app.services.base.clock import moment
from app.services.base.drafts import account_of, attachments, watched
from app.services.base.enums import CheckState, DismissalReason, Reply, Verdict
from app.services.office.accounts import account_view
from app.services.posts.views import (
    AnswerView,
    AttachmentView,
    CheckView,
    DecisionView,
    FindingView,
    PublicationView,
    VersionView,
    WatchedView,
)


def version_view(row: Version) -> VersionView:
    """A version with its account, sources and attachments."""
    account = account_of(row)
    return VersionView(
        id=row.id,
        number=row.number,
        text=row.text,
        use=row.use,
        account=account_view(account) if account is not None else None,
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
    """A finding with the answer that counts, None where nobody answered."""
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
    """A version's newest run and how far its checks are; None where none has run."""
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
    """A decision, which may have been taken back since."""
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


def publication_view(row: Publication) -> PublicationView:
    """Where, when and by whom a post was published, apart from its row."""
    return PublicationView(row.url, moment(row.at), row.member.name)


def _answer_view(row: Answer) -> AnswerView:
    because = DismissalReason(row.because) if row.because else None
    return AnswerView(Reply(row.reply), row.reason, row.member.name, moment(row.at), because)
