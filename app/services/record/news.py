"""News of what another desk has recorded, for a window that shows the same office."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from app.models.tables import Event
from app.models.transaction import Transaction
from app.services.base.desk import Desk
from app.values import dataclass

if TYPE_CHECKING:
    from app.models.engines.base import Listener

WINDOW = "window.draft"  # no event: a window has another draft open, or none any more

# What an event's kind begins with that concerns drafts alone.
_OF_DRAFTS = ("draft.", "decision.", "finding.", "attachment.")


@dataclass(frozen=True, slots=True)
class News:
    """An event of another desk, or `WINDOW`. `verdict` is that of a decision, "" for anything else."""

    event: int
    kind: str
    member: str = ""
    draft: int | None = None
    verdict: str = ""

    @property
    def of_drafts(self) -> bool:
        """Whether it concerns drafts alone, and nothing of the office."""
        return self.kind.startswith(_OF_DRAFTS)


def announce(transaction: Transaction, desk: Desk, event: int, kind: str, draft: int | None = None) -> None:
    """Tell the other desks of an event, once it is committed."""
    transaction.engine.announce(transaction.database, f"{desk.keys.desk} {event} {kind} {draft or 0}")


class Listening:
    """Hears of other desks until it is closed. Raises `MissingEnvironment` once the server is lost."""

    def __init__(self, own: str, listener: Listener) -> None:
        self._own = own
        self._listener = listener

    def fileno(self) -> int:
        """What becomes readable when there is something to hear."""
        return self._listener.fileno()

    @property
    def key(self) -> int:
        """By what the server knows this listener, for as long as its connection lives."""
        return self._listener.key

    def heard(self) -> list[News]:
        """The news since the last call, without this desk's own. Waits for nothing."""
        news = []
        for notice in self._listener.take():
            with contextlib.suppress(ValueError):  # anybody with a role may say anything there
                origin, event, kind, draft = notice.split(" ")
                if origin != self._own:
                    news.append(News(int(event), kind, draft=int(draft) or None))
        return news

    def close(self) -> None:
        """Listen no more."""
        self._listener.close()


def listening(desk: Desk) -> Listening | None:
    """What hears of other desks, None where the office has no other. Raises `MissingEnvironment`.

    Connecting may take seconds.
    """
    listener = desk.store.listen()
    return None if listener is None else Listening(desk.keys.desk, listener)


def with_details(desk: Desk, news: News) -> News:
    """The same with who did it and on which draft, by the record."""
    with desk.store.read():
        row = Event.get_or_none(Event.id == news.event)
    if row is None:
        return news
    rows = row.body.get("rows", []) if row.kind == "draft.decided" else []
    verdict = next((str(each["verdict"]) for each in rows if each["table"] == "decision"), "")
    return News(news.event, row.kind, row.member_name, row.draft, verdict)
