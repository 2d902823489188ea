"""What a text in the old Bijoy encoding says, beside it, and the way to put it in its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.services.posts.views import DraftView
from app.ui import theme
from app.ui.findings.panel import is_open
from app.ui.post_view.post_text import MARGIN, PostText
from app.ui.translation import tr
from app.ui.widgets import Button, Label
from app.ui.wording import is_bijoy


class UnicodeText(QFrame):
    """Hidden unless the checks found Bijoy. `wanted` asks to replace the post's text by this one."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("well", True)
        self._title = Label(look="strong")
        self._text = PostText()
        self._replace = Button(keys="B", small=True)
        self._replace.clicked.connect(self.wanted)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._replace, alignment=Qt.AlignmentFlag.AlignTop)
        # The text has its own margin; the title is in line with its letters.
        head.setContentsMargins(MARGIN, 0, 0, 0)
        column = QVBoxLayout(self)
        side = theme.px(12) - MARGIN
        column.setContentsMargins(side, theme.px(10), theme.px(10), theme.px(8))
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self._text)

    def show_draft(self, draft: DraftView) -> None:
        found = any(map(is_bijoy, draft.findings))
        self.setVisible(found)
        if found:
            from app.checks.text.bijoy import convert  # tables that few posts need

            self._title.setText(tr("queue.unicode.title"))
            self._replace.setText(tr("queue.unicode.replace"))
            self._replace.setVisible(is_open(draft))
            self._text.setAccessibleName(tr("queue.unicode.title"))
            self._text.show_text(convert(draft.version.text), ())
