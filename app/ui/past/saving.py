"""Writes what nobody approved to a new CSV file in the documents folder, and says where."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from app.i18n import Translator
from app.services.past.unapproved_csv import save_unapproved
from app.services.past.views import Unapproved
from app.ui import jobs, messages
from app.ui.translation import language, refusal_text, tr


def save_list(found: Iterable[Unapproved], owner: QWidget) -> None:
    """Those that are from before the first approval are left out, as in the list."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    names = (f"unapproved{extra}.csv" for extra in ("", *(f"-{n}" for n in range(2, 1000))))
    out = next(folder / name for name in names if not (folder / name).exists())
    kept, spoken = [one for one in found if not one.before], language()

    def save() -> None:
        folder.mkdir(parents=True, exist_ok=True)
        save_unapproved(out, kept, Translator(spoken))

    jobs.run(
        lambda _work: save(),
        lambda _none: messages.say(tr("past.saved_csv", path=str(out)), seconds=12),
        lambda refusal: messages.say(refusal_text(refusal), "error"),
        owner=owner,
    )
