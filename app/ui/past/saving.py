"""Writes past posts to a new CSV file in the documents folder: all, or what nobody approved."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import Translator
from app.services.base.desk import Desk
from app.services.past.posts_csv import Saved, save_all, save_unapproved
from app.services.past.views import Unapproved
from app.ui import jobs, messages
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button, WorkStrip
from app.ui.widgets.usual_place import usual_place
from app.work import Work


class CsvButton(Button):
    """Offers both tables."""

    def __init__(self, save_list: Callable[[], None], save_all: Callable[[], None]) -> None:
        super().__init__("CSV", icon="table")
        menu = QMenu(self)
        self._list, self._all = menu.addAction(""), menu.addAction("")
        self._list.triggered.connect(lambda: save_list())
        self._all.triggered.connect(lambda: save_all())
        self.setMenu(menu)

    def set_language(self, name: str) -> None:
        """Say both anew; `name` is the first in the window's language."""
        self.setAccessibleName(name)
        self._list.setText(name)
        self._all.setText(tr("past.save_all_csv"))


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


def save_everything(desk: Desk, strip: WorkStrip) -> None:
    """Every past post, with what is said of its approval; `strip` shows how far it is, unless it is busy."""
    if strip.busy:
        return
    out, spoken = usual_place("earlier-posts", ".csv"), language()

    def save(work: Work) -> Saved:
        out.parent.mkdir(parents=True, exist_ok=True)
        return save_all(desk, None, out, Translator(spoken), work)

    def say(saved: Saved) -> None:
        sentence = tr("past_posts.saved_all", n=saved.posts, unapproved=saved.unapproved, path=str(out))
        messages.say(sentence, seconds=12)

    strip.work(tr("past.comparing"), save, say, lambda refusal: messages.say(refusal_text(refusal), "error"))
