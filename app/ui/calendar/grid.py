"""Days in rows of weeks from Sunday on, each with its posts; painted, so that a month is one widget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.bangla import dates
from app.bangla.dates import local
from app.bangla.digits import to_bangla
from app.bangla.workdays import WEEKEND
from app.services.posts.calendar import CalendarEntry
from app.ui.calendar.chip import chip_height, lines_in, lines_of, paint_chip, tip
from app.ui.theme import font, px, theme
from app.ui.translation import language, tr
from app.ui.widgets.as_written import tip_text
from app.ui.widgets.paint import rounded

_HEAD, _GAP, _MORE = 28, 3, 17  # drawn px
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class Grid(QWidget):
    """`day_chosen` gives a day somebody went to, `opened` the draft of a post that was opened."""

    day_chosen = Signal(object)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._first = self._last = self._chosen = date(2026, 1, 1)
        self._month: int | None = None
        self._entries: dict[date, list[CalendarEntry]] = {}
        self._off: Mapping[date, str] = {}
        self._tones: Mapping[int, str] = {}

    def show_days(
        self,
        days: tuple[date, date],
        entries: Sequence[CalendarEntry],
        off: Mapping[date, str],
        chosen: date,
        month: int | None,
        tones: Mapping[int, str],
    ) -> None:
        """Whole weeks; `off` names days off, and days outside of `month` are dimmed.

        `tones` are the colours of accounts. Without a `month` a post shows more than one line.
        """
        self._first, self._last = days
        self._off, self._month, self._tones = off, month, tones
        self._entries = {}
        for one in entries:
            self._entries.setdefault(one.day, []).append(one)
        self.choose(chosen)

    def choose(self, day: date) -> None:
        self._chosen = day
        posts = self._entries.get(day, [])
        lines = [dates.gregorian_day(day, language()), self._off.get(day, "")]
        lines += [f"{tr(f'calendar.standing.{one.standing}')}: {one.text}" for one in posts]
        self.setAccessibleName(". ".join(part for part in lines if part))
        self.update()

    @property
    def _weeks(self) -> int:
        return ((self._last - self._first).days + 1) // 7

    def _cell(self, place: int) -> QRect:
        head = px(_HEAD)
        tall = (self.height() - head) / max(1, self._weeks)
        left, right = (round(self.width() * (place % 7 + one) / 7) for one in (0, 1))
        top, bottom = (round(head + tall * (place // 7 + one)) for one in (0, 1))
        return QRect(left, top, right - left, bottom - top)

    def _chips(self, day: date, cell: QRect) -> list[tuple[QRect, CalendarEntry]]:
        """The posts of a day that have room; in a week each with as many lines of its text as fit."""
        entries = self._entries.get(day, [])
        top = cell.top() + px(24) + (px(18) if day in self._off else 0)
        gap = px(_GAP)
        free = cell.bottom() - top
        if len(entries) * (chip_height() + gap) > free:
            free -= px(_MORE)
        shown = entries[: max(1, free // (chip_height() + gap))]
        lines = lines_in(free // len(shown) - gap) if self._month is None and shown else 0
        boxes, side = [], px(5)
        for one in shown:
            height = chip_height(lines_of(one, cell.width() - 2 * side, lines))
            boxes.append((QRect(cell.left() + side, top, cell.width() - 2 * side, height), one))
            top += height + gap
        return boxes

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(12))
        painter.setPen(theme().color("muted"))
        for place, name in enumerate(WEEKDAYS):
            cell = self._cell(place)
            head = QRect(cell.left(), 0, cell.width(), px(_HEAD))
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, tr(f"calendar.day.{name}"))
        for place in range(self._weeks * 7):
            self._paint_day(painter, self._first + timedelta(days=place), self._cell(place))

    def _paint_day(self, painter: QPainter, day: date, cell: QRect) -> None:
        now = theme()
        rests = day.weekday() in WEEKEND or day in self._off
        painter.fillRect(cell, now.color("sunken" if rests else "surface"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(now.color("line"))
        painter.drawRect(cell)
        if day == self._chosen:
            painter.setPen(now.color("accent"))
            painter.drawRect(cell.adjusted(1, 1, -1, -1))
        dim = self._month is not None and day.month != self._month
        number = to_bangla(str(day.day)) if language() == "bn" else str(day.day)
        corner = QRect(cell.left() + px(6), cell.top() + px(3), px(22), px(20))
        if day == local(datetime.now(UTC)).date():
            rounded(painter, corner, px(10), now.color("accent"))
            painter.setPen(now.color("on_accent"))
        else:
            painter.setPen(now.color("muted" if dim else "text"))
        painter.setFont(font(13, QFont.Weight.DemiBold))
        painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, number)
        painter.setFont(font(11))
        painter.setPen(now.color("muted"))
        if language() == "bn":
            room = cell.adjusted(px(30), px(4), -px(7), 0)
            own = dates.bangla_day_of_month(day, named=day == self._first or dates.bangla_date(day)[2] == 1)
            if QFontMetrics(painter.font()).horizontalAdvance(own) > room.width():
                own = dates.bangla_day_of_month(day)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight, own)
        if day in self._off:
            painter.setPen(now.color("warn"))
            room = QRect(cell.left() + px(7), cell.top() + px(23), cell.width() - px(12), px(18))
            self._elided(painter, room, self._off[day])
        chips = self._chips(day, cell)
        for box, one in chips:
            paint_chip(painter, box, one, self._tones.get(one.account_id or 0, "accent"))
        more = len(self._entries.get(day, ())) - len(chips)
        if more > 0:
            painter.setFont(font(11))
            painter.setPen(now.color("muted"))
            room = QRect(cell.left() + px(7), cell.bottom() - px(_MORE), cell.width() - px(12), px(16))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, tr("calendar.more", n=more))

    def _elided(self, painter: QPainter, room: QRect, text: str) -> None:
        shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _day_at(self, point: QPoint) -> date | None:
        for place in range(self._weeks * 7):
            if self._cell(place).contains(point):
                return self._first + timedelta(days=place)
        return None

    def event(self, event: QEvent) -> bool:
        """Over a post, tell all of its text."""
        if event.type() is QEvent.Type.ToolTip:
            assert isinstance(event, QHelpEvent)
            chip = self.chip_at(event.pos())
            QToolTip.showText(event.globalPos(), tip_text(tip(chip[1])) if chip is not None else "", self)
            return True
        return super().event(event)

    def chip_at(self, point: QPoint) -> tuple[QRect, CalendarEntry] | None:
        """The post drawn at a point, and its place."""
        day = self._day_at(point)
        if day is None:
            return None
        chips = self._chips(day, self._cell((day - self._first).days))
        return next((chip for chip in chips if chip[0].contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().toPoint())
        if day is not None:
            self.day_chosen.emit(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        chip = self.chip_at(event.position().toPoint())
        if chip is not None:
            self.opened.emit(chip[1].draft_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.day_chosen.emit(self._chosen + timedelta(days=step))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            for one in self._entries.get(self._chosen, [])[:1]:
                self.opened.emit(one.draft_id)
        else:
            super().keyPressEvent(event)
