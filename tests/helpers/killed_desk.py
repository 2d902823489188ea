"""A desk at work in a process of its own, to be killed: composes, returns, rejects, approves, reverses.

`python -m tests.helpers.killed_desk FOLDER OFFICE MEMBER KEYS SEED` writes a line for each act once it is
acknowledged (`ack KIND DRAFT TOKEN`), and for each that was refused (`told KEY TOKEN`). Keys are in a file,
since the desk comes back after it was killed.
"""

from __future__ import annotations

import contextlib
import json
import random
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import Refusal
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import State
from app.services.posts import intake, queue, review
from tests.services.memory_keyring import MemoryKeyring, memory_keyring
from tests.services.posts import form

_BACK = 0.1  # seconds until the next try, where the server is not reached


class KeysInFile(dict[str, str]):
    """What a keyring keeps, in a file that is always whole."""

    def __init__(self, file: Path) -> None:
        super().__init__(json.loads(file.read_text()) if file.exists() else {})
        self._file = file

    def __setitem__(self, name: str, value: str) -> None:
        super().__setitem__(name, value)
        fresh = self._file.with_suffix(".fresh")
        fresh.write_text(json.dumps(self))
        fresh.replace(self._file)


@contextmanager
def desk_with_keys(folder: Path, office: str, keys: Path) -> Iterator[Desk]:
    """An open desk whose keyring is the file `keys`."""
    with memory_keyring():
        before, MemoryKeyring.kept = MemoryKeyring.kept, KeysInFile(keys)
        try:
            desk = open_desk(folder, office)
            yield desk
            desk.close()
        finally:
            MemoryKeyring.kept = before


def work(desk: Desk, me: int, chance: random.Random) -> None:
    """Act, and say what was acknowledged, until somebody ends the process."""
    while True:
        token = f"t{chance.getrandbits(60):015x}"
        kind = chance.choice(("compose", "return", "reject", "approve", "reverse"))
        try:
            draft = _act(desk, kind, token, me, chance)
        except Refusal as refusal:
            print("told", refusal.key, token, flush=True)
            if refusal.key.startswith("database."):
                threading.Event().wait(_BACK)
        else:
            print("ack", kind, draft, token, flush=True)


def _act(desk: Desk, kind: str, token: str, me: int, chance: random.Random) -> int:
    if kind == "compose":
        return intake.compose(desk, form(f"নোটিশ {token}"), me)
    wanted = (State.RETURNED, State.REJECTED, State.APPROVED) if kind == "reverse" else (State.PENDING,)
    found = [id_ for state in wanted for id_ in queue.ids(desk, state)]
    if not found:
        raise Refusal("review.decided")
    draft = chance.choice(found)
    if kind == "return":
        review.send_back(desk, draft, token, me)
    elif kind == "reject":
        review.reject(desk, draft, token, me)
    elif kind == "reverse":
        review.reverse(desk, draft, token, me)
    else:
        review.approve(desk, draft, queue.draft(desk, draft).version.digest, me)
    return draft


def main() -> None:
    folder, office, member, keys, seed = sys.argv[1:]
    chance = random.Random(seed)
    while True:
        with contextlib.suppress(Refusal), desk_with_keys(Path(folder), office, Path(keys)) as desk:
            work(desk, int(member), chance)
        threading.Event().wait(_BACK)  # the server was away while the desk was opened


if __name__ == "__main__":
    main()
