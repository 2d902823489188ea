"""Restored archives and their posts as the window and the commands show them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from peewee import fn

from app.archive.types import Whose
from app.errors import Refusal
from app.models.tables import Member, Office, RestoredArchive, RestoredPost
from app.services.base.clock import midnight, moment
from app.services.base.desk import Desk
from app.services.past.folding import words_of
from app.services.restored.post_rows import post_in
from app.services.restored.views import (
    RestoredArchiveView,
    RestoredList,
    RestoredPostView,
    RestoredRow,
    RestoredWanted,
)

MOST = 2_000  # posts in a list; who looks for an older one says which words or when

_COLUMNS = (
    RestoredPost.id,
    RestoredPost.archive,
    RestoredPost.record,
    RestoredPost.events,
    RestoredPost.draft,
    RestoredPost.version,
    RestoredPost.text,
    RestoredPost.platform,
    RestoredPost.account,
    RestoredPost.important,
    RestoredPost.approvers,
    RestoredPost.approved_at,
    RestoredPost.published_at,
)


def archives(desk: Desk) -> list[RestoredArchiveView]:
    """Every archive that was taken in, the last taken first."""
    with desk.store.read():
        rows = list(RestoredArchive.select().order_by(RestoredArchive.id.desc()))
        here = {row.digest for row in rows}
        return [archive_view(row, here) for row in rows]


def any_restored(desk: Desk) -> bool:
    """Whether any archive was taken in."""
    with desk.store.read():
        return bool(RestoredArchive.select().exists())


def archive_view(row: RestoredArchive, here: Collection[str] | None = None) -> RestoredArchiveView:
    """An archive's row as it is shown; `here` are the digests of all. Call inside a transaction."""
    missing = row.base != "" and (
        row.base not in here
        if here is not None
        else not RestoredArchive.select().where(RestoredArchive.digest == row.base).exists()
    )
    member = Member.get_or_none(Member.id == row.member_id) if row.member_id is not None else None
    return RestoredArchiveView(
        id=row.id,
        digest=row.digest,
        title=row.title,
        office_bn=row.office_bn,
        office_en=row.office_en,
        made_at=moment(row.made_at),
        number=row.number,
        key=row.key,
        whose=Whose(row.whose),
        record=row.record,
        events=row.events,
        posts=row.posts,
        added=row.added,
        reports=row.reports,
        missing_base=missing,
        of_another=_of_another(row),
        member=member.name if member is not None else "",
        at=moment(row.at),
    )


def _of_another(row: RestoredArchive) -> bool:
    office = Office.get_or_none()
    return office is not None and row.office_bn != office.name_bn and row.office_en != office.name_en


def restored_list(desk: Desk, wanted: RestoredWanted, most: int = MOST) -> RestoredList:
    """The posts that are wanted as the newest archive tells of each, the last approved first."""
    with desk.store.read():
        query: Any = RestoredPost.select(*_COLUMNS).where(newest())
        for condition in _conditions(wanted):
            query = query.where(condition)
        total = query.count()
        gone = withdrawn()
        ordered = query.order_by(RestoredPost.approved_at.desc(), RestoredPost.id.desc()).limit(most)
        return RestoredList(tuple(_row(row, gone) for row in ordered), total)


def restored_post(desk: Desk, id_: int) -> RestoredPostView:
    """One post with all that its archive tells. Raises `Refusal` where there is none of that number."""
    with desk.store.read():
        row = RestoredPost.get_or_none(RestoredPost.id == id_)
        if row is None:
            raise Refusal("restored.no_post", id=id_)
        archive = archive_view(RestoredArchive.get_by_id(row.archive_id))
        post = post_in(row.document)
        return RestoredPostView(_row(row, withdrawn()), post, archive, row.folder, row.document)


def newest() -> Any:
    """The condition that no later archive tells differently of the same draft."""
    later = RestoredPost.alias()
    return ~fn.EXISTS(
        later.select(later.id).where(
            (later.record == RestoredPost.record)
            & (later.draft == RestoredPost.draft)
            & (later.events > RestoredPost.events)
        )
    )


def withdrawn() -> dict[tuple[str, int], int]:
    """Record and draft of every approval that was taken back, with how far that archive's record went.

    Call inside a transaction. A post is withdrawn where its own archive's record had fewer events.
    """
    found: dict[tuple[str, int], int] = {}
    for row in RestoredArchive.select(
        RestoredArchive.record, RestoredArchive.events, RestoredArchive.withdrawn
    ):
        for draft in row.withdrawn:
            found[row.record, draft] = max(found.get((row.record, draft), 0), row.events)
    return found


def _row(row: Any, gone: dict[tuple[str, int], int]) -> RestoredRow:
    return RestoredRow(
        id=row.id,
        archive=row.archive_id,
        draft=row.draft,
        version=row.version,
        text=row.text,
        platform=row.platform,
        account=row.account,
        important=bool(row.important),
        approvers=row.approvers,
        approved_at=moment(row.approved_at),
        published_at=moment(row.published_at) if row.published_at else None,
        withdrawn=gone.get((row.record, row.draft), 0) > row.events,
    )


def _conditions(wanted: RestoredWanted) -> list[Any]:
    found: list[Any] = [RestoredPost.words.contains(f" {word}") for word in words_of(wanted.search)]
    if wanted.archive is not None:
        found.append(RestoredPost.archive == wanted.archive)
    if wanted.account.strip():
        found.append(RestoredPost.account.contains(wanted.account.strip()))
    if wanted.since is not None:
        found.append(RestoredPost.approved_at >= midnight(wanted.since))
    if wanted.until is not None:
        found.append(RestoredPost.approved_at < midnight(wanted.until + timedelta(days=1)))
    return found
