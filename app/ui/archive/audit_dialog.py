"""Checks the whole record, alone or against an archive made earlier."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.archive.keys import grouped
from app.services.record import continuing
from app.services.record.audit import audit
from app.services.record.sentences import note_sentence, problem_sentence
from app.services.record.views import AuditReport
from app.ui.archive.anchor_dialog import AnchorDialog
from app.ui.archive.settle_dialog import SettleDialog
from app.ui.context import Context
from app.ui.translation import tr, words
from app.ui.widgets import Button, Paragraph, WorkStrip
from app.ui.widgets.files import choose_file
from app.ui.widgets.outcome import Outcome
from app.ui.widgets.outcome_dialog import OutcomeDialog


class AuditDialog(OutcomeDialog):
    """Begins at once; the result takes the place of the progress."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(tr("audit_page.title"), parent)
        self._context = context
        self._open: continuing.Open | None = None
        self._work = WorkStrip()
        self._against = Button(tr("audit_page.against"), icon="archive")
        self._work.busy_changed.connect(self._against.setDisabled)
        self._anchor = Button(tr("anchor_dialog.open"), icon="shield")
        self._anchor.clicked.connect(lambda: AnchorDialog(self._context, self).open())
        self._settle = Button(tr("settle.open"), icon="warning")
        self._settle.clicked.connect(self._ask_to_settle)
        self._settle.hide()
        self._work.busy_changed.connect(self._settle.setDisabled)
        self._against.clicked.connect(self._choose_archive)
        close = Button(tr("button.close"), keys="Esc")
        close.clicked.connect(self.reject)
        self.body.addWidget(Paragraph(tr("audit_page.lead")))
        self.body.addWidget(self._work)
        self.buttons.insertWidget(0, self._against)
        self.buttons.insertWidget(1, self._anchor)
        self.buttons.addWidget(self._settle)
        self.buttons.addWidget(close)
        close.setFocus()
        self.examine(None)

    def examine(self, against: Path | None) -> None:
        """Check the record; the chain head of the archive `against` must be in it."""
        self.complain("")
        self.show_outcome(None)
        desk = self._context.desk
        self._work.work(
            tr("audit_page.working"),
            lambda work: (audit(desk, work, against), continuing.to_settle(desk)),
            self._show,
            self.refuse,
        )

    def reject(self) -> None:
        self._work.cancel()
        super().reject()

    def _choose_archive(self) -> None:
        path = choose_file(self, tr("audit_page.against"), "ZIP (*.zip)")
        if path is not None:
            self.examine(path)

    def _ask_to_settle(self) -> None:
        if self._open is None:
            return
        dialog = SettleDialog(self._context, self, self._open)
        dialog.accepted.connect(lambda: self.examine(None))
        dialog.open()

    def _show(self, found: tuple[AuditReport, continuing.Open | None]) -> None:
        report, self._open = found
        self._settle.setVisible(self._open is not None)
        facts: list[tuple[str, str | QWidget]] = [
            (tr("audit_page.events"), tr("audit_page.events_n", n=report.events)),
            (tr("audit_page.head"), grouped(report.head) if report.head else tr("audit_page.no_head")),
            (tr("export.signature"), tr("export.signed" if report.signed else "export.unsigned")),
        ]
        problems = [problem_sentence(problem, words()) for problem in report.problems]
        for note in report.notes:
            name = "timestamp.title" if note.kind == "stamped" else "audit_page.note"
            facts.append((tr(name), note_sentence(note, words())))
        if report.key:
            facts.append((tr("audit_page.key"), grouped(report.key)))
        headline = tr("audit_page.bad", n=len(problems)) if problems else tr("audit_page.good")
        self.show_outcome(Outcome(headline, facts, problems))
