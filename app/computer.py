"""What this computer is called in its network."""

from __future__ import annotations

import os
import sys


def computer_name() -> str:
    """The computer's name, "" where it has none; the same as `platform.node()` gives.

    That one asks Windows' management service (WMI) for much else first, and waits for it: seconds where the
    user may not ask, for ever where the service does not answer (python/cpython issues 112278 and 125315).
    """
    if sys.platform == "win32":
        import socket  # 20 ms that a command elsewhere does not need

        return socket.gethostname()
    else:  # noqa: RET505 -- so that mypy leaves it out for Windows
        return os.uname().nodename
