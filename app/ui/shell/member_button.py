"""Who is at the desk: a button that shows the member, and a menu to choose another."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton

from app.services.base import desk_settings
from app.services.base.members import MemberView
from app.services.office import office, sign_in
from app.ui.context import Context
from app.ui.theme import font, px, theme, theme_changed
from app.ui.translation import language_changed, tr
from app.ui.widgets.as_written import tip_text, unmarked
from app.ui.widgets.avatar import paint_avatar
from app.ui.widgets.paint import rounded

SETTING = "member"
_TITLES_END = ("ঃ", ".", ":")  # মোঃ, ড., Md.


class MemberButton(QPushButton):
    """The chosen member stays in the desk's settings. Nobody is chosen by default in a team."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._named = True
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        context.member_changed.connect(self._refresh)
        context.office_changed.connect(self.read)
        language_changed.connect(self._refresh)
        theme_changed.connect(self._refresh)
        self._refresh()

    def read(self) -> None:
        """Take the member from the settings; the only one there is sits here without being asked.

        Where members sign in, nobody sits down without having done so: whoever is there stays.
        """
        members = office.members(self._context.desk)
        if sign_in.in_force(self._context.desk):
            here = self._context.member
            self._context.set_member(next((one for one in members if here and one.id == here.id), None))
            self._refresh()
            return
        kept = desk_settings.get(self._context.desk, SETTING, "")
        chosen = next((one for one in members if str(one.id) == kept), None)
        if chosen is None and len(members) == 1:
            chosen = members[0]
        self._context.set_member(chosen)
        self._refresh()

    def kept(self) -> MemberView | None:
        """Who sat here last, by the settings."""
        kept = desk_settings.get(self._context.desk, SETTING, "")
        return next((one for one in office.members(self._context.desk) if str(one.id) == kept), None)

    def choose(self, member: MemberView) -> None:
        """Sit down, after signing in where members do."""
        if sign_in.in_force(self._context.desk):
            self._context.ask_sign_in(member)
        else:
            self.seat(member)

    def seat(self, member: MemberView) -> None:
        """Let a member sit at the desk, now and at the next start."""
        desk_settings.set_(self._context.desk, SETTING, str(member.id))
        self._context.set_member(member)

    def _fill(self) -> None:
        self._menu.clear()
        for member in office.members(self._context.desk):
            action = self._menu.addAction(unmarked(f"{member.name} · {tr(f'role.{member.role}')}"))
            action.setCheckable(True)
            action.setChecked(member == self._context.member)
            action.triggered.connect(lambda _checked=False, chosen=member: self.choose(chosen))

    def _refresh(self) -> None:
        member = self._context.member
        name = member.name if member else tr("member.nobody")
        self.setText(name)
        self.setToolTip(tip_text(name))
        self.setAccessibleName(tr("member.at_desk", name=name))
        self.updateGeometry()
        self.update()

    def show_name(self, named: bool) -> None:
        """Whether the name is painted beneath the initials; if not, the tip says it."""
        if named != self._named:
            self._named = named
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(76), px(62 if self._named else 42))

    def minimumSizeHint(self) -> QSize:
        """Low, since the pages above it want the room in a low window."""
        return QSize(px(76), px(55 if self._named else 42))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            rounded(painter, self.rect(), px(10), now.color("sunken"))
        member = self._context.member
        circle = QRect((self.width() - px(30)) // 2, px(6), px(30), px(30))
        paint_avatar(painter, circle, member.name if member else "?", strong=member is not None)
        if self.hasFocus():
            rounded(painter, self.rect(), px(10), None, now.color("accent"), 2)
        if not self._named:
            return
        painter.setFont(font(12))
        painter.setPen(now.color("muted" if member else "danger"))
        metrics, room = QFontMetrics(painter.font()), self.width() - 4
        named = self.text() if metrics.horizontalAdvance(self.text()) <= room else called(self.text())
        shown = metrics.elidedText(named, Qt.TextElideMode.ElideRight, room)
        box = QRect(0, px(36), self.width(), self.height() - px(38))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def called(name: str) -> str:
    """The part of a person's name that others call them by: the first that is no title."""
    words = name.split()
    return next((word for word in words if not word.endswith(_TITLES_END)), name)
