"""Facts of a response at the right, and what happened so far in the middle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from app.bangla import dates
from app.bangla.dates import DHAKA
from app.services.responses.views import ResponseView, StepView
from app.ui import theme
from app.ui.responses import words
from app.ui.translation import language, tr
from app.ui.widgets import Avatar, Card, Label, LinkLabel
from app.ui.widgets.layouts import clear
from app.ui.widgets.paint import rounded

_MOST_STEPS = 12
_MOST_BARS = 30


class FactsArea(QScrollArea):
    """As high as the facts; in a low window they scroll, and no line of them lies on another."""

    def __init__(self, facts: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(facts)
        self._inside = facts

    def sizeHint(self) -> QSize:
        width = self._inside.sizeHint().width()
        return QSize(width, max(0, self._inside.heightForWidth(self.width())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class FactsCard(Card):
    """`owner_wanted` and `tracking_wanted` ask for another."""

    owner_wanted = Signal()
    tracking_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(padding=14, spacing=8)

    def show_response(self, one: ResponseView) -> None:
        clear(self.body)
        facts = QWidget()
        grid = QGridLayout(facts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(4 if theme.text_size() >= theme.LARGEST_TEXT else theme.px(6))
        grid.setColumnStretch(1, 1)
        received = dates.day_and_time(one.received_at, language())
        _fact(grid, "received", Label(received, wrap=True))
        if one.due is not None:
            noon = datetime.combine(one.due, time(12), DHAKA)
            due = Label(dates.day_and_time(noon, language(), timed=False), "strong", wrap=True)
            due.setToolTip(dates.long_date(one.due, language()))
            _fact(grid, "due", due)
            _fact(
                grid,
                "allowed",
                Label(tr("responses_page.allowed", n=one.allowed_days or 0), "small", wrap=True),
            )
        owner = LinkLabel(tr("responses_page.change"))
        owner.followed.connect(self.owner_wanted)
        owner.setAccessibleName(f"{tr('responses_page.fact.owner')}: {tr('responses_page.change')}")
        _fact(grid, "owner", _person(one), owner)
        tracking = LinkLabel(tr("responses_page.change" if one.tracking else "responses_page.enter"))
        tracking.setAccessibleName(f"{tr('responses_page.fact.tracking')}: {tracking.text()}")
        tracking.followed.connect(self.tracking_wanted)
        number = Label(one.tracking or "–", "strong" if one.tracking else "small", wrap=True)
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        _fact(grid, "tracking", number, tracking)
        if one.referred_to:
            _fact(grid, "referred", Label(one.referred_to, wrap=True))
        if one.merged_into is not None:
            _fact(grid, "merged", Label(tr("responses_page.number", id=one.merged_into)))
        if one.answer_url:
            _fact(grid, "address", Label(one.answer_url, wrap=True))
        self.body.addWidget(facts)
        if one.waits and one.days_left is not None and one.allowed_days:
            gone = tr("responses_page.days_gone", n=max(0, one.allowed_days - one.days_left))
            bar = _DaysBar(one.allowed_days, one.days_left)
            bar.setToolTip(gone)
            self.body.addWidget(bar)
            line = QHBoxLayout()
            beneath = QWidget()
            beneath.setLayout(line)
            line.setContentsMargins(0, 0, 0, 0)
            left = Label(words.due(one)[1], "error" if one.days_left < 0 else "tiny", wrap=True)
            left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            left.setMinimumWidth(theme.px(64))
            if theme.text_size() < theme.LARGEST_TEXT:  # in which the days left need their room
                passed = Label(gone, "tiny", wrap=True)
                passed.setMinimumWidth(theme.px(64))
                line.addWidget(passed, 1)
            line.addWidget(left, 1)
            self.body.addWidget(beneath)


def _fact(grid: QGridLayout, key: str, value: QWidget, link: QWidget | None = None) -> None:
    row = grid.rowCount()
    # A link is as high as its frame: its fact's name and value stand as high as its words.
    level = Qt.AlignmentFlag.AlignVCenter if link is not None else Qt.AlignmentFlag.AlignTop
    grid.addWidget(Label(tr(f"responses_page.fact.{key}"), "small"), row, 0, level)
    if isinstance(value, Label):
        value.setMinimumWidth(theme.px(54))  # Qt asks for more for a wrapped text
    grid.addWidget(value, row, 1, 1, 1 if link is not None else 2)
    if link is not None:
        grid.addWidget(link, row, 2, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


def _person(one: ResponseView) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(6))
    if theme.text_size() == theme.USUAL_TEXT:  # in a larger one a name needs the room of its picture
        row.addWidget(Avatar(one.assigned or "?", 22, strong=bool(one.assigned)))
    row.addWidget(Label(one.assigned or tr("responses_page.nobody"), wrap=True), 1)
    return whole


class _DaysBar(QWidget):
    """A piece for each working day, those gone filled; in red once all are over."""

    def __init__(self, allowed: int, left: int) -> None:
        super().__init__()
        self._pieces = min(allowed, _MOST_BARS)
        self._gone = round(self._pieces * min(max(allowed - left, 0), allowed) / allowed)
        self._late = left < 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.theme()
        gap = theme.px(4) if self._pieces <= 12 else 2
        width = (self.width() - gap * (self._pieces - 1)) / self._pieces
        for place in range(self._pieces):
            box = QRect(round(place * (width + gap)), 0, max(2, round(width)), self.height())
            filled = "danger" if self._late else "accent"
            rounded(painter, box, 3, colours.color(filled if place < self._gone else "line"))


class StepsCard(Card):
    """What happened so far, the newest last."""

    def __init__(self) -> None:
        super().__init__(padding=18, spacing=6)

    def show_steps(self, steps: Sequence[StepView]) -> None:
        clear(self.body)
        self.body.addWidget(Label(tr("responses_page.so_far"), "strong"))
        grid_widget = QWidget()
        grid = QGridLayout(grid_widget)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        left_out = len(steps) - _MOST_STEPS
        if left_out > 0:
            self.body.addWidget(Label(tr("responses_page.more_steps", n=left_out), "tiny"))
        for row, one in enumerate(steps[-_MOST_STEPS:]):
            when = Label(dates.day_and_time(one.at, language()), "small")
            grid.addWidget(when, row, 0, Qt.AlignmentFlag.AlignTop)
            text = words.step(one)
            shown = f"{one.member} · {text}" if one.member else text
            grid.addWidget(
                Label(shown if len(shown) < 260 else f"{shown[:259]}…", "small", wrap=True), row, 1
            )
        self.body.addWidget(grid_widget)
