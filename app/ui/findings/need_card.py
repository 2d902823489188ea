"""What nobody can approve without, as a card that takes it: the account, or the purpose."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.services.posts.views import VersionView
from app.ui import theme
from app.ui.findings.mend_form import ChoiceForm, MendOffer
from app.ui.translation import tr
from app.ui.widgets import Card, Label


class NeedCard(Card):
    """`mended` carries what was chosen. No check noticed this, so it bears no number and takes no answer."""

    mended = Signal(object)

    def __init__(self, version: VersionView, offer: MendOffer, *, account: bool) -> None:
        super().__init__(padding=14, spacing=6)
        what = "account" if account else "purpose"
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Label(tr(f"queue.mend.no_{what}"), "strong", wrap=True), 1)
        remark = Label(tr("queue.mend.needed"), "wanted")
        head.addWidget(remark, alignment=Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.setAccessibleName(tr(f"queue.mend.no_{what}"))
        if account and not offer.accounts:
            self.body.addWidget(Label(tr("queue.mend.no_pages"), "small", wrap=True))
            self._form = None
            return
        self._form = ChoiceForm(version, offer, account=account)
        self._form.given.connect(self.mended)
        self.body.addWidget(self._form)

    def begin_mending(self) -> bool:
        """Give the focus to the first choice; whether there is one."""
        if self._form is not None:
            self._form.begin()
        return self._form is not None
