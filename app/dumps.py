"""A crash leaves no image of the memory behind: passwords and the desk's key are in it."""

from __future__ import annotations

import contextlib

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]  # Windows has none


def no_core_dumps() -> None:
    """Let this process and its children write no core files (POSIX).

    On Windows a process cannot forbid dumps for itself: they are written only where an administrator asked
    for them (Windows Error Reporting, `LocalDumps`), and the installer's notes say to leave that off.
    """
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):  # a limit that is lower already
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
