"""What is asked of an account: platform, handle, name, address, and what it was opened for (clause 5)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.services.base.enums import PLATFORMS
from app.services.office.views import AccountForm, AccountView
from app.ui.page import Translatable
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets.fields import Choice, LineRow, PurposeBoxes
from app.ui.widgets.form_row import FormRow

# What an office's page is mostly opened for; a person ticks otherwise in one key.
_USUAL = ("5.a", "5.b", "5.c")


class AccountFields(Translatable):
    """`form` is what they say; `empty` when neither handle, name nor address was given.

    A personal account has no purposes of clause 5.
    """

    platform_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._platform = Choice(PLATFORMS, "platform")
        self._platform.currentIndexChanged.connect(lambda _row: self.platform_changed.emit(self.platform))
        self._personal = False
        self._platform_row = FormRow(self._platform)
        self.handle, self._name, self._url = (LineRow() for _ in range(3))
        self._purposes = PurposeBoxes(_USUAL)
        self._purposes_row = FormRow(self._purposes)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(12))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._platform_row, 0, 0)
        grid.addWidget(self.handle, 0, 1)
        grid.addWidget(self._name, 1, 0)
        grid.addWidget(self._url, 1, 1)
        grid.addWidget(self._purposes_row, 2, 0, 1, 2)
        self.translate(self._platform_row.set_label, "account.platform")
        self.translate(self.handle.set_label, "account.handle")
        self.translate(self.handle.line.setPlaceholderText, "account.handle_example")
        self.translate(self._name.set_label, "account.name")
        self.translate(self._name.line.setPlaceholderText, "account.name_example")
        self.translate(self._url.set_label, "account.url")
        self.translate(self._url.line.setPlaceholderText, "account.url_example")
        self.translate(self._purposes_row.set_label, "account.purposes")

    def lines(self) -> tuple[LineRow, ...]:
        return self.handle, self._name, self._url

    def show_account(self, account: AccountView) -> None:
        self._platform.set_value(account.platform)
        self.handle.line.setText(account.handle)
        self._name.line.setText(account.display_name)
        self._url.line.setText(account.url)
        self._purposes.set_value(account.purposes)

    def set_personal(self, personal: bool) -> None:
        """Ask for a member's own account, or for a page."""
        self._personal = personal
        self._purposes_row.setVisible(not personal)
        self._name.set_label(tr("account.own_name" if personal else "account.name"))
        self._name.line.setPlaceholderText("" if personal else tr("account.name_example"))

    @property
    def platform(self) -> str:
        return self._platform.value()

    @property
    def empty(self) -> bool:
        return not any(row.text() for row in self.lines())

    def complete(self) -> bool:
        """Whether there is a handle and a purpose; says at the field what is missing and goes there."""
        purposes_fit = self._personal or bool(self._purposes.value())
        self.handle.set_error("" if self.handle.text() else tr("account.handle_missing"))
        self._purposes_row.set_error("" if purposes_fit else tr("account.purpose_missing"))
        if not self.handle.text():
            self.handle.line.setFocus()
        return bool(self.handle.text()) and purposes_fit

    def form(self) -> AccountForm:
        return AccountForm(
            platform=self._platform.value(),
            handle=self.handle.text(),
            display_name=self._name.text(),
            url=self._url.text(),
            purposes=() if self._personal else self._purposes.value(),
        )

    def retranslate(self) -> None:
        super().retranslate()
        self._platform.retranslate()
        self._purposes.retranslate()
