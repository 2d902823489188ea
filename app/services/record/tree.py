"""The record as a Merkle tree: its checkpoints, and what an archive proves by them.

Every event is a leaf, in order. Nothing of the tree is kept: half a million leaves are read and hashed in a
few seconds, and an office has a few thousand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from app.archive.checkpoint import Checkpoint, leaf_of, origin_of
from app.archive.evidence import BREAKS, Evidence, LoggedEvent, break_of
from app.archive.merkle import Tree
from app.archive.types import Break
from app.models.transaction import current
from app.services.base.desk import Desk
from app.services.record.chain import EVENTS, sealed

EXPORT_BEGUN = "archive.begun"


def origin() -> str:
    """The name of this record, "" before its first event. Call inside a transaction."""
    row = current().row("SELECT hash, key, signature FROM event WHERE id = 1")
    return "" if row is None else origin_of(*map(str, row))


def tree_of(size: int) -> Tree:
    """The tree over the record's first `size` events. Call inside a transaction."""
    return Tree(_leaves(size))


def roots(sizes: Iterable[int]) -> dict[int, str]:
    """The roots in hex at those sizes that the record has reached. Call inside a transaction."""
    wanted = sorted(sizes)
    if not wanted:
        return {}
    tree = tree_of(wanted[-1])
    return {size: tree.root(size).hex() for size in wanted if size <= tree.size}


def checkpoint(size: int) -> Checkpoint:
    """The record's checkpoint at `size` events. Call inside a transaction."""
    return Checkpoint(origin(), size, tree_of(size).root())


def evidence(desk: Desk, size: int, also: int | None = None) -> Evidence:
    """What an archive proves that is begun at event `size`. Call inside a transaction.

    It proves to continue the record of every earlier archive, and that of `also` events if that is given.
    """
    tree = tree_of(size)
    query = "SELECT id FROM event WHERE kind = ? AND id < ? ORDER BY id"
    begun = {int(id_) for (id_,) in current().rows(query, EXPORT_BEGUN, size)}
    earlier = tuple(sorted(begun if also is None else begun | {also}))
    return Evidence(
        checkpoint=Checkpoint(origin(), size, tree.root()),
        tree=tree,
        earlier=earlier,
        breaks=tuple(_breaking(size)),
        approvals=_Approvals(desk, size).of,
    )


def breaks(size: int) -> tuple[Break, ...]:
    """What was done openly that an archive names (`BREAKS`), up to event `size`. In a transaction."""
    return tuple(break_of(event) for event in _breaking(size))


class _Approvals:
    """Finds the events that approved the current version of a draft, up to event `size`."""

    def __init__(self, desk: Desk, size: int) -> None:
        self._desk = desk
        self._size = size

    def of(self, draft: int) -> tuple[LoggedEvent, ...]:
        """The events in order. Opens a transaction of its own."""
        with self._desk.store.read():
            events = list(_logged("draft = ? AND id <= ?", draft, self._size))
        version = 0
        found: dict[int, LoggedEvent] = {}
        newest: dict[int, dict[str, object]] = {}
        for event, body in events:
            for row in body["rows"]:
                if row["table"] == "decision":
                    found.setdefault(row["id"], event)
                    newest[row["id"]] = row
                elif row["table"] == "draft":
                    version = row["version"]
        standing = (
            id_
            for id_, row in newest.items()
            if row["verdict"] == "approve" and not row["void_at"] and row["version"] == version
        )
        return tuple(found[id_] for id_ in standing)


def _breaking(size: int) -> Iterator[LoggedEvent]:
    marks = ", ".join("?" for _ in BREAKS)
    return (event for event, _ in _logged(f"kind IN ({marks}) AND id <= ?", *BREAKS, size))


def _logged(condition: str, *values: object) -> Iterator[tuple[LoggedEvent, dict]]:  # type: ignore[type-arg]
    """Events as proofs hold them, each with its body."""
    for row in list(current().rows(f"{EVENTS} WHERE {condition} ORDER BY id", *values)):
        event = sealed(row)
        yield LoggedEvent(event.link.text(), event.key, event.signature), json.loads(event.link.body)


def _leaves(size: int) -> Iterator[bytes]:
    query = "SELECT hash, key, signature FROM event WHERE id <= ? ORDER BY id"
    return (leaf_of(*map(str, row)) for row in current().stream(query, size))
