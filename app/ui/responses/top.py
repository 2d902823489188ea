"""The head of the page: lists with counts, search, and adding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QHBoxLayout, QMenu, QVBoxLayout

from app.services.responses.listing import ShowResponses
from app.ui import theme
from app.ui.page import Translatable
from app.ui.translation import tr
from app.ui.widgets import Button, Pill
from app.ui.widgets.layouts import set_horizontal
from app.ui.widgets.search_field import SearchField

_TYPING_PAUSE = 180  # ms after the last key before the register is searched


class ResponsesTop(Translatable):
    """`changed` when list or search changed; `left` when a person is done with the search field."""

    changed = Signal()
    left = Signal()

    def __init__(self, additions: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        """`additions`: (sentence key, shortcut shown, what it does) of the add button's menu."""
        super().__init__()
        self._counts: Mapping[ShowResponses, int] = {}
        self._additions = additions
        self._group = QButtonGroup(self)
        self._pills = {show: Pill() for show in ShowResponses}
        frame = QFrame()
        frame.setProperty("bar", "top")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, frame)
        self._row.setContentsMargins(theme.px(16), theme.px(11), theme.px(16), theme.px(11))
        self._row.setSpacing(theme.px(8))
        row, tools = QHBoxLayout(), QHBoxLayout()
        for part in (row, tools):
            part.setSpacing(theme.px(8))
            self._row.addLayout(part)
        for show, pill in self._pills.items():
            pill.setChecked(show is ShowResponses.WAITING)
            pill.setProperty("late", show is ShowResponses.LATE)
            self._group.addButton(pill)
            row.addWidget(pill)
        self._group.buttonClicked.connect(lambda _button: self.changed.emit())
        row.addStretch(1)
        self._search = SearchField(120)
        self._search.left.connect(self.left)
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._pause.timeout.connect(self.changed)
        self._search.textChanged.connect(lambda _text: self._pause.start())
        self._search.returnPressed.connect(self.changed)
        self._add = Button(icon="plus")
        self._menu = QMenu(self)
        self._add.setMenu(self._menu)
        tools.addWidget(self._search, 1)
        tools.addWidget(self._add)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.retranslate()

    @property
    def show_(self) -> ShowResponses:
        """The chosen list."""
        return next(show for show, pill in self._pills.items() if pill.isChecked())

    @property
    def search(self) -> str:
        return self._search.text().strip()

    def choose(self, show: ShowResponses) -> None:
        """Set the list and end the search, without telling."""
        self._pills[show].setChecked(True)
        self._search.clear()
        self._pause.stop()

    def focus_search(self) -> None:
        self._search.focus_all()

    def show_counts(self, counts: Mapping[ShowResponses, int]) -> None:
        """How many each list has; what is late stands there only if something is."""
        self._counts = counts
        for show, pill in self._pills.items():
            pill.setText(tr("queue.pill", name=tr(f"responses_page.show.{show}"), n=counts.get(show, 0)))
        late = self._pills[ShowResponses.LATE]
        late.setVisible(bool(counts.get(ShowResponses.LATE)) or late.isChecked())
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the pills: the search and the button have a row of their own then."""
        return QSize(self._pills_width() + theme.px(32), super().minimumSizeHint().height())

    def _pills_width(self) -> int:
        shown = (pill for pill in self._pills.values() if not pill.isHidden())
        return sum(pill.sizeHint().width() + theme.px(8) for pill in shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Two rows where one is too narrow: large text, a small window."""
        needed = self._pills_width() + self._add.sizeHint().width() + theme.px(120 + 40)
        narrow = needed > self.width()
        set_horizontal(self._row, not narrow)
        self._search.setMaximumWidth(16_777_215 if narrow else theme.px(210))
        self._row.activate()
        self.updateGeometry()  # another row wants more height from the page at once

    def retranslate(self) -> None:
        super().retranslate()
        self.show_counts(self._counts)
        self._search.setPlaceholderText(tr("responses_page.search"))
        self._search.setAccessibleName(tr("responses_page.search"))
        self._add.setText(tr("responses_page.add"))
        self._menu.clear()
        for key, keys, run in self._additions:
            action = self._menu.addAction(f"{tr(key)}\t{keys}")
            action.triggered.connect(lambda _on=False, run=run: run())
