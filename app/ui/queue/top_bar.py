"""The head of the page: filters with counts, search, and adding drafts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
)

from app.services.base.enums import State
from app.ui import theme
from app.ui.page import Translatable
from app.ui.translation import tr
from app.ui.widgets import Button, KeyHint, Pill

_FILTERS: tuple[State | None, ...] = (*State, None)
_TYPING_PAUSE = 180  # ms after the last key before the record is searched


class TopBar(Translatable):
    """`changed` when filter or search changed; `left` when a person is done with the search field."""

    changed = Signal()
    left = Signal()

    def __init__(self, additions: list[tuple[str, str, Callable[[], object]]]) -> None:
        """`additions`: (sentence key, shortcut shown, what it does) of the add button's menu."""
        super().__init__()
        self._counts: dict[State, int] = {}
        self._additions = additions
        self._group = QButtonGroup(self)
        self._pills = {state: Pill() for state in _FILTERS}
        pills = QHBoxLayout()
        pills.setSpacing(theme.px(8))
        for state, pill in self._pills.items():
            pill.setChecked(state is State.PENDING)
            self._group.addButton(pill)
            pills.addWidget(pill)
        pills.addStretch()
        self._group.buttonClicked.connect(lambda button: self.changed.emit())

        self._search = _SearchField()
        self._search.left.connect(self.left)
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._pause.timeout.connect(self.changed)
        self._search.textChanged.connect(lambda text: self._pause.start())
        self._search.returnPressed.connect(self._search_now)
        self._add = Button(icon="plus")
        self._menu = QMenu(self)
        self._add.setMenu(self._menu)
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        tools.addStretch()
        tools.addWidget(self._search, 1)
        tools.addWidget(self._add)

        frame = QFrame()
        frame.setProperty("bar", "top")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, frame)
        self._row.setContentsMargins(theme.px(16), theme.px(11), theme.px(16), theme.px(11))
        self._row.setSpacing(theme.px(8))
        self._row.addLayout(pills)
        self._row.addLayout(tools)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.retranslate()

    @property
    def state(self) -> State | None:
        """The chosen filter; None is all."""
        return next(state for state, pill in self._pills.items() if pill.isChecked())

    @property
    def search(self) -> str:
        return self._search.text().strip()

    def choose(self, state: State | None) -> None:
        """Set the filter without telling."""
        self._pills[state].setChecked(True)

    def clear_search(self) -> None:
        self._search.clear()
        self._search_now()

    def focus_search(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    def show_counts(self, counts: dict[State, int]) -> None:
        self._counts = counts
        for state, pill in self._pills.items():
            n = counts.get(state, 0) if state is not None else sum(counts.values())
            name = tr(f"state.{state.value}") if state is not None else tr("queue.all")
            pill.setText(tr("queue.pill", name=name, n=n))

    def retranslate(self) -> None:
        super().retranslate()
        self.show_counts(self._counts)
        self._search.setPlaceholderText(tr("queue.search"))
        self._search.setAccessibleName(tr("queue.search"))
        self._add.setText(tr("queue.add"))
        self._menu.clear()
        for key, keys, run in self._additions:
            action = self._menu.addAction(f"{tr(key)}\t{keys}")
            action.triggered.connect(lambda checked=False, run=run: run())

    def _search_now(self) -> None:
        self._pause.stop()
        self.changed.emit()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the pills alone: then the tools stand in a row of their own."""
        return QSize(self._pills_width() + theme.px(32), super().minimumSizeHint().height())

    def _pills_width(self) -> int:
        return sum(pill.sizeHint().width() + theme.px(8) for pill in self._pills.values())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two rows where one is too narrow: large text, a small window."""
        super().resizeEvent(event)
        needed = self._pills_width() + self._add.sizeHint().width() + theme.px(160 + 40)
        narrow = needed > self.width()
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(direction)
        self._search.setMaximumWidth(16_777_215 if narrow else theme.px(250))


class _SearchField(QLineEdit):
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setClearButtonEnabled(False)
        self.setMinimumWidth(theme.px(140))
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, theme.px(8), 0)
        inside.addStretch()
        self._hint = KeyHint("/")
        inside.addWidget(self._hint)
        self.setTextMargins(0, 0, theme.px(28), 0)
        self.textChanged.connect(lambda text: self._hint.setVisible(not text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            self.left.emit()
        else:
            super().keyPressEvent(event)
