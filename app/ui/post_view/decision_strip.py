"""Above a post: how it was decided last, and whether it is marked as important."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.bangla import dates
from app.services.base.enums import Verdict
from app.services.posts.views import DecisionView, DraftView
from app.ui import theme
from app.ui.translation import language, tr
from app.ui.widgets import Chip, Label

_VERDICT_TONES = {Verdict.APPROVE: "good", Verdict.RETURN: "warn", Verdict.REJECT: "block"}


class DecisionStrip(QWidget):
    """The line with the last decision; hidden while there is neither decision nor mark."""

    def __init__(self) -> None:
        super().__init__()
        self._chip = Chip()
        self._line = Label(look="small", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self._chip, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._line, 1)
        self._important = Chip()
        row.addWidget(self._important, alignment=Qt.AlignmentFlag.AlignTop)

    def show_draft(self, draft: DraftView) -> None:
        standing = [decision for decision in draft.decisions if decision.void_at is None]
        self._important.set("good", tr("queue.post.important"))
        self._important.setVisible(draft.important)
        self._chip.setVisible(bool(standing))
        self._line.setText("")
        self.setVisible(bool(standing) or draft.important)
        if standing:
            self._show(max(standing, key=lambda decision: decision.at), draft)

    def _show(self, decision: DecisionView, draft: DraftView) -> None:
        text = tr(f"queue.verdict.{decision.verdict.value}")
        if decision.verdict is Verdict.APPROVE and draft.approvals_needed > 1:
            text = tr("queue.approvals", n=draft.approvals, of=draft.approvals_needed)
        self._chip.set(_VERDICT_TONES[decision.verdict], text)
        line = tr("queue.decided", member=decision.member, time=dates.long(decision.at, language()))
        if decision.reason:
            line = f"{line}: “{decision.reason}”"
        if draft.uncounted and decision.verdict is Verdict.APPROVE:
            line = f"{line}\n{tr('queue.uncounted', names=', '.join(draft.uncounted))}"
        if draft.gone and decision.verdict is Verdict.APPROVE:
            line = f"{line}\n{tr('queue.gone', names=', '.join(draft.gone))}"
        self._line.setText(line)
