"""Which members may use a login: a box for each who decides, none ticked for all of them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.services.office import office
from app.ui.context import Context
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Label
from app.ui.widgets.as_written import unmarked


class MembersField(QWidget):
    """`value` are the ids of those ticked, empty for everyone who decides."""

    def __init__(self, context: Context, chosen: Iterable[int]) -> None:
        super().__init__()
        ticked = set(chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(Label(tr("password.allowed"), "strong"))
        column.addWidget(Label(tr("password.allowed_hint"), "tiny", wrap=True))
        self._boxes: dict[int, QCheckBox] = {}
        for member in office.members(context.desk):
            if member.decides:
                box = QCheckBox(unmarked(f"{member.name} · {tr(f'role.{member.role}')}"))
                box.setChecked(member.id in ticked)
                self._boxes[member.id] = box
                column.addWidget(box)

    def value(self) -> tuple[int, ...]:
        return tuple(id_ for id_, box in self._boxes.items() if box.isChecked())
