"""Checks the whole record, alone or against an archive made earlier."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.services.audit import audit
from app.services.views import AuditProblem, AuditReport
from app.ui import jobs
from app.ui.context import Context
from app.ui.widgets import Button, ElidedLabel, Paragraph, ProgressStrip
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.files import choose_file
from app.ui.widgets.outcome import Outcome
from app.ui.words import words


class AuditDialog(Dialog):
    """Begins at once; the result takes the place of the progress."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(words("audit_page.title"), parent, width=640)
        self._context = context
        self._job: jobs.Job | None = None
        self._outcome: Outcome | None = None
        self._progress = ProgressStrip()
        self._progress.cancelled.connect(self._stop)
        self._against = Button(words("audit_page.against"), icon="archive")
        self._against.clicked.connect(self._choose_archive)
        close = Button(words("button.close"), keys="Esc")
        close.clicked.connect(self.reject)
        self.body.addWidget(Paragraph(words("audit_page.lead")))
        self.body.addWidget(self._progress)
        self.buttons.insertWidget(0, self._against)
        self.buttons.addWidget(close)
        close.setFocus()
        self.examine(None)

    def examine(self, against: Path | None) -> None:
        """Check the record; the chain head of the archive `against` must be in it."""
        self.complain("")
        if self._outcome is not None:
            self._outcome.deleteLater()
            self._outcome = None
        self._against.setEnabled(False)
        self._progress.start(words("audit_page.working"), words("button.stop"))
        desk = self._context.desk
        self._job = jobs.run(
            lambda work: audit(desk, work, against),
            self._show,
            self.refuse,
            self._progress.show_progress,
            owner=self,
            ended=self._ended,
        )

    def reject(self) -> None:
        self._stop()
        super().reject()

    def _choose_archive(self) -> None:
        path = choose_file(self, words("audit_page.against"), "ZIP (*.zip)")
        if path is not None:
            self.examine(path)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _ended(self) -> None:
        self._job = None
        self._progress.stop()
        self._against.setEnabled(True)

    def _show(self, report: AuditReport) -> None:
        facts: list[tuple[str, str | QWidget]] = [
            (words("audit_page.events"), words("audit_page.events_n", n=report.events)),
            (words("audit_page.head"), ElidedLabel(report.head or words("audit_page.no_head"))),
            (words("export.signature"), words("export.signed" if report.signed else "export.unsigned")),
        ]
        problems = [problem_words(problem) for problem in report.problems]
        headline = words("audit_page.bad", n=len(problems)) if problems else words("audit_page.good")
        self._outcome = Outcome(headline, facts, problems)
        self.body.addWidget(self._outcome, 1)
        self.fit()


def problem_words(problem: AuditProblem) -> str:
    """The sentence of one problem with the record."""
    return words(f"audit.{problem.kind}", event=problem.event or 0, detail=problem.detail)
