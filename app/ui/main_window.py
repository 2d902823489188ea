"""The main window: rail, reminders, the pages in a stack, messages over them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.errors import Refusal
from app.services.base import desk_settings
from app.services.base.members import MemberView
from app.services.office import office
from app.services.office.views import Session
from app.ui import jobs, messages, preferences
from app.ui.context import Context
from app.ui.due.strip import ReminderStrip
from app.ui.due.watch import DueWatch
from app.ui.first_start.page import FirstStart
from app.ui.page import Command, Page
from app.ui.shell.keys_overlay import KeysOverlay
from app.ui.shell.member_button import MemberButton
from app.ui.shell.palette import Entry, Palette
from app.ui.shell.rail import Rail
from app.ui.shell.toasts import Toasts
from app.ui.sign_in.lock_page import LockPage
from app.ui.sign_in.locking import HiddenDialogs, IdleWatch, lockable
from app.ui.sign_in.session_lock import SessionLock
from app.ui.translation import language_changed, tr

GEOMETRY = "window"
LEAST, USUAL = (1100, 640), (1366, 768)
FIRST_START, WORKPLACE, LOCKED = 0, 1, 2  # places in the stack of the whole window
FRAME = 64  # px a desktop's title bar and edges may take


class MainWindow(QMainWindow):
    """Shows `pages` in the rail's order; until the office is set up, only the first start."""

    def __init__(self, context: Context, pages: Sequence[Page], watch: DueWatch) -> None:
        super().__init__()
        self._context = context
        # What is connected to the context holds the window: they must end together.
        context.setParent(self)
        self._pages = {page.name: page for page in pages}
        self._rail_pages = [page.name for page in pages if page.in_rail]
        self.setMinimumSize(*LEAST)
        self.resize(*USUAL)
        self._member_button = MemberButton(context)
        self._rail = Rail(pages, self._member_button)
        self._rail.page_chosen.connect(self.show_page)
        self._strip = ReminderStrip(context, watch)
        self._stack = QStackedWidget()
        for page in pages:
            self._stack.addWidget(page)
        self._first_start = FirstStart(context)
        self._first_start.finished.connect(self._begin)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._first_start)
        self._whole.addWidget(self._workplace())
        self._lock_page = LockPage(context)
        self._lock_page.opened.connect(self._open)
        self._whole.addWidget(self._lock_page)
        self._hidden = HiddenDialogs()
        self._left: MemberView | None = None  # who was at the desk when the window was locked
        self._idle = IdleWatch(context.desk, self)
        self._idle.idle.connect(self._lock_unasked)
        self.setCentralWidget(self._whole)
        self._toasts = Toasts(self)
        self._commands = self._make_commands()
        self._bind()
        language_changed.connect(self._retranslate)
        self._retranslate()
        if office.office(context.desk) is None:
            self._first_start.arrive()
        else:
            self._begin()

    def _workplace(self) -> QWidget:
        page_column = QVBoxLayout()
        page_column.setSpacing(0)
        page_column.addWidget(self._strip)
        page_column.addWidget(self._stack, 1)
        workplace = QWidget()
        row = QHBoxLayout(workplace)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(page_column, 1)
        return workplace

    def _begin(self) -> None:
        """The office is there: let somebody sit down, and show the first page."""
        self._member_button.read()
        self._whole.setCurrentIndex(WORKPLACE)
        self.show_page(next(iter(self._pages)))
        self._strip.read()
        if lockable(self._context.desk):
            self._lock(None)

    def lock(self) -> None:
        """Let nobody see or do anything here before signing in; where nobody can sign in, say so."""
        if not self._lock_unasked() and self._whole.currentIndex() == WORKPLACE:
            messages.say(tr("lock.not_in_force"))

    def _lock_unasked(self) -> bool:
        """Lock where there is a passphrase to open with; whether it is locked."""
        if self._whole.currentIndex() == WORKPLACE and lockable(self._context.desk):
            self._lock(self._context.member)
        return self._whole.currentIndex() == LOCKED

    def _lock(self, member: MemberView | None) -> None:
        """Lock, and ask `member` for their passphrase (None: whoever sat here last)."""
        self._left = self._context.member or self._left
        self._idle.stop()
        self._hidden.hide()
        self._context.set_member(None)
        self._whole.setCurrentIndex(LOCKED)
        self._lock_page.arrive(member or self._left or self._member_button.kept())

    def _open(self, session: Session) -> None:
        """Somebody proved to be here."""
        same = self._left is None or self._left.id == session.member.id
        self._member_button.seat(session.member)
        self._whole.setCurrentIndex(WORKPLACE)
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
    def page_names(self) -> tuple[str, ...]:
        """The pages in the rail's order."""
        return tuple(self._pages)

    @property
    def page(self) -> Page:
        """The page in front."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def show_page(self, name: str) -> None:
        page = self._pages[name]
        self._stack.setCurrentWidget(page)
        self._rail.show_page(name)
        page.setFocus()
        page.arrive()

    def _make_commands(self) -> list[Command]:
        """What can be done from everywhere."""

        def opener(name: str) -> Command:
            number = self._rail_pages.index(name) + 1
            return Command(self._pages[name].title_key, f"Ctrl+{number}", lambda: self.show_page(name))

        desk = self._context.desk
        return [
            *(opener(name) for name in self._rail_pages),
            Command("due_page.title", "Ctrl+0", lambda: self.show_page("due")),
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
                shortcut = QShortcut(QKeySequence(command.keys), self)
                shortcut.activated.connect(lambda run=command.run: self._in_office(run))
        self._context.page_wanted.connect(self.show_page)
        self._context.draft_wanted.connect(lambda _draft: self.show_page("queue"))
        self._context.clause_wanted.connect(lambda _clause: self.show_page("guide"))
        self._context.sign_in_wanted.connect(self._lock)
        self._context.account_wanted.connect(lambda _account, _action: self.show_page("accounts"))
        self._context.compose_wanted.connect(lambda _seed: self.show_page("queue"))

    def _in_office(self, run: Callable[[], object]) -> None:
        if self._whole.currentIndex() == WORKPLACE:
            run()

    def show_palette(self) -> None:
        here = [Entry(tr(command.key), command.run, command.keys) for command in self.page.commands]
        everywhere = [Entry(tr(command.key), command.run, command.keys) for command in self._commands]
        elsewhere = [
            self._entry_elsewhere(page, command)
            for page in self._pages.values()
            if page is not self.page
            for command in page.commands
            if command.everywhere
        ]
        Palette(self._context, [*here, *everywhere, *elsewhere], self)

    def _entry_elsewhere(self, page: Page, command: Command) -> Entry:
        def run() -> None:
            self.show_page(page.name)
            command.run()

        return Entry(tr(command.key), run, note=tr(page.title_key))

    def show_keys(self) -> None:
        groups = [
            (tr("keys.everywhere"), self._commands),
            (tr(self.page.title_key), self.page.commands),
        ]
        KeysOverlay(groups, self).open()

    def appear(self) -> None:
        """Show the window where it was last; the first time, filling a screen that has no room to spare."""
        SessionLock(int(self.winId()), self).locked.connect(self._lock_unasked)
        self._idle.start()
        kept = desk_settings.get(self._context.desk, GEOMETRY, "")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))
        room = self.screen().availableSize() - self.size()
        if not kept and min(room.width(), room.height()) < FRAME:
            self.showMaximized()
        else:
            self.show()

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
        jobs.stop_all()
        super().closeEvent(event)
