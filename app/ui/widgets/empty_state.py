"""What stands where there is nothing: an icon, what it means, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.theme import icon_pixmap, px, theme_changed
from app.ui.widgets.labels import Label


class EmptyState(QWidget):
    """`set_text` says it."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = Label(look="heading")
        self._hint = Label(look="small", wrap=True)
        self._hint.setFixedWidth(px(360))
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

    def _draw(self) -> None:
        self._picture.setPixmap(icon_pixmap(self._icon, "muted", 40))
