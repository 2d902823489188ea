"""What is asked of a post besides its text: use, account, purpose, sources, schedule."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.checks.types import PostFacts
from app.services.base.enums import PURPOSES, DraftKind
from app.services.base.kinds import kind_of, use_of
from app.services.office.views import AccountView
from app.services.posts.views import PostForm
from app.ui import theme
from app.ui.translation import tr
from app.ui.widgets import FormRow
from app.ui.widgets.drop_down import DropDown
from app.ui.widgets.fields import Choice
from app.ui.widgets.schedule_field import ScheduleField


class FormFields(QWidget):
    """`changed` on every change. A purpose the account was opened for stands before the others."""

    changed = Signal()

    def __init__(self, accounts: Sequence[AccountView], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._accounts = {account.id: account for account in accounts}
        # A reply is drafted from a response, and stays one.
        self._kind = Choice([kind for kind in DraftKind if kind is not DraftKind.REPLY], "queue.kind")
        self._account = DropDown()
        self._account.addItem(tr("queue.no_account"), None)
        for account in accounts:
            name = f"{account.display_name or account.handle} · {tr(f'platform.{account.platform}')}"
            self._account.addItem(name, account.id)
        if len(accounts) == 1:
            self._account.setCurrentIndex(1)
        self._purpose = DropDown()
        self._sources = QPlainTextEdit()
        self._sources.setTabChangesFocus(True)
        self._sources.setFixedHeight(theme.px(68))
        self._schedule = ScheduleField()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        for key, field in (
            ("account", self._account),
            ("purpose", self._purpose),
            ("sources", self._sources),
            ("use", self._kind),
            ("schedule", self._schedule),
        ):
            row = FormRow(field)
            row.set_label(tr(f"queue.form.{key}"))
            column.addWidget(row)
            if field is self._kind:
                self._kind_row = row
        self._offer_purposes("")
        self._account.currentIndexChanged.connect(self._on_account)
        self._kind.currentIndexChanged.connect(self._on_kind)
        self._purpose.currentIndexChanged.connect(self.changed)
        self._sources.textChanged.connect(self.changed)
        self._schedule.changed.connect(self.changed)

    @property
    def account(self) -> AccountView | None:
        return self._accounts.get(self._account.currentData())

    def facts(self) -> PostFacts:
        """What the text rules may know of the post."""
        account = self.account
        return PostFacts(
            purpose=self._purpose.currentData(),
            purposes=account.purposes if account else None,
            sources=self._source_lines(),
            platform=account.platform if account else None,
        )

    def fill(self, form: PostForm) -> None:
        kind = kind_of(form.kind or "", form.use)
        if kind is DraftKind.REPLY:
            self._kind.addItem(tr("queue.kind.reply"), kind.value)
            self._kind.setEnabled(False)
        self._kind.set_value(kind.value)
        if form.account_id is not None:
            self._account.setCurrentIndex(max(0, self._account.findData(form.account_id)))
        self._offer_purposes(form.purpose)
        self._sources.setPlainText("\n".join(form.sources))
        self._schedule.set_value(form.schedule)

    def form(self) -> PostForm:
        """The fields as a form, without text and images."""
        kind = DraftKind(self._kind.value())
        return PostForm(
            text="",
            use=use_of(kind).value,
            kind=kind.value,
            account_id=self._account.currentData(),
            purpose=self._purpose.currentData(),
            sources=self._source_lines(),
            schedule=self._schedule.value(),
        )

    def _source_lines(self) -> tuple[str, ...]:
        lines = self._sources.toPlainText().splitlines()
        return tuple(line.strip() for line in lines if line.strip())

    def _on_kind(self) -> None:
        shares = self._kind.value() == DraftKind.SHARE
        self._kind_row.set_hint(tr("queue.form.share_hint") if shares else "")
        self.changed.emit()

    def _on_account(self) -> None:
        self._offer_purposes(self._purpose.currentData())
        self.changed.emit()

    def _offer_purposes(self, chosen: str) -> None:
        fitting = self.account.purposes if self.account else ()
        others = [purpose for purpose in PURPOSES if purpose not in fitting]
        self._purpose.blockSignals(True)
        self._purpose.clear()
        self._purpose.addItem(tr("queue.form.no_purpose"), "")
        for purpose in fitting:
            self._purpose.addItem(tr(f"purpose.{purpose}"), purpose)
        if fitting and others:
            self._purpose.insertSeparator(self._purpose.count())
        for purpose in others:
            self._purpose.addItem(tr(f"purpose.{purpose}"), purpose)
        self._purpose.setCurrentIndex(max(0, self._purpose.findData(chosen)))
        self._purpose.blockSignals(False)
