"""Asking for a reason: common ones to pick, and room for one's own words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.ui import theme
from app.ui.page import Translatable
from app.ui.translation import tr
from app.ui.widgets import Button
from app.ui.widgets.once_field import OnceField


class ReasonField(Translatable):
    """One line with a list of common reasons (key Down). `confirmed` on Enter, `left` on Esc.

    `table` names the reasons' sentences, `<table>.<pick>`, and the field's hint, `<table>.hint`.
    """

    confirmed = Signal()
    left = Signal()
    changed = Signal()

    def __init__(self, table: str, picks: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._picks = picks
        self.field = _Field()
        self.field.left.connect(self.left)
        self.field.picks_wanted.connect(self._offer)
        self.field.returnPressed.connect(self.confirmed)
        self.field.textChanged.connect(lambda text: self.changed.emit())
        self._more = Button(icon="chevron-down", kind="quiet", small=True)
        self._more.clicked.connect(self._offer)
        self.translate(self.field.setPlaceholderText, f"{table}.hint")
        self.translate(self.field.setAccessibleName, f"{table}.hint")
        self.translate(self._more.setAccessibleName, "queue.reason.pick")
        self.translate(self._more.setToolTip, "queue.reason.pick")
        inside = QHBoxLayout(self.field)
        inside.setContentsMargins(0, 0, theme.px(4), 0)
        inside.addStretch()
        inside.addWidget(self._more)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        self.setFocusProxy(self.field)
        self.restyle()

    def text(self) -> str:
        return self.field.text().strip()

    def clear(self) -> None:
        self.field.clear()

    def restyle(self) -> None:
        self.field.setTextMargins(0, 0, theme.px(32), 0)

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for pick in self._picks:
            sentence = tr(f"{self._table}.{pick}")
            menu.addAction(sentence).triggered.connect(partial(self._take, sentence))
        height = menu.sizeHint().height()
        menu.popup(self.mapToGlobal(QPoint(0, -height - 2)))

    def _take(self, sentence: str, checked: bool = False) -> None:
        self.field.setText(sentence)
        self.field.setFocus()


class _Field(OnceField):
    left = Signal()
    picks_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.picks_wanted.emit()
        else:
            super().keyPressEvent(event)
