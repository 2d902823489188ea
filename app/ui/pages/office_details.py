"""What the accounts page shows of the office: its head, its facts and its team."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bangla.clauses import shown
from app.services import office
from app.services.account_views import OfficeView
from app.services.office import TEAM_SIZES
from app.services.views import MemberView
from app.ui.context import Context
from app.ui.pages.member_dialogs import AddMember, RetireMember
from app.ui.pages.office_dialog import OfficeDialog
from app.ui.theme import px
from app.ui.widgets import Avatar, Button, Card, Chip, Label, LinkLabel
from app.ui.widgets.banner import Banner
from app.ui.widgets.facts import Facts
from app.ui.words import language, words


class OfficeDetails(QWidget):
    """Made anew whenever the office, the language or the colours change."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        here = office.office(context.desk)
        assert here is not None  # the page is shown only once there is an office
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(16))
        column.addWidget(self._head(here))
        column.addWidget(self._team(here, office.members(context.desk)))

    def _head(self, here: OfficeView) -> Card:
        card = Card(padding=0, spacing=0)
        card.body.setContentsMargins(1, 1, 1, 1)
        line = " · ".join(part for part in (here.parent_bn, here.website) if part)
        card.body.addWidget(Banner(here.name_bn, line))
        facts = Facts(
            [
                (words("office.name_bn"), here.name_bn),
                (words("office.name_en"), here.name_en or words("office.unknown")),
                (words("office.parent_bn"), here.parent_bn or words("office.unknown")),
                (words("office.website"), here.website or words("office.unknown")),
                (words("office.approvals"), words("office.approvals_needed", n=here.approvals_needed)),
            ]
        )
        edit = Button(words("office.edit"), icon="edit", small=True)
        edit.clicked.connect(lambda: OfficeDialog(self._context, here, self.window()).open())
        row = QHBoxLayout()
        row.setContentsMargins(px(24), px(16), px(16), px(16))
        row.addWidget(facts, 1)
        row.addWidget(edit, alignment=Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)
        return card

    def _team(self, here: OfficeView, members: tuple[MemberView, ...]) -> Card:
        card = Card(padding=20)
        deciders = sum(member.decides for member in members)
        fits = deciders in TEAM_SIZES
        verdict = words("team.size_good" if fits else "team.size_wrong_short", n=deciders)
        clause = LinkLabel(words("guide.clause", clause=shown("6.1.c", language())))
        clause.followed.connect(lambda: self._context.open_clause("6.1.c"))
        add = Button(words("team.add"), icon="member-add", small=True)
        add.clicked.connect(lambda: AddMember(self._context, self.window()).open())
        head = QHBoxLayout()
        head.addWidget(Label(words("team.title"), "heading"), 1)
        head.addWidget(add)
        size = QHBoxLayout()
        size.setSpacing(px(10))
        size.addWidget(Chip("good" if fits else "warn", verdict))
        size.addWidget(clause)
        size.addStretch(1)
        card.body.addLayout(head)
        card.body.addLayout(size)
        for member in members:
            card.body.addLayout(self._member(member))
        return card

    def _member(self, member: MemberView) -> QHBoxLayout:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Label(member.name, "strong"))
        names.addWidget(Label(words(f"role.{member.role}"), "tiny"))
        row = QHBoxLayout()
        row.setContentsMargins(0, px(4), 0, px(4))
        row.setSpacing(px(12))
        row.addWidget(Avatar(member.name, 36, strong=member.decides))
        row.addLayout(names, 1)
        if self._context.member is not None and member.id == self._context.member.id:
            row.addWidget(Chip("calm", words("member.here")))
        leave = Button(words("team.retire"), small=True)
        leave.setAccessibleName(words("team.retire_title", name=member.name))
        leave.clicked.connect(lambda: RetireMember(self._context, member, self.window()).open())
        row.addWidget(leave)
        return row
