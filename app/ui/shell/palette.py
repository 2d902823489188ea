"""The command palette: every page, every command, and a jump to a draft, by typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import LANGUAGES, Translator, UnknownSentence
from app.services.posts import queue
from app.services.posts.views import QueueRow
from app.ui import jobs
from app.ui.context import Context
from app.ui.shell.palette_row import KEYS, NOTE, ROW_HEIGHT, PaletteRow
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets.paint import cast_shadow
from app.values import dataclass
from app.work import Work

DRAFTS = 8  # drafts offered at most
_ROWS = 10  # lines seen at once
_PAUSE = 150  # ms of no typing before drafts are searched


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it says, its key, a note at the right, and what it does.

    `also` are other words by which it is found.
    """

    text: str
    run: Callable[[], object]
    keys: str = ""
    note: str = ""
    also: str = ""


def other_words(key: str) -> str:
    """By what a command is looked for besides its name: its name in the other language, and words like it."""
    found = []
    for words in map(Translator, LANGUAGES):
        found.append(words(key))
        with suppress(UnknownSentence):
            found.append(words(f"palette_also.{key}"))
    return " ".join(found).casefold()


class Palette(QFrame):
    """Type to narrow, arrows to choose, Enter to do, Escape or a click elsewhere to leave.

    A part of the window rather than a window of its own: Wayland lets nobody place those.
    """

    def __init__(self, context: Context, entries: Sequence[Entry], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self._context = context
        self._entries = entries
        self._drafts: tuple[Entry, ...] = ()
        self._field = QLineEdit(placeholderText=tr("palette.hint"))
        self._field.setAccessibleName(tr("palette.hint"))
        self._list = QListWidget()
        self._list.setAccessibleName(tr("palette.list"))
        self._list.setItemDelegate(PaletteRow(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(12), px(12), px(12))
        column.setSpacing(px(8))
        column.addWidget(self._field)
        column.addWidget(self._list)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._search)
        self._field.textChanged.connect(self._narrow)
        self._field.installEventFilter(self)
        self._list.itemClicked.connect(self._do)
        width = min(px(620), parent.width() - px(48))
        self._most_rows = min(_ROWS, (parent.height() - px(170)) // px(ROW_HEIGHT))
        self.setFixedWidth(width)
        self._show_entries()
        self.move((parent.width() - width) // 2, px(72))
        cast_shadow(self)
        self._before = parent.focusWidget()
        self.show()
        self.raise_()
        self._field.setFocus()

    def texts(self) -> list[str]:
        """The lines offered now."""
        return [self._list.item(row).text() for row in range(self._list.count())]

    def _narrow(self) -> None:
        self._drafts = ()
        self._show_entries()
        self._pause.start()

    def _show_entries(self) -> None:
        sought = self._field.text().casefold().split()
        self._list.clear()
        for entry in (*self._entries, *self._drafts):
            said = f"{entry.text.casefold()} {entry.also}"
            if entry in self._drafts or all(part in said for part in sought):
                item = QListWidgetItem(entry.text)
                item.setData(KEYS, entry.keys)
                item.setData(NOTE, entry.note)
                item.setData(Qt.ItemDataRole.UserRole, entry)
                self._list.addItem(item)
        if not self._list.count():
            nothing = QListWidgetItem(tr("palette.nothing"), self._list)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
        self._list.setCurrentRow(0)
        rows = min(self._most_rows, self._list.count())
        self.setFixedHeight(px(78) + rows * px(ROW_HEIGHT))

    def _search(self) -> None:
        sought = self._field.text().strip()
        if not sought:
            return
        desk = self._context.desk

        def find(work: Work) -> list[QueueRow]:
            return queue.rows(desk, queue.ids(desk, None, sought)[:DRAFTS])

        jobs.run(find, lambda rows: self._offer(sought, rows), owner=self)

    def _offer(self, sought: str, rows: list[QueueRow]) -> None:
        if sought != self._field.text().strip():
            return  # an answer to an older question
        self._drafts = tuple(self._draft_entry(row) for row in rows)
        self._show_entries()

    def _draft_entry(self, row: QueueRow) -> Entry:
        draft_id = row.id
        text = " ".join(row.excerpt.split()) or tr("palette.no_text", id=str(row.id))
        return Entry(text, lambda: self._context.open_draft(draft_id), note=tr(f"state.{row.state}"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._leave()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._list.setCurrentRow((self._list.currentRow() + step) % max(1, self._list.count()))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._list.currentItem() is not None:
                    self._do(self._list.currentItem())
                return True
        if event.type() == QEvent.Type.FocusOut:
            self._leave()
        return False

    def _leave(self) -> None:
        if self.isVisible():
            self.hide()
            self.deleteLater()
            if self._before is not None:
                self._before.setFocus()

    def _do(self, item: QListWidgetItem) -> None:
        entry = item.data(Qt.ItemDataRole.UserRole)
        if entry is not None:
            self._leave()
            entry.run()
