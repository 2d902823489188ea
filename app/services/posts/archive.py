"""Exports approved posts into an archive that anyone can verify."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from app import NAME, VERSION
from app.archive.evidence import Evidence, ProvenEvent
from app.archive.stamp_check import facts_of
from app.archive.types import (
    ArchivedPost,
    ArchivedReport,
    ArchiveHeader,
    ChainHead,
    StampFacts,
    StampFiles,
)
from app.archive.write import write_archive
from app.bangla.workdays import Quarter
from app.errors import Refusal
from app.media.decoder import Decoder
from app.models import tables
from app.models.tables import Member, Office
from app.new_files import refuse_taken
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.posts.archived_post import NoCopy, People, copies_proven, people, post_of_rows
from app.services.posts.archives import (
    EXPORTED,
    ArchiveMade,
    archives_made,
    former_of,
    remember_place,
)
from app.services.posts.copy_cache import CopyCache
from app.services.posts.copying_ahead import map_ahead
from app.services.posts.export_order import ExportOrder, base_of, iso_day
from app.services.posts.report_views import ExportReport, LeftOut
from app.services.record.end import HEAD
from app.services.record.export_signer import export_signer
from app.services.record.kept_tree import keep_tree
from app.services.record.ledger import record
from app.services.record.proof import PostRecord, prove_office, prove_posts
from app.services.record.proven_events import as_logged, proven_of, reports_kept
from app.services.record.roles import member_or_desk
from app.services.record.timestamps import stamp_files
from app.services.record.tree import EXPORT_BEGUN, breaks, evidence
from app.work import Work

_AT_ONCE = 32  # posts read with one set of queries
_REPORT_COLUMNS = ("quarter", "content", "digest", "signature", "key", "complete", "at")


def export(
    desk: Desk,
    out: Path,
    *,
    since: date | None = None,
    until: date | None = None,
    account: str = "",
    drafts: Collection[int] = (),
    since_archive: int | None = None,
    by: int | None = None,
    unsigned: bool = False,
    work: Work,
) -> ExportReport:
    """Write every post approved from `since` to `until` (Dhaka days, both included) to `out`.

    `out` is a folder that does not exist yet, or ends in `.zip`. `account` is a handle, "" for all; `drafts`
    are the numbers of the posts wanted, none for all. With `since_archive`, the number of an archive made
    before (`LAST` for the newest one that held all of the account), only what is new or changed since.
    Its beginning and its end are events of the record; the chain head in the archive covers the beginning.
    A post that is not as the record tells, or of whose image no copy for publishing can be made, is left out
    and named in the report, so that one does not cost the others their archive. Raises `Refusal` for nothing
    to export (or nothing that can be), an unknown account, draft or archive, a place that is taken, and an
    office whose members or settings are not as the record tells; `MissingEnvironment` where the office has a
    key that the keyring does not give, unless it is to go out `unsigned`; `Cancelled`.
    """
    refuse_taken(out)
    signer = export_signer(desk, unsigned=unsigned)
    with desk.store.read():
        prove_office()
    made = archives_made(desk)
    base = None if since_archive is None else base_of(made, since_archive, account)
    order = ExportOrder(since, until, account, frozenset(drafts), base, by)
    chosen, withdrawn = order.choose(desk)
    keep_tree(desk)
    facts = order.facts(len(chosen))
    with desk.store.write():
        member_or_desk(by)
        record(desk, EXPORT_BEGUN, by=by, facts=facts)
        header = _header(order)
    with desk.store.read():
        header, proven, times, reports = _proven(desk, order, replace(header, withdrawn=withdrawn), made)
    chosen_posts = _Chosen(desk, chosen, header.chain.count)
    proven = replace(proven, of_draft=chosen_posts.of_draft)
    with closing(chosen_posts.posts()) as posts:
        written = write_archive(out, header, posts, len(chosen), signer, work, proven, times, reports)
    left_out = tuple(chosen_posts.left_out)
    with desk.store.write():
        facts |= {"posts": written.posts, "files": written.files, "bytes": written.size}
        facts |= {"digest": written.digest, "number": header.number, "record": header.chain.count}
        facts["name"] = out.name
        if left_out:
            facts["left_out"] = [{"draft": left.draft_id, "image": left.image} for left in left_out]
        record(desk, EXPORTED, by=by, facts=facts)
    remember_place(desk, written.digest, out)
    return ExportReport(
        path=str(written.path),
        posts=written.posts,
        files=written.files,
        size=written.size,
        signed=signer is not None,
        fingerprint=written.fingerprint,
        outsized=tuple(chosen_posts.outsized),
        left_out=left_out,
        number=header.number,
        digest=written.digest,
        base=0 if base is None else base.number,
        withdrawn=withdrawn,
    )


def _reports(
    since: date | None, until: date | None, after: int, size: int
) -> Iterator[tuple[ArchivedReport, ProvenEvent]]:
    """The quarters' reports kept after event `after` whose quarter lies in the period at least in part."""
    members = {row.id: row.name for row in Member.select(Member.id, Member.name)}
    for proven, row in reports_kept(after, size):
        quarter = Quarter(int(row["quarter"][:4]), int(row["quarter"][-1]))
        if (until is None or quarter.begins <= until) and (since is None or quarter.ends >= since):
            columns = {name: row[name] for name in _REPORT_COLUMNS}
            yield ArchivedReport(row=row["id"], member=members.get(row["member_id"], ""), **columns), proven


@dataclass(frozen=True, slots=True)
class _Read:
    """A post as it was read: when its approval was complete, what the record proves of it, and who is who."""

    draft_id: int
    approved_at: str
    found: PostRecord | Refusal
    known: People


@dataclass(slots=True)
class _Chosen:
    """Reads the chosen posts in runs of `_AT_ONCE`, and keeps what the report says of their images.

    `chosen`: draft ids with the time of their approval; `size`: the events of the record that count.
    """

    desk: Desk
    chosen: list[tuple[int, str]]
    size: int
    outsized: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    _events: dict[int, tuple[ProvenEvent, ...]] = field(default_factory=dict)

    def of_draft(self, draft_id: int) -> tuple[ProvenEvent, ...]:
        """The events about a post that its archive proves, while the post is being written."""
        return self._events[draft_id]

    def posts(self) -> Generator[ArchivedPost, None, None]:
        """Those that can be archived. Raises `Refusal` "archive.no_copy" where there are none."""
        cache = CopyCache(self.desk)
        futures = map_ahead(self.desk, self._read(), len(self.chosen), partial(self._made, cache))
        for (draft_id, _), future in zip(self.chosen, futures, strict=True):
            try:
                post, outsized = future.result()
            except NoCopy as problem:
                self.left_out.append(LeftOut(draft_id, problem.name, problem))
                continue
            if isinstance(post, LeftOut):
                self.left_out.append(post)
                continue
            self.outsized += outsized
            yield post
            del self._events[draft_id]
        if len(self.left_out) == len(self.chosen):
            first = self.left_out[0]
            if first.changed:
                raise first.reason
            raise Refusal("archive.no_copy", draft=first.draft_id, name=first.image)

    def _read(self) -> Iterator[_Read]:
        for first in range(0, len(self.chosen), _AT_ONCE):
            some = self.chosen[first : first + _AT_ONCE]
            with self.desk.store.read():
                found, known = prove_posts([draft_id for draft_id, _ in some]), people()
            for draft_id, approved_at in some:
                yield _Read(draft_id, approved_at, found.pop(draft_id), known)

    def _made(
        self, cache: CopyCache, decoder: Decoder, one: _Read
    ) -> tuple[ArchivedPost | LeftOut, list[str]]:
        """One post with its copies, or why it is left out; and the images whose copies are too large."""
        if isinstance(one.found, Refusal):
            return LeftOut(one.draft_id, "", one.found), []
        bodies = ((as_logged(event), body) for event, body in one.found.events if event.link.id <= self.size)
        proven = self._events[one.draft_id] = proven_of(bodies)
        recorded = {(each.what, each.row) for each in proven}
        outsized: list[str] = []
        post = post_of_rows(
            self.desk,
            decoder,
            one.found.rows,
            one.known,
            one.approved_at,
            outsized.append,
            recorded,
            cache,
        )
        return copies_proven(post), outsized


def _stamp(size: int) -> tuple[StampFiles | None, StampFacts | None]:
    """The record's trusted time. One that does not hold is left out; the audit names it."""
    files = stamp_files(size)
    try:
        return files, None if files is None else facts_of(files)
    except ValueError:
        return None, None


def _header(order: ExportOrder) -> ArchiveHeader:
    """Who makes the archive, of what, and where the record is. What it proves is added by `_proven`."""
    office = Office.get_or_none()
    head = tables.ChainHead.get_by_id(HEAD)
    return ArchiveHeader(
        office_bn=office.name_bn if office is not None else "",
        office_en=office.name_en if office is not None else "",
        parent_bn=office.parent_bn if office is not None else "",
        website=office.website if office is not None else "",
        made_at=now(),
        made_by=Member.get_by_id(order.by).name if order.by is not None else "",
        program=f"{NAME} {VERSION}",
        since=iso_day(order.since),
        until=iso_day(order.until),
        account=order.account,
        chain=ChainHead(head.count, head.hash, head.at, head.signature, head.public_key),
    )


def _proven(
    desk: Desk, order: ExportOrder, header: ArchiveHeader, made: Sequence[ArchiveMade]
) -> tuple[ArchiveHeader, Evidence, StampFiles | None, list[tuple[ArchivedReport, ProvenEvent]]]:
    """The header with its place among the archives `made` before, and what the archive proves.

    That is the evidence of the record, its trusted time, and the quarters' reports.
    """
    size = header.chain.count
    times, stamp = _stamp(size)
    proven = evidence(desk, size, also=None if stamp is None else stamp.size)
    base = order.base
    header = replace(
        header,
        breaks=breaks(size),
        checkpoint=proven.checkpoint.text(),
        stamp=stamp,
        number=len([each for each in made if each.number]) + 1,
        former=former_of(made[0]) if made and made[0].number else None,
        base=None if base is None else former_of(base),
        selection=tuple(sorted(order.drafts)),
    )
    reports = list(_reports(order.since, order.until, 0 if base is None else base.begun, size))
    return header, proven, times, reports
