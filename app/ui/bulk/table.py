"""The middle of the page while several drafts are chosen: a line for each, with what it lacks in amber."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.bangla import dates
from app.bangla.dates import local
from app.services.posts.bulk import BulkRow
from app.ui.bulk.chosen import Chosen
from app.ui.theme import icon_pixmap, px
from app.ui.translation import language, tr
from app.ui.widgets import Card, ElidedLabel, KeyHint, Label

_SHOWN = 40  # lines; the rest are counted
_COLUMNS = ("text", "account", "purpose", "due", "seen")
_STRETCH = (5, 2, 3, 2, 0)


class BulkTable(QScrollArea):
    """What each of the chosen posts lacks, in the middle of the queue page."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_chosen(self, chosen: Chosen) -> None:
        card = Card(padding=16, spacing=10)
        card.body.addLayout(_head(len(chosen.rows)))
        card.body.addLayout(_grid(chosen))
        more = len(chosen.rows) - _SHOWN
        if more > 0:
            card.body.addWidget(Label(tr("bulk.more", n=more), "small"))
        note = Label(chosen.cost_of_versions(), "tiny", wrap=True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(px(18), px(16), px(14), px(16))
        column.setSpacing(px(10))
        column.addWidget(card)
        column.addWidget(note)
        column.addStretch(1)
        self.setWidget(page)


def _head(n: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(6))
    row.addWidget(Label(tr("bulk.title", n=n), "heading"))
    row.addStretch(1)
    for keys, what in (("Shift ↑↓", "range"), ("Ctrl Space", "one"), ("Ctrl A", "all"), ("Esc", "none")):
        row.addWidget(KeyHint(keys))
        row.addWidget(Label(tr(f"bulk.key_{what}"), "tiny"))
    return row


def _grid(chosen: Chosen) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(8))
    for place, (name, stretch) in enumerate(zip(_COLUMNS, _STRETCH, strict=True)):
        grid.addWidget(Label(tr(f"bulk.column.{name}"), "small"), 0, place)
        grid.setColumnStretch(place, stretch)
    for number, row in enumerate(chosen.rows[:_SHOWN]):
        line = QFrame()
        line.setFixedHeight(1)
        line.setProperty("line", "level")
        grid.addWidget(line, 2 * number + 1, 0, 1, len(_COLUMNS))
        for place, cell in enumerate(_cells(row, seen=row.id in chosen.seen)):
            grid.addWidget(cell, 2 * number + 2, place)
    return grid


def _cells(row: BulkRow, *, seen: bool) -> list[QWidget]:
    page = tr(f"platform.{row.platform}") if row.platform else tr("bulk.not_chosen")
    purpose = tr(f"purpose.{row.purpose}") if row.purpose else tr("queue.post.no_purpose")
    today = local(datetime.now(UTC)).date()
    due = dates.day_and_time(row.due, language(), today, timed=row.timed) if row.due else tr("queue.none")
    eye = QLabel()
    eye.setPixmap(icon_pixmap("eye" if seen else "eye-off", "accent" if seen else "warn", 20))
    eye.setAccessibleName(tr("bulk.seen" if seen else "bulk.unseen"))
    eye.setToolTip(eye.accessibleName())
    return [
        ElidedLabel(row.excerpt or tr("queue.no_text")),
        ElidedLabel(page, "wanted" if row.lacks_account else "body"),
        ElidedLabel(purpose, "wanted" if row.lacks_purpose else "body"),
        ElidedLabel(due, "small"),
        eye,
    ]
