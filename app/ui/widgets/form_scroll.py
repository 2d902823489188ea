"""A long form in a dialog: as tall as its fields, but never taller than the screen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme import px

_AROUND = 270  # drawn px of a dialog that are not its form, with the window's frame
_LEAST = 160


class FormScroll(QScrollArea):
    """Put the fields into `column`. `least` is the height in drawn px that it never goes below."""

    def __init__(self, parent: QWidget | None = None, *, least: int = _LEAST) -> None:
        super().__init__(parent)
        self._least = least
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = QWidget()
        self.column = QVBoxLayout(self._inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(14))
        self.setWidget(self._inner)
        self.verticalScrollBar().rangeChanged.connect(self._leave_room)

    def _leave_room(self, _least: int, most: int) -> None:
        """Keep the fields off the scroll bar; where there is none they end where the buttons do."""
        self.column.setContentsMargins(0, 0, px(12) if most else 0, 0)

    def sizeHint(self) -> QSize:
        wanted = self._inner.sizeHint()
        height = wanted.height()
        if self.column.hasHeightForWidth():
            height = self.column.heightForWidth(max(self.width(), wanted.width()))
        screen = self.screen().availableGeometry().height()
        return QSize(wanted.width() + px(16), max(px(self._least), min(height + 2, screen - px(_AROUND))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # wrapped texts take another height

    def minimumSizeHint(self) -> QSize:
        # As tall as wished: Qt would give a dialog no more than two thirds of the screen.
        return QSize(self._inner.minimumSizeHint().width() + px(16), self.sizeHint().height())
