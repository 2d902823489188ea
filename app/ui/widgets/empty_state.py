"""What stands where there is nothing: an icon, what it means, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.theme import icon_pixmap, px, theme, theme_changed
from app.ui.widgets.labels import Label
from app.ui.widgets.paint import rounded

_WIDTH, _AROUND = 360, 20  # drawn px: of the words, and of the room around them


class EmptyState(QWidget):
    """`set_text` says it. A page that has nothing else gives it the focus, which is seen around its words."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = Label(look="heading")
        self._hint = Label(look="small", wrap=True)
        self._hint.setFixedWidth(px(_WIDTH))
        column = QVBoxLayout(self)
        column.setSpacing(px(8))
        column.addStretch(2)
        column.addWidget(self._picture)
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            # Between stretches, not aligned: an aligned label is given too little height for its lines.
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(label)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(3)
        theme_changed.connect(self._draw)
        self._draw()

    def set_text(self, title: str, hint: str = "") -> None:
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{title}: {hint}" if hint else title)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            said = self._picture.geometry() | self._title.geometry() | self._hint.geometry()
            wide = px(_WIDTH + 2 * _AROUND)
            box = QRect(
                (self.width() - wide) // 2, said.top() - px(_AROUND), wide, said.height() + px(2 * _AROUND)
            )
            rounded(QPainter(self), box, px(12), None, theme().color("accent"), 2)

    def _draw(self) -> None:
        self._picture.setPixmap(icon_pixmap(self._icon, "muted", 40))
