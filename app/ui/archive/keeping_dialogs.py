"""Asks why a post's class changes, or why it is held or released, and keeps that with the reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.services.base.enums import RecordClass
from app.services.base.members import MemberView
from app.services.office import retention
from app.ui import messages
from app.ui.context import Context
from app.ui.remarks import remark
from app.ui.translation import tr
from app.ui.widgets import Paragraph
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow


class ReasonDialog(FormDialog):
    """One reason; `save` is given it and returns a proposal's number where a second member has to agree."""

    def __init__(
        self, title: str, lead: str, save: Callable[[str], int | None], context: Context, parent: QWidget
    ) -> None:
        super().__init__(title, tr("archive_side.keep"), parent, width=520)
        self._save, self._context = save, context
        self.body.addWidget(Paragraph(lead))
        self.reason = LineRow()
        self.reason.set_label(tr("archive_side.reason"))
        self.body.addWidget(self.reason)
        self.reason.line.setFocus()

    def submit(self) -> None:
        reason = self.reason.text()
        if not reason:
            self.reason.set_error(tr("error.review.reason_missing"))
            self.reason.line.setFocus()
            return
        self.store(lambda: self._save(reason), self._saved)

    def _saved(self) -> None:
        number = self.outcome if isinstance(self.outcome, int) else None
        sentence = tr("keeping.done") if number is None else tr("keeping.proposed", id=number)
        messages.say(f"{sentence} {remark(self._context.desk)}".rstrip())
        self._context.drafts_changed.emit()


def class_dialog(context: Context, draft: int, wanted: str, by: MemberView, parent: QWidget) -> ReasonDialog:
    """Choose a post's class, "" for that of its purpose."""
    kind = tr(f"record_class.{wanted or 'of_purpose'}")
    chosen = RecordClass(wanted) if wanted else None
    return ReasonDialog(
        tr("archive_side.class_title", kind=kind),
        tr("archive_side.class_lead"),
        lambda reason: retention.set_class(context.desk, draft, chosen, reason, by.id),
        context,
        parent,
    )


def hold_dialog(context: Context, draft: int, held: bool, by: MemberView, parent: QWidget) -> ReasonDialog:
    """Hold a post, or release it where it is held."""

    def hold(reason: str) -> None:
        retention.hold(context.desk, draft, reason, by.id)

    def release(reason: str) -> int | None:
        return retention.release(context.desk, draft, reason, by.id)

    what = "release" if held else "hold"
    return ReasonDialog(
        tr(f"archive_side.{what}_title"),
        tr(f"archive_side.{what}_lead"),
        release if held else hold,
        context,
        parent,
    )
