"""Writes what nobody approved to a new CSV file in the documents folder, and says where."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from app.i18n import Translator
from app.services.past.unapproved_csv import save_unapproved
from app.services.past.views import Unapproved
from app.ui import jobs, messages
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets.usual_place import usual_place


def save_list(found: Iterable[Unapproved], owner: QWidget) -> None:
    """Those that are from before the first approval are left out, as in the list."""
    out = usual_place("unapproved", ".csv")
    kept, spoken = [one for one in found if not one.before], language()

    def save() -> None:
        out.parent.mkdir(parents=True, exist_ok=True)
        save_unapproved(out, kept, Translator(spoken))

    jobs.run(
        lambda _work: save(),
        lambda _none: messages.say(tr("past.saved_csv", path=str(out)), seconds=12),
        lambda refusal: messages.say(refusal_text(refusal), "error"),
        owner=owner,
    )
