"""The team on the office's page: who decides, who left, and what they left behind."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bangla.clauses import shown
from app.bangla.dates import long_date
from app.services.base.members import MemberView
from app.services.letters.drafting import About
from app.services.letters.views import LetterKind
from app.services.office import office, sign_in
from app.services.office.handover import hand_over
from app.services.office.office import TEAM_SIZES
from app.ui.context import Context
from app.ui.letters.dialog import write_letter
from app.ui.office.hand_over_dialog import HandOverDialog, left_to_do
from app.ui.office.team_dialog import TeamDialog
from app.ui.office.temporary_passphrase import TemporaryPassphrase
from app.ui.permission import for_deciders
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Avatar, Button, Card, Chip, Label, LinkLabel
from app.ui.widgets.layouts import FoldingRow
from app.ui.widgets.two_parts import TwoParts


class TeamCard(Card):
    """Made anew with the page it is on."""

    def __init__(self, context: Context) -> None:
        super().__init__(padding=20)
        self._context = context
        everyone = office.members(context.desk, active_only=False)
        here = [member for member in everyone if member.active]
        self.body.addWidget(self._head())
        self.body.addLayout(self._size(sum(member.decides for member in here)))
        self.body.addWidget(Label(tr("team.sizes"), "small", wrap=True))
        for member in here:
            self.body.addLayout(self._member(member))
        gone = [member for member in everyone if not member.active]
        if gone:
            self.body.addSpacing(px(8))
            self.body.addWidget(Label(tr("team.left"), "strong"))
        for member in reversed(gone):
            self.body.addLayout(self._gone(member))

    def _head(self) -> QWidget:
        change = Button(tr("team.change"), icon="edit", small=True)
        change.clicked.connect(lambda: self._change())
        add = Button(tr("team.add"), icon="member-add", small=True)
        add.clicked.connect(lambda: self._change(add=True))
        order = Button(tr("team.order"), icon="document", small=True)
        order.clicked.connect(lambda: self._letter(LetterKind.TEAM, About()))
        for_deciders(self._context, order, change, add)
        return TwoParts(Label(tr("team.title"), "heading"), FoldingRow(order, change, add, end=True))

    def _size(self, deciders: int) -> QHBoxLayout:
        fits = deciders in TEAM_SIZES
        verdict = tr("team.size_good" if fits else "team.size_wrong_short", n=deciders)
        clause = LinkLabel(tr("guide.clause", clause=shown("6.1.c", language())))
        clause.followed.connect(lambda: self._context.open_clause("6.1.c"))
        size = QHBoxLayout()
        size.setSpacing(px(10))
        size.addWidget(Chip("good" if fits else "warn", verdict))
        size.addWidget(clause)
        size.addStretch(1)
        return size

    def _member(self, member: MemberView) -> QHBoxLayout:
        joined = long_date(member.joined_on, language())
        row = _row(member, tr("team.since", role=tr(f"role.{member.role}"), day=joined))
        me = self._context.member
        if me is not None and member.id == me.id:
            row.addWidget(Chip("calm", tr("member.here")))
        elif me is not None and self._may_reset(member, me):
            first = not sign_in.state(self._context.desk, member.id).has_passphrase
            give = Button(tr("team.first_passphrase" if first else "team.temporary"), "quiet", small=True)
            give.setAccessibleName(tr("team.temporary_for", name=member.name))
            give.clicked.connect(lambda: TemporaryPassphrase(self._context, member, self.window()).open())
            row.addWidget(give)
        leave = Button(tr("team.retire"), small=True)
        leave.setAccessibleName(tr("team.retire_title", name=member.name))
        leave.clicked.connect(lambda: self._change(leaving=member.id))
        for_deciders(self._context, leave)
        row.addWidget(leave)
        return row

    def _gone(self, member: MemberView) -> QHBoxLayout:
        day = long_date(member.left_on, language()) if member.left_on else ""
        row = _row(member, tr("team.left_day", day=day))
        left = left_to_do(self._context.desk, hand_over(self._context.desk, member.id))
        chip = ("warn", tr("handover.left_to_do", n=left)) if left else ("good", tr("handover.done"))
        row.addWidget(Chip(*chip))
        see = Button(tr("handover.open"), small=True)
        see.setAccessibleName(tr("handover.open_of", name=member.name))
        see.clicked.connect(lambda: HandOverDialog(self._context, [member.id], self.window()).open())
        row.addWidget(see)
        letter = Button(tr("team.hand_over_letter"), small=True)
        letter.setAccessibleName(tr("team.hand_over_letter_of", name=member.name))
        letter.clicked.connect(lambda: self._letter(LetterKind.HANDOVER, About(member=member.id)))
        for_deciders(self._context, letter)
        row.addWidget(letter)
        return row

    def _letter(self, kind: LetterKind, about: About) -> None:
        write_letter(self._context, kind, about, self.window())

    def _may_reset(self, member: MemberView, me: MemberView) -> bool:
        desk = self._context.desk
        if not sign_in.may_reset(desk, member.id, me.id):
            return False
        # A first one is given by who has one: else whoever sits here could claim a colleague.
        proven = sign_in.state(desk, me.id).has_passphrase
        return proven or sign_in.state(desk, member.id).has_passphrase

    def _change(self, *, add: bool = False, leaving: int | None = None) -> None:
        TeamDialog(self._context, self.window(), add=add, leaving=leaving).open()


def _row(member: MemberView, line: str) -> QHBoxLayout:
    names = QVBoxLayout()
    names.setSpacing(0)
    names.addWidget(Label(member.name, "strong", wrap=True))
    names.addWidget(Label(line, "tiny", wrap=True))
    row = QHBoxLayout()
    row.setContentsMargins(0, px(4), 0, px(4))
    row.setSpacing(px(12))
    row.addWidget(Avatar(member.name, 36, strong=member.decides))
    row.addLayout(names, 1)
    return row
