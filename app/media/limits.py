"""Limits that the decoder process sets on itself before it reads the first byte of a foreign image.

It does so itself, rather than being limited from outside, so that nothing runs between fork and exec in
a program with threads, and so that a Windows venv, whose python.exe starts another, is limited as well.
"""

from __future__ import annotations

import sys
from pathlib import Path

# The worst honest work: the clean copy of a 50-megapixel RGBA picture, held several times at 200 MB each.
MEMORY = 1536 * 1024 * 1024


def confine(threads: bool = False) -> None:
    """Allow this process `MEMORY` bytes beyond what it holds now, no files to write and no children.

    `threads`: whether a decoder needs some. Linux counts them as children, so these are then not limited.
    On macOS the kernel does not keep an address-space limit; there the pixel and time limits stand alone.
    """
    if sys.platform == "win32":
        from app.media import limits_windows  # exists for this platform alone

        limits_windows.confine(MEMORY)
    else:
        import resource  # no such module on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        if not threads:
            resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
        statistics = Path("/proc/self/statm")
        if statistics.exists():
            held = int(statistics.read_text().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))
