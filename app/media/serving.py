"""The loop of every decoder process: make ready, then answer one request after another until its input ends.

If a hostile file breaks the process, only that file is lost.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from app.errors import Refusal
from app.media import protocol

Answer = tuple[dict[str, object], bytes]


def serve(
    prepare: Callable[[], list[str]], do: Callable[[dict[str, object], bytes], Answer], exhausted: str
) -> int:
    """Serve requests from descriptor 0 on descriptor 1; returns the exit status.

    `prepare` loads the decoders, confines the process and gives the names of the formats it reads.
    `exhausted` is the refusal for a file that needs more memory than the process may have.
    """
    # sys.stdin and sys.stdout are None in a windowed build on Windows: use the descriptors themselves.
    requests = os.fdopen(0, "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing a library may print can disturb the talk
    protocol.send(answers, {"ready": True, "reads": prepare()})
    while True:
        try:
            header, data = protocol.receive(requests)
        except EOFError:
            return 0
        try:
            answer = do(header, data)
        except Refusal as refusal:
            answer = {"refused": refusal.key, "params": refusal.params}, b""
        except MemoryError:
            answer = {"refused": exhausted, "params": {}}, b""
        protocol.send(answers, *answer)
