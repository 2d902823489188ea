"""At a start that was refused: why, in one sentence, for whoever opened the program by its icon."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Refusal
from app.ui.theme import px
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Button, Label

_WIDTH = 560


class RefusalWindow(QWidget):
    """Stays until it is closed, by its button or by Enter."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__()
        self.setWindowTitle(tr("start_refused.title"))
        self.setFixedWidth(px(_WIDTH))
        title = Label(look="title")
        title.setText(tr("start_refused.title"))
        message = Label(wrap=True)
        message.setText(refusal_text(refusal))
        self.setAccessibleDescription(message.text())
        close = Button(kind="primary")
        close.setText(tr("button.close"))
        close.setAutoDefault(True)  # Enter presses it too
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(14))
        column.addWidget(title)
        column.addWidget(message)
        column.addLayout(buttons)
        close.setFocus()
