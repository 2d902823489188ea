"""Values worked out from many rows, kept until the record tells of a change to them.

What a check needs at every key (the office's own terms, thousands of them) is read and worked out once a
change, and not once a key. The record says when: every change of a recorded row is an event.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import reduce
from operator import or_
from typing import TypeVar, cast

from peewee import fn

from app.models.tables import Event
from app.models.transaction import current
from app.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Kept:
    """A value, and the event up to which it is known to be right."""

    upto: int
    value: object


class KeptPages:
    """Pages of bytes as they were read, by their numbers and how often each was written."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[int, bytes]] = {}

    def get(
        self, written: dict[int, int], read: Callable[[Collection[int]], dict[int, bytes]]
    ) -> list[bytes]:
        """These pages, in order: as kept, or by `read` where one was written since."""
        kept = self._kept
        new = read([id_ for id_, times in written.items() if kept.get(id_, (0, b""))[0] != times])
        both = {id_: (times, new[id_] if id_ in new else kept[id_][1]) for id_, times in written.items()}
        self._kept = both
        return [page for _, page in both.values()]


class DerivedValues:
    """The kept values of one desk, by name. Safe to use from several threads."""

    def __init__(self) -> None:
        self.pages = KeptPages()
        self._kept: dict[str, _Kept] = {}

    def get(self, name: str, kinds: str | tuple[str, ...], make: Callable[[], T]) -> T:
        """The value of that name: as kept, or made anew after an event whose kind begins with `kinds`.

        `make` reads the tables. Call inside a transaction; what that one itself wrote counts.
        """
        newest = int(Event.select(fn.MAX(Event.id)).scalar() or 0)
        kept = self._kept.get(name)
        if kept is not None and kept.upto <= newest and not _changed(kinds, kept.upto):
            found = cast(T, kept.value)
        else:
            found = make()
        # What a transaction wrote may never come to be, and what an old look at the tables shows is passing.
        if not current().writes and (kept is None or kept.upto <= newest):
            self._kept[name] = _Kept(newest, found)
        return found

    def forget(self, name: str) -> None:
        """Make the value of that name anew when it is asked for next, whatever the record tells."""
        self._kept.pop(name, None)


def _changed(kinds: str | tuple[str, ...], since: int) -> bool:
    begins = (Event.kind.startswith(each) for each in ((kinds,) if isinstance(kinds, str) else kinds))
    return Event.select().where((Event.id > since) & reduce(or_, begins)).exists()
