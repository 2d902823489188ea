"""Changes the team in one step, so that it is never of another size than 1, 3 or 5 (clause 6.1.c)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.bangla.clauses import shown
from app.services.base.enums import Role
from app.services.base.members import MemberView
from app.services.office import office
from app.services.office.handover import hand_over
from app.services.office.office import TEAM_SIZES
from app.services.office.views import Leave
from app.ui.context import Context
from app.ui.office.hand_over_dialog import HandOverDialog, left_to_do
from app.ui.office.team_rows import JoiningRow, ReturningRow, StayingRow
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Chip, Label, LinkLabel
from app.ui.widgets.as_written import unmarked
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.form_scroll import FormScroll
from app.ui.widgets.proposed import say_proposed


class TeamDialog(FormDialog):
    """Everybody who is here, who joins and who returns. `leaving` is ticked as gone, `add` begins a new row.

    Once saved, the hand-over list of those who left comes up.
    """

    def __init__(
        self, context: Context, parent: QWidget, *, add: bool = False, leaving: int | None = None
    ) -> None:
        super().__init__(tr("team.change_title"), tr("button.save"), parent, width=780)
        self._context = context
        self._parent = parent
        everyone = office.members(context.desk, active_only=False)
        self._staying = [StayingRow(member) for member in everyone if member.active]
        self._new: list[JoiningRow | ReturningRow] = []
        self._chip = Chip()
        self._add = Button(tr("team.add"), icon="plus", small=True)
        self._scroll = FormScroll()
        self._scroll.column.setSpacing(px(8))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(8))
        self._build(everyone)
        if self._staying:
            self._staying[0].setFocus()  # and not the link above
        for row in self._staying:
            row.changed.connect(self._judge)
            if row.member.id == leaving:
                row.leave()
        if add:
            self._join()
        self._judge()

    def _build(self, everyone: tuple[MemberView, ...]) -> None:
        clause = LinkLabel(tr("guide.clause", clause=shown("6.1.c", language())))
        clause.followed.connect(self._open_clause)
        self.body.addWidget(Label(tr("team.sizes"), "small", wrap=True))
        self.body.addWidget(clause, alignment=Qt.AlignmentFlag.AlignLeft)
        for row in self._staying:
            self._rows.addWidget(row)
        self._add.clicked.connect(self._join)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self._add)
        gone = [member for member in everyone if not member.active]
        if gone:
            foot.addWidget(self._take_back(gone))
        foot.addStretch(1)
        foot.addWidget(self._chip)
        self._scroll.column.addLayout(self._rows)
        self._scroll.column.addStretch(1)
        self.body.addWidget(self._scroll, 1)
        self.body.addLayout(foot)

    def _take_back(self, gone: list[MemberView]) -> Button:
        button = Button(tr("team.take_back"), small=True)
        menu = QMenu(button)
        for member in gone:
            entry = QAction(unmarked(member.name), menu)
            entry.triggered.connect(lambda _checked=False, back=member: self._return(back))
            menu.addAction(entry)
        button.setMenu(menu)
        return button

    def _join(self) -> None:
        row = JoiningRow()
        self._put(row)
        row.name.setFocus()

    def _return(self, member: MemberView) -> None:
        if not any(isinstance(row, ReturningRow) and row.member.id == member.id for row in self._new):
            self._put(ReturningRow(member))

    def _put(self, row: JoiningRow | ReturningRow) -> None:
        row.changed.connect(self._judge)
        row.removed.connect(lambda: self._remove(row))
        self._new.append(row)
        self._rows.addWidget(row)
        row.show()  # at once: it takes the focus
        self._judge()
        self.fit()

    def _remove(self, row: JoiningRow | ReturningRow) -> None:
        self._new.remove(row)
        self._rows.removeWidget(row)
        row.deleteLater()
        self.save_button.setFocus()
        self._judge()
        self.fit()

    def _deciders(self) -> int:
        return sum(row.decides for row in (*self._staying, *self._new))

    def _judge(self) -> None:
        deciders = self._deciders()
        fits = deciders in TEAM_SIZES
        self._chip.set(
            "good" if fits else "warn", tr("team.after" if fits else "team.after_wrong", n=deciders)
        )
        self.complain("")

    def _open_clause(self) -> None:
        self.reject()
        self._context.open_clause("6.1.c")

    def submit(self) -> None:
        joins = [row for row in self._new if isinstance(row, JoiningRow)]
        nameless = [row for row in joins if not row.name.text().strip()]
        if nameless:
            self.complain(tr("team.name_missing"))
            nameless[0].name.setFocus()
            return
        without_role = [row for row in joins if not row.role.value()]
        if without_role:
            self.complain(tr("team.role_missing"))
            without_role[0].role.setFocus()
            return
        leaves = [Leave(row.member.id, row.left_on) for row in self._staying if row.leaving]
        roles = {row.member.id: row.role for row in self._staying if row.role_changed}
        returns = [row.member.id for row in self._new if isinstance(row, ReturningRow)]
        forms = [row.form() for row in joins]
        if not (leaves or roles or returns or forms):
            self.complain(tr("team.nothing"))
            return
        desk = self._context.desk
        by = self._context.member.id if self._context.member else None
        # Whoever becomes a drafter knew passwords too.
        behind = [
            *(leave.member_id for leave in leaves),
            *(id_ for id_, role in roles.items() if role is Role.DRAFTER),
        ]
        self.store(
            lambda: office.change_team(desk, joins=forms, leaves=leaves, roles=roles, returns=returns, by=by),
            lambda: self._saved(behind),
        )

    def _saved(self, behind: list[int]) -> None:
        context, parent = self._context, self._parent
        context.office_changed.emit()
        if say_proposed(self.outcome):
            return
        desk = context.desk
        handed = [
            id_ for id_ in behind if left_to_do(desk, found := hand_over(desk, id_)) or found.open_drafts
        ]
        if handed:
            HandOverDialog(context, handed, parent).open()
