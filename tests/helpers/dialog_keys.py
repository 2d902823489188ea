"""Looks at a dialog as whoever has no mouse, or does not see it, meets it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QScrollArea, QScrollBar, QWidget

from app.ui import jobs
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.field_kinds import is_field

# Above what these begin with, choosing the file, stands what only some want to give as well.
_FILE_FIRST = ("VerifyDialog", "ImportDialog")


def controls(dialog: QWidget) -> list[QWidget]:
    """What Tab reaches, in its order, from the content on; the focus is where it was afterwards.

    Qt goes there: its chain, asked from Python, makes each widget a part of the one before.
    """
    before = dialog.focusWidget()
    if isinstance(dialog, FormDialog):
        dialog.save_button.setFocus()  # the last, though the chain begins with the buttons
    elif before is not None:
        before.clearFocus()
    found: list[QWidget] = []
    while dialog.focusNextChild() and (here := dialog.focusWidget()) is not None and here not in found:
        found.append(here)
    if before is not None:
        before.setFocus()
    return found


def what_lacks(dialog: QDialog) -> Iterator[str]:
    """What is wrong with a dialog that is shown, each in one line; nothing where all is well."""
    name = type(dialog).__name__
    focus = dialog.focusWidget()
    reached = controls(dialog)
    if not reached or not dialog.isActiveWindow() or jobs.busy():
        pass  # it is read, or comes to the front later, or fields are off as long as it works
    elif focus is None or not focus.isVisible() or not focus.isEnabled():
        yield f"{name}: nothing has the focus"
    elif (
        name not in _FILE_FIRST
        and _is_minor(focus)
        and any(
            is_field(one) and _place(one, dialog).bottom() < _place(focus, dialog).top() for one in reached
        )
    ):
        yield f"{name}: the first focus is on {_called(focus)}, beneath the fields"
    for one in reached:
        if not _heard(one).strip() and not isinstance(one, (QScrollBar, QScrollArea)):
            yield f"{name}: {_called(one)} has no name"
    yield from (f"{name}: Tab goes {line}" for line in back_and_forth(dialog, reached))
    letters = Counter(
        keys.toString()
        for one in dialog.findChildren(QWidget)
        if one.isVisible()
        and (isinstance(one, QAbstractButton) or (isinstance(one, QLabel) and one.buddy() is not None))
        and not (keys := QKeySequence.mnemonic(one.text())).isEmpty()
    )
    yield from (f"{name}: {letter} stands for {n} things" for letter, n in letters.items())


def back_and_forth(dialog: QWidget, reached: list[QWidget]) -> Iterator[str]:
    """Steps that go up within a column, or left within a line."""
    for before, after in pairwise(reached):
        within = _scrolls(before, dialog)
        apart = within is not _scrolls(after, dialog)
        one, other = (_place(_scrolls(each, dialog) if apart else each, dialog) for each in (before, after))
        beside = one.left() <= other.right() and other.left() <= one.right()
        level = one.top() <= other.bottom() and other.top() <= one.bottom()
        if (beside and other.bottom() < one.top()) or (level and other.right() < one.left()):
            yield f"from {_called(before)} {one.getRect()} back to {_called(after)} {other.getRect()}"


def _is_minor(widget: QWidget) -> bool:
    """A button, where a field could have been first."""
    return isinstance(widget, QAbstractButton) and not is_field(widget)


def _scrolls(widget: QWidget, dialog: QWidget) -> QWidget:
    """The scrolling part that a widget is in, of which perhaps only a piece is seen; else itself."""
    around: QWidget | None = widget
    while around is not None and around is not dialog:
        if isinstance(around, QScrollArea):
            return around
        around = around.parentWidget()
    return widget


def _place(widget: QWidget, dialog: QWidget) -> QRect:
    return QRect(widget.mapTo(dialog, QPoint()), widget.size())


def _heard(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{_heard(widget)}”"
