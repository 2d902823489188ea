"""An approved post as it is archived, and as its copies for publishing are saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath

from app.archive.evidence import ACT, PUBLICATION
from app.archive.types import (
    ArchivedAct,
    ArchivedDecision,
    ArchivedFinding,
    ArchivedImage,
    ArchivedPost,
    ArchivedPublication,
    ArchivedWatched,
)
from app.checks.types import Use
from app.errors import MissingEnvironment, Refusal
from app.i18n import Bilingual
from app.media.decoder import Decoder
from app.media.formats import ALL, is_clip
from app.media.types import CleanCopy, CopyLimits
from app.models.tables import (
    Answer,
    Attachment,
    CheckRun,
    Decision,
    Draft,
    Finding,
    Member,
    Publication,
    PublicationAct,
    Version,
)
from app.services.base.desk import Desk
from app.services.base.drafts import (
    attachments,
    findings,
    newest_answers,
    publications,
    valid_decisions,
    version_document,
    watched,
)
from app.services.base.enums import Verdict
from app.services.base.kinds import kind_of
from app.services.base.platforms import copy_limits
from app.services.posts.copy_cache import CopyCache

_EXTENSIONS = {format.media_type: format.extension for format in ALL.values()}


def archived_post(
    desk: Desk,
    decoder: Decoder,
    draft_id: int,
    approved_at: str,
    outsized: Callable[[str], None] = lambda _name: None,
    recorded: Container[tuple[str, int]] | None = None,
    cache: CopyCache | None = None,
) -> ArchivedPost:
    """One approved post, read in one short transaction; its images' bytes are read when they are written.

    `recorded`: what the record tells of its publications and of what was done after, as (`PUBLICATION` or
    `ACT`, row); others, recorded since the archive was begun, are left out. None for all. With a `cache`,
    copies are kept for the next time. `outsized` is called, when a copy for publishing is made, with the
    name of an image whose copy is larger than its platform takes.
    """
    with desk.store.read():
        draft = Draft.get_by_id(draft_id)
        decisions = [row for row in valid_decisions(draft) if row.verdict == Verdict.APPROVE]
        version = Version.get((Version.draft == draft) & (Version.number == draft.version))
        # The run the last approver had before them, not one made since by a newer rule pack.
        run = CheckRun.get_by_id(decisions[-1].run_id)
        found = findings(run)
        answers = newest_answers(found)
        account = version.account
        limits = copy_limits(account.platform if account is not None else "", Use(version.use))
        out = [row for row in publications(draft) if recorded is None or (PUBLICATION, row.id) in recorded]
        acts = [row for row in _acts_of(out) if recorded is None or (ACT, row.id) in recorded]
        return ArchivedPost(
            draft_id=draft.id,
            version=version.number,
            digest=version.digest,
            digest_document=version_document(version),
            text=version.text,
            use=version.use,
            kind=kind_of(draft.kind, version.use),
            platform=account.platform if account is not None else "",
            account=account.handle if account is not None else "",
            account_url=account.url if account is not None else "",
            purpose=version.purpose,
            sources=tuple(version.sources),
            schedule=version.schedule,
            author=version.author,
            created_at=version.created_at,
            approved_at=approved_at,
            important=draft.important,
            images=tuple(_image(desk, decoder, row, limits, outsized, cache) for row in attachments(version)),
            findings=tuple(_finding(row, answers.get(row.id)) for row in found),
            decisions=tuple(_decision(row) for row in decisions),
            publications=tuple(ArchivedPublication(row.url, row.at, row.member.name, row.id) for row in out),
            rulepack=run.rulepack,
            detectors=dict(run.detectors),
            not_checked=tuple(entry["check"] for entry in run.not_checked),
            acts=tuple(_act(desk, row) for row in acts),
        )


def _acts_of(out: Sequence[Publication]) -> Iterable[PublicationAct]:
    if not out:
        return ()
    rows: Iterable[PublicationAct] = (
        PublicationAct.select(PublicationAct, Publication, Member)
        .join(Publication, on=(PublicationAct.publication == Publication.id))
        .join_from(PublicationAct, Member, on=(PublicationAct.member == Member.id))
        .where(PublicationAct.publication.in_([row.id for row in out]))
        .order_by(PublicationAct.id)
    )
    return rows


def _act(desk: Desk, row: PublicationAct) -> ArchivedAct:
    data = _evidence_size(desk, row.file_sha256)
    ending = PurePath(row.file_name).suffix.lower()
    return ArchivedAct(
        row=row.id,
        kind=row.kind,
        published_as=row.publication.url,
        at=row.at,
        member=row.member.name,
        text=row.text,
        reason=row.reason,
        answer=row.answer,
        other=row.other_id,
        url=row.url,
        recorded_at=row.recorded_at,
        file_name=row.file_name,
        sha256=row.file_sha256,
        size=data,
        extension=(ending if re.fullmatch(r"\.[a-z0-9]{2,5}", ending) else ".bin") if row.file_sha256 else "",
        read=lambda: desk.blobs.read(row.file_sha256),
    )


def _evidence_size(desk: Desk, sha256: str) -> int:
    return len(desk.blobs.read(sha256)) if sha256 else 0


class NoCopy(Refusal):
    """No copy for publishing can be made of the approved image, video or audio `name`, for `reason`."""

    def __init__(self, name: str, reason: Refusal) -> None:
        super().__init__(reason.key, **reason.params)
        self.name = name


def copies_proven(post: ArchivedPost) -> ArchivedPost:
    """The post once the copies of all its images, videos and audio are known to be possible.

    Images' copies are kept for the writing, since making one takes seconds; those of clips, which are large
    and quickly made, are made again. Raises `NoCopy`, and `MissingEnvironment` without a decoder or where a
    file cannot be read.
    """
    return replace(post, images=tuple(map(_copied, post.images)))


def _copied(image: ArchivedImage) -> ArchivedImage:
    copy = image.read_clean()
    return image if is_clip(image.media_type) else replace(image, read_clean=lambda: copy)


def _image(
    desk: Desk,
    decoder: Decoder,
    row: Attachment,
    limits: CopyLimits,
    outsized: Callable[[str], None],
    cache: CopyCache | None,
) -> ArchivedImage:
    def read() -> bytes:
        return desk.blobs.read(row.sha256)

    def made() -> CleanCopy:
        kept = cache.get(row.sha256, limits) if cache is not None else None
        if kept is not None:
            return kept
        copy = decoder.clean_copy(read(), row.original_name, limits)
        if cache is not None:
            cache.put(row.sha256, limits, copy)
        return copy

    def read_clean() -> tuple[bytes, str, str]:
        try:
            if is_clip(row.media_type):
                bare = desk.clips.bare_copy(read(), row.original_name)
                return bare.data, bare.extension, bare.media_type
            copy = made()
        except MissingEnvironment:  # no decoder, or a disk that is not read: no fault of this image
            raise
        except Refusal as reason:
            raise NoCopy(row.original_name, reason) from reason
        if not limits.allow(copy.width, copy.height, len(copy.data)):
            outsized(row.original_name)
        return copy.data, copy.extension, copy.media_type

    return ArchivedImage(
        sha256=row.sha256,
        size=row.size,
        media_type=row.media_type,
        extension=_EXTENSIONS[row.media_type],
        width=row.width,
        height=row.height,
        original_name=row.original_name,
        alt=row.alt,
        read=read,
        read_clean=read_clean,
        origin_sha256=row.origin_sha256,
        blurred=tuple((x, y, w, h) for x, y, w, h in row.blurred),
        duration=row.duration,
        watched=_watched(row),
    )


def _watched(row: Attachment) -> tuple[ArchivedWatched, ...]:
    if not is_clip(row.media_type):
        return ()
    return tuple(ArchivedWatched(watching.member.name, watching.at) for watching in watched(row))


def _finding(row: Finding, answer: Answer | None) -> ArchivedFinding:
    return ArchivedFinding(
        rule=row.rule,
        clauses=tuple(row.clauses),
        severity=row.severity,
        title=Bilingual(**row.title),
        why=Bilingual(**row.why),
        start=row.start,
        end=row.end,
        text=row.text,
        image=row.attachment,
        box=tuple(row.box) if row.box is not None else None,
        score=row.score,
        frame=row.frame,
        frame_at=row.at,
        verdict=answer.reply if answer is not None else "",
        reason=answer.reason if answer is not None else "",
        because=answer.because if answer is not None else "",
        answered_by=answer.member.name if answer is not None else "",
        answered_at=answer.at if answer is not None else "",
    )


def _decision(row: Decision) -> ArchivedDecision:
    return ArchivedDecision(
        verdict=row.verdict,
        member=row.member.name,
        role=row.member.role,
        reason=row.reason,
        at=row.at,
        own_author=row.own_author,
    )
