"""The office's holidays, a year at a time: added, and withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bangla.dates import long_date
from app.bangla.digits import to_bangla
from app.bangla.workdays import WEEKEND
from app.errors import Refusal
from app.services.due import reminders
from app.services.office import holidays
from app.services.office.views import HolidayView
from app.services.responses import days_off
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.permission import for_deciders
from app.ui.theme import px
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button, Card, Chip, Label
from app.ui.widgets.dates import DateField
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow
from app.ui.widgets.form_row import FormRow


class HolidaysCard(Card):
    """Opens at this year. Reads anew by itself: the page's place and the focus stay."""

    def __init__(self, context: Context) -> None:
        super().__init__(padding=20)
        self._context = context
        self._year = reminders.today().year
        self._shown: QWidget | None = None
        add = Button(tr("holiday.add"), icon="plus", small=True)
        add.clicked.connect(lambda: HolidayDialog(context, self._year, self.read, self.window()).open())
        for_deciders(context, add)
        head = QHBoxLayout()
        head.addWidget(Label(tr("holiday.title"), "heading"), 1)
        head.addWidget(add)
        self._label = Label(look="strong")
        before, after = (Button(sign, "quiet", small=True) for sign in "‹›")
        before.setAccessibleName(tr("holiday.before"))
        after.setAccessibleName(tr("holiday.after"))
        before.clicked.connect(lambda: self._turn(-1))
        after.clicked.connect(lambda: self._turn(1))
        years = QHBoxLayout()
        years.setSpacing(px(4))
        for part in (before, self._label, after):
            years.addWidget(part)
        years.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(Label(tr("holiday.hint"), "small", wrap=True))
        self.body.addLayout(years)
        self.read(None)

    def read(self, year: int | None) -> None:
        """Show the holidays of `year`, or of the year that is shown."""
        self._year = self._year if year is None else year
        self._label.setText(_year(self._year))
        if self._shown is not None:
            self.body.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = QWidget()
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        found = holidays.holidays(self._context.desk, self._year)
        for holiday in found:
            column.addLayout(self._row(holiday))
        if not found:
            column.addWidget(Label(tr("holiday.nothing", year=_year(self._year)), wrap=True))
        self.body.addWidget(self._shown)
        self._shown.show()  # at once, and not with the next event

    def _row(self, holiday: HolidayView) -> QHBoxLayout:
        name = holiday.name_bn if language() == "bn" else holiday.name_en
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Label(name, "strong", wrap=True))
        texts.addWidget(Label(long_date(holiday.day, language()), "tiny", wrap=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, px(4), 0, px(4))
        row.setSpacing(px(12))
        row.addLayout(texts, 1)
        if holiday.day.weekday() in WEEKEND:
            row.addWidget(Chip("calm", tr("holiday.weekend")))
        withdraw = Button(tr("holiday.withdraw"), "quiet", small=True)
        withdraw.setAccessibleName(tr("holiday.withdraw_of", name=name))
        withdraw.clicked.connect(lambda: self._withdraw(holiday.day, name))
        for_deciders(self._context, withdraw)
        row.addWidget(withdraw)
        return row

    def _turn(self, years: int) -> None:
        self.read(self._year + years)

    def _withdraw(self, day: date, name: str) -> None:
        desk = self._context.desk
        by = self._context.member.id if self._context.member else None

        def withdrawn(moved: object) -> None:
            self.read(None)
            messages.say(" ".join([tr("holiday.withdrawn", name=name), *_moved(moved)]))

        def refused(refusal: Refusal) -> None:
            messages.say(refusal_text(refusal), "error")

        jobs.run(lambda _work: days_off.withdraw_day_off(desk, day, by), withdrawn, refused, owner=self)


class HolidayDialog(FormDialog):
    """Asks for a day and its name; `saved` gets its year."""

    def __init__(self, context: Context, year: int, saved: Callable[[int], None], parent: QWidget) -> None:
        super().__init__(tr("holiday.add_title"), tr("button.save"), parent, width=460)
        self._context = context
        self._saved = saved
        today = reminders.today()
        self._day = DateField(today if year == today.year else date(year, 1, 1))
        self._names = LineRow(), LineRow()
        row = FormRow(self._day)
        row.set_label(tr("holiday.day"))
        self.body.addWidget(row)
        for name, key in zip(self._names, ("name_bn", "name_en"), strict=True):
            name.set_label(tr(f"holiday.{key}"))
            name.line.setPlaceholderText(tr(f"holiday.{key}_example"))
            self.body.addWidget(name)
        self._day.setFocus()

    def submit(self) -> None:
        desk, day = self._context.desk, self._day.day()
        bangla, english = (name.text() for name in self._names)
        by = self._context.member.id if self._context.member else None
        self.store(lambda: days_off.add_day_off(desk, day, bangla, english, by), lambda: self._done(day.year))

    def _done(self, year: int) -> None:
        self._saved(year)
        for sentence in _moved(self.outcome):
            messages.say(sentence)


def _moved(moved: object) -> list[str]:
    """How many last days of citizens' responses moved with a day off, in words; nothing for none."""
    return [tr("holiday.moved", n=moved)] if isinstance(moved, int) and moved else []


def _year(year: int) -> str:
    """Without the grouping of an amount."""
    return to_bangla(str(year)) if language() == "bn" else str(year)
