"""The job object's structure, byte for byte as winnt.h lays it out on 64-bit Windows."""

from __future__ import annotations

import ctypes
import sys

import pytest

from app.media.limits_windows import BasicLimits, ExtendedLimits, limits

pytestmark = pytest.mark.skipif(sys.maxsize < 2**32, reason="the figures are those of 64 bit")


def test_sizes_and_places_are_those_of_the_header() -> None:
    assert ctypes.sizeof(BasicLimits) == 64
    assert ctypes.sizeof(ExtendedLimits) == 144
    assert BasicLimits.flags.offset == 16
    assert BasicLimits.active_processes.offset == 40
    assert ExtendedLimits.process_memory.offset == 112


def test_what_is_asked_for() -> None:
    raw = bytes(limits(1536 << 20))
    assert int.from_bytes(raw[16:20], "little") == 0x0008 | 0x0100 | 0x0400 | 0x2000
    assert int.from_bytes(raw[40:44], "little") == 1
    assert int.from_bytes(raw[112:120], "little") == 1536 << 20
