"""The record as a Merkle tree: its checkpoints, and what an archive proves by them.

Every event is a leaf, in order. What the office itself signs comes of the tree as it is kept
(`services.record.kept_tree`); what the record is compared with is made of all events anew (`roots`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

from app.archive.checkpoint import Checkpoint
from app.archive.evidence import PROVEN_KINDS, Evidence, LoggedEvent, breaks_of, is_named
from app.archive.merkle import Growing
from app.archive.types import Break
from app.errors import Refusal
from app.models.transaction import current
from app.services.base.desk import Desk
from app.services.record.kept_tree import RecordTree, in_place, origin
from app.services.record.proven_events import EventsOfDraft, logged
from app.work import Work

EXPORT_BEGUN = "archive.begun"
_TOLD = 1_000  # events between two words of how far it is


def roots(sizes: Iterable[int], work: Work | None = None) -> dict[int, str]:
    """The roots in hex at those sizes that the record has reached, by its events. In a transaction.

    `work` is told how many were read; raises `Cancelled` with it.
    """
    wanted = frozenset(sizes)
    if not wanted:
        return {}
    growing = Growing()
    found = {size: growing.root().hex() for size in wanted if size == 0}
    query = "SELECT id, hash, key, signature FROM event WHERE id <= ? ORDER BY id"
    with contextlib.suppress(Refusal):  # a hole without end: what is behind it was not reached
        for leaf in in_place(current().stream(query, max(wanted))):
            if work is not None and growing.size % _TOLD == 0:
                work.step(growing.size, max(wanted))
            growing.add(leaf)
            if growing.size in wanted:
                found[growing.size] = growing.root().hex()
    return found


def checkpoint(desk: Desk, size: int) -> Checkpoint:
    """The record's checkpoint at `size` events. Call inside a transaction, and `keep_tree` before it."""
    return Checkpoint(origin(), size, RecordTree(desk, size).root())


def evidence(desk: Desk, size: int, also: int | None = None) -> Evidence:
    """What an archive proves that is begun at event `size`. Call inside a transaction, `keep_tree` before it.

    It proves to continue the record of every earlier archive, and that of `also` events if that is given.
    """
    tree = RecordTree(desk, size)
    query = "SELECT id FROM event WHERE kind = ? AND id < ? ORDER BY id"
    begun = {int(id_) for (id_,) in current().rows(query, EXPORT_BEGUN, size)}
    earlier = tuple(sorted(begun if also is None else begun | {also}))
    return Evidence(
        checkpoint=Checkpoint(origin(), size, tree.root()),
        tree=tree,
        earlier=earlier,
        breaks=tuple(_breaking(size)),
        of_draft=EventsOfDraft(desk, size).of,
    )


def breaks(size: int) -> tuple[Break, ...]:
    """What was done openly that an archive names, up to event `size`. In a transaction."""
    return tuple(each for event in _breaking(size) for each in breaks_of(event))


def _breaking(size: int) -> Iterator[LoggedEvent]:
    marks = ", ".join("?" for _ in PROVEN_KINDS)
    events = logged(f"kind IN ({marks}) AND id <= ?", *sorted(PROVEN_KINDS), size)
    return (event for event, _ in events if is_named(event))
