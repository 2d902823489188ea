"""The events that an archive proves one by one: approvals, publications, what was done after, reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from app.archive.evidence import ACT, APPROVAL, PUBLICATION, REPORT, LoggedEvent, ProvenEvent
from app.models.transaction import current
from app.services.base.desk import Desk
from app.services.record.bodies import read_body
from app.services.record.chain import EVENTS, Sealed, sealed

_OF_TABLE = {"publication": PUBLICATION, "publication_act": ACT}
REPORT_KEPT = "report.made"


class EventsOfDraft:
    """Finds the events about a draft, up to event `size`, that an archive of it proves."""

    def __init__(self, desk: Desk, size: int) -> None:
        self._desk = desk
        self._size = size

    def of(self, draft: int) -> tuple[ProvenEvent, ...]:
        """Those that approved its current version, then its publications and what was done afterwards.

        Each in order. Opens a transaction of its own.
        """
        with self._desk.store.read():
            return proven_of(logged("draft = ? AND id <= ?", draft, self._size))


def proven_of(events: Iterable[tuple[LoggedEvent, dict[str, Any]]]) -> tuple[ProvenEvent, ...]:
    """Those of a draft's events, each with its body, that an archive of it proves: see `EventsOfDraft.of`."""
    version = 0
    found: dict[int, LoggedEvent] = {}
    newest: dict[int, dict[str, Any]] = {}
    after = []
    for event, body in events:
        for row in body["rows"]:
            if row["table"] == "decision":
                found.setdefault(row["id"], event)
                newest[row["id"]] = row
            elif row["table"] == "draft":
                version = row["version"]
            elif row["table"] in _OF_TABLE:
                after.append(ProvenEvent(_OF_TABLE[row["table"]], row["id"], event))
    standing = (
        ProvenEvent(APPROVAL, id_, found[id_])
        for id_, row in newest.items()
        if row["verdict"] == "approve" and not row["void_at"] and row["version"] == version
    )
    return (*standing, *after)


def reports_kept(since: int, until: int) -> list[tuple[ProvenEvent, dict[str, Any]]]:
    """The events that kept a quarter's report, after event `since` up to event `until`, with their rows.

    Call inside a transaction.
    """
    found = []
    for event, body in logged("kind = ? AND id > ? AND id <= ?", REPORT_KEPT, since, until):
        for row in body["rows"]:
            if row["table"] == "report":
                found.append((ProvenEvent(REPORT, row["id"], event), row))
    return found


def logged(condition: str, *values: object) -> Iterator[tuple[LoggedEvent, dict[str, Any]]]:
    """Events as proofs hold them, each with its body. Call inside a transaction.

    Without those whose body cannot be read: there is nothing in them to prove.
    """
    for row in list(current().rows(f"{EVENTS} WHERE {condition} ORDER BY id", *values)):
        event = sealed(row)
        body = read_body(event.link.body)
        if body is not None:
            yield as_logged(event), body


def as_logged(event: Sealed) -> LoggedEvent:
    """An event as proofs hold it."""
    return LoggedEvent(event.link.text(), event.key, event.signature)
