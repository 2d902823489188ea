"""This computer's name in its network, by which people tell the desks of an office apart."""

from __future__ import annotations

import os
import sys

_LONGEST = 80  # characters


def computer_name() -> str:
    """The computer's name, at most 80 characters of it; "" where it has none.

    `platform.node()` gives the same, but asks Windows' management service (WMI) for much else first, and
    waits for it: seconds where the user may not ask, for ever where the service does not answer
    (python/cpython issues 112278 and 125315).
    """
    if sys.platform == "win32":
        import socket  # 20 ms that a command elsewhere does not need

        return socket.gethostname()[:_LONGEST]
    else:  # noqa: RET505 -- so that mypy leaves it out for Windows
        return os.uname().nodename[:_LONGEST]
