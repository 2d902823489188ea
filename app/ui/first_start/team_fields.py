"""The team of the first start: one person, or 3 or 5 who decide, and drafters besides (clause 6.1.c)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.services.base.enums import Role
from app.services.office.office import TEAM_SIZES
from app.services.office.views import MemberForm
from app.ui.page import Translatable
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Button, Chip, Label
from app.ui.widgets.fields import Choice

_ROLES = (Role.MODERATOR, Role.AUTHORITY, Role.DRAFTER)


class TeamFields(Translatable):
    """Rows of name and role. `members` gives those with a name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_MemberRow] = []
        self._members = QVBoxLayout()
        self._members.setSpacing(px(6))
        self._add = Button(icon="plus", small=True)
        self._add.clicked.connect(lambda: self._add_row().name.setFocus())
        self._verdict = Chip()
        self._error = Label(look="error", wrap=True)
        self._error.hide()
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        foot.addWidget(self._verdict)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(self._members)
        column.addLayout(foot)
        column.addWidget(self._error)
        self.translate(self._add.setText, "team.add")
        self._add_row()

    def members(self) -> tuple[MemberForm, ...]:
        return tuple(row.form() for row in self._rows if row.named and row.role.value())

    def complete(self) -> bool:
        """Whether 1, 3 or 5 of those named decide; says what is wrong and goes there."""
        without_role = next((row for row in self._rows if row.named and not row.role.value()), None)
        if without_role is not None:
            self._complain(tr("team.role_missing"))
            without_role.role.setFocus()
            return False
        deciders = self._deciders()
        if deciders in TEAM_SIZES:
            self._complain("")
            return True
        key = "team.nobody" if deciders == 0 else "team.size_wrong"
        self._complain(tr(key, n=deciders))
        empty = next((row for row in self._rows if not row.named), self._rows[0])
        empty.name.setFocus()
        return False

    def complain(self, sentence: str) -> None:
        self._complain(sentence)
        self._rows[0].name.setFocus()

    def _complain(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def _deciders(self) -> int:
        return sum(1 for member in self.members() if member.role is not Role.DRAFTER)

    def _add_row(self) -> _MemberRow:
        row = _MemberRow()
        row.changed.connect(self._judge)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._members.addWidget(row)
        self._judge()
        return row

    def _remove(self, row: _MemberRow) -> None:
        place = self._rows.index(row)
        self._rows.remove(row)
        self._members.removeWidget(row)
        row.deleteLater()
        self._rows[max(0, place - 1)].name.setFocus()
        self._judge()

    def _judge(self) -> None:
        for row in self._rows:
            row.set_removable(len(self._rows) > 1)
        deciders = self._deciders()
        if deciders in TEAM_SIZES:
            self._verdict.set("good", tr("team.size_good", n=deciders))
            self._complain("")
        else:
            self._verdict.set("warn" if deciders else "calm", tr("team.size_hint", n=deciders))

    def retranslate(self) -> None:
        super().retranslate()
        for row in self._rows:
            row.retranslate()
        self._complain("")
        self._judge()


class _MemberRow(QWidget):
    changed = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.role = Choice(_ROLES, "role")
        self.role.choose_nothing(tr("team.choose_role"))
        self._remove = Button("", "quiet", icon="close")
        self.name.textEdited.connect(self.changed)
        self.role.currentIndexChanged.connect(self.changed)
        self._remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.name, 1)
        row.addWidget(self.role)
        row.addWidget(self._remove)
        self.retranslate()

    def form(self) -> MemberForm:
        """Call only once a role is chosen."""
        return MemberForm(self.name.text().strip(), Role(self.role.value()))

    @property
    def named(self) -> bool:
        return bool(self.name.text().strip())

    def set_removable(self, removable: bool) -> None:
        self._remove.setEnabled(removable)

    def retranslate(self) -> None:
        self.name.setPlaceholderText(tr("team.name"))
        self.name.setAccessibleName(tr("team.name"))
        self.role.setAccessibleName(tr("team.role"))
        self._remove.setAccessibleName(tr("team.remove"))
        self.role.retranslate()
        self.role.setPlaceholderText(tr("team.choose_role"))
