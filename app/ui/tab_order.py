"""The order in which Tab goes through a window: as things stand on the screen, whatever was made when."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QSplitter, QWidget

from app.values import dataclass


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


def has_keys(one: QWidget) -> bool:
    """Whether its window gives it the keys, also while a dialog is in front; `hasFocus` leaves that out."""
    return one.window().focusWidget() is one


def take_focus(part: QWidget) -> None:
    """Give the focus to a part's first control, if it has one."""
    first = next(_controls(part), None)
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a part the focus is: which of its controls, counted from 0, and what that is called."""

    at: int
    name: str


def place_of_focus(part: QWidget) -> Place | None:
    """Where the focus is in `part`, also behind a dialog, which gives it back; None where it is elsewhere."""
    here = part.window().focusWidget()
    if here is None or not part.isAncestorOf(here):
        return None
    return Place(list(_controls(part, here)).index(here), _name(here))


def give_focus(part: QWidget, place: Place) -> QWidget | None:
    """Give the focus to the control of `part`, made anew, that stands for the one at `place`, and return it.

    To the nearest that is called the same; where none is, to the one that is as far down now.
    """
    controls = [one for one in _controls(part) if one.isEnabled()]
    if not controls:
        return None
    same = [at for at, one in enumerate(controls) if _name(one) == place.name]
    found = min(same, key=lambda at: abs(at - place.at)) if same else min(place.at, len(controls) - 1)
    controls[found].setFocus(Qt.FocusReason.OtherFocusReason)
    return controls[found]


def _name(control: QWidget) -> str:
    return control.accessibleName() or str(control.property("text") or "")


def _controls(part: QWidget, here: QWidget | None = None) -> Iterator[QWidget]:
    """What of a part Tab reaches, and `here`, in the order of its layouts."""
    if part is here or (part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None):
        yield part
    for child in _parts(part):
        if not child.isHidden():
            yield from _controls(child, here)


def _parts(whole: QWidget) -> Iterator[QWidget]:
    """The widgets in another: those its layout holds as they stand there, then those it places itself."""
    parts = [one for one in whole.children() if isinstance(one, QWidget) and not one.isWindow()]
    layout = whole.layout()
    placed: list[QWidget] = []
    if isinstance(whole, QSplitter):
        placed = sorted((one for one in parts if whole.indexOf(one) >= 0), key=whole.indexOf)
    elif layout is not None:
        placed = list(_placed(layout, parts))
    yield from placed
    yield from (one for one in parts if one not in placed)


def _placed(layout: QLayout, parts: list[QWidget]) -> Iterator[QWidget]:
    """Those of `parts` that a layout holds, also in the layouts within it; a grid's line by line.

    Asked where each stands: to be given what stands at a place has PySide make things that nobody owns.
    """
    inner = [one for one in layout.children() if isinstance(one, QLayout)]
    held: list[tuple[tuple[int, int], QWidget | QLayout]] = []
    held += [(_place(layout, layout.indexOf(one)), one) for one in parts if layout.indexOf(one) >= 0]
    held += [(_place(layout, layout.indexOf(one)), one) for one in inner if layout.indexOf(one) >= 0]
    for _place_held, one in sorted(held, key=itemgetter(0)):
        if isinstance(one, QLayout):
            yield from _placed(one, parts)
        else:
            yield one


def _place(layout: QLayout, before: int) -> tuple[int, int]:
    """Line and column in a grid; else how many come before."""
    if isinstance(layout, QGridLayout):
        line, column, *_spans = cast("tuple[int, int, int, int]", layout.getItemPosition(before))
        return line, column
    return before, 0
