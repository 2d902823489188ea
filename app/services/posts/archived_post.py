"""An approved post as it is archived, and as its copies for publishing are saved."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from app.archive.evidence import ACT, PUBLICATION
from app.archive.summed import Summed, summed
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
from app.models.tables import Account, Answer, Attachment, Decision, Finding, Member, PublicationAct
from app.services.base.desk import Desk
from app.services.base.drafts import document_of
from app.services.base.enums import Verdict
from app.services.base.kinds import kind_of
from app.services.base.platforms import copy_limits
from app.services.posts.copy_cache import CopyCache
from app.services.record.post_rows import PostRows
from app.services.record.proof import prove_post

_EXTENSIONS = {format.media_type: format.extension for format in ALL.values()}
_READ_AHEAD = 16 << 20  # bytes of a post's images, besides their copies, that wait in memory for the writer


@dataclass(frozen=True, slots=True)
class People:
    """Whoever and whatever page a post may name, by number: the whole of both tables, which are short."""

    members: Mapping[int, Member]
    accounts: Mapping[int, Account]


def people() -> People:
    """The members and accounts of the office. Call inside a transaction."""
    return People(
        {row.id: row for row in Member.select()},
        {row.id: row for row in Account.select()},
    )


def archived_post(
    desk: Desk,
    decoder: Decoder,
    draft_id: int,
    approved_at: str,
    outsized: Callable[[str], None] = lambda _name: None,
) -> ArchivedPost:
    """One approved post, proven in one short transaction; its images' bytes are read when they are written.

    Raises what `prove_post` does.
    """
    with desk.store.read():
        rows, known = prove_post(draft_id).rows, people()
    return post_of_rows(desk, decoder, rows, known, approved_at, outsized)


def post_of_rows(
    desk: Desk,
    decoder: Decoder,
    rows: PostRows,
    known: People,
    approved_at: str,
    outsized: Callable[[str], None] = lambda _name: None,
    recorded: Container[tuple[str, int]] | None = None,
    cache: CopyCache | None = None,
) -> ArchivedPost:
    """An approved post of the rows that were read of it; no query is made.

    `recorded`: what the record tells of its publications and of what was done after, as (`PUBLICATION` or
    `ACT`, row); others, recorded since the archive was begun, are left out. None for all. With a `cache`,
    copies are kept for the next time. `outsized` is called, when a copy for publishing is made, with the
    name of an image whose copy is larger than its platform takes.
    """
    (draft,) = rows.drafts
    (version,) = (each for each in rows.versions if each.number == draft.version)
    decisions = [row for row in rows.decisions if row.version == draft.version and not row.void_at]
    decisions = [row for row in decisions if row.verdict == Verdict.APPROVE]
    # The run the last approver had before them, not one made since by a newer rule pack.
    (run,) = (each for each in rows.runs if each.id == decisions[-1].run_id)
    found = sorted((each for each in rows.findings if each.run_id == run.id), key=lambda row: row.number)
    answers = {row.finding_id: row for row in rows.answers}  # the newest of each counts
    account = None if version.account_id is None else known.accounts[version.account_id]
    limits = copy_limits(account.platform if account is not None else "", Use(version.use))
    kept = [each for each in rows.attachments if each.version_id == version.id]
    kept.sort(key=lambda row: row.position)
    out = [row for row in rows.publications if row.version == draft.version]
    out = [row for row in out if recorded is None or (PUBLICATION, row.id) in recorded]
    urls = {row.id: row.url for row in out}
    acts = [row for row in rows.acts if row.publication_id in urls]
    acts = [row for row in acts if recorded is None or (ACT, row.id) in recorded]
    names = {id_: member.name for id_, member in known.members.items()}
    return ArchivedPost(
        draft_id=draft.id,
        version=version.number,
        digest=version.digest,
        digest_document=document_of(version, kept),
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
        images=tuple(
            _image(desk, decoder, row, _watched(row, rows, names), limits, outsized, cache) for row in kept
        ),
        findings=tuple(_finding(row, answers.get(row.id), names) for row in found),
        decisions=tuple(_decision(row, known.members[row.member_id]) for row in decisions),
        publications=tuple(ArchivedPublication(row.url, row.at, names[row.member_id], row.id) for row in out),
        rulepack=run.rulepack,
        detectors=dict(run.detectors),
        not_checked=tuple(entry["check"] for entry in run.not_checked),
        acts=tuple(_act(desk, row, urls[row.publication_id], names[row.member_id]) for row in acts),
    )


def _act(desk: Desk, row: PublicationAct, published_as: str, member: str) -> ArchivedAct:
    ending = PurePath(row.file_name).suffix.lower()
    return ArchivedAct(
        row=row.id,
        kind=row.kind,
        published_as=published_as,
        at=row.at,
        member=member,
        text=row.text,
        reason=row.reason,
        answer=row.answer,
        other=row.other_id,
        url=row.url,
        recorded_at=row.recorded_at,
        file_name=row.file_name,
        sha256=row.file_sha256,
        size=_evidence_size(desk, row.file_sha256),
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

    Images' copies are kept for the writing, since making one takes seconds, and so are their own bytes up to
    `_READ_AHEAD`; those of clips, which are large and quickly made, are made again. Raises `NoCopy`, and
    `MissingEnvironment` without a decoder or where a file cannot be read.
    """
    left = _READ_AHEAD
    images = []
    for image in post.images:
        left -= image.size
        images.append(_copied(image, whole=left >= 0))
    return replace(post, images=tuple(images))


def _copied(image: ArchivedImage, *, whole: bool) -> ArchivedImage:
    copy = image.read_clean()
    if is_clip(image.media_type):
        return image
    if not whole:
        return replace(image, read_clean=lambda: copy)
    original = image.read()
    return replace(image, read_clean=lambda: copy, read=lambda: original)


def _image(
    desk: Desk,
    decoder: Decoder,
    row: Attachment,
    watched: tuple[ArchivedWatched, ...],
    limits: CopyLimits,
    outsized: Callable[[str], None],
    cache: CopyCache | None,
) -> ArchivedImage:
    def read() -> Summed:
        return summed(desk.blobs.read(row.sha256), row.sha256)  # whose reading proves it

    def made() -> tuple[CleanCopy, str]:
        kept = cache.get(row.sha256, limits) if cache is not None else None
        if kept is not None:
            return kept
        copy = decoder.clean_copy(desk.blobs.read(row.sha256), row.original_name, limits)
        sha256 = hashlib.sha256(copy.data).hexdigest()
        if cache is not None:
            cache.put(row.sha256, limits, copy, sha256)
        return copy, sha256

    def read_clean() -> tuple[Summed, str, str]:
        try:
            if is_clip(row.media_type):
                bare = desk.clips.bare_copy(desk.blobs.read(row.sha256), row.original_name)
                return summed(bare.data), bare.extension, bare.media_type
            copy, sha256 = made()
        except MissingEnvironment:  # no decoder, or a disk that is not read: no fault of this image
            raise
        except Refusal as reason:
            raise NoCopy(row.original_name, reason) from reason
        if not limits.allow(copy.width, copy.height, len(copy.data)):
            outsized(row.original_name)
        return summed(copy.data, sha256), copy.extension, copy.media_type

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
        watched=watched,
    )


def _watched(clip: Attachment, rows: PostRows, names: Mapping[int, str]) -> tuple[ArchivedWatched, ...]:
    """What members said of a video or audio, in this version of the post or an earlier one."""
    if not is_clip(clip.media_type):
        return ()
    same = {each.id for each in rows.attachments if each.sha256 == clip.sha256}
    watched = (row for row in rows.watched if row.active and row.attachment_id in same)
    return tuple(ArchivedWatched(names[row.member_id], row.at) for row in watched)


def _finding(row: Finding, answer: Answer | None, names: Mapping[int, str]) -> ArchivedFinding:
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
        answered_by=names[answer.member_id] if answer is not None else "",
        answered_at=answer.at if answer is not None else "",
    )


def _decision(row: Decision, member: Member) -> ArchivedDecision:
    return ArchivedDecision(
        verdict=row.verdict,
        member=member.name,
        role=member.role,
        reason=row.reason,
        at=row.at,
        own_author=row.own_author,
    )
