"""Short messages at the window's foot, the newest lowest."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.messages import Message, bridge
from app.ui.theme import icon_pixmap, px
from app.ui.translation import tr
from app.ui.widgets import Button, Label
from app.ui.widgets.paint import cast_shadow

_AT_ONCE = 3
_ICONS = {"info": ("check", "accent"), "warn": ("warning", "warn"), "error": ("warning", "danger")}


class Toasts(QWidget):
    """Lies over the foot of `host` and shows what `messages.say` is given."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(16), px(16), px(16), px(16))
        self._column.setSpacing(px(8))
        host.installEventFilter(self)
        self._locked = False
        bridge.shown.connect(self._show)
        self.hide()

    def lock(self, on: bool) -> None:
        """While the window is locked nothing is offered, and nothing is said of the posts behind it."""
        self._locked = on
        if on:
            for toast in self._toasts():
                self._remove(toast)

    def texts(self) -> list[str]:
        """What stands there now, oldest first."""
        return [toast.text for toast in self._toasts()]

    def _toasts(self) -> list[_Toast]:
        return [toast for toast in self.findChildren(_Toast) if not toast.gone]

    def _show(self, message: Message) -> None:
        if self._locked and (message.about or message.action is not None):
            return
        for old in self._toasts():
            # The same sentence again, an offer that a newer one overtook, or one too many: the old one goes.
            overtaken = old.text == message.text or (old.offers and message.action is not None)
            overtaken = overtaken or bool(message.about and old.about == message.about)
            if overtaken or len(self._toasts()) >= _AT_ONCE:
                self._remove(old)
        toast = _Toast(message, self)
        toast.finished.connect(self._remove)
        self._column.addWidget(toast, alignment=Qt.AlignmentFlag.AlignHCenter)
        toast.show()
        self.show()
        self._place()
        QAccessible.updateAccessibility(QAccessibleEvent(toast, QAccessible.Event.Alert))

    def _remove(self, toast: _Toast) -> None:
        toast.stop()
        self._column.removeWidget(toast)
        toast.hide()
        toast.deleteLater()
        self.setVisible(bool(self._toasts()))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None or not self.isVisible():
            return
        self._column.activate()
        hint = self.sizeHint()
        # Above the decision bar, clear of the rail.
        self.setGeometry(
            (host.width() - hint.width() + px(84)) // 2,
            host.height() - hint.height() - px(56),
            hint.width(),
            hint.height(),
        )
        self.raise_()


class _Toast(QFrame):
    """One message with its icon, its action and a cross. Goes by itself after its seconds."""

    finished = Signal(object)  # this toast

    def __init__(self, message: Message, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = message.text
        self.about = message.about
        self.offers = message.action is not None
        self.gone = False  # deleted by Qt only after this event
        self.setProperty("toast", message.kind)
        self.setAccessibleName(message.text)
        name, token = _ICONS[message.kind]
        picture = QLabel()
        picture.setPixmap(icon_pixmap(name, token, 20))
        label = Label(message.text, wrap=True)
        label.setMaximumWidth(px(520))
        label.setMinimumWidth(min(px(520), label.fontMetrics().horizontalAdvance(message.text) + px(8)))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(8), px(8), px(8))
        row.setSpacing(px(12))
        row.addWidget(picture)
        row.addWidget(label, 1)
        if message.action is not None:
            text, act = message.action
            button = Button(text, "quiet", small=True)
            button.clicked.connect(lambda: self._act(act))
            row.addWidget(button)
        cross = Button("", "quiet", icon="close", small=True)
        cross.setAccessibleName(tr("button.close"))
        cross.clicked.connect(lambda: self.finished.emit(self))
        row.addWidget(cross)
        cast_shadow(self)
        self._timer = QTimer(self, singleShot=True, interval=message.seconds * 1000)
        self._timer.timeout.connect(lambda: self.finished.emit(self))
        self._timer.start()

    def _act(self, act: Callable[[], None]) -> None:
        self.finished.emit(self)
        act()

    def stop(self) -> None:
        self.gone = True
        self._timer.stop()
