"""The frame of dialogs that make something new at a place: an archive, a book, copies for publishing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from app.ui.translation import tr
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.form_scroll import FormScroll
from app.ui.widgets.labels import Label
from app.ui.widgets.place_field import PlaceField
from app.ui.widgets.work_strip import WorkStrip
from app.work import Work

T = TypeVar("T")


class MakingDialog(FormDialog):
    """Shows how far the work is, which closing the dialog stops; ends with what was made and its folder."""

    def __init__(self, title: str, save_text: str, usual: Path, parent: QWidget, *, width: int = 640) -> None:
        """`usual`: the place to begin with, which needs no change."""
        super().__init__(title, save_text, parent, width=width)
        self.place = PlaceField(tr("export.place"), usual)
        self._form = FormScroll(least=0)
        self._work = WorkStrip()
        self._work.busy_changed.connect(self._set_busy)
        self._left: QWidget | None = None  # what had the focus when the work began
        self.body.addWidget(self._form)
        self.body.addWidget(self._work)

    def add_fields(self, fields: Mapping[str, QWidget], hint: str) -> None:
        """Put in fields by the keys of their labels, and a hint beneath them."""
        for key, field in fields.items():
            row = FormRow(field)
            row.set_label(tr(key))
            self._form.column.addWidget(row)
        self._form.column.addWidget(Label(hint, "tiny", wrap=True))

    def chosen_place(self) -> Path | None:
        """Where to write; None while that is being done, after it, and, with a complaint, for no place."""
        if self._work.busy or self._form.isHidden():
            return None
        out = self.place.path()
        if out is None:
            self.complain(tr("export.place_missing"))
            self.place.setFocus()
        return out

    def make(self, saying: str, work_fn: Callable[[Work], T], done: Callable[[T], None]) -> None:
        """Run `work_fn` on a worker under the words `saying`; `done` gets what it returned."""
        self.complain("")
        self._work.work(saying, work_fn, done, self.refuse)

    def end(self, outcome: QWidget, folder: Path, at: int = 0) -> None:
        """Show what was made in place of the form; `at`: its place in the body."""
        self._form.hide()
        self.body.insertWidget(at, outcome)
        self.end_with_folder(folder)

    def reject(self) -> None:
        """Closing the dialog stops the work."""
        self._work.cancel()
        super().reject()

    def _set_busy(self, busy: bool) -> None:
        if busy:
            self._left = self.focusWidget()
        self._form.setEnabled(not busy)
        self.save_button.setEnabled(not busy)
        if not busy and self._left is not None and not self._form.isHidden():
            self._left.setFocus()  # what is off loses it, and nobody should look for their place
