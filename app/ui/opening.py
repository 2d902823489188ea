"""Dialogs that are read for first: whoever asks twice while that goes on gets one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from app.errors import Refusal
from app.ui import jobs
from app.work import Work

T = TypeVar("T")


def open_after(
    work_fn: Callable[[Work], T],
    show: Callable[[T], None],
    failed: Callable[[Refusal], None] | None = None,
    *,
    owner: QWidget,
) -> None:
    """Run `work_fn` as `jobs.run` does, and have `show` open a dialog of its result over `owner`'s window.

    One at a time for a window, whatever button or key asks. What comes when another dialog has been opened
    meanwhile is dropped: the keys go to that one.
    """
    window = owner.window()

    def done(result: T) -> None:
        front = QApplication.activeModalWidget()
        if front is None or front is window:
            show(result)

    jobs.run_once("opening", work_fn, done, failed, owner=window)
