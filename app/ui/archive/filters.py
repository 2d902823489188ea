"""The bar above the archive's list: which posts it shows, by state, words, account, days and more."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.bangla.digits import number
from app.services.base.enums import AccountKind, State
from app.services.office import office
from app.services.posts.approved_list import ApprovedList, Wanted
from app.ui.archive.account_choice import AccountChoice
from app.ui.archive.period_field import PeriodField
from app.ui.archive.search_more import More, SaveSearchDialog, SearchDialog, fill_menu, more_of
from app.ui.context import Context
from app.ui.page import Translatable
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button
from app.ui.widgets.pill_row import PillRow
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.two_parts import TwoParts

_ALL = "all"
_PILLS = (_ALL, State.APPROVED.value, State.PUBLISHED.value)
_NARROW = 760  # drawn px: below, the fields stand beside each other only where an account's name is shorter


class Filters(Translatable):
    """`changed` comes when something else is wanted."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found: ApprovedList | None = None
        self._more = More()
        self._pills = PillRow(_PILLS)
        self._pills.set_value(_ALL)
        self._account = AccountChoice()
        self._period = PeriodField()
        self.search = SearchField(200)
        self._filter, self._saved = Button(icon="filter"), Button(icon="star")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(
            lambda: fill_menu(self._menu, context, self.show_search, self.keep_search)
        )
        self._saved.setMenu(self._menu)
        frame = QFrame()
        frame.setProperty("bar", "top")
        fields = QWidget()
        row = QHBoxLayout(fields)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.search, 1)
        for part in (self._account, self._period, self._filter, self._saved):
            row.addWidget(part)
        column = QVBoxLayout(frame)
        column.setContentsMargins(px(16), px(10), px(16), px(10))
        column.addWidget(TwoParts(self._pills, fields))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.translate(self.search.setPlaceholderText, "archive.search")
        self.translate(self.search.setAccessibleName, "archive.search")
        self.translate(self._account.setAccessibleName, "archive.account")
        self.translate(self._saved.setAccessibleName, "search_more.saved")
        self._pills.chosen.connect(self.changed)
        self._account.changed.connect(self.changed)
        self._period.changed.connect(self.changed)
        self.search.textChanged.connect(self.changed)
        self._filter.clicked.connect(self.narrow)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._account.set_short(short=self.width() < px(_NARROW))

    def wanted(self) -> Wanted:
        """What the list is to show."""
        pill = self._pills.value()
        state = None if pill == _ALL else State(pill)
        return self._more.on(Wanted(*self._period.days(), self._account.value(), self.search.text(), state))

    def scope(self) -> tuple[date | None, date | None, str]:
        """The first and last day and the account's handle the list is narrowed to; None and "" for all."""
        return *self._period.days(), self._account.value()

    def fill_accounts(self) -> None:
        """Offer the office's accounts of now."""
        self._account.show_accounts(
            office.accounts(self._context.desk, active_only=False, kind=AccountKind.OFFICIAL)
        )

    def show_counts(self, found: ApprovedList | None) -> None:
        """Say in the pills how many posts there are."""
        self._found = found
        counts = {value: found.counts.get(State(value), 0) if found else 0 for value in _PILLS[1:]}
        counts[_ALL] = sum(counts.values())
        for value, n in counts.items():
            cut = found is not None and found.cut and (value == _ALL or State(value) in found.cut)
            name = tr(f"archive.pill_{value}")
            self._pills.set_text(value, f"{name} {number(n, language())}{'+' if cut else ''}")

    def narrow(self) -> None:
        """Narrow the list by more than words, account and days."""
        SearchDialog(self._more, self._narrow_by, self.window()).open()

    def keep_search(self) -> None:
        """Keep what is asked for now under a name."""
        SaveSearchDialog(self._context, self.wanted(), self.window()).open()

    def show_search(self, wanted: Wanted) -> None:
        """Ask for this in place of what was asked for."""
        self.search.setText(wanted.search)
        self._account.set_value(wanted.account)
        self._period.set_days(wanted.since, wanted.until)
        self._pills.set_value(wanted.state.value if wanted.state is not None else _ALL)
        self._narrow_by(more_of(wanted))

    def _narrow_by(self, more: More) -> None:
        self._more = more
        self._show_filter()
        self.changed.emit()

    def _show_filter(self) -> None:
        n = self._more.count()
        self._filter.setText(tr("search_more.offer_n", n=n) if n else tr("search_more.offer"))

    def retranslate(self) -> None:
        super().retranslate()
        self._account.retranslate()
        self._show_filter()
        self.show_counts(self._found)
