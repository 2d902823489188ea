"""Takes in archives of this office that another record made: the key that signed them, and the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.errors import Refusal
from app.services.restored.taking import restore
from app.services.restored.views import RestoreOutcome
from app.ui.context import Context
from app.ui.translation import tr
from app.ui.widgets import Button, Paragraph, WorkStrip
from app.ui.widgets.fields import LineRow
from app.ui.widgets.files import choose_file, choose_files, choose_folder
from app.ui.widgets.layouts import beside
from app.ui.widgets.outcome import Outcome
from app.ui.widgets.outcome_dialog import OutcomeDialog


class RestoreArchiveDialog(OutcomeDialog):
    """May be asked again for the next archive; what came of the last one is shown."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(tr("restored_page.title"), parent)
        self._context = context
        self._came = False
        self.key = LineRow()
        self.key.set_label(tr("restored_page.key"))
        key_file = Button(tr("verification.choose_key"), icon="folder")
        key_file.clicked.connect(self._choose_key)
        self.key.set_hint(tr("restored_page.key_hint"))
        self.key.add_beside(key_file)
        self.choose_button = Button(tr("restored_page.choose"), "primary", icon="archive")
        self.choose_button.clicked.connect(self._choose_files)
        folder = Button(tr("restored_page.choose_folder"), icon="folder")
        folder.clicked.connect(self._choose_folder)
        self._work = WorkStrip()
        for button in (self.choose_button, folder):
            self._work.busy_changed.connect(button.setDisabled)
        close = Button(tr("button.close"), keys="Esc")
        close.clicked.connect(self.reject)
        self.body.addWidget(Paragraph(tr("restored_page.lead")))
        self.body.addWidget(self.key)
        self.body.addLayout(beside(self.choose_button, folder))
        self.body.addWidget(self._work)
        self.buttons.addWidget(close)
        self.key.line.setFocus()
        self.fit()

    def take(self, paths: Sequence[Path]) -> None:
        """Verify these archives and take them in."""
        member = self._context.member
        self.show_outcome(None)
        if member is None:
            self.complain(tr("settle.who"))
            return
        self.complain("")
        desk, key, by = self._context.desk, self.key.text().strip(), member.id
        self._work.work(
            tr("restored_page.working"),
            lambda work: restore(desk, paths, key, by, work),
            self._show,
            self.refuse,
        )

    def reject(self) -> None:
        self._work.cancel()
        super().reject()
        if self._came:
            self._context.archive_view_wanted.emit("restored")

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        self.fit()  # the strip of the work is gone again

    def _choose_key(self) -> None:
        path = choose_file(self, tr("verification.choose_key"), "minisign (*.pub)")
        if path is not None:
            self.key.line.setText(str(path))

    def _choose_files(self) -> None:
        paths = choose_files(self, tr("restored_page.choose"), "ZIP (*.zip)")
        if paths:
            self.take(paths)

    def _choose_folder(self) -> None:
        path = choose_folder(self, tr("restored_page.choose_folder"))
        if path is not None:
            self.take([path])

    def _show(self, outcome: RestoreOutcome) -> None:
        if outcome.proposed is not None:
            self.show_outcome(Outcome(tr("restored_page.proposed", id=outcome.proposed), (), ()))
            self._context.office_changed.emit()  # it waits on the accounts page
            return
        facts: list[tuple[str, str | QWidget]] = []
        for one in outcome.archives:
            came = tr("restored_page.came", n=one.archive.added, all=one.archive.posts)
            lines = [tr("restored_page.already") if one.already else came]
            if one.archive.missing_base:
                lines.append(tr("restored_page.missing_base"))
            if one.archive.of_another:
                lines.append(tr("restored_page.of_another"))
            facts.append((one.archive.title, " · ".join(lines)))
        self._came = True
        self.show_outcome(Outcome(tr("restored_page.done"), facts, ()))
        self._context.drafts_changed.emit()
