"""A desk in a process of its own that is slow to write its anchor.

`python -m tests.helpers.slow_anchor FOLDER KEYS MEMBER` records one event, says `writing` once it is about to
write the anchor of it, and waits until its input ends: for a moment only, which passes in vain where
another process waits for it.
"""

from __future__ import annotations

import sys
import threading
from contextlib import closing
from pathlib import Path

from app.services.base.desk import open_desk
from app.services.posts import intake
from tests.services.memory_keyring import file_keyring
from tests.services.posts import form

_MOMENT = 1.0  # seconds: less than an anchor waits for its turn


def main() -> None:
    folder, keys, member = sys.argv[1:]
    told = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), told.set()), daemon=True).start()
    with file_keyring(Path(keys)), closing(open_desk(Path(folder))) as desk:
        keep = desk.keys.keep

        def slowly(name: str, value: str) -> None:
            print("writing", flush=True)
            told.wait(_MOMENT)
            keep(name, value)

        desk.keys.keep = slowly  # type: ignore[method-assign]
        intake.compose(desk, form("প্রথম"), int(member))


if __name__ == "__main__":
    main()
