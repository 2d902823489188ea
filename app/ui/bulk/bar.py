"""The foot of the page while several drafts are chosen: verbs that say to how many of them they apply."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from app.bangla.clauses import shown
from app.services.base.enums import PURPOSES
from app.services.office.views import AccountView
from app.ui.bulk.chosen import Chosen
from app.ui.page import Translatable
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Label, LinkLabel
from app.ui.widgets.as_written import unmarked

_REMARK_SHOWN = 6_000  # milliseconds
_ROOMY = 1_150  # drawn px: from here on there is room beside the verbs


class BulkBar(Translatable):
    """`account` and `purpose` carry what was picked from a menu; they apply where it is missing.

    `schedule` asks for a time for every one.
    """

    cleared = Signal()
    account = Signal(int)
    purpose = Signal(str)
    schedule = Signal()
    important = Signal()
    send_back = Signal()
    approve = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chosen = Chosen((), frozenset())
        self._accounts: Sequence[AccountView] = ()
        self._busy = False
        self._title = Label(look="strong")
        self._clear = LinkLabel()
        self._remark_timer = QTimer(self, singleShot=True, interval=_REMARK_SHOWN)
        self._remark_timer.timeout.connect(lambda: self.tell(""))
        self._remark = Label(look="error", wrap=True)
        self._account, self._purpose = Button(icon="person"), Button(icon="purpose")
        self._schedule = Button(icon="calendar")
        self._important = Button(icon="star", keys="M")
        self._return, self._approve = Button(keys="R"), Button(kind="primary", keys="A")
        self._rest = Label(look="small", wrap=True)
        self._menus = (self._menu(self._account, self._fill_accounts), self._menu(self._purpose, self._fill))
        self._clear.followed.connect(self.cleared)
        self._schedule.clicked.connect(self.schedule)
        self._important.clicked.connect(self.important)
        self._return.clicked.connect(self.send_back)
        self._approve.clicked.connect(self.approve)
        frame = QFrame()
        frame.setProperty("bar", "bottom")
        row = QHBoxLayout(frame)
        row.setContentsMargins(px(16), px(10), px(16), px(10))
        row.setSpacing(px(10))
        row.addWidget(self._title)
        row.addWidget(self._clear)
        row.addWidget(self._remark, 1)
        row.addStretch(1)
        mending = (self._account, self._purpose, self._schedule)
        for button in (*mending, self._important, self._return, self._approve):
            row.addWidget(button)
        row.addWidget(self._rest)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.retranslate()
        self.restyle()

    def show_chosen(self, chosen: Chosen, accounts: Sequence[AccountView]) -> None:
        self._chosen, self._accounts = chosen, accounts
        self._say()

    def show_busy(self, busy: bool) -> None:
        """A verb is being done to each of the drafts, or that is over."""
        self._busy = busy
        self._say()

    def tell(self, remark: str) -> None:
        """Say why what was just pressed did nothing; "" takes it away."""
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        if remark:
            self._remark_timer.start()
            QAccessible.updateAccessibility(QAccessibleEvent(self._remark, QAccessible.Event.Alert))

    def retranslate(self) -> None:
        super().retranslate()
        self._clear.setText(tr("bulk.clear"))
        self._account.setText(tr("bulk.account"))
        self._purpose.setText(tr("bulk.purpose"))
        self._schedule.setText(tr("bulk.schedule"))
        self._important.setText(tr("bulk.important"))
        self.tell("")
        self._say()

    def restyle(self) -> None:
        self.setFixedHeight(px(59))

    def _say(self) -> None:
        chosen = self._chosen
        may, pending = len(chosen.approvable), len(chosen.pending)
        self._title.setText(tr("bulk.chosen", n=len(chosen.rows)))
        self._approve.setText(tr("bulk.approve", n=may))
        self._return.setText(tr("bulk.return", n=pending))
        self._approve.setEnabled(bool(may) and not self._busy)
        self._return.setEnabled(bool(pending) and not self._busy)
        self._important.setEnabled(bool(chosen.rows) and not self._busy)
        self._account.setEnabled(any(row.lacks_account for row in chosen.open) and not self._busy)
        self._purpose.setEnabled(any(row.lacks_purpose for row in chosen.open) and not self._busy)
        self._schedule.setEnabled(bool(chosen.open) and not self._busy)
        rest = len(chosen.rows) - may
        self._rest.setText(tr("bulk.rest", n=rest) if rest else "")
        self._show_rest()
        self._approve.setAccessibleDescription(self._rest.text())

    def _show_rest(self) -> None:
        """On a narrow screen the side alone says what stays behind: the verbs take the room."""
        self._rest.setVisible(bool(self._rest.text()) and self.width() >= px(_ROOMY))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_rest()

    def _menu(self, button: Button, fill: Callable[[QMenu], None]) -> QMenu:
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: fill(menu))
        button.setMenu(menu)
        return menu

    def _fill_accounts(self, menu: QMenu) -> None:
        menu.clear()
        for one in self._accounts:
            label = unmarked(f"{one.display_name} · {tr(f'platform.{one.platform}')}")
            menu.addAction(label).triggered.connect(lambda _on=False, id_=one.id: self.account.emit(id_))
        self._add_note(menu, "account", sum(row.lacks_account for row in self._chosen.open))

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for one in PURPOSES:
            label = f"{tr(f'purpose.{one}')}\t{shown(one, language())}"
            menu.addAction(label).triggered.connect(lambda _on=False, one=one: self.purpose.emit(one))
        self._add_note(menu, "purpose", sum(row.lacks_purpose for row in self._chosen.open))

    def _add_note(self, menu: QMenu, what: str, n: int) -> None:
        menu.addSeparator()
        menu.addAction(tr(f"bulk.only_{what}", n=n)).setEnabled(False)
