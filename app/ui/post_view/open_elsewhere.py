"""Above a post: the colleagues who have it open too, at which desks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.services.posts.presence import OpenElsewhere
from app.ui import theme
from app.ui.translation import tr
from app.ui.widgets import Label


class OpenElsewhereLine(QWidget):
    """A small line with an eye; hidden while nobody else has the draft open."""

    def __init__(self) -> None:
        super().__init__()
        self._who: Sequence[OpenElsewhere] = ()
        self._eye = QLabel()
        self._line = Label(look="tiny", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._eye, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._line, 1)
        self.hide()

    def show_who(self, who: Sequence[OpenElsewhere]) -> None:
        """Name these; nobody hides the line."""
        self._who = who
        self._eye.setPixmap(theme.icon_pixmap("eye", "muted", 16))
        self._line.setText(tr("queue.open_elsewhere", who=", ".join(named(one) for one in who)))
        self.setVisible(bool(who))

    def refresh(self) -> None:
        """Say and draw it again."""
        self.show_who(self._who)


def named(one: OpenElsewhere) -> str:
    """Who has it open, and at which desk."""
    return tr("queue.at_desk", name=one.member, desk=one.desk)
