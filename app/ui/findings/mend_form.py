"""Puts in what a post lacks, within the card that says so: a choice or a line, kept as a new version."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QVBoxLayout, QWidget

from app.bangla.clauses import shown
from app.services.base.enums import PURPOSES
from app.services.office.views import AccountView
from app.services.posts.mending import Cost, Lack, Mending
from app.services.posts.views import FindingView, VersionView
from app.ui import theme
from app.ui.translation import language, tr
from app.ui.widgets import Button, Label, LinkLabel
from app.ui.widgets.choice_row import ChoiceRow
from app.ui.widgets.layouts import set_horizontal
from app.ui.widgets.once_field import OnceField
from app.ui.wording import too_few
from app.values import dataclass

_FIRST = 3  # choices shown before one asks for all
_FRAME = 13  # drawn px at each end of a field that are not its words


@dataclass(frozen=True, slots=True)
class MendOffer:
    """What whoever sits at the desk may put in: the office's pages; and what that does to who may approve."""

    accounts: Sequence[AccountView] = ()
    cost: Cost | None = None


class MendForm(QWidget):
    """`given` carries the `Mending` that a person wants kept."""

    given = Signal(object)

    def __init__(self, version: VersionView, offer: MendOffer) -> None:
        super().__init__()
        self._version = version
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, theme.px(4), 0, 0)
        self.column.setSpacing(theme.px(8))
        self._costs = QWidget()
        costs = QVBoxLayout(self._costs)
        costs.setContentsMargins(0, 0, 0, 0)
        costs.setSpacing(theme.px(4))
        cost = offer.cost
        if cost is not None and cost.own:
            costs.addWidget(Label(tr("queue.mend.costs", n=version.number + 1), "tiny", wrap=True))
        if cost is not None and cost.too_few:
            costs.addWidget(Label(too_few(cost), "wanted", wrap=True))
        self._costs_something = bool(costs.count())
        self._costs.hide()

    def show_costs(self) -> None:
        """Say what keeping it does to who may approve, once something is about to be kept."""
        self._costs.setVisible(self._costs_something)

    def begin(self) -> None:
        """Give the focus to what is to be filled in."""
        self.setFocus()


class LineForm(MendForm):
    """One line to write: where a figure comes from, or what an image shows."""

    def __init__(self, version: VersionView, offer: MendOffer, lack: Lack, position: int = 0) -> None:
        super().__init__(version, offer)
        self._lack, self._position = lack, position
        self._field = OnceField()
        self._field.setPlaceholderText(tr(f"queue.lack.{lack}"))
        self._field.setAccessibleName(tr(f"queue.lack.{lack}"))
        self._keep = Button(tr("queue.mend.keep"), small=True)
        self._keep.setAccessibleName(tr("queue.mend.keep_as", n=version.number + 1))
        self._keep.setToolTip(tr("queue.mend.keep_as", n=version.number + 1))
        self._keep.setEnabled(False)
        self._field.textChanged.connect(self._on_text)
        self._field.returnPressed.connect(self._give)
        self._keep.clicked.connect(self._give)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.px(8))
        self._row.addWidget(self._field, 1)
        self._row.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(self._row)
        self.column.addWidget(self._costs)
        self.setFocusProxy(self._field)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # What is asked for stands in the field: where it has no room beside the button, that goes beneath.
        asked = self._field.fontMetrics().horizontalAdvance(self._field.placeholderText())
        needed = asked + 2 * theme.px(_FRAME) + self._row.spacing() + self._keep.sizeHint().width()
        set_horizontal(self._row, needed <= event.size().width())
        super().resizeEvent(event)

    def _on_text(self, text: str) -> None:
        self._keep.setEnabled(bool(text.strip()))
        self.show_costs()

    def _give(self) -> None:
        written = self._field.text().strip()
        if written and self._lack is Lack.ALT:
            self.given.emit(Mending(alts={self._position: written}))
        elif written:
            self.given.emit(Mending(sources=(written,)))


class ChoiceForm(MendForm):
    """The account, or the purpose; with an account that asks for a purpose both at once."""

    def __init__(self, version: VersionView, offer: MendOffer, *, account: bool) -> None:
        super().__init__(version, offer)
        self._accounts = _Choices()
        self._purposes = _Choices()
        self._which = Label(tr("queue.mend.which_purpose"), "small", wrap=True)
        self._offered = {one.id: one for one in offer.accounts}
        self._keep = Button(tr("queue.mend.keep_as", n=version.number + 1), small=True)
        self._keep.clicked.connect(self._give)
        for part in (self._accounts, self._which, self._purposes):
            self.column.addWidget(part)
        self.column.addWidget(self._costs)
        self.column.addWidget(self._keep, alignment=Qt.AlignmentFlag.AlignLeft)
        self._accounts.chosen.connect(self._on_account)
        self._purposes.chosen.connect(self._on_choice)
        self._accounts.setVisible(account)
        if account:
            names = [
                (str(one.id), one.display_name, tr(f"platform.{one.platform}")) for one in offer.accounts
            ]
            self._accounts.offer(names, len(names))
            self._purposes.hide()
            self.setFocusProxy(self._accounts)
        else:
            self._offer_purposes(version.account)
            self.setFocusProxy(self._purposes)
        self._which.hide()
        self._keep.setEnabled(False)

    def _on_account(self) -> None:
        account = self._offered[int(self._accounts.value)]
        asks = bool(account.purposes) and not self._version.purpose
        if asks:
            self._offer_purposes(account)
        self._which.setVisible(asks)
        self._purposes.setVisible(asks)
        self._on_choice()

    def _offer_purposes(self, account: AccountView | None) -> None:
        """Those the account was opened for, then the rest; one chosen before stays chosen."""
        fitting = account.purposes if account is not None else ()
        ordered = [*fitting, *(one for one in PURPOSES if one not in fitting)]
        rows = [(one, tr(f"purpose.{one}"), shown(one, language())) for one in ordered]
        self._purposes.offer(rows, min(len(fitting), _FIRST) or _FIRST)

    def _on_choice(self) -> None:
        wanted = [part for part in (self._accounts, self._purposes) if not part.isHidden()]
        self._keep.setEnabled(all(part.value for part in wanted))
        self.show_costs()

    def _give(self) -> None:
        account = self._accounts.value
        self.given.emit(
            Mending(
                account_id=int(account) if account else None,
                purpose=self._purposes.value or None if not self._purposes.isHidden() else None,
            )
        )


class _Choices(QWidget):
    """Rows of which one may be chosen; those beyond the first few appear when asked for."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.value = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(2))
        self._group = QButtonGroup(self)

    def offer(self, choices: Sequence[tuple[str, str, str]], first: int) -> None:
        """`choices`: value, words and remark of each, of which `first` are shown at once."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        rows = []
        for value, words, remark in choices:
            row = ChoiceRow(words, remark)
            row.setChecked(value == self.value)
            row.toggled.connect(lambda on, value=value: self._choose(value) if on else None)
            self._group.addButton(row)
            self._column.addWidget(row)
            rows.append(row)
        if rows:
            self.setFocusProxy(rows[0])
        later = [row for row in rows[first:] if not row.isChecked()]
        if later:
            more = LinkLabel(tr("queue.mend.all", n=len(rows)))
            self._column.insertWidget(first, more, alignment=Qt.AlignmentFlag.AlignRight)
            for row in later:
                row.hide()
            more.followed.connect(lambda: _unfold(more, later))

    def _choose(self, value: str) -> None:
        self.value = value
        self.chosen.emit()


def mend_form(finding: FindingView, lack: Lack, version: VersionView, offer: MendOffer) -> MendForm:
    """The form that settles a finding by putting in what it misses."""
    if lack is Lack.PURPOSE:
        return ChoiceForm(version, offer, account=False)
    return LineForm(version, offer, lack, finding.attachment or 0)


def _unfold(link: QWidget, rows: Sequence[QWidget]) -> None:
    link.hide()
    for row in rows:
        row.show()
    rows[0].setFocus()
