"""The head of the page: filters with counts, search, and adding drafts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from app.bangla.digits import number
from app.services.base.enums import Show
from app.ui import theme
from app.ui.page import Translatable
from app.ui.translation import language, tr
from app.ui.widgets import Button, Pill
from app.ui.widgets.layouts import set_horizontal
from app.ui.widgets.search_field import SearchField

_SECOND_HALF = (Show.LATE, Show.REJECTED, Show.PUBLISHED, Show.ALL)
_CUT = (Show.REJECTED, Show.PUBLISHED, Show.ALL)  # what may not be counted to its end
_TYPING_PAUSE = 180  # ms after the last key before the record is searched


class TopBar(Translatable):
    """`changed` when filter or search changed; `left` when a person is done with the search field."""

    changed = Signal()
    left = Signal()

    def __init__(
        self, additions: list[tuple[str, str, Callable[[], object]]], parent: QWidget | None = None
    ) -> None:
        """`additions`: (sentence key, shortcut shown, what it does) of the add button's menu."""
        super().__init__(parent)
        self._counts: dict[Show, int] = {}
        self._in_team = False
        self._most: int | None = None
        self._additions = additions
        self._group = QButtonGroup(self)
        self._pills = {show: Pill() for show in Show}
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._rows.setSpacing(theme.px(8))
        halves = (QHBoxLayout(), QHBoxLayout())
        for half in halves:
            half.setSpacing(theme.px(8))
            self._rows.addLayout(half)
        for show, pill in self._pills.items():
            pill.setChecked(show is Show.PENDING)
            pill.setProperty("late", show is Show.LATE)
            self._group.addButton(pill)
            halves[show in _SECOND_HALF].addWidget(pill)
        for half in halves:
            self._rows.setAlignment(half, Qt.AlignmentFlag.AlignLeft)
        self._rows.addStretch()
        self._group.buttonClicked.connect(lambda button: self.changed.emit())

        self._search = SearchField(140)
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
        self._row.addLayout(self._rows)
        self._row.addLayout(tools)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.retranslate()

    @property
    def wanted(self) -> Show:
        """The chosen list."""
        return next(show for show, pill in self._pills.items() if pill.isChecked())

    @property
    def search(self) -> str:
        return self._search.text().strip()

    def choose(self, show: Show) -> None:
        """Set the list without telling."""
        self._pills[show].setChecked(True)

    def clear_search(self) -> None:
        self._search.clear()
        self._search_now()

    def focus_search(self) -> None:
        self._search.focus_all()

    def show_counts(self, counts: dict[Show, int], *, in_team: bool, most: int | None = None) -> None:
        """How many each list has. What waits for oneself is told apart in a team; what is late, if any.

        `most`: of what is over no more were counted in a state, None for all.
        """
        self._counts, self._in_team, self._most = counts, in_team, most
        for show, pill in self._pills.items():
            n = counts.get(show, 0)
            told: int | str = n
            if most is not None and show in _CUT and n > most:
                told = f"{number(most, language())}+"
            pill.setText(tr("queue.pill", name=tr(f"queue.show.{show}"), n=told))
        self._pills[Show.MINE].setVisible(in_team or self._pills[Show.MINE].isChecked())
        late = self._pills[Show.LATE]
        late.setVisible(bool(counts.get(Show.LATE)) or late.isChecked())
        self._fold()

    def retranslate(self) -> None:
        super().retranslate()
        self.show_counts(self._counts, in_team=self._in_team, most=self._most)
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
        """As narrow as the wider half of the pills: then there are two rows of them, and one of the tools."""
        halves = (self._pills_width(second=second) for second in (False, True))
        return QSize(max(halves) + theme.px(32), super().minimumSizeHint().height())

    def _pills_width(self, *, second: bool | None = None) -> int:
        """Of all pills, or of those of one half."""
        shown = (
            pill
            for show, pill in self._pills.items()
            if not pill.isHidden() and second in (None, show in _SECOND_HALF)
        )
        return sum(pill.sizeHint().width() + theme.px(8) for pill in shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Two rows where one is too narrow: large text, a small window."""
        needed = self._pills_width() + self._add.sizeHint().width() + theme.px(160 + 40)
        narrow = needed > self.width()
        set_horizontal(self._row, not narrow)
        set_horizontal(self._rows, self._pills_width() + theme.px(32) <= self.width())
        self._search.setMaximumWidth(16_777_215 if narrow else theme.px(250))
        self._row.activate()
        self.updateGeometry()  # more rows want more height from the page at once
