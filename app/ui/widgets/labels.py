"""Labels: with a role the style sheet dresses, elided, or a link."""

from __future__ import annotations

from html import escape
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from app.ui.widgets.as_written import tip_text
from app.ui.widgets.enter_key import pressed_by_enter

# How a label looks: page title 20, heading 16, strong 14, body 14, small 13, tiny 12, error 13 in red,
# wanted 13 in amber.
Look = Literal["title", "heading", "strong", "body", "small", "tiny", "error", "wanted"]


class Label(QLabel):
    """Text in one of the window's looks. Wraps if `wrap`; never takes markup from outside."""

    def __init__(
        self, text: str = "", look: Look = "body", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._measured: tuple[object, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        # Qt guesses the height of wrapped text for a narrow width, and scroll areas would show a bar for it.
        return QSize(least.width(), self.fontMetrics().height()) if self.wordWrap() else least

    def setText(self, text: str) -> None:
        super().setText(text)
        self._keep_lines()

    def setWordWrap(self, on: bool) -> None:
        super().setWordWrap(on)
        if not on:
            self.setMinimumHeight(0)  # the lines it had are no more
            self._measured = ()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_lines()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._keep_lines()

    def _keep_lines(self) -> None:
        """Ask for the height the lines take at the width there is, so that no layout cuts the last one."""
        if not self.wordWrap():
            return
        # A change of colours comes here several times, and measuring lays the text out and the parents anew.
        room = (self.width(), self.minimumWidth(), self.contentsMargins())
        measured = (self.text(), self.textFormat(), self.font().key(), *room)
        if measured != self._measured:
            self._measured = measured
            self.setMinimumHeight(0)  # QLabel's answer is never below the minimum it has
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))  # -1 for no text


class Paragraph(Label):
    """Wrapped text to be read, with the leading of the drawn pages (155%)."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(wrap=True, parent=parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        lines = escape(text).replace("\n", "<br>")
        self.setText(f'<p style="line-height:135%; margin:0">{lines}</p>')
        self.setAccessibleName(text)


class ElidedLabel(Label):
    """One line that ends in “…” where it has no room; the whole text is in the tip."""

    def __init__(self, text: str = "", look: Look = "body", parent: QWidget | None = None) -> None:
        super().__init__(text, look, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip("")  # set anew when painted

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(tip_text(self.text()) if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)


class LinkLabel(QPushButton):
    """Words that lead somewhere: a flat button, so that the keyboard reaches it."""

    followed = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("look", "link")
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.clicked.connect(self.followed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Lead there once, also whoever clicks twice."""
