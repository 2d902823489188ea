"""What is a field of a form, and in which of them Enter has a meaning of its own."""

from __future__ import annotations

from PySide6.QtCore import SIGNAL
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
