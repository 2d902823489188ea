"""The strip on top: the most pressing of what is due, with the action that settles it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from app.services.base.due_dates import DueState
from app.services.due.views import Due
from app.ui.context import Context
from app.ui.due.actions import can_settle, settle
from app.ui.due.watch import DueWatch
from app.ui.page import Translatable
from app.ui.theme import icon_pixmap, px
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button, ElidedLabel, LinkLabel

PAGE = "due"


class ReminderStrip(Translatable):
    """Shows the first reminder whole and how many more there are, so that it never takes more than a line.

    A record that does not fit goes before all of them. Without any, it says that the record goes unsigned
    where there is no keyring.
    """

    def __init__(self, context: Context, watch: DueWatch) -> None:
        super().__init__()
        self.setObjectName("reminders")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._watch = watch
        self._put_off: tuple[str, ...] = ()
        self._picture = QLabel()
        self._text = ElidedLabel(look="strong")
        self._link = LinkLabel()
        self._more = Button("", "quiet", small=True)
        self._later = LinkLabel()
        self._link.followed.connect(self._settle_first)
        self._more.clicked.connect(lambda: context.open_page(PAGE))
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
        self.translate(self._later.setText, "reminder.later")
        self.hide()
        self.restyle()
        watch.changed.connect(self._show)

    def read(self) -> None:
        """Look again at what waits."""
        self._watch.read()

    @property
    def _keys(self) -> tuple[str, ...]:
        """What is shown, by key; put off means: until something new is there."""
        if self._watch.trouble is not None:
            return (self._watch.trouble.key,)
        keys = tuple(row.key for row in self._watch.pressing)
        return keys or (("unsigned",) if self._watch.unsigned else ())

    def _show(self) -> None:
        self.setVisible(bool(self._keys) and not (self._keys == self._put_off and self._may_wait))
        self.retranslate()

    def _put_off_all(self) -> None:
        self._put_off = self._keys
        self.hide()

    @property
    def _first(self) -> Due | None:
        return next(iter(self._watch.pressing), None)

    @property
    def _may_wait(self) -> bool:
        """Whether the strip may be put away: what is late, and a record that does not fit, stay in sight."""
        if self._watch.trouble is not None:
            return False
        first = self._first  # the most pressing
        return first is None or not (first.state == DueState.OVERDUE or first.at_once is not None)

    def _settle_first(self) -> None:
        first = self._first
        if self._watch.trouble is not None:
            self._context.open_page("archive")
        elif first is not None:
            settle(self._context, first)
        else:
            self._context.open_page("settings")

    def retranslate(self) -> None:
        super().retranslate()
        first, others = self._first, len(self._watch.pressing) - 1
        self._later.setVisible(self._may_wait)
        self._picture.setPixmap(icon_pixmap("warning", "danger" if self._watch.trouble else "warn", 18))
        if self._watch.trouble is not None:
            self._text.setText(refusal_text(self._watch.trouble))
            self._link.setText(tr("archive.audit"))
            self._link.setVisible(True)
            self._more.setVisible(False)
            return
        self._text.setText(first.text.in_(language()) if first else tr("reminder.unsigned"))
        self._link.setText(tr(f"due.action.{first.action}" if first else "reminder.unsigned_action"))
        self._link.setVisible(first is None or can_settle(first))
        self._more.setText(tr("reminder.more", n=others) if others > 0 else tr("reminder.all"))
        self._more.setVisible(first is not None)

    def restyle(self) -> None:
        self.setFixedHeight(px(35))
        self._picture.setPixmap(icon_pixmap("warning", "warn", 18))
