"""Everything that is due, the most pressing first, each with what settles it and a way to put it off."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from app.bangla.dates import long_date
from app.services.base.enums import DueAction, DueKind
from app.services.due import reminders
from app.services.due.views import Due
from app.ui import jobs
from app.ui.context import Context
from app.ui.due.actions import can_settle, settle
from app.ui.due.watch import DueWatch
from app.ui.page import Page
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Card, Chip, EmptyState, Label, TopBar

_TONES = {"soon": "warn", "due": "warn", "overdue": "block"}
_CHIP_WIDTH = 92  # drawn px: the texts of all rows begin at one line
_PUT_OFF = (1, 3, reminders.LONGEST_SNOOZE)  # days
_WIDEST = 1180  # drawn px: on a wide screen the buttons stay near what they settle


class DuePage(Page):
    """Reached from the rail, where the number waiting is seen, from the strip, the palette and its key."""

    name = "due"

    def __init__(self, context: Context, watch: DueWatch, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._watch = watch
        self._shown: tuple[object, ...] | None = None  # what the rows were built from
        bar = TopBar()
        self._scroll = QScrollArea()
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(self._scroll, 1)
        self.translate(bar.title.setText, "due_page.title")
        watch.changed.connect(self._show)

    def arrive(self) -> None:
        self._watch.read()
        self._show()

    def _show(self) -> None:
        if not self.isVisible():
            return
        focused = self.window().focusWidget()
        here = focused is None or focused is self or self.isAncestorOf(focused)
        told = (self._watch.rows, reminders.today())
        if told != self._shown:
            self._shown = told
            self._scroll.setWidget(self._content())
        first = next(iter(self._scroll.findChildren(Button)), None)
        if first is not None and here:  # a reminder that comes by itself takes no key from elsewhere
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _content(self) -> QWidget:
        waiting = self._watch.pressing
        put_off = [row for row in self._watch.rows if row.snoozed_until is not None]
        content = QWidget(self._scroll.viewport())  # else all that is in it would be dressed twice
        content.setMaximumWidth(px(_WIDEST))
        column = QVBoxLayout(content)
        column.setContentsMargins(px(16), px(16), px(16), px(24))
        column.setSpacing(px(10))
        for row in waiting:
            column.addWidget(self._row(row, first=row is waiting[0]))
        if not waiting:
            nothing = EmptyState("check")
            nothing.set_text(tr("due_page.nothing"), tr("due_page.nothing_hint"))
            column.addWidget(nothing)
        if put_off:
            column.addSpacing(px(8))
            column.addWidget(Label(tr("due_page.put_off"), "heading"))
            for row in put_off:
                column.addWidget(self._row(row))
        column.addStretch(1)
        return content

    def _row(self, row: Due, *, first: bool = False) -> Card:
        card = Card(padding=14)
        line = QHBoxLayout()
        line.setSpacing(px(12))
        chip = QHBoxLayout()
        tone, standing_words = _standing(row)
        chip.addWidget(Chip(tone, standing_words))
        chip.addStretch(1)
        standing = QWidget()
        standing.setLayout(chip)
        chip.setContentsMargins(0, 0, 0, 0)
        standing.setFixedWidth(px(_CHIP_WIDTH))
        line.addWidget(standing)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Label(row.text.in_(language()), "strong", wrap=True))
        beneath = self._beneath(row)
        if beneath:
            texts.addWidget(Label(beneath, "small", wrap=True))
        line.addLayout(texts, 1)
        if can_settle(row):
            go = Button(tr(f"due.action.{row.action}"), small=True)
            if tone == "block" and first:  # only what is late calls, and one filled button is enough
                go.set_kind("primary")
            go.clicked.connect(lambda: settle(self.context, row))
            line.addWidget(go)
        if row.snoozes_left and row.snoozed_until is None:
            line.addWidget(self._later(row))
        card.body.addLayout(line)
        return card

    def _beneath(self, row: Due) -> str:
        if row.snoozed_until is not None:
            return tr("due_page.until", day=long_date(row.snoozed_until, language()))
        if row.kind is DueKind.PROPOSAL and row.due is not None:
            return tr("due_page.confirm_until", day=long_date(row.due, language()))
        if row.action is DueAction.REPORT:
            return tr("due_page.report_hint")
        return long_date(row.due, language()) if row.due is not None else ""

    def _later(self, row: Due) -> Button:
        later = Button(tr("due_page.later"), "quiet", small=True)
        menu = QMenu(later)
        longest = reminders.longest_snooze(row, reminders.today())
        for days in (days for days in _PUT_OFF if days <= longest):
            action = menu.addAction(tr("due_page.days", n=days))
            action.triggered.connect(lambda _checked=False, days=days: self.put_off(row, days))
        later.setMenu(menu)
        return later

    def put_off(self, row: Due, days: int) -> None:
        """Put a reminder off for so many days; shows a refusal."""
        desk, member = self.context.desk, self.context.member
        by = member.id if member is not None else None
        day = reminders.today() + timedelta(days=days)
        jobs.run(
            lambda _work: reminders.snooze(desk, row.key, day, by),
            lambda _none: self._watch.read(),
            owner=self,
        )

    def retranslate(self) -> None:
        super().retranslate()
        self._shown = None
        self._show()

    def restyle(self) -> None:
        self._shown = None
        self._show()


def _standing(row: Due) -> tuple[str, str]:
    """The tone and words of how pressing a row is."""
    if row.at_once is not None:
        return "block", tr("due_page.state.at_once")
    if row.kind is DueKind.PROPOSAL:  # its day is the last on which it can be confirmed
        return "warn", tr("due_page.state.waiting")
    if row.due is None:
        return "warn", tr("due_page.state.open")
    return _TONES[row.state], tr(f"due_page.state.{row.state}")
