"""One row of a form: what is asked, the field, a hint, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.theme import px
from app.ui.widgets.labels import Label


class FormRow(QWidget):
    """The label is the field's accessible name; `set_error` shows one sentence beneath, "" hides it.

    It goes away as well once a person types or chooses something else.
    """

    def __init__(self, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._label = Label(look="strong")
        self._label.setBuddy(field)
        self._hint = Label(look="tiny", wrap=True)
        self._error = Label(look="error", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self._label)
        self._fields = QHBoxLayout()
        self._fields.setSpacing(px(8))
        self._fields.addWidget(field, 1)
        # A field for many lines takes what room there is; under any other the row ends.
        tall = bool(field.sizePolicy().expandingDirections() & Qt.Orientation.Vertical)
        tall = tall and field.maximumHeight() > field.minimumHeight()
        column.addLayout(self._fields, int(tall))
        column.addWidget(self._hint)
        column.addWidget(self._error)
        if not tall:
            column.addStretch(1)
        self._hint.hide()
        self._error.hide()
        if isinstance(field, QLineEdit):
            field.textEdited.connect(self._mended)
        elif isinstance(field, QComboBox):
            field.activated.connect(self._mended)

    def add_beside(self, button: QWidget) -> None:
        """Put a button that fills the field in to the right of it."""
        self._fields.addWidget(button)

    def set_label(self, text: str) -> None:
        self._label.setText(text)
        self.field.setAccessibleName(text)

    def set_hint(self, text: str) -> None:
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def set_error(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.field.setAccessibleDescription(text)
        self.field.setProperty("wrong", bool(text))
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)

    def _mended(self, *_now: object) -> None:
        if self._error.text():
            self.set_error("")
