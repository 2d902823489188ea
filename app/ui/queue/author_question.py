"""Asks whose posts are that name nobody of the office: nobody may approve what they brought."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.base.desk import Desk
from app.services.office import office
from app.ui import theme
from app.ui.translation import tr
from app.ui.widgets import Button, Label
from app.ui.widgets.fields import Choice


class AuthorQuestion(QWidget):
    """Hidden until `ask`. `answered` gives the id of the member who was chosen; nobody is to begin with."""

    answered = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._question = Label(look="strong", wrap=True)
        self._who = Choice((), "")
        for member in office.members(desk):
            self._who.addItem(f"{member.name} · {tr(f'role.{member.role}')}", member.id)
        self._who.choose_nothing(tr("queue.intake.choose_author"))
        self._who.setAccessibleName(tr("queue.intake.choose_author"))
        self._take = Button(tr("queue.intake.take_in_of"), "primary")
        self._take.setEnabled(False)
        self._take.clicked.connect(lambda: self.answered.emit(int(self._who.currentData())))
        self._who.currentIndexChanged.connect(lambda place: self._take.setEnabled(place >= 0))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self._who, 1)
        row.addWidget(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._question)
        column.addLayout(row)
        self.setFocusProxy(self._who)
        self.hide()

    def ask(self, posts: int) -> None:
        """Ask about so many posts; of none nothing is asked."""
        self._question.setText(tr("queue.intake.whose", n=posts))
        self.setVisible(bool(posts))
