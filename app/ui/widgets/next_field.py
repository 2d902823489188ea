"""What Enter does in a form: from one field to the next, and from the last one on to saving."""

from __future__ import annotations

from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

_FIELDS = (QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit)


def is_field(widget: QWidget | None) -> bool:
    """Whether something is entered or chosen there."""
    if isinstance(widget, (QLineEdit, QPlainTextEdit)) and widget.isReadOnly():
        return False
    chosen = isinstance(widget, QAbstractButton) and widget.isCheckable()
    return chosen or isinstance(widget, _FIELDS)


def has_own_enter(field: QWidget) -> bool:
    """Whether Enter in this field means something to whoever made it."""
    return isinstance(field, QLineEdit) and field.receivers(SIGNAL("returnPressed()")) > 0


def next_field(here: QWidget, form: QWidget) -> QWidget | None:
    """The field that Tab comes to after `here`, before it begins anew; None behind the last one."""
    after = here.nextInFocusChain()
    while after is not None and after is not form:
        reached = after.isEnabled() and after.isVisible() and after.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reached and after.focusProxy() is None and is_field(after):
            return after
        after = after.nextInFocusChain()
    return None
