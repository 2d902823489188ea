"""An office that moves in a process of its own, which dies right behind one of the move's commits.

`python -m tests.helpers.killed_move FOLDER TO MEMBER KEYS KIND PLACE`: it dies (SIGKILL) when the database
`PLACE` ("from" or "to") holds an event of `KIND` as its last one. Keys are in a file, which outlives it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.models.store import Store
from app.models.tables import Event
from app.models.transaction import Transaction
from app.services.program.moving import move
from app.work import Work
from tests.helpers.killed_desk import desk_with_keys


def _die_behind(kind: str, dies: str, of_source: bool) -> None:
    """Have the process end behind the commit that makes an event of `kind` the last one there."""
    whole = Store.write

    @contextmanager
    def write(self: Store, **how: Any) -> Iterator[Transaction]:
        with whole(self, **how) as transaction:
            yield transaction
            last = Event.select(Event.kind).order_by(Event.id.desc()).first()
        if last is not None and last.kind == kind and (self.name == dies) is of_source:
            os.kill(os.getpid(), signal.SIGKILL)

    Store.write = write  # type: ignore[method-assign]


if __name__ == "__main__":
    folder, to, member, keys, kind, place = sys.argv[1:]
    with desk_with_keys(Path(folder), "", Path(keys)) as desk:
        _die_behind(kind, desk.store.name, place == "from")
        move(desk, to, "দুই কক্ষে কাজ হবে", int(member), work=Work())
