"""The order in which Tab goes through parts of a page, also those made anew while it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(*parts: QWidget) -> None:
    """Have Tab go through these parts one after another, and in each from its first control to its last.

    Qt puts what is made later at the end, wherever it stands. Call it again whenever a part is made anew.
    """
    for before, after in pairwise(control for part in parts for control in _controls(part)):
        QWidget.setTabOrder(before, after)


def take_focus(part: QWidget) -> None:
    """Give the focus to a part's first control, if it has one."""
    first = next(_controls(part), None)
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _controls(part: QWidget) -> Iterator[QWidget]:
    """What of a part Tab reaches, in the order its layouts took it in."""
    for widget in (part, *part.findChildren(QWidget)):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            yield widget
