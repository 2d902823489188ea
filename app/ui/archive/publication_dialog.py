"""Records that an approved post went out: where, and when."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from app.bangla.shortening import shortened
from app.errors import Refusal
from app.services.base.enums import State
from app.services.base.members import MemberView
from app.services.past.published_before import published_before
from app.services.posts import publication
from app.services.posts.views import QueueRow
from app.ui import messages
from app.ui.context import Context
from app.ui.remarks import remark
from app.ui.translation import tr
from app.ui.widgets import Button, Label
from app.ui.widgets.dates import MomentField
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow
from app.ui.widgets.form_row import FormRow

_EXCERPT = 160  # code points: enough to know the post by


class PublicationDialog(FormDialog):
    """The program never publishes; a person did, and says so here."""

    def __init__(self, context: Context, row: QueueRow, by: MemberView, parent: QWidget) -> None:
        super().__init__(tr("publication.title"), tr("publication.save"), parent, width=600)
        self._context = context
        self._draft_id = row.id
        self._by = by
        self._url = LineRow()
        self._url.set_label(tr("publication.url"))
        self._url.line.setPlaceholderText("https://")
        self._at = MomentField(datetime.now(UTC))
        at_row = FormRow(self._at)
        at_row.set_label(tr("publication.at"))
        self.body.addWidget(Label(_excerpt(row), "small", wrap=True))
        self.body.addWidget(self._url)
        self.body.addWidget(at_row)
        self.body.addWidget(Label(tr("publication.by", name=by.name), "tiny", wrap=True))
        self._before_lead = Label(tr("publication.before_lead"), "small", wrap=True)
        self._reason = LineRow()
        self._reason.set_label(tr("publication.before_reason"))
        self._before = Button(tr("publication.before_save"))
        self._before.clicked.connect(self.record_before)
        for part in (self._before_lead, self._reason, self._before):
            self.body.addWidget(part)
            part.hide()  # until somebody gives a time before the approval
        self._url.line.setFocus()

    def submit(self) -> None:
        if not self._url.text():
            self._url.set_error(tr("publication.url_missing"))
            self._url.line.setFocus()
            return
        desk, draft_id, url, by = self._context.desk, self._draft_id, self._url.text(), self._by.id
        at = self._at.moment()
        self.store(lambda: publication.publish(desk, draft_id, url, at, by), self._saved)

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        if refusal.key == publication.BEFORE_APPROVAL:
            for part in (self._before_lead, self._reason, self._before):
                part.show()
            self._reason.line.setFocus()
            self.fit()

    def record_before(self) -> None:
        """Record that it stood there before anybody had approved it."""
        desk, draft_id, url, by = self._context.desk, self._draft_id, self._url.text(), self._by.id
        at, reason = self._at.moment(), self._reason.text()
        if not reason:
            self._reason.set_error(tr("error.review.reason_missing"))
            self._reason.line.setFocus()
            return
        self.store(lambda: published_before(desk, draft_id, url, at, reason, by), self._saved_before)

    def _saved_before(self) -> None:
        messages.say(f"{tr('publication.before_saved')} {remark(self._context.desk)}".rstrip())
        self._context.drafts_changed.emit()

    def _saved(self) -> None:
        messages.say(f"{tr('publication.saved')} {remark(self._context.desk)}".rstrip())
        self._context.drafts_changed.emit()


def record_publication(context: Context, row: QueueRow, parent: QWidget) -> None:
    """Ask where and when a post went out; without a member at the desk, say that one is needed."""
    if context.member is None:
        messages.say(tr("queue.choose_member"), "warn")
    elif row.state not in (State.APPROVED, State.PUBLISHED):
        messages.say(tr("error.publication.not_approved"), "warn")
    else:
        PublicationDialog(context, row, context.member, parent).open()


def _excerpt(row: QueueRow) -> str:
    return shortened(row.excerpt, _EXCERPT) or tr("archive.no_text")
