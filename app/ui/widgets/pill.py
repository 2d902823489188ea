"""Round filter buttons with a count, one of a group."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.theme import icon_pixmap, px, theme_changed

_GAP = 3  # drawn px more than the style sheet leaves between icon and text


class Pill(QPushButton):
    """A checkable pill; put several into a `QButtonGroup`."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("look", "pill")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._icon = ""
        theme_changed.connect(self._draw_icon)

    def set_icon(self, name: str) -> None:
        """Show an icon before the text, in the text's colour whether it is checked or not; "" for none."""
        self._icon = name
        self._draw_icon()

    def set_tight(self, *, tight: bool) -> None:
        """Take less room around the words."""
        if self.property("tight") != tight:
            self.setProperty("tight", tight)
            self.style().polish(self)  # the style sheet asks only once else
            self.updateGeometry()

    def _draw_icon(self) -> None:
        if not self._icon:
            self.setIcon(QIcon())
        else:
            drawn = QIcon(_with_gap(icon_pixmap(self._icon, "text", 16)))
            drawn.addPixmap(_with_gap(icon_pixmap(self._icon, "on_accent", 16)), state=QIcon.State.On)
            self.setIcon(drawn)
            self.setIconSize(QSize(px(16 + _GAP), px(16)))


def _with_gap(icon: QPixmap) -> QPixmap:
    """An icon with room after it: the style sheet sets the text too close."""
    ratio = icon.devicePixelRatio()
    wide = QPixmap(icon.width() + round(px(_GAP) * ratio), icon.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, icon)
    painter.end()
    return wide
