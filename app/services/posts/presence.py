"""Who has a draft or a response open just now, at the other desks of an office on a server.

A window writes one row, under the key of the connection on which it listens, and the server knows which of
those connections live: what a desk left behind when it died counts no more, with no clock and no heartbeat.
It is no event of the record, and nothing rests on it: two may look at a draft, and one of them is told who
was first.
"""

from __future__ import annotations

from typing import Any

from app.computer import computer_name
from app.models.tables import Member, OpenDraft
from app.services.base.desk import Desk
from app.services.record.news import WINDOW, announce
from app.values import dataclass

_LONGEST = 40  # characters of a computer's name


@dataclass(frozen=True, slots=True)
class OpenElsewhere:
    """A draft (0 for none) or response that a colleague has open, and what the computer there is called."""

    draft: int
    member: str
    desk: str
    response: int | None = None


def show(
    desk: Desk, listener: int, draft: int | None, member: int | None, response: int | None = None
) -> None:
    """Say at the other desks what this window has open, None for none; `listener` is its key.

    Raises `Refusal` where the server is not reached.
    """
    with desk.store.write() as transaction:
        others = sorted(transaction.listeners() - {listener})
        changed = OpenDraft.delete().where(OpenDraft.listener.not_in(others)).execute()
        if (draft is not None or response is not None) and member is not None:
            where = computer_name()[:_LONGEST]
            what = {"draft": draft or 0, "response": response}
            OpenDraft.insert(listener=listener, member=member, desk=where, **what).execute()
            changed += 1
        if changed:
            announce(transaction, desk, 0, WINDOW)


def elsewhere(desk: Desk, listener: int) -> tuple[OpenElsewhere, ...]:
    """What the other windows of the office have open, those of this desk's own folder left out too."""
    with desk.store.read() as transaction:
        alive = sorted(transaction.listeners() - {listener})
        columns = (OpenDraft.draft, Member.name, OpenDraft.desk, OpenDraft.response)
        rows: Any = (
            OpenDraft.select(*columns)
            .join(Member, on=(OpenDraft.member == Member.id))
            .where(OpenDraft.listener.in_(alive))
            .order_by(OpenDraft.listener)
            .tuples()
        )
        return tuple(OpenElsewhere(*row) for row in rows)
