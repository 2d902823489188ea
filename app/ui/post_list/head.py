"""The list's head: where one is, what came in meanwhile, and one menu for order and filters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.services.base.enums import DraftKind, Order
from app.services.office.views import AccountView
from app.ui import theme
from app.ui.page import Translatable
from app.ui.translation import tr
from app.ui.widgets import Button, Label, LinkLabel


class ListHead(Translatable):
    """`changed` when order or filter changed, `kept` with whether the order is to be kept for this desk.

    `fresh_wanted`: what came in meanwhile is to be put in its place. `summary_wanted`: of what is ticked.
    """

    changed = Signal()
    kept = Signal(bool)
    fresh_wanted = Signal()
    summary_wanted = Signal()

    def __init__(self, order: Order, parent: QWidget | None = None) -> None:
        """`order`: the one this desk keeps, which is in force at first."""
        super().__init__(parent)
        self.order = order
        self.kind = ""
        self.account: int | None = None
        self._kept: Order | None = order if order is not Order.DUE else None
        self._accounts: Sequence[AccountView] = ()
        self._place = (0, 0)
        self._news = 0
        self._ticks = 0
        self._heading = ""
        self._position = Label(look="small")
        self._summary = LinkLabel()
        self._summary.followed.connect(self.summary_wanted)
        self._summary.hide()
        self._new = LinkLabel()
        self._new.followed.connect(self.fresh_wanted)
        self._sort = Button(kind="quiet", icon="sort", small=True)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self._sort.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(3), theme.px(6), theme.px(3))
        row.setSpacing(theme.px(10))
        row.addWidget(self._position)
        row.addWidget(self._summary)
        row.addWidget(self._new)
        row.addStretch()
        row.addWidget(self._sort)
        self.retranslate()

    def open_menu(self) -> None:
        """Show the menu as if the button had been pressed."""
        self._sort.showMenu()

    def show_accounts(self, accounts: Sequence[AccountView]) -> None:
        """The pages that the list can be filtered by."""
        self._accounts = accounts
        if self.account not in [None, *(one.id for one in accounts)]:
            self.account = None

    def clear_filters(self) -> None:
        """Show every kind and account again, without telling."""
        self.kind, self.account = "", None
        self._say()

    def show_position(self, place: int, of: int) -> None:
        """`place` counts from 1; 0 of 0 when the list is empty."""
        self._place = (place, of)
        self._position.setText(tr("queue.position", n=place, of=of))
        self._position.setVisible(not self._ticks)
        self._summary.setText(tr("bulk.head", n=self._ticks, of=of))
        self._summary.setVisible(bool(self._ticks))

    def show_ticks(self, n: int) -> None:
        """So many of the list are ticked; with none the head says where one is."""
        self._ticks = n
        self.show_position(*self._place)
        self._fit()

    def show_news(self, n: int) -> None:
        """So many drafts came in since the list was put in order: they stand at its end."""
        self._news = n
        self._new.setText(tr("queue.list_head.new", n=n))
        self._new.setToolTip(tr("queue.list_head.new_hint"))
        self._new.setVisible(n > 0)
        self._fit()

    def retranslate(self) -> None:
        super().retranslate()
        self.show_position(*self._place)
        self.show_news(self._news)
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _say(self) -> None:
        text = tr(f"queue.order.{self.order}")
        filters = bool(self.kind) + (self.account is not None)
        self._heading = tr("queue.list_head.filtered", order=text, n=filters) if filters else text
        self._sort.setToolTip(tr("queue.list_head.menu", order=self._heading))
        self._sort.setAccessibleName(tr("queue.list_head.menu", order=self._heading))
        self._fit()

    def _fit(self) -> None:
        """The sign alone where the words have no room."""
        self._sort.setText(self._heading)
        beside = (self._summary if self._ticks else self._position).sizeHint().width() + theme.px(40)
        beside += self._new.sizeHint().width() if self._news else 0
        if self._sort.sizeHint().width() + beside > self.width():
            self._sort.setText("")

    def _fill(self) -> None:
        menu = self._menu
        menu.clear()
        self._add_title(menu, "queue.list_head.sort")
        self._add_choices(menu, [(tr(f"queue.order.{one}"), one) for one in Order], self.order, "order")
        menu.addSeparator()
        self._add_title(menu, "queue.list_head.filter")
        kinds = [(tr("queue.all"), ""), *((tr(f"queue.kind.{kind}"), kind.value) for kind in DraftKind)]
        self._add_filter("kind", "filter", kinds, self.kind, "kind")
        pages: list[tuple[str, object]] = [(tr("queue.all"), None)]
        pages += [
            (f"{one.display_name} · {tr(f'platform.{one.platform}')}", one.id) for one in self._accounts
        ]
        self._add_filter("account", "person", pages, self.account, "account")
        menu.addSeparator()
        keep = menu.addAction(theme.icon("star", "muted"), tr("queue.list_head.keep"))
        keep.setCheckable(True)
        keep.setChecked(self._kept == self.order)
        keep.toggled.connect(self._keep)

    def _add_title(self, menu: QMenu, key: str) -> None:
        menu.addAction(tr(key)).setEnabled(False)

    def _add_filter(
        self, key: str, icon: str, choices: Sequence[tuple[str, object]], now: object, attribute: str
    ) -> None:
        chosen = next(words for words, value in choices if value == now)
        beneath = self._menu.addMenu(theme.icon(icon, "muted"), tr(f"queue.list_head.{key}", chosen=chosen))
        self._add_choices(beneath, choices, now, attribute)

    def _add_choices(
        self, menu: QMenu, choices: Sequence[tuple[str, object]], now: object, attribute: str
    ) -> None:
        group = QActionGroup(menu)
        for words, value in choices:
            action = QAction(words, menu, checkable=True, checked=value == now)
            action.triggered.connect(lambda _on, value=value: self._choose(attribute, value))
            group.addAction(action)
            menu.addAction(action)

    def _choose(self, attribute: str, value: object) -> None:
        setattr(self, attribute, value)
        self._say()
        self.changed.emit()

    def _keep(self, on: bool) -> None:
        self._kept = self.order if on else None
        self.kept.emit(on)
