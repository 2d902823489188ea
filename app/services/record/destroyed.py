"""What was destroyed by order: its words are gone from tables and events; the record tells that they were.

An event keeps its hash, link and signature when the words in it are destroyed. The later event
"post.destroyed" names it with that hash and with the digest of what is left of it, so that nothing else can
be taken out unseen. Call everything here inside a transaction.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from app.errors import Refusal
from app.models.kept_sql import Rows, select
from app.models.tables import (
    Attachment,
    CheckRun,
    DisposalItem,
    DisposalList,
    Event,
    Finding,
    PublicationAct,
    Table,
    Version,
)
from app.models.transaction import current
from app.services.base.clock import moment
from app.services.base.enums import ItemState
from app.values import dataclass

DESTROYED, BEGUN, DONE = "post.destroyed", "disposal.begun", "disposal.done"

Left = Mapping[int, tuple[str, str]]

# What is taken out of each row of a post, in its table and in every event about it.
_BLANK: dict[str, dict[str, Any]] = {
    "version": {"text": "", "sources": [], "origin": ""},
    "attachment": {"alt": "", "original_name": ""},
    "finding": {"text": None, "why": {"bn": "", "en": ""}},
    "publication_act": {"text": "", "file_name": ""},
}
_BLANK_FACTS = ("name",)  # of a file


@dataclass(frozen=True, slots=True)
class Destroyed:
    """That a post was destroyed: by which order, when."""

    order: int
    memo: str
    at: datetime


def destroyed(draft_id: int) -> Destroyed | None:
    """By which order a post was destroyed, None where it is there."""
    row = (
        DisposalItem.select(DisposalItem.done_at, DisposalList.id, DisposalList.memo)
        .join(DisposalList, on=(DisposalItem.list == DisposalList.id))
        .where((DisposalItem.draft == draft_id) & (DisposalItem.state == ItemState.DESTROYED.value))
        .tuples()
        .first()
    )
    return None if row is None else Destroyed(int(row[1]), str(row[2]), moment(row[0]))


def destroyed_among(draft_ids: Iterable[int]) -> set[int]:
    """Those of these drafts that were destroyed."""
    return {row.draft_id for row in destroyed_rows(draft_ids)}


def destroyed_rows(draft_ids: Iterable[int]) -> Rows[DisposalItem]:
    """The rows of `destroyed_among`, to be prefetched."""
    ids = list(draft_ids)

    def build() -> Any:
        gone = DisposalItem.state == ItemState.DESTROYED.value
        return DisposalItem.select(DisposalItem.draft).where(gone & DisposalItem.draft.in_(ids))

    return select(f"destroyed among {len(ids)}", build, ItemState.DESTROYED.value, *ids)


def destroyed_drafts() -> Any:
    """A query of the drafts that were destroyed, to be left out of another."""
    return DisposalItem.select(DisposalItem.draft).where(DisposalItem.state == ItemState.DESTROYED.value)


def refuse_destroyed(draft_id: int) -> None:
    """Raise `Refusal` "record.destroyed" for a post that was destroyed."""
    found = destroyed(draft_id)
    if found is not None:
        raise Refusal("record.destroyed", draft=draft_id, memo=found.memo)


def blank_columns(table: str) -> dict[str, Any]:
    """The columns of a table that hold a post's own words, each with what is left in their place."""
    return _BLANK.get(table, {})


def rows_with_words(draft_id: int) -> list[Table]:
    """Every row of a post in which its words stand."""
    versions = Version.select(Version.id).where(Version.draft == draft_id)
    runs = CheckRun.select(CheckRun.id).where(CheckRun.version.in_(versions))
    return [
        *Version.select().where(Version.draft == draft_id).order_by(Version.id),
        *Attachment.select().where(Attachment.version.in_(versions)).order_by(Attachment.id),
        *Finding.select().where(Finding.run.in_(runs)).order_by(Finding.id),
        *PublicationAct.select().where(PublicationAct.draft == draft_id).order_by(PublicationAct.id),
    ]


def without_words(body: Mapping[str, Any]) -> dict[str, Any]:
    """An event's body with the words of its rows taken out; all else stays as it is."""
    rows = [{**row, **blank_columns(str(row.get("table")))} for row in body.get("rows", ())]
    facts = {name: ("" if name in _BLANK_FACTS else value) for name, value in body.items()}
    return {**facts, "rows": rows} if "rows" in body else facts


def digest_of_body(body: str) -> str:
    """SHA-256 of an event's body as it lies in the table."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def left_of_events(draft_id: int | None = None) -> dict[int, tuple[str, str]]:
    """For each event whose words were destroyed, of one post or of all: its hash, the digest of the rest."""
    rows: Any = Event.select(Event.body).where(Event.kind == DESTROYED)
    if draft_id is not None:
        rows = rows.where(Event.draft == draft_id)
    found: dict[int, tuple[str, str]] = {}
    for (body,) in rows.tuples():
        facts = json.loads(body) if isinstance(body, str) else body
        for number, hash_, digest in facts.get("events", ()):
            found[int(number)] = (str(hash_), str(digest))
    return found


def is_left(left: Left, event: int, hash_: object, body: object) -> bool:
    """Whether an event that does not match its hash is what an order left of it."""
    entry = left.get(event)
    return entry is not None and entry == (str(hash_), digest_of_body(str(body)))


def take_words_out(events: Mapping[int, dict[str, Any]]) -> None:
    """Put what is left in the place of events' bodies. In a transaction that writes, behind its event."""
    for number, body in events.items():
        Event.update(body=body).where(Event.id == number).execute()


def images_still_named(images: Iterable[str]) -> set[str]:
    """Those of these kept files that some row still needs: of a post that is there, or of anything else."""
    wanted = list(images)
    if not wanted:
        return set()
    marks = ", ".join("?" for _ in wanted)
    found: set[str] = set()
    for query in _NAMED_BY:
        found |= {str(row[0]) for row in current().rows(query.replace("(*)", f"({marks})"), *wanted)}
    return found


def destroyed_images() -> set[str]:
    """The kept files that were destroyed by order and that no row needs any more."""
    gone: set[str] = set()
    for row in DisposalItem.select(DisposalItem.images).where(
        DisposalItem.state == ItemState.DESTROYED.value
    ):
        gone |= {str(name) for name in row.images}
    found: set[str] = set()
    listed = sorted(gone)
    for first in range(0, len(listed), _AT_ONCE):
        some = listed[first : first + _AT_ONCE]
        found |= set(some) - images_still_named(some)
    return found


_AT_ONCE = 200
_THERE = "draft_id NOT IN (SELECT draft_id FROM disposal_item WHERE state = 'destroyed')"
_OF_POSTS = f"FROM attachment a JOIN version v ON a.version_id = v.id WHERE v.{_THERE} AND"
_NAMED_BY = (
    f"SELECT a.sha256 {_OF_POSTS} a.sha256 IN (*)",
    f"SELECT a.origin_sha256 {_OF_POSTS} a.origin_sha256 IN (*)",
    f"SELECT file_sha256 FROM publication_act WHERE {_THERE} AND file_sha256 IN (*)",  # noqa: S608 -- ours
    "SELECT evidence_image FROM checklist_entry WHERE evidence_image IN (*)",
    "SELECT logo FROM office WHERE logo IN (*)",
    "SELECT sha256 FROM past_media WHERE sha256 IN (*)",
    "SELECT sha256 FROM restored_file WHERE sha256 IN (*)",
    "SELECT screenshot FROM response WHERE screenshot IN (*)",
)
