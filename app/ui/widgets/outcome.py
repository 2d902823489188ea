"""What an examination came to: in order or not, the figures, and every problem in its own sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QVBoxLayout, QWidget

from app.ui.theme import icon_pixmap, px
from app.ui.translation import tr
from app.ui.widgets.facts import Facts
from app.ui.widgets.labels import Label

_PICTURE, _BESIDE = 28, 12  # drawn px


class Outcome(QWidget):
    """`problems` empty means all is well."""

    def __init__(
        self,
        headline: str,
        facts: Sequence[tuple[str, str | QWidget]],
        problems: Sequence[str],
    ) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(
            icon_pixmap("warning", "danger", _PICTURE)
            if problems
            else icon_pixmap("shield", "accent", _PICTURE)
        )
        head = QHBoxLayout()
        head.setSpacing(px(_BESIDE))
        head.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label(headline, "heading", wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        if facts:
            details = Facts(facts)
            details.setContentsMargins(px(_PICTURE + _BESIDE), 0, 0, 0)
            column.addWidget(details)
        if problems:
            shown = QListWidget()
            shown.setObjectName("problems")
            shown.setAccessibleName(tr("outcome.problems"))
            shown.setWordWrap(True)
            shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            shown.addItems(list(problems))
            column.addWidget(shown, 1)
        else:
            column.addStretch(1)
