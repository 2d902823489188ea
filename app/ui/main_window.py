"""The main window: rail, reminders, the pages in a stack, messages over them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.errors import Refusal
from app.services.base import desk_settings
from app.services.base.members import MemberView
from app.services.office import office
from app.ui import jobs, messages, preferences
from app.ui.context import Context
from app.ui.due.strip import ReminderStrip
from app.ui.due.watch import DueWatch
from app.ui.hotkey import hotkey
from app.ui.page import Command, Page, PageEntry, page_keys
from app.ui.shell.colleagues import Colleagues
from app.ui.shell.first_paint import FirstPaint
from app.ui.shell.member_button import MemberButton
from app.ui.shell.rail import Rail
from app.ui.shell.toasts import Toasts
from app.ui.shell.transfers import TransferStrip
from app.ui.sign_in.locking import HiddenDialogs, IdleWatch, lockable
from app.ui.tab_order import tab_on
from app.ui.theme import px, theme_changed
from app.ui.translation import language_changed, tr

if TYPE_CHECKING:
    from app.services.office.views import Session
    from app.ui.shell.palette import Entry
    from app.ui.sign_in.lock_page import LockPage

GEOMETRY = "window"
LEAST, USUAL = (1024, 640), (1366, 768)
FRAME = 64  # px a desktop's title bar and edges may take
TITLE = 16  # px the slimmest of title bars takes


class MainWindow(QMainWindow):
    """Shows `pages` in the rail's order; until the office is set up, only the first start.

    A page is built when it is first shown, and so are the first start and the page over a locked window. The
    first paint is of the frame alone, so that the window is there at once; the first page follows. What the
    frame does not need is imported when it is first wanted.
    `painted` comes once, after the first paint and with the first page in its place.
    """

    painted = Signal()

    def __init__(self, context: Context, pages: Sequence[PageEntry], watch: DueWatch) -> None:
        super().__init__()
        self._context = context
        # What is connected to the context holds the window: they must end together.
        context.setParent(self)
        self._entries = {entry.name: entry for entry in pages}
        self._pages: dict[str, Page] = {}
        self._is_painted = False
        self.resize(*USUAL)
        self._limit()
        theme_changed.connect(self._limit)
        self._member_button = MemberButton(context)
        self._rail = Rail(pages, self._member_button)
        self._rail.page_chosen.connect(self.show_page)
        self._strip = ReminderStrip(context, watch)
        watch.changed.connect(lambda: self._rail.show_count("due", *watch.waiting))
        watch.changed.connect(lambda: self._rail.show_count("responses", *watch.responses))
        self._stack = QStackedWidget()
        self._workplace = self._make_workplace()
        self._lock_page: LockPage | None = None
        self._whole = QStackedWidget()
        self._whole.addWidget(self._workplace)
        self._hidden = HiddenDialogs()
        self._left: MemberView | None = None  # who was at the desk when the window was locked
        self._idle = IdleWatch(context.desk, self)
        self._idle.idle.connect(self._lock_unasked)
        self.setCentralWidget(self._whole)
        self._toasts = Toasts(self)
        self.starts_again = False
        self._colleagues = Colleagues(context, self)
        self.painted.connect(self._colleagues.listen)
        context.restart_wanted.connect(self._start_again)
        self._commands = self._make_commands()
        self._bind()
        language_changed.connect(self._retranslate)
        self._retranslate()
        if office.office(context.desk) is None:
            self._begin_office()
        else:
            self._begin()

    def focusNextPrevChild(self, next: bool) -> bool:
        return tab_on(self, onwards=next)

    def _make_workplace(self) -> QWidget:
        page_column = QVBoxLayout()
        page_column.setSpacing(0)
        page_column.addWidget(self._strip)
        page_column.addWidget(TransferStrip(self._context))
        page_column.addWidget(self._stack, 1)
        workplace = QWidget()
        row = QHBoxLayout(workplace)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(page_column, 1)
        return workplace

    def _begin_office(self) -> None:
        from app.ui.first_start.page import FirstStart  # with the forms of office and account: once in a life

        page = FirstStart(self._context)
        page.finished.connect(self._begin)
        page.joined.connect(self._start_again)
        self._whole.setCurrentIndex(self._whole.addWidget(page))
        page.arrive()

    def _start_again(self) -> None:
        """The desk has joined an office elsewhere: it is opened anew, by whoever started the window."""
        self.starts_again = True
        self.close()

    def _begin(self) -> None:
        """The office is there: let somebody sit down, and show the first page."""
        self._member_button.read()
        self._whole.setCurrentWidget(self._workplace)
        self._rail.show_page(self._first)
        if self._is_painted:
            self.show_page(self._first)
        self._strip.read()
        if lockable(self._context.desk):
            self._lock(None)

    def lock(self) -> None:
        """Let nobody see or do anything here before signing in; where nobody can sign in, say so."""
        if not self._lock_unasked() and self.at_work:
            messages.say(tr("lock.not_in_force"), "warn")

    def _lock_unasked(self) -> bool:
        """Lock where there is a passphrase to open with; whether it is locked."""
        if self.at_work and lockable(self._context.desk):
            self._lock(self._context.member)
        return self.locked

    def _lock(self, member: MemberView | None) -> None:
        """Lock, and ask `member` for their passphrase (None: whoever sat here last)."""
        self._left = self._context.member or self._left
        self._idle.stop()
        self._hidden.hide()
        self._context.set_member(None)
        self._toasts.lock(True)
        if self._lock_page is None:
            from app.ui.sign_in.lock_page import LockPage

            self._lock_page = LockPage(self._context)
            self._lock_page.opened.connect(self._open)
            self._whole.addWidget(self._lock_page)
        self._whole.setCurrentWidget(self._lock_page)
        self._lock_page.arrive(member or self._left or self._member_button.kept())

    def _open(self, session: Session) -> None:
        """Somebody proved to be here."""
        self._toasts.lock(False)
        same = self._left is None or self._left.id == session.member.id
        self._member_button.seat(session.member)
        self._whole.setCurrentWidget(self._workplace)
        self.page.setFocus()
        self.page.arrive()
        if same:
            self._hidden.bring_back()
        else:
            self._hidden.close()
        self._left = None
        self._idle.start()

    @property
    def context(self) -> Context:
        """What all pages of this window share."""
        return self._context

    @property
    def at_work(self) -> bool:
        """Whether the pages are in front: the office is set up and the window is not locked."""
        return self._whole.currentWidget() is self._workplace

    @property
    def locked(self) -> bool:
        """Whether the window waits for somebody to sign in."""
        return self._lock_page is not None and self._whole.currentWidget() is self._lock_page

    @property
    def page_names(self) -> tuple[str, ...]:
        """The pages in the rail's order."""
        return tuple(self._entries)

    @property
    def _first(self) -> str:
        return next(iter(self._entries))

    @property
    def page(self) -> Page:
        """The page in front; the first one where none was shown yet."""
        if not self._pages:
            self.show_page(self._first)
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def show_page(self, name: str) -> None:
        """Bring a page to the front, and build it first where nobody has looked at it yet."""
        page = self._pages.get(name)
        if page is None:
            page = self._pages[name] = self._entries[name].build(self._context, self._stack)
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._rail.show_page(name)
        if self.at_work:  # behind the locked window it would take the keys from the passphrase
            page.setFocus()
            page.arrive()

    def _make_commands(self) -> list[Command]:
        """What can be done from everywhere."""

        keys = page_keys(tuple(self._entries.values()))

        def opener(entry: PageEntry) -> Command:
            return Command(entry.title_key, keys[entry.name], lambda: self.show_page(entry.name))

        desk = self._context.desk
        return [
            *(opener(entry) for entry in self._entries.values()),
            Command("command.palette", "Ctrl+K", self.show_palette),
            Command("command.keys", "?", self.show_keys),
            Command("command.language", "", lambda: preferences.toggle_language(desk)),
            Command("command.theme", "", lambda: preferences.toggle_theme(desk)),
            Command("command.member", "Ctrl+M", self._member_button.showMenu),
            Command("command.lock", "Ctrl+L", self.lock),
        ]

    def _bind(self) -> None:
        for command in self._commands:
            if command.keys:
                hotkey(self, command.keys, partial(self._in_office, command.run))
        self._context.page_wanted.connect(self.show_page)
        self._context.sign_in_wanted.connect(self._lock)

    def _in_office(self, run: Callable[[], object]) -> None:
        if self.at_work:
            run()

    def show_palette(self) -> None:
        from app.ui.shell.palette import Entry, Palette, other_words

        here, everywhere = (
            [Entry(tr(one.key), one.run, one.keys, also=other_words(one.key)) for one in commands]
            for commands in (self.page.commands, self._commands)
        )
        elsewhere = [
            self._entry_elsewhere(entry, key)
            for entry in self._entries.values()
            if entry.name != self.page.name
            for key in entry.everywhere
        ]
        Palette(self._context, [*here, *everywhere, *elsewhere], self)

    def _entry_elsewhere(self, entry: PageEntry, key: str) -> Entry:
        from app.ui.shell.palette import Entry, other_words

        def run() -> None:
            self.show_page(entry.name)
            next(command for command in self.page.commands if command.key == key).run()

        return Entry(tr(key), run, note=tr(entry.title_key), also=other_words(key))

    def show_keys(self) -> None:
        from app.ui.shell.keys_overlay import KeysOverlay

        groups = [
            (tr("keys.everywhere"), self._commands),
            (tr(self._entries[self.page.name].title_key), self.page.commands),
        ]
        KeysOverlay(groups, self).open()

    def _limit(self) -> None:
        """Grow the smallest size with the text, up to what the screen has: one drawn larger by the desktop
        (125 or 150 %) has less than the usual least, and the decisions would lie beneath its edge."""
        room = self.screen().availableSize()
        self.setMinimumSize(min(px(LEAST[0]), room.width()), min(px(LEAST[1]), room.height() - FRAME))

    def appear(self) -> None:
        """Show the window where it was last; the first time, filling a screen that has no room to spare."""
        FirstPaint(self).painted.connect(self._on_painted)
        kept = desk_settings.get(self._context.desk, GEOMETRY, "")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))
        room = self.screen().availableSize() - self.size()
        # Where it was kept without one, on a larger screen: nothing may lie beneath the screen's edge.
        cut = room.height() < TITLE
        if cut or (not kept and min(room.width(), room.height()) < FRAME):
            self.showMaximized()
        else:
            self.show()

    def _on_painted(self) -> None:
        from app.ui.backup.automatic import AutomaticBackup
        from app.ui.sign_in.session_lock import SessionLock

        self._is_painted = True
        if self.at_work or self.locked:
            _ = self.page
        AutomaticBackup(self._context, self)
        SessionLock(int(self.winId()), self).locked.connect(self._lock_unasked)
        if not self.locked:
            self._idle.start()
        self.painted.emit()

    def bring_to_front(self) -> None:
        """Another start of the program wants this window."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("window.title"))

    def closeEvent(self, event: QCloseEvent) -> None:
        kept = bytes(self.saveGeometry().toBase64().data()).decode()
        with suppress(Refusal):  # a full disk must not keep the window open
            desk_settings.set_(self._context.desk, GEOMETRY, kept)
        self._colleagues.leave()
        jobs.stop_all()
        super().closeEvent(event)
