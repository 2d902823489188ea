"""The rows of the dialog that changes the team: who is here, who joins, who returns."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from app.services.base.enums import Role
from app.services.base.members import MemberView
from app.services.due import reminders
from app.services.office.views import MemberForm
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Button, ElidedLabel, Label
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import Choice

# Drawn px of the columns: the rows of those who are here and of those who join stand under each other.
_NAME, _ROLE, _WHAT, _DAY, _REMOVE = 150, 132, 116, 190, 38
_GAP = 10


class _Row(QWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(px(_GAP))

    def add_name(self, name: str) -> None:
        label = ElidedLabel(name, "strong")
        label.setMinimumWidth(px(_NAME))
        self.row.addWidget(label, 1)


class StayingRow(_Row):
    """A member who is here. `leaving`, `left_on`, `role` are what is wanted of them."""

    def __init__(self, member: MemberView) -> None:
        super().__init__()
        self.member = member
        self._role = Choice(Role, "role")
        self._role.set_value(member.role)
        self._role.setAccessibleName(tr("team.role_of", name=member.name))
        self.setFocusProxy(self._role)
        self._leaves = QCheckBox(tr("team.leaves"))
        self._leaves.setAccessibleName(tr("team.leaves_named", name=member.name))
        self._day = _day_field(tr("team.left_on", name=member.name))
        self._day.setMinimumDate(_qdate(member.joined_on))
        _keep_room(self._day)
        self._day.hide()
        self._leaves.setFixedWidth(px(_WHAT))
        self._role.setFixedWidth(px(_ROLE))
        self.add_name(member.name)
        for part in (self._role, self._leaves, self._day):
            self.row.addWidget(part)
        self.row.addSpacing(px(_GAP + _REMOVE))  # Qt adds no gap before a space
        self._role.currentIndexChanged.connect(self.changed)
        self._leaves.toggled.connect(self._leaving)

    def leave(self) -> None:
        """Tick that they left, and go there."""
        self._leaves.setChecked(True)
        self._leaves.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leaving(self, leaving: bool) -> None:
        self._day.setVisible(leaving)
        self._role.setEnabled(not leaving)
        self.changed.emit()

    @property
    def leaving(self) -> bool:
        return self._leaves.isChecked()

    @property
    def left_on(self) -> date:
        return self._day.day()

    @property
    def role(self) -> Role:
        return Role(self._role.value())

    @property
    def role_changed(self) -> bool:
        return not self.leaving and self.role is not self.member.role

    @property
    def decides(self) -> bool:
        return not self.leaving and self.role is not Role.DRAFTER


class JoiningRow(_Row):
    """Somebody new."""

    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("team.name"))
        self.name.setAccessibleName(tr("team.name"))
        self.name.setMinimumWidth(px(_NAME))
        self.role = Choice(Role, "role")
        self.role.choose_nothing(tr("team.choose_role"))
        self.role.setAccessibleName(tr("team.role"))
        self.role.setFixedWidth(px(_ROLE))
        self._day = _day_field(tr("team.joins_on"))
        what = Label(tr("team.joins_on"), "small")
        what.setFixedWidth(px(_WHAT))
        self.row.addWidget(self.name, 1)
        self._remove = _remove(self.removed)
        for part in (self.role, what, self._day, self._remove):
            self.row.addWidget(part)
        self.name.textEdited.connect(self.changed)
        self.role.currentIndexChanged.connect(self.changed)

    def form(self) -> MemberForm:
        return MemberForm(self.name.text().strip(), Role(self.role.value()), self._day.day())

    @property
    def decides(self) -> bool:
        return self.role.value() not in ("", Role.DRAFTER)


class ReturningRow(_Row):
    """Somebody who was here before, in the role they had."""

    removed = Signal()

    def __init__(self, member: MemberView) -> None:
        super().__init__()
        self.member = member
        self.add_name(member.name)
        role = Label(tr(f"role.{member.role}"))
        role.setFixedWidth(px(_ROLE))
        for part in (role, Label(tr("team.returns"), "small")):
            self.row.addWidget(part)
        self.row.addStretch(1)
        self._remove = _remove(self.removed)
        self.row.addWidget(self._remove)

    @property
    def decides(self) -> bool:
        return self.member.role is not Role.DRAFTER


def _day_field(name: str) -> DateField:
    field = DateField(reminders.today())
    field.setMaximumDate(_qdate(reminders.today()))
    field.setAccessibleName(name)
    field.setFixedWidth(px(_DAY))
    return field


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _keep_room(field: QWidget) -> None:
    """A row keeps its columns where it says nothing in this one."""
    policy = field.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    field.setSizePolicy(policy)


def _remove(removed: SignalInstance) -> Button:
    button = Button("", "quiet", icon="close", small=True)
    button.setFixedWidth(px(_REMOVE))
    button.setAccessibleName(tr("team.remove"))
    button.clicked.connect(removed)
    return button
