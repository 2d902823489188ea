"""Writes a restored archive again, to the last byte: asks where."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.services.restored.rewriting import Rewritten, rewrite
from app.services.restored.views import RestoredArchiveView
from app.ui.context import Context
from app.ui.translation import tr
from app.ui.widgets.making_dialog import MakingDialog
from app.ui.widgets.outcome import Outcome
from app.ui.widgets.usual_place import usual_place


class RewriteDialog(MakingDialog):
    """Starts with the archive's own name in the documents folder; ends with where it was written."""

    def __init__(self, context: Context, archive: RestoredArchiveView, parent: QWidget) -> None:
        usual = usual_place(Path(archive.title).stem or "anumodon", ".zip")
        super().__init__(tr("restored_page.rewrite"), tr("restored_page.write"), usual, parent)
        self._context = context
        self._archive = archive
        self.add_fields({"export.place": self.place}, tr("restored_page.rewrite_hint"))

    def submit(self) -> None:
        out = self.chosen_place()
        if out is None:
            return
        desk, id_, member = self._context.desk, self._archive.id, self._context.member
        by = member.id if member is not None else None
        self.make(tr("restored_page.rewriting"), lambda work: rewrite(desk, id_, out, by, work), self._done)

    def _done(self, made: Rewritten) -> None:
        outcome = Outcome(tr("restored_page.rewritten", path=made.path), (), ())
        self.end(outcome, Path(made.path).parent)
