"""What Windows' taskbar and notifications know the program by.

Windows tells programs apart by their process, which here is Python's: without an identity of our own the
button on the taskbar, a pin and a notification would all be Python's.
"""

from __future__ import annotations

import ctypes
import logging
import sys
from typing import Any

# The AppUserModelID. The installer gives the same to the shortcut in the Start menu, whose name and icon a
# notification then bears, and which a pin starts.
IDENTITY = "Anumodon.Workstation"

_log = logging.getLogger(__name__)


def claim(windows: bool = sys.platform == "win32", shell: Any = None) -> None:
    """Take the identity for this process, before its first window is shown; elsewhere there is none.

    `shell` stands in for shell32 where there is none. A refusal leaves the button to Python and is logged.
    """
    if not windows:
        return
    library: Any = ctypes  # `windll` exists for this platform alone
    shell = shell or library.windll.shell32
    give = shell.SetCurrentProcessExplicitAppUserModelID
    give.argtypes = (ctypes.c_wchar_p,)
    give.restype = ctypes.c_int32  # an HRESULT
    if (answer := give(IDENTITY)) < 0:
        _log.warning("Windows gave no identity on the taskbar: %#010x", answer & 0xFFFFFFFF)
