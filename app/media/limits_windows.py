"""The same limits on Windows: a job object the decoder process puts itself into.

Structures and constants: Microsoft, "JOBOBJECT_EXTENDED_LIMIT_INFORMATION structure (winnt.h)". Fixed-width
types stand for DWORD and its kin so that the layout is the same, and can be tested, on every platform.
"""

from __future__ import annotations

import ctypes
import sys

_LIMIT_ACTIVE_PROCESS = 0x0008
_LIMIT_PROCESS_MEMORY = 0x0100
_DIE_ON_UNHANDLED_EXCEPTION = 0x0400  # no "has stopped working" window over the moderator's work
_KILL_ON_JOB_CLOSE = 0x2000
_EXTENDED_LIMIT_INFORMATION = 9


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limits(memory: int) -> ExtendedLimits:
    """The structure asking for one process of at most `memory` bytes that dies with its job."""
    asked = ExtendedLimits()
    asked.basic.flags = (
        _LIMIT_ACTIVE_PROCESS | _LIMIT_PROCESS_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION | _KILL_ON_JOB_CLOSE
    )
    asked.basic.active_processes = 1
    asked.process_memory = memory
    return asked


if sys.platform == "win32":
    # Kept open for the life of the process: closing it would kill us, and that is the point.
    _job: int | None = None

    def confine(memory: int) -> None:
        """Put this process into a job with `limits(memory)`. Raises OSError where Windows refuses."""
        global _job
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
        kernel.SetInformationJobObject.argtypes = (
            ctypes.c_void_p,
            ctypes.c_int,
            ctypes.c_void_p,
            ctypes.c_uint32,
        )
        kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        _job = kernel.CreateJobObjectW(None, None)
        asked = limits(memory)
        done = (
            _job
            and kernel.SetInformationJobObject(
                _job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(asked), ctypes.sizeof(asked)
            )
            and kernel.AssignProcessToJobObject(_job, kernel.GetCurrentProcess())
        )
        if not done:
            raise ctypes.WinError(ctypes.get_last_error())
