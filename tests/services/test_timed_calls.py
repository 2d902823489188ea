"""A call that hangs is left behind once, and taken back when it comes through after all."""

from __future__ import annotations

import threading

import pytest

from app.services.base.timed_calls import TimedCalls


def test_what_a_call_returns_or_raises_reaches_its_caller() -> None:
    calls = TimedCalls()
    assert calls.run(lambda: 7, 5.0) == 7
    with pytest.raises(ZeroDivisionError):
        calls.run(lambda: 1 // 0, 5.0)
    assert calls.run(lambda: 8, 5.0) == 8


def test_a_hanging_call_keeps_others_out_until_it_returns_and_is_undone() -> None:
    calls, gate, undone, ran = TimedCalls(), threading.Event(), threading.Event(), []
    with pytest.raises(TimeoutError):
        calls.run(gate.wait, 0.01, undone.set)
    with pytest.raises(TimeoutError):
        calls.run(lambda: ran.append("meanwhile"), 0.01)
    assert ran == []
    gate.set()
    assert calls.run(lambda: "again", 5.0) == "again"
    assert undone.is_set()


def test_a_call_that_hangs_is_waited_for_in_full_but_once() -> None:
    calls, gate = TimedCalls(), threading.Event()
    with pytest.raises(TimeoutError):
        calls.run(gate.wait, 0.01)
    for _ in range(2):
        with pytest.raises(TimeoutError):
            calls.run(lambda: None, 3600.0)  # an audit asks six times and more, and would wait each time
    gate.set()


def test_a_call_in_time_is_not_undone() -> None:
    undone: list[str] = []
    assert TimedCalls().run(lambda: 1, 5.0, lambda: undone.append("no")) == 1
    assert undone == []
