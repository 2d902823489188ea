"""The strip on top: what waits for a person, each with the action that settles it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu

from app.services import checking, queue
from app.services.desk import Desk
from app.services.words import CheckState, State
from app.ui import jobs
from app.ui.context import Context
from app.ui.page import Speaking
from app.ui.theme import icon_pixmap, px
from app.ui.widgets import Button, ElidedLabel, LinkLabel
from app.ui.words import words


@dataclass(frozen=True, slots=True)
class Reminder:
    """`reminder.<key>` says it, `reminder.<key>_action` what its link does; `page` is where it is settled."""

    key: str
    page: str
    n: int = 1


def collect(desk: Desk) -> tuple[Reminder, ...]:
    """What waits now, the most pressing first. Asks the keyring, which may take seconds."""
    found: list[Reminder] = []
    failed = sum(1 for row in queue.rows(desk, checking.waiting(desk)) if row.checks is CheckState.FAILED)
    if failed:
        found.append(Reminder("failed", "queue", failed))
    approved = queue.counts(desk)[State.APPROVED]
    if approved:
        found.append(Reminder("unpublished", "archive", approved))
    if desk.keys.signer() is None:
        found.append(Reminder("unsigned", "settings"))
    return tuple(found)


class ReminderStrip(Speaking):
    """Shows the first reminder whole and the others in a menu, so that it never takes more than a line."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("reminders")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._shown: tuple[Reminder, ...] = ()
        self._put_off: tuple[Reminder, ...] = ()
        self._picture = QLabel()
        self._text = ElidedLabel(look="strong")
        self._link = LinkLabel()
        self._more = Button("", "quiet", small=True)
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        self._later = LinkLabel()
        self._link.followed.connect(lambda: self._settle_first())
        self._later.followed.connect(self._put_off_all)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(12), 0)
        row.setSpacing(px(8))
        row.addWidget(self._picture)
        row.addWidget(self._text)
        row.addWidget(self._link)
        row.addWidget(self._more)
        row.addStretch(1)
        row.addWidget(self._later)
        self.speak(self._later.setText, "reminder.later")
        self.hide()
        self.restyle()
        context.drafts_changed.connect(self.read)

    def read(self) -> None:
        """Look again at what waits, away from the window's thread."""
        desk = self._context.desk
        jobs.run(lambda _work: collect(desk), self._show, owner=self)

    def _show(self, reminders: tuple[Reminder, ...]) -> None:
        self._shown = reminders
        # Put off means: until something new is there.
        self.setVisible(bool(reminders) and reminders != self._put_off)
        self.retranslate()

    def _put_off_all(self) -> None:
        self._put_off = self._shown
        self.hide()

    def _settle_first(self) -> None:
        if self._shown:
            self._settle(self._shown[0])

    def _settle(self, reminder: Reminder) -> None:
        self._context.open_page(reminder.page)

    def retranslate(self) -> None:
        super().retranslate()
        if not self._shown:
            return
        first, *others = self._shown
        self._text.setText(words(f"reminder.{first.key}", n=first.n))
        self._link.setText(words(f"reminder.{first.key}_action"))
        self._more.setVisible(bool(others))
        self._more.setText(words("reminder.more", n=len(others)))
        self._menu.clear()
        for reminder in others:
            action = self._menu.addAction(words(f"reminder.{reminder.key}", n=reminder.n))
            action.triggered.connect(lambda _checked=False, chosen=reminder: self._settle(chosen))

    def restyle(self) -> None:
        self.setFixedHeight(px(35))
        self._picture.setPixmap(icon_pixmap("warning", "warn", 18))
