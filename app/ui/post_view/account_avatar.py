"""The account's round initial, where its picture would stand."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.widgets.avatar import paint_avatar

_SIDE = 40


class AccountAvatar(QWidget):
    """Like the shared avatar, but of one account after another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""

    def show_name(self, name: str) -> None:
        self._name = name
        self.setFixedSize(theme.px(_SIDE), theme.px(_SIDE))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), self.rect(), self._name)
