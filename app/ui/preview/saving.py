"""Saves a document: asks where, writes it there, and says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.ui import messages
from app.ui.preview.dialog import preview_file
from app.ui.translation import tr
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.place_field import PlaceField


class SaveDialog(FormDialog):
    """Asks where a file goes, and writes it there."""

    def __init__(self, title: str, place: Path, write: Callable[[Path], None], parent: QWidget) -> None:
        super().__init__(title, tr("button.save"), parent, width=600)
        self._write, self._owner = write, parent
        self._place = PlaceField(tr("export.place"), place)
        row = FormRow(self._place)
        row.set_label(tr("export.place"))
        self.body.addWidget(row)

    def submit(self) -> None:
        out = self._place.path()
        if out is None:
            self.complain(tr("export.place_missing"))
            return
        self.store(lambda: self._write(out), lambda: say_saved(out, self._owner))


def say_saved(out: Path, parent: QWidget) -> None:
    """Say so; a PDF can be looked at from there, of other files the folder is opened."""

    def show() -> None:
        if out.suffix.lower() == ".pdf":
            preview_file(out, parent)
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(out.parent)))

    name = tr("preview.open" if out.suffix.lower() == ".pdf" else "button.open_folder")
    messages.say(tr("reports.saved", file=out.name), action=(name, show))
