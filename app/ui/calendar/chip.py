"""A post on its day: its account's sign, its time, and as much of its text as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from app.bangla import dates
from app.services.posts.calendar import CalendarEntry, Standing
from app.ui.post_view.excerpt import draw_excerpt, lines_of_excerpt
from app.ui.theme import font, px, theme
from app.ui.translation import language, tr
from app.ui.widgets import paint_avatar, platform_sign
from app.ui.widgets.paint import rounded

# Ground, line and ink of a post by how it stands; pending is outlined, what is out is grey.
LOOKS = {
    Standing.APPROVED: ("accent_soft", "", "text"),
    Standing.PENDING: ("surface", "line", "text"),
    Standing.PUBLISHED: ("sunken", "", "muted"),
    Standing.LATE: ("danger_soft", "danger", "danger"),
}
_SIGNS = {Standing.PUBLISHED: "muted", Standing.LATE: "danger"}  # others wear their account's colour
_HEAD, _LINE, _FOOT, _SIDE = 22, 17, 5, 7  # drawn px
_MOST_LINES = 6
_LETTERS = 11  # drawn px


def chip_height(lines: int = 0) -> int:
    """Pixels of a post with `lines` lines of text under its time; with none the text stands beside it."""
    return px(_HEAD) + (lines * px(_LINE) + px(_FOOT) if lines else 0)


def lines_in(height: int) -> int:
    """How many lines of text a post of so many pixels has room for, 0 where they stand beside the time."""
    room = (height - px(_HEAD) - px(_FOOT)) // px(_LINE)
    return min(_MOST_LINES, max(0, room))


def lines_of(one: CalendarEntry, width: int, most: int) -> int:
    """How many lines the text of a post takes in a box `width` pixels wide, up to `most`."""
    return lines_of_excerpt(_text(one), font(_LETTERS), width - 2 * px(_SIDE), most)


def paint_chip(painter: QPainter, box: QRect, one: CalendarEntry, tone: str) -> None:
    """Draw a post whose account's colour is `tone`."""
    now = theme()
    ground, line, ink = LOOKS[one.standing]
    if one.standing is Standing.APPROVED:
        ground = f"{tone}_soft"
    rounded(painter, box, px(5), now.color(ground), now.color(line) if line else None)
    side = px(16)
    circle = QRect(box.left() + px(3), box.top() + (px(_HEAD) - side) // 2, side, side)
    sign = platform_sign(one.platform, one.account)
    paint_avatar(painter, circle, one.account, sign=sign, tone=_SIGNS.get(one.standing, tone))
    left = circle.right() + px(5)
    beside = QRect(left, box.top(), box.right() - left - px(3), px(_HEAD))
    painter.setPen(now.color(ink))
    tall = box.height() > chip_height()
    if one.timed:
        bold = font(_LETTERS, QFont.Weight.DemiBold)
        time = dates.clock_time(one.at, language())
        _draw(painter, beside, time, bold)
        beside.setLeft(beside.left() + QFontMetrics(bold).horizontalAdvance(time) + px(5))
    if not tall:
        _draw(painter, beside, _text(one), font(_LETTERS))
        return
    if not one.timed:
        _draw(painter, beside, tr("calendar.any_time"), font(_LETTERS, QFont.Weight.DemiBold))
    under = box.adjusted(px(_SIDE), px(_HEAD) - px(1), -px(_SIDE), 0)
    lines = (box.height() - px(_HEAD) - px(_FOOT)) // px(_LINE)
    draw_excerpt(painter, under, _text(one), font(_LETTERS), px(_LINE), lines)


def tip(one: CalendarEntry) -> str:
    """How a post stands, when and where, and its text."""
    platform = tr(f"platform.{one.platform}") if one.platform else tr("archive.no_account")
    time = dates.clock_time(one.at, language()) if one.timed else ""
    head = " · ".join(part for part in (time, platform, tr(f"calendar.standing.{one.standing}")) if part)
    return f"{head}\n{_text(one)}"


def _text(one: CalendarEntry) -> str:
    return one.text or tr("archive.no_text")


def _draw(painter: QPainter, room: QRect, text: str, letters: QFont) -> None:
    painter.setFont(letters)
    shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
