"""The settings page: looks, approvals, sign-in, reminders, backups, this desk's health, the office's key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.ui.context import Context
from app.ui.page import Page
from app.ui.settings.appearance import AppearanceCard
from app.ui.settings.approvals import ApprovalsCard
from app.ui.settings.backup import BackupCard
from app.ui.settings.desk import DeskCard
from app.ui.settings.office_desks import OfficeDesksCard
from app.ui.settings.office_key import OfficeKeyCard
from app.ui.settings.reminders import RemindersCard
from app.ui.settings.sign_in import SignInCard
from app.ui.settings.trusted_time import TrustedTimeCard
from app.ui.tab_order import take_focus
from app.ui.widgets import TopBar
from app.ui.widgets.columns import Columns


class SettingsPage(Page):
    """Cards in two columns. Every change is kept at once; there is nothing to save."""

    name = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        bar = TopBar()
        self._approvals = ApprovalsCard(context)
        self._desk = DeskCard(context)
        self._backup = BackupCard(context)
        columns = Columns(margin=16)  # beneath the title's beginning
        self._sign_in = SignInCard(context)
        self._reminders = RemindersCard(context)
        self._office_key = OfficeKeyCard(context)
        self._desks = OfficeDesksCard(context)
        self._trusted_time = TrustedTimeCard(context)
        looks = AppearanceCard(context)
        for card in (
            looks,
            self._approvals,
            self._sign_in,
            self._reminders,
            self._office_key,
        ):
            columns.left.addWidget(card)
        columns.left.addStretch(1)
        for beside in (self._desk, self._backup, self._desks, self._trusted_time):
            columns.right.addWidget(beside)
        columns.right.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(columns)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(scroll, 1)
        self.translate(bar.title.setText, "page.settings")
        self.add_command("settings.examine", "", self._desk.examine)
        self.add_command("backup_card.now", "", self._backup.back_up)
        self.add_command("restore.offer", "", self._backup.restore)
        asked: tuple[tuple[str, QWidget], ...] = (
            ("settings.looks", looks),
            ("settings.approvals", self._approvals),
            ("lock.card.title", self._sign_in),
            ("due_page.card", self._reminders),
            ("office_key.title", self._office_key),
            ("desk.title", self._desks),
            ("backup_card.title", self._backup),
            ("timestamp.title", self._trusted_time),
        )
        for key, shown in asked:
            self.add_command(key, "", partial(self._show, shown))

    def _show(self, card: QWidget) -> None:
        """Bring a card into view, and the focus to the first of its controls."""
        take_focus(card)
        self._scroll.ensureWidgetVisible(card)

    def arrive(self) -> None:
        self._approvals.read()
        self._sign_in.read()
        self._reminders.read()
        self._desk.arrive()
        self._backup.read()
        self._office_key.read()
        self._desks.read()
        self._trusted_time.read()
        take_focus(self)
        self._scroll.ensureWidgetVisible(self.focusWidget())  # it may have been left further down
