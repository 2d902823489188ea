"""Carries an order out: post by post, each whole in one transaction, and goes on after whatever stopped it.

Of a post its texts, names of files and pasted words are taken out of every table and every event, its images
and evidence that nothing else needs are overwritten and removed, and the search forgets it; copies of the
whole database that the folder keeps from before go with it. Its digests, decisions, names and times stay. A
transaction says what is gone only once its words are; files are removed after it, and the order is not done
before each of them is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from app.archive.redacted import KIND as REDACTED
from app.archive.redacted import OPENINGS
from app.bangla.blank import is_blank
from app.bangla.digits import to_latin
from app.canonical import canonical
from app.errors import Cancelled, Refusal
from app.models import search
from app.models.tables import (
    Attachment,
    DisposalItem,
    DisposalList,
    Event,
    ImageHash,
    PublicationAct,
    Table,
    Version,
    VersionFold,
)
from app.models.transaction import current
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.base.enums import DisposalState, ItemState
from app.services.checking import hash_pages
from app.services.posts.copy_cache import forget_copies
from app.services.record.destroyed import (
    BEGUN,
    DESTROYED,
    DONE,
    blank_columns,
    digest_of_body,
    images_still_named,
    rows_with_words,
    take_words_out,
    without_words,
)
from app.services.record.ledger import change, record
from app.services.record.proof import prove_post
from app.services.record.proposals import alone
from app.services.retention.archived import archived_posts
from app.services.retention.earlier_copies import destroy_earlier_copies, earlier_copies
from app.services.retention.former_places import former_places
from app.services.retention.listing import candidates, known
from app.services.retention.readers import require_carrier
from app.services.retention.views import DisposalReport, Preview
from app.work import Work

HELD_BACK = "disposal.held_back"


def preview(desk: Desk, list_id: int) -> Preview:
    """What carrying the order out would do now. Changes nothing. Raises `Refusal` where there is no list."""
    with desk.store.read():
        row = known(list_id)
        going = _going(row)
    still = _still(desk, row, going)
    images: set[str] = set()
    with desk.store.read():
        for item in going:
            if item.draft_id in still:
                images |= _files(item.draft_id)
        # Shared with another post on the list, it goes with the last of them: shown as what may go at most.
        kept = _needed_elsewhere(images, still)
        archived = archived_posts({item.draft_id: item.last_at for item in going})
        rows: Any = (
            Attachment.select(Attachment.sha256, Attachment.size)
            .where(Attachment.sha256.in_(list(images)))
            .tuples()
        )
        sizes: dict[str, int] = dict(rows)
    gone = images - kept
    return Preview(
        posts=len(still),
        held_back=len(going) - len(still),
        images=len(gone),
        bytes=sum(sizes.get(name, 0) for name in gone),
        copies=len(earlier_copies(desk)),
        not_archived=tuple(sorted(still - archived)),
        former=former_places(desk),
    )


def carry_out(
    desk: Desk, list_id: int, typed: str, by: int, work: Work, *, without_archive: str = ""
) -> DisposalReport:
    """Destroy what the order names. `typed` is its memo number, so that nobody does it by mistake.

    A post that may not be destroyed any more (held since, or kept longer) stays, and is on the list as kept.
    One that cannot be proven stays too. Interrupted, it goes on when called again. `without_archive` is why
    posts may go that no archive holds, "" where each has to be in one. Raises `Refusal` for who may not, what
    is typed, a list that is not ordered, and posts without an archive.
    """
    with desk.store.read():
        row = known(list_id)
        require_carrier(row, by)
        if row.state not in (DisposalState.ORDERED, DisposalState.BEGUN):
            raise Refusal("disposal.not_ordered", id=list_id)
        if _plain(typed) != _plain(row.memo):
            raise Refusal("disposal.typed_wrong")
        going = _going(row)
        missing = {item.draft_id for item in going} - archived_posts(
            {item.draft_id: item.last_at for item in going}
        )
    missing &= _still(desk, row, going)
    if missing and is_blank(without_archive):
        raise Refusal("disposal.not_archived", n=len(missing), draft=min(missing))
    _require_rights(desk)
    copies = earlier_copies(desk)  # the record names them before they go
    _begin(desk, list_id, len(going), by, copies, sorted(missing), without_archive)
    stopped = False
    for done, item in enumerate(going):
        try:
            work.step(done, len(going))
        except Cancelled:
            stopped = True
            break
        _one(desk, list_id, int(item.id), by)
    removed = _remove_files(desk, list_id)
    forget_copies(desk)
    desk.store.clear_up()
    copies = [] if stopped else destroy_earlier_copies(desk)
    with desk.store.write():
        row = known(list_id)
        items = list(DisposalItem.select().where(DisposalItem.list == row.id))
        gone = [item for item in items if item.state == ItemState.DESTROYED]
        if not stopped and row.state == DisposalState.BEGUN:
            change(row, state=DisposalState.DONE.value, done_at=now())
            facts: dict[str, object] = {
                "memo": row.memo,
                "posts": len(gone),
                "digests": [item.digest for item in gone],
                "images": sorted({name for item in gone for name in item.images}),
                "copies": copies,
                **alone(),
            }
            record(desk, DONE, row, by=by, facts=facts)
        kept = sum(item.state in (ItemState.KEPT, ItemState.HELD) for item in items)
    return DisposalReport(list_id, len(gone), kept, removed, len(copies), stopped)


def _require_rights(desk: Desk) -> None:
    """Raise `Refusal` "disposal.owner" where a server lets no desk change what is recorded, as it should."""
    try:
        with desk.store.write():
            Event.update(body=Event.body).where(Event.id == 0).execute()
    except Refusal as problem:
        if problem.key == "database.denied":
            raise Refusal("disposal.owner") from problem
        raise


def _begin(
    desk: Desk, list_id: int, posts: int, by: int, copies: list[str], missing: list[int], why: str
) -> None:
    with desk.store.write():
        row = known(list_id)
        if row.state == DisposalState.BEGUN:
            return
        change(row, state=DisposalState.BEGUN.value, carried_by=by, carried_at=now())
        facts: dict[str, object] = {"memo": row.memo, "posts": posts, "copies": copies, **alone()}
        if missing:
            facts |= {"without_archive": missing, "reason": why.strip()}
        record(desk, BEGUN, row, by=by, facts=facts)


def _one(desk: Desk, list_id: int, item_id: int, by: int) -> None:
    """Destroy one post, or keep it where it may not be destroyed any more."""
    with desk.store.read():
        row, item = known(list_id), DisposalItem.get_by_id(item_id)
        draft_id = item.draft_id
    allowed = bool(_still(desk, row, [item]))
    with desk.store.write():
        item = DisposalItem.get_by_id(item_id)
        if item.state != ItemState.TO_DESTROY:
            return
        try:
            prove_post(draft_id)
        except Refusal as problem:
            allowed, why = False, problem.key
        else:
            why = "" if allowed else "not_due"
        if not allowed:
            change(item, state=ItemState.KEPT.value, done_at=now())
            record(desk, HELD_BACK, item, by=by, draft=draft_id, facts={"why": why})
            return
        files = _files(draft_id)
        rows = rows_with_words(draft_id)
        change(item, state=ItemState.DESTROYED.value, done_at=now())
        gone = sorted(files - images_still_named(files))
        change(item, images=gone)
        blanked: list[Table] = [change(one, **blank_columns(str(one._meta.table_name))) for one in rows]
        left, events = _left(draft_id)
        facts: dict[str, object] = {"order": list_id, "memo": row.memo, "events": events}
        record(desk, DESTROYED, item, *blanked, by=by, draft=draft_id, facts=facts)
        take_words_out(left)
        search.remember(search.Searched.DRAFT, draft_id)
        versions = Version.select(Version.id).where(Version.draft == draft_id)
        VersionFold.delete().where(VersionFold.version.in_(versions)).execute()
        _forget_looks(gone)


def _forget_looks(images: Sequence[str]) -> None:
    """Keep no more how these images look."""
    of_them = ImageHash.sha256.in_(images)
    hashes = {row.hash for row in ImageHash.select(ImageHash.hash).where(of_them)}
    ImageHash.delete().where(of_them).execute()
    hash_pages.take_out(hashes)


def _left(draft_id: int) -> tuple[dict[int, dict[str, Any]], list[list[object]]]:
    """What is left of each event with words of a post: the new bodies, and how their own event names them."""
    bodies: dict[int, dict[str, Any]] = {}
    events: list[list[object]] = []
    query = "SELECT id, hash, body FROM event WHERE draft = ? ORDER BY id"
    for number, hash_, body in list(current().rows(query, draft_id)):
        before = json.loads(body)
        after = without_words(before)
        if after != before:
            bodies[int(number)] = after
            events.append([int(number), str(hash_), digest_of_body(canonical(after).decode())])
    return bodies, events


def _remove_files(desk: Desk, list_id: int) -> int:
    """Overwrite and remove the files of what a list destroyed, unless a row has come to need them since.

    Looked and removed in one transaction of the writer: see `Blobs.keep_named`.
    """
    with desk.store.read():
        of_list = (DisposalItem.list == list_id) & (DisposalItem.state == ItemState.DESTROYED.value)
        names = sorted({str(name) for item in DisposalItem.select().where(of_list) for name in item.images})
    removed = 0
    for name in names:
        with desk.store.write():
            if images_still_named([name]):
                continue
            desk.blobs.destroy(name)
        removed += 1
    return removed


def _going(row: DisposalList) -> list[DisposalItem]:
    to_go = (DisposalItem.list == row.id) & (DisposalItem.state == ItemState.TO_DESTROY.value)
    return list(DisposalItem.select().where(to_go).order_by(DisposalItem.id))


def _still(desk: Desk, row: DisposalList, going: Iterable[DisposalItem]) -> set[int]:
    """Those of these posts that may be destroyed now as then: due, held by nobody, decided on no further."""
    listed = {item.draft_id: item for item in going}
    found = candidates(desk, row.year, list(listed))
    return {
        one.draft_id
        for one in found
        if one.digest == listed[one.draft_id].digest and one.last_at == listed[one.draft_id].last_at
    }


def _files(draft_id: int) -> set[str]:
    """Every file kept for a post: images of its versions, what they were blurred from, evidence, openings."""
    versions = Version.select(Version.id).where(Version.draft == draft_id)
    found: set[str] = set()
    for row in Attachment.select().where(Attachment.version.in_(versions)):
        found |= {row.sha256, row.origin_sha256}
    acts = PublicationAct.select(PublicationAct.file_sha256).where(PublicationAct.draft == draft_id)
    return (found | {row.file_sha256 for row in acts} | _openings(draft_id)) - {""}


def _openings(draft_id: int) -> set[str]:
    """What opens the words hidden in redacted copies of a post: they are its words too."""
    found: set[str] = set()
    for (body,) in current().rows("SELECT body FROM event WHERE kind = ?", REDACTED):
        facts = json.loads(body)
        if draft_id in facts["drafts"]:
            # Earlier releases kept one file for all the posts of a copy.
            found |= {
                str(facts.get(OPENINGS, {}).get(str(draft_id), "")),
                str(facts.get("opening", "")),
            }
    return found


def _needed_elsewhere(images: set[str], going: set[int]) -> set[str]:
    """Those files that something besides these posts needs."""
    found: set[str] = set()
    rows: Any = (
        Attachment.select(Attachment.sha256)
        .join(Version)
        .where(Attachment.sha256.in_(list(images)) & Version.draft.not_in(list(going)))
        .tuples()
    )
    found |= {str(name) for (name,) in rows}
    alone_ = images - found
    named_twice = images_still_named(alone_)
    own: Any = (
        Attachment.select(Attachment.sha256, Attachment.origin_sha256)
        .join(Version)
        .where(Version.draft.in_(list(going)))
        .tuples()
    )
    ours = {str(name) for pair in own for name in pair}
    acts = PublicationAct.select(PublicationAct.file_sha256).where(PublicationAct.draft.in_(list(going)))
    ours |= {row.file_sha256 for row in acts}
    return found | (named_twice - ours)


def _plain(memo: str) -> str:
    return "".join(to_latin(memo).split())
