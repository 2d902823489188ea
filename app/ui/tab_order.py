"""The order in which Tab goes through a window: as things stand on the screen, whatever was made when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QLayoutItem, QSplitter, QWidget


def tab_on(window: QWidget, *, onwards: bool) -> bool:
    """Give the focus to the control after the one of `window` that has it, or before; whether there is one.

    For `focusNextPrevChild` of windows. Qt's own way there goes by when a control was made: what is made anew
    while a page is shown comes last, wherever it stands.
    """
    here = window.focusWidget()
    reached = [one for one in _controls(window, here) if one is here or (one.isVisible() and one.isEnabled())]
    if not any(one is not here for one in reached):
        return False
    step = 1 if onwards else -1
    at = reached.index(here) if here in reached else (-1 if onwards else 0)
    reason = Qt.FocusReason.TabFocusReason if onwards else Qt.FocusReason.BacktabFocusReason
    reached[(at + step) % len(reached)].setFocus(reason)
    return True


def take_focus(part: QWidget) -> None:
    """Give the focus to a part's first control, if it has one."""
    first = next(_controls(part), None)
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _controls(part: QWidget, here: QWidget | None = None) -> Iterator[QWidget]:
    """What of a part Tab reaches, and `here`, in the order of its layouts."""
    if part is here or (part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None):
        yield part
    for child in _parts(part):
        if not child.isHidden():
            yield from _controls(child, here)


def _parts(whole: QWidget) -> Iterator[QWidget]:
    """The widgets in another: those its layout holds as they stand there, then those it places itself."""
    placed: list[QWidget] = []
    layout = whole.layout()
    if isinstance(whole, QSplitter):
        parts = (whole.widget(place) for place in range(whole.count()))
        placed = [part for part in parts if part is not None]
    elif layout is not None:
        placed = list(_placed(layout))
    yield from placed
    for child in whole.children():
        if isinstance(child, QWidget) and not child.isWindow() and child not in placed:
            yield child


def _placed(layout: QLayout) -> Iterator[QWidget]:
    for item in _items(layout):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _placed(inner)


def _items(layout: QLayout) -> list[QLayoutItem]:
    """What a layout holds; a grid's by line, whenever each was put in."""
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda place: _line_and_column(layout, place))
    return [item for place in places if (item := layout.itemAt(place)) is not None]


def _line_and_column(grid: QGridLayout, place: int) -> tuple[int, int]:
    line, column, *_spans = cast("tuple[int, int, int, int]", grid.getItemPosition(place))
    return line, column
