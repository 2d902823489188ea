"""Takes a page's own download in: which account's, and the folder, zip or CSV it came as."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.services.base.enums import AccountKind
from app.services.office import accounts
from app.services.past.importing import import_history
from app.services.past.views import ImportReport
from app.ui.context import Context
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Button, Label, Paragraph, WorkStrip
from app.ui.widgets.drop_down import DropDown
from app.ui.widgets.files import choose_files, choose_folder
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.layouts import beside
from app.ui.widgets.outcome import Outcome
from app.ui.widgets.outcome_dialog import OutcomeDialog

_MOST_TOLD = 200


class ImportDialog(OutcomeDialog):
    """May be asked again for the next download; what came of the last one is shown."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(tr("past.import_title"), parent)
        self._context = context
        self.account = DropDown()
        for one in accounts.accounts(context.desk, kind=AccountKind.OFFICIAL):
            name = f"{tr(f'platform.{one.platform}')} · {one.display_name or one.handle}"
            self.account.addItem(name, (one.handle, one.platform))
        row = FormRow(self.account)
        row.set_label(tr("past.import_account"))
        self.zip_button = Button(tr("past.import_zip"), "primary", icon="archive")
        self.zip_button.clicked.connect(self._choose_files)
        folder = Button(tr("past.import_folder"), icon="folder")
        folder.clicked.connect(self._choose_folder)
        self._work = WorkStrip()
        for button in (self.zip_button, folder):
            self._work.busy_changed.connect(button.setDisabled)
        close = Button(tr("button.close"), keys="Esc")
        close.clicked.connect(self.reject)
        self.body.addWidget(Paragraph(tr("past.import_lead")))
        self.body.addWidget(row)
        self.body.addLayout(beside(self.zip_button, folder))
        self.body.addWidget(self._work)
        self.buttons.addWidget(close)
        self.zip_button.setFocus()
        self.fit()

    def take(self, paths: list[Path]) -> None:
        """Take a download in."""
        member, chosen = self._context.member, self.account.currentData()
        self.complain("")
        if member is None:
            self.complain(tr("settle.who"))
            return
        if chosen is None:
            self.complain(tr("past.no_account"))
            return
        self.show_outcome(None)
        (handle, platform), desk, by = chosen, self._context.desk, member.id
        self._work.work(
            tr("past.importing"),
            lambda work: import_history(desk, paths, handle, by, work, platform=platform),
            self._show,
            self.refuse,
        )

    def _choose_files(self) -> None:
        paths = choose_files(self, tr("past.import_title"), "ZIP, CSV (*.zip *.csv)")
        if paths:
            self.take(paths)

    def _choose_folder(self) -> None:
        folder = choose_folder(self, tr("past.import_title"))
        if folder is not None:
            self.take([folder])

    def _show(self, report: ImportReport) -> None:
        key = "past.import_stopped" if report.stopped else "past_posts.imported"
        sentence = tr(key, n=report.posts, media=report.media, already=report.already_here)
        skipped = [refusal_text(one.reason) for one in report.skipped[:_MOST_TOLD]]
        if skipped:
            outcome: QWidget = Outcome(sentence, [], skipped)
        else:
            outcome = Label(sentence, "heading", wrap=True)
        self.show_outcome(outcome)
        self._context.drafts_changed.emit()
