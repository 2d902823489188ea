"""Takes what is dropped on the page, and lies over it while something is dragged across."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.queue.intake import Intake
from app.ui.translation import tr


class DropHint(QWidget):
    """Covers `page`; the mouse goes through it. What is dropped goes to `intake`."""

    def __init__(self, page: QWidget, intake: Intake) -> None:
        super().__init__(page)
        self._page = page
        self._intake = intake
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            if self._intake.can_take(event.mimeData()):
                event.acceptProposedAction()
                self._appear()
            return True
        if event.type() is QEvent.Type.DragLeave:
            self.hide()
        elif isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            self.hide()
            event.acceptProposedAction()
            self._intake.take(event.mimeData())
            return True
        return False

    def _appear(self) -> None:
        self.setGeometry(self._page.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.92)
        painter.fillRect(self.rect(), colours.color("accent_soft"))
        painter.setOpacity(1)
        painter.setPen(QPen(colours.color("accent"), 2, Qt.PenStyle.DashLine))
        inside = QRectF(self.rect()).adjusted(16, 16, -16, -16)
        painter.drawRoundedRect(inside, theme.px(14), theme.px(14))
        painter.setFont(theme.font(20, QFont.Weight.DemiBold))
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, tr("queue.drop.hint"))
