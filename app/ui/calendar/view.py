"""The calendar view of the archive page: a month or a week of posts, what is late, and what the day holds."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.bangla import dates
from app.bangla.dates import local
from app.bangla.digits import to_bangla
from app.bangla.shortening import shortened
from app.i18n import Translator
from app.services.base.enums import AccountKind
from app.services.office import accounts
from app.services.office.holidays import holidays
from app.services.posts.calendar import (
    CalendarEntry,
    Standing,
    calendar,
    late,
    save_calendar,
    year_ago,
)
from app.services.posts.calendar_paper import calendar_pdf
from app.services.posts.gaps import AHEAD, gaps
from app.services.posts.views import PostForm
from app.ui import jobs, messages
from app.ui.calendar.account_pills import AccountPills
from app.ui.calendar.grid import WEEKDAYS, Grid
from app.ui.calendar.legend import Legend
from app.ui.context import Context
from app.ui.page import PageView
from app.ui.preview.dialog import preview
from app.ui.theme import px
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button, Card, Chip, Label, LinkLabel
from app.ui.widgets.fields import Choice
from app.ui.widgets.layouts import FoldingRow, clear
from app.ui.widgets.pill_row import PillRow
from app.ui.widgets.usual_place import usual_place

_MONTH, _WEEK = "month", "week"
_BESIDE, _BETWEEN = 16, 8  # drawn px at the ends of the bar and between its parts
_ROOM_FOR_BANGLA = 1000  # drawn px of width that the bar has with the Bangla date in it
_LATE_SHOWN = 3  # with a card of their own
_PAST_SHOWN = 4  # of the same week a year before
_GAPS_SHOWN = 3
_EXCERPT = 90  # code points


Entries = tuple[CalendarEntry, ...]


class CalendarView(PageView):
    """Arrows go a day or a week on, Enter opens the day's first post, T comes back to today."""

    name = "calendar"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._day = _today()
        self._entries: tuple[CalendarEntry, ...] = ()
        self._late: tuple[CalendarEntry, ...] = ()
        self._all: tuple[CalendarEntry, ...] = ()
        self._all_late: tuple[CalendarEntry, ...] = ()
        self._ahead: tuple[CalendarEntry, ...] = ()
        self._off: dict[date, str] = {}
        self._csv, self._ics, self._print = Button("CSV"), Button("ICS"), Button(icon="print")
        self._print.clicked.connect(self.print_days)
        self.translate(self._print.setText, "calendar.print")
        self._past: tuple[CalendarEntry, ...] = ()
        self._accounts = AccountPills()
        self._accounts.changed.connect(self._show_wanted)
        self._csv.clicked.connect(lambda: self.save(".csv"))
        self._ics.clicked.connect(lambda: self.save(".ics"))
        self._span = PillRow((_MONTH, _WEEK))
        self._span.set_value(_MONTH)
        self._span.chosen.connect(lambda _value: self.read())
        self._account = Choice((), "")
        self._account.setMinimumWidth(px(220))
        self._account.currentIndexChanged.connect(lambda _place: self.read())
        self._title, self._bangla = Label(look="heading"), Label(look="small")
        back, on, today = Button(icon="chevron-left"), Button(icon="chevron-right"), Button(keys="T")
        back.clicked.connect(lambda: self.turn(-1))
        on.clicked.connect(lambda: self.turn(1))
        back.steps = on.steps = True
        today.clicked.connect(self.go_to_today)
        self.translate(back.setAccessibleName, "calendar.back")
        self.translate(on.setAccessibleName, "calendar.on")
        self.translate(today.setText, "calendar.today")
        self.translate(self._account.setAccessibleName, "archive.account")
        bar = QFrame()
        bar.setProperty("bar", "top")
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(_BESIDE), px(8), px(_BESIDE), px(8))
        row.setSpacing(px(_BETWEEN))
        first = (back, on, self._title, self._bangla, today)
        last = (self._account, self._span)
        self._in_bar: tuple[QWidget, ...] = (*first, *last)
        for part in first:
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._accounts)
        for choice in last:
            row.addWidget(choice)
        self._grid = Grid()
        self._grid.day_chosen.connect(self.choose_day)
        self._grid.opened.connect(context.open_draft)
        self._side, self._legend = QVBoxLayout(), Legend()
        self._side.setSpacing(px(10))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(14), px(14), px(14), px(14))
        column.addLayout(self._side)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFixedWidth(px(282))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._grid, 1)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(scroll, 1)
        beside.addWidget(self._legend)
        body.addLayout(beside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addLayout(body, 1)
        self.setFocusProxy(self._grid)
        self.add_command("calendar.today", "T", self.go_to_today)
        self.add_command("calendar.csv", "", lambda: self.save(".csv"))
        self.add_command("calendar.print", "", self.print_days)
        self.add_command("calendar.ics", "", lambda: self.save(".ics"))
        context.drafts_changed.connect(self._read_if_shown)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Large text: the day has its Bangla date in the month as well, the accounts only here.
        self._bangla.setVisible(event.size().width() >= px(_ROOM_FOR_BANGLA))
        super().resizeEvent(event)
        self._fit_accounts()

    def _fit_accounts(self) -> None:
        """Let the accounts have what room the rest of their bar leaves."""
        others = [one for one in self._in_bar if not one.isHidden()]
        taken = sum(one.sizeHint().width() + px(_BETWEEN) for one in others)
        self._accounts.fit(self.width() - taken - 2 * px(_BESIDE))

    def tools(self) -> tuple[QWidget, ...]:
        return self._csv, self._ics, self._print

    def arrive(self) -> None:
        kept = self._account.currentData()
        self._account.blockSignals(True)
        self._account.clear()
        self._account.addItem(tr("archive.all_accounts"), None)
        pages = accounts.accounts(self.context.desk, kind=AccountKind.OFFICIAL)
        roomy = self._accounts.show_accounts(pages)
        for one in pages:
            self._account.addItem(f"{one.display_name} · {tr(f'platform.{one.platform}')}", one.id)
        self._account.setCurrentIndex(max(0, self._account.findData(kept)))
        if roomy:
            self._account.setCurrentIndex(0)
        self._account.setVisible(not roomy)
        self._account.blockSignals(False)
        self.read()
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def days(self) -> tuple[date, date]:
        """The first and the last day shown, whole weeks from Sunday on."""
        first = self._day
        last = first
        if self._span.value() == _MONTH:
            first = self._day.replace(day=1)
            last = self._day.replace(day=monthrange(self._day.year, self._day.month)[1])
        first -= timedelta(days=(first.weekday() + 1) % 7)
        last += timedelta(days=(5 - last.weekday()) % 7)
        return first, last

    def read(self) -> None:
        """Read the days shown anew."""
        first, last = self.days()
        desk, account = self.context.desk, self._account.currentData()

        day = self._day

        def work() -> tuple[Entries, Entries, Entries, Entries, dict[date, str]]:
            named = {one.day: (one.name_bn, one.name_en) for one in holidays(desk)}
            days = {day: names[language() != "bn"] for day, names in named.items()}
            shown, over = calendar(desk, first, last, account), late(desk, account)
            ahead = calendar(desk, _today(), _today() + timedelta(days=AHEAD), account)
            return shown, over, year_ago(desk, day, account), ahead, days

        jobs.run(lambda _work: work(), lambda found: self._show((first, last), *found), owner=self)

    def _read_if_shown(self) -> None:
        if self.isVisible():
            self.read()

    def turn(self, by: int) -> None:
        """A month or a week on, or back."""
        if self._span.value() == _WEEK:
            self.choose_day(self._day + timedelta(days=7 * by))
            return
        month = self._day.year * 12 + self._day.month - 1 + by
        self.choose_day(date(month // 12, month % 12 + 1, 1))

    def go_to_today(self) -> None:
        self.choose_day(_today())

    def choose_day(self, day: date) -> None:
        """Put a day in front, and its month or week around it."""
        before, week = self.days(), _week(self._day)
        self._day = day
        if self.days() == before:
            self._grid.choose(day)
            if _week(day) != week:
                self._past = ()  # another week, a year ago too
                self.read()
            self._show_side()
        else:
            self.read()

    def save(self, kind: str) -> None:
        """Write the days shown to a new file in the documents folder, and say where."""
        first, last = self.days()
        out, entries = usual_place(f"posts-{first}-{last}", kind), self._entries

        def work() -> None:
            out.parent.mkdir(parents=True, exist_ok=True)
            save_calendar(out, entries, Translator(language()))

        jobs.run(
            lambda _work: work(),
            lambda _none: messages.say(tr("calendar.saved", n=len(entries), path=str(out)), seconds=12),
            lambda refusal: messages.say(refusal_text(refusal), "error"),
            owner=self,
        )

    def print_days(self) -> None:
        """Show the days as they would be on paper, to be looked at, saved and printed."""
        first, last = self.days()
        desk, entries, spoken = self.context.desk, self._entries, language()
        preview(tr("calendar.paper_title"), lambda: calendar_pdf(desk, first, last, entries, spoken), self)

    def _show(
        self,
        days: tuple[date, date],
        entries: tuple[CalendarEntry, ...],
        late_: tuple[CalendarEntry, ...],
        past: tuple[CalendarEntry, ...],
        ahead: tuple[CalendarEntry, ...],
        off: dict[date, str],
    ) -> None:
        if days != self.days():
            return  # an answer to an older question
        self._all, self._all_late, self._past, self._ahead, self._off = entries, late_, past, ahead, off
        self._title.setText(f"{dates.month_name(self._day.month, language())} {_number(self._day.year)}")
        self._bangla.setText(dates.bangla_day(self._day) if language() == "bn" else "")
        self._fit_accounts()
        self._show_wanted()

    def _show_wanted(self) -> None:
        """Show the posts of the accounts whose pills are pressed."""
        hidden = self._accounts.hidden_accounts()
        self._entries = tuple(one for one in self._all if one.account_id not in hidden)
        self._late = tuple(one for one in self._all_late if one.account_id not in hidden)
        month = self._day.month if self._span.value() == _MONTH else None
        self._grid.show_days(self.days(), self._entries, self._off, self._day, month, self._accounts.tones())
        self._show_side()

    def _show_side(self) -> None:
        clear(self._side)
        for place, one in enumerate(self._late[:_LATE_SHOWN]):
            self._side.addWidget(self._late_card(one, first=place == 0))
        more = len(self._late) - _LATE_SHOWN
        if more > 0:
            self._side.addWidget(Label(tr("calendar.more_late", n=more), "small"))
        self._side.addWidget(Label(self._day_named(), "strong", wrap=True))
        here = [one for one in self._entries if one.day == self._day]
        if not here:
            self._side.addWidget(Label(tr("calendar.nothing"), "small", wrap=True))
        for one in here:
            self._side.addWidget(self._day_card(one))
        hidden = self._accounts.hidden_accounts()
        self._show_gaps([one for one in self._ahead if one.account_id not in hidden])
        past = [one for one in self._past if one.account_id not in hidden]
        if past:
            self._side.addWidget(Label(tr("year_ago.title"), "strong"))
        for one in past[:_PAST_SHOWN]:
            self._side.addWidget(self._day_card(one) if one.draft_id else self._card(one))

    def _day_named(self) -> str:
        weekday = tr(f"calendar.day.{WEEKDAYS[(self._day.weekday() + 1) % 7]}")
        day = f"{dates.gregorian_day(self._day, language())}, {weekday}"
        return f"{tr('calendar.today')} · {day}" if self._day == _today() else day

    def _show_gaps(self, ahead: Sequence[CalendarEntry]) -> None:
        """What the next weeks lack, each with the way to begin a post for it."""
        found = gaps({one.day for one in ahead}, self._off, _today())
        if found:
            self._side.addWidget(Label(tr("calendar.gaps"), "strong"))
        for gap in found[:_GAPS_SHOWN]:
            spoken = language()
            day = dates.gregorian_day(gap.first, spoken)
            if gap.name:
                named = tr("calendar.gap_named", day=day, name=gap.name)
            else:
                named = tr("calendar.gap_run", first=day, last=dates.gregorian_day(gap.last, spoken))
            self._side.addWidget(Label(named, "small", wrap=True))
            add = LinkLabel(tr("calendar.gap_add"))
            add.setAccessibleName(f"{tr('calendar.gap_add')}: {named}")
            add.followed.connect(lambda day=gap.first: self._begin(day))
            self._side.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    def _begin(self, day: date) -> None:
        account = self._account.currentData()
        self.context.compose(PostForm(text="", schedule=day.isoformat(), account_id=account))

    def _late_card(self, one: CalendarEntry, *, first: bool) -> Card:
        card = self._card(one)
        card.setProperty("tone", "danger")
        said = Chip("block", tr(f"calendar.standing.{Standing.LATE}"))
        card.body.insertWidget(0, said, alignment=Qt.AlignmentFlag.AlignLeft)
        publish = Button(tr("archive.publish"), "primary" if first else "plain", small=True)
        publish.clicked.connect(lambda: self.context.record_publication(one.draft_id))
        new_time = LinkLabel(tr("queue.new_time"))
        new_time.followed.connect(lambda: self.context.open_draft(one.draft_id))
        card.body.addWidget(FoldingRow(publish, new_time))
        return card

    def _day_card(self, one: CalendarEntry) -> Card:
        card = self._card(one)
        row = QHBoxLayout()
        opened = LinkLabel(tr("archive.open"))
        opened.followed.connect(lambda: self.context.open_draft(one.draft_id))
        row.addWidget(opened)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _card(self, one: CalendarEntry) -> Card:
        card = Card(padding=12, spacing=4)
        when = dates.day_and_time(one.at, language(), _today(), timed=one.timed)
        platform = tr(f"platform.{one.platform}") if one.platform else tr("archive.no_account")
        standing = Standing.APPROVED if one.standing is Standing.LATE else one.standing
        line = " · ".join([when, platform, tr(f"calendar.standing.{standing}")])
        card.body.addWidget(Label(line, "small", wrap=True))
        text = shortened(one.text, _EXCERPT) or tr("archive.no_text")
        card.body.addWidget(Label(text, wrap=True))
        return card

    def retranslate(self) -> None:
        super().retranslate()
        self._span.set_text(_MONTH, tr("calendar.month"))
        self._span.set_text(_WEEK, tr("calendar.week"))
        self._legend.say()
        if self.isVisible():
            self.arrive()


def _week(day: date) -> date:
    """The Sunday its week begins with."""
    return day - timedelta(days=(day.weekday() + 1) % 7)


def _today() -> date:
    return local(datetime.now(UTC)).date()


def _number(year: int) -> str:
    return to_bangla(str(year)) if language() == "bn" else str(year)
