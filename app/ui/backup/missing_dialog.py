"""After restoring: the passwords that no backup holds, one after the other, until each is entered again."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Refusal
from app.services.backup.restoring import missing_secrets
from app.services.backup.swapping import looked_through
from app.services.backup.views import MissingSecret
from app.services.record.end import end_trouble
from app.ui import jobs
from app.ui.context import Context
from app.ui.credentials.again_dialog import EnterAgainDialog
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Button, Label, Paragraph
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.layouts import clear


class MissingSecretsDialog(Dialog):
    """Stays beside the window: an entry asks for its values, and is gone once they are kept."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(tr("restore.secrets_title"), parent, width=560)
        self._context = context
        self._list = QVBoxLayout()
        self._list.setSpacing(px(8))
        self.body.addWidget(Paragraph(tr("restore.secrets_lead")))
        self.body.addLayout(self._list)
        again = Button(tr("restore.look_again"), icon="search")
        again.clicked.connect(self.read)
        self._close = Button(tr("button.close"), keys="Esc")
        self._close.clicked.connect(self.reject)
        self.buttons.addWidget(again)
        self.buttons.addWidget(self._close)
        self.setModal(False)
        self.read()

    def read(self) -> None:
        """Look again which are missing."""
        desk = self._context.desk
        jobs.run(lambda _work: (missing_secrets(desk), end_trouble(desk)), self._show, owner=self)

    def _show(self, found: tuple[tuple[MissingSecret, ...], Refusal | None]) -> None:
        missing, trouble = found
        clear(self._list)
        if trouble is not None and missing:
            self._list.addWidget(Label(tr("restore.settle_first"), "wanted", wrap=True))
        if not missing:
            self._list.addWidget(Label(tr("restore.secrets_none"), "heading", wrap=True))
            desk = self._context.desk
            jobs.run(lambda _work: looked_through(desk), lambda _none: None, owner=self)
        for one in missing:
            self._list.addWidget(self._row(one))
        self.fit()

    def _row(self, one: MissingSecret) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        name = f"{one.handle} · {tr(f'platform.{one.platform}')} · {one.label}"
        line.addWidget(Label(name, wrap=True), 1)
        enter = Button(tr("restore.enter"), "primary", small=True)
        enter.setAccessibleName(f"{tr('restore.enter')}: {name}")
        enter.clicked.connect(lambda: self._enter(one, name))
        account = Button(tr("restore.account"), icon="chevron-right", small=True)
        account.setAccessibleName(f"{tr('restore.account')}: {name}")
        account.clicked.connect(lambda: self._context.open_account(one.account_id))
        line.addWidget(enter)
        line.addWidget(account)
        return row

    def _enter(self, one: MissingSecret, name: str) -> None:
        dialog = EnterAgainDialog(self._context, one.credential, name, one.parts, self)
        dialog.finished.connect(lambda _result: self.read())
        dialog.open()
