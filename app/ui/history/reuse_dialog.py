"""Makes a new draft of a post that was approved once; asks why where it should still rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from app.bangla.dates import gregorian_day, local
from app.services.posts.reuse import LastUse
from app.ui import messages
from app.ui.context import Context
from app.ui.translation import language, tr
from app.ui.widgets import Label, Paragraph
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow


class ReuseDialog(FormDialog):
    """`last` says how long the post should rest; `make` makes the draft, given why so soon, "" after it."""

    def __init__(self, context: Context, last: LastUse, make: Callable[[str], int], parent: QWidget) -> None:
        super().__init__(tr("reuse.title"), tr("reuse.do"), parent, width=520)
        self._context, self._make = context, make
        self.body.addWidget(Paragraph(tr("reuse.lead")))
        self.reason = LineRow()
        self._resting = last.at is not None and last.until is not None and datetime.now(UTC) < last.until
        if self._resting and last.at is not None:
            day = gregorian_day(local(last.at).date(), language())
            self.body.addWidget(Label(tr("reuse.resting", day=day, n=last.days), "strong", wrap=True))
            self.reason.set_label(tr("reuse.reason"))
            self.body.addWidget(self.reason)
            self.reason.line.setFocus()
        else:
            self.save_button.setFocus()

    def submit(self) -> None:
        reason = self.reason.text() if self._resting else ""
        if self._resting and not reason:
            self.reason.set_error(tr("error.review.reason_missing"))
            self.reason.line.setFocus()
            return
        self.store(lambda: self._make(reason), self._made)

    def _made(self) -> None:
        made = self.outcome if isinstance(self.outcome, int) else 0
        messages.say(tr("reuse.made", id=made))
        self._context.drafts_changed.emit()
        self._context.open_draft(made)
