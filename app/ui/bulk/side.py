"""The right of the page while several drafts are chosen: what is left to do, and what may be approved."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.checks.types import Severity
from app.ui.bulk.chosen import Chosen
from app.ui.theme import icon_pixmap, px
from app.ui.translation import tr
from app.ui.widgets import Button, Card, Chip, Label
from app.ui.wording import number_text


class BulkSide(QScrollArea):
    """`look_wanted`: show the first of those not seen yet; the choice stays."""

    look_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_chosen(self, chosen: Chosen) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(px(14), px(16), px(14), px(16))
        column.setSpacing(px(12))
        column.addWidget(_left(chosen))
        column.addWidget(self._together(chosen))
        column.addStretch(1)
        self.setWidget(page)

    def _together(self, chosen: Chosen) -> Card:
        card = Card(padding=14, spacing=6)
        card.body.addWidget(Label(tr("bulk.together"), "strong"))
        n = len(chosen.approvable)
        card.body.addWidget(Label(tr("bulk.may", n=n) if n else tr("bulk.may_none"), wrap=True))
        if chosen.unseen:
            card.body.addLayout(_kept("eye-off", tr("bulk.unseen_n", n=len(chosen.unseen))))
        for key, n in chosen.in_the_way.most_common():
            card.body.addLayout(_kept("warning", tr("bulk.kept", n=n, why=tr(f"bulk.why.{key}"))))
        if chosen.unseen:
            look = Button(tr("bulk.look", n=len(chosen.unseen)), keys="→", small=True)
            look.clicked.connect(self.look_wanted)
            card.body.addSpacing(px(4))
            card.body.addWidget(look, alignment=Qt.AlignmentFlag.AlignLeft)
        return card


def _left(chosen: Chosen) -> Card:
    card = Card(padding=14, spacing=8)
    card.body.addWidget(Label(tr("bulk.left"), "strong"))
    found: Counter[Severity] = Counter()
    posts: Counter[Severity] = Counter()
    for row in chosen.rows:
        for severity, n in row.standing:
            found[severity] += n
            posts[severity] += 1
    lines = [
        ("warn", sum(row.lacks_purpose for row in chosen.rows), "no_purpose"),
        ("warn", sum(row.lacks_account for row in chosen.rows), "no_account"),
    ]
    for tone, n, key in lines:
        if n:
            card.body.addLayout(_line(tone, n, tr(f"bulk.{key}")))
    for severity in (Severity.BLOCK, Severity.WARN, Severity.NOTE):
        if found[severity]:
            sentence = tr(f"bulk.found_{severity}", n=posts[severity])
            card.body.addLayout(_line(severity.value, found[severity], sentence))
    if not found[Severity.BLOCK]:
        card.body.addLayout(_line("good", 0, tr("bulk.no_block")))
    return card


def _line(tone: str, n: int, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(8))
    row.addWidget(Chip(tone, number_text(n)), alignment=Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(text, wrap=True), 1)
    return row


def _kept(icon: str, text: str) -> QHBoxLayout:
    sign = QLabel()
    sign.setPixmap(icon_pixmap(icon, "warn", 16))
    row = QHBoxLayout()
    row.setSpacing(px(8))
    row.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(text, "small", wrap=True), 1)
    return row
