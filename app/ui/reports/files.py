"""Reports into files from the window: saved where the person says, opened to be printed, added up."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.new_files import refuse_taken, write_new
from app.services.base.desk import Desk
from app.services.reports import merging, writing
from app.services.reports.content import Content
from app.services.reports.files import kind_of
from app.services.reports.making import KeptReport
from app.services.reports.merged_paper import merged_bytes
from app.services.reports.naming import period
from app.ui import jobs
from app.ui.context import Context
from app.ui.preview.dialog import preview
from app.ui.preview.saving import SaveDialog, say_saved
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button, Label
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.files import choose_files
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.outcome import Outcome
from app.ui.widgets.place_field import PlaceField
from app.ui.widgets.usual_place import usual_place


def save_as(
    context: Context, content: Content, kept: KeptReport | None, kind: str, parent: QWidget, place: Path
) -> None:
    """Ask where, and write the report there as a file of that kind."""
    desk, spoken = context.desk, language()

    def write(out: Path) -> None:
        suffix = kind_of(out)
        refuse_taken(out)
        write_new(out, _bytes(desk, content, kept, suffix, spoken))

    SaveDialog(tr("reports.save_title"), place, write, parent.window()).open()


def show_report(
    context: Context, content: Content, kept: KeptReport | None, owner: QWidget, place: Path
) -> None:
    """Show the report page by page, to be printed or saved at `place`."""
    desk, spoken = context.desk, language()
    title = period(content.quarter, spoken)
    preview(
        f"{tr('reports.preview')} · {title}",
        lambda: _bytes(desk, content, kept, ".pdf", spoken, unsigned=True),
        owner,
        lambda parent: save_as(context, content, kept, ".pdf", parent, place),
    )


def _bytes(
    desk: Desk, content: Content, kept: KeptReport | None, kind: str, spoken: str, *, unsigned: bool = False
) -> bytes:
    """`unsigned`: to be looked at, also while the keyring does not give the key."""
    signed = kept is not None and kept.signed
    return writing.content_bytes(desk, content, kind, spoken, signed=signed, unsigned=unsigned)


class MergeDialog(FormDialog):
    """Adds up the reports of many offices: chosen here, each looked at, the sum saved where one chooses."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(tr("reports.merge_title"), tr("reports.merge_now"), parent, width=640)
        self._owner = parent
        self._paths: list[Path] = []
        self.body.addWidget(Label(tr("reports.merge_hint"), wrap=True))
        self._chosen = Label(tr("reports.merge_none"), "small", wrap=True)
        self._place = PlaceField(tr("export.place"), usual_place("report-sum", ".xlsx"))
        row = FormRow(self._place)
        row.set_label(tr("export.place"))
        choose = Button(tr("reports.merge_choose"), icon="folder")
        choose.clicked.connect(self._choose)
        self.body.addWidget(choose)
        self.body.addWidget(self._chosen)
        self.body.addWidget(row)
        self._outcome: QWidget | None = None

    def _choose(self) -> None:
        self._paths = choose_files(self, tr("reports.merge_choose"), "*.pdf *.html *.xlsx")
        names = ", ".join(path.name for path in self._paths)
        self._chosen.setText(names or tr("reports.merge_none"))
        self.fit()

    def submit(self) -> None:
        out = self._place.path()
        if not self._paths or out is None:
            self.complain(tr("reports.merge_none") if not self._paths else tr("export.place_missing"))
            return
        paths, spoken = self._paths, language()

        def add_up() -> list[merging.Refused]:
            refuse_taken(out)
            taken, refused = merging.read_all(paths)
            if not refused:
                write_new(out, merged_bytes(merging.merge(taken), out, spoken))
            return refused

        self.complain("")
        self.save_button.setEnabled(False)
        jobs.run(
            lambda _work: add_up(),
            lambda refused: self._show(refused, out),
            self.refuse,
            owner=self,
            ended=lambda: self.save_button.setEnabled(True),
        )

    def _show(self, refused: list[merging.Refused], out: Path) -> None:
        if not refused:
            say_saved(out, self._owner)
            self.accept()
            return
        if self._outcome is not None:
            self._outcome.deleteLater()
        lines = [refusal_text(one.reason) for one in refused]
        self._outcome = Outcome(tr("report_cli.not_merged"), [], lines)
        self.body.addWidget(self._outcome)
        self.fit()
