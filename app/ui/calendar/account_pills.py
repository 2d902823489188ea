"""The accounts of the calendar as pills, each in its platform's colour and sign; pressed ones are shown."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.services.office.views import AccountView
from app.ui.theme import font, px, theme
from app.ui.translation import tr
from app.ui.widgets import paint_avatar, platform_sign
from app.ui.widgets.as_written import tip_text
from app.ui.widgets.paint import rounded

_TONES = ("accent", "note", "warn")  # red is kept for what is late
_SIGN, _SIDE, _HEIGHT = 20, 10, 30  # drawn px
_FEW = 4  # more have no room beside the month: they are chosen from a list then


class _AccountPill(QPushButton):
    """A platform's sign and name on its own ground; without a ground while its posts are left out."""

    def __init__(self, account: AccountView, tone: str) -> None:
        super().__init__(tr(f"platform.{account.platform}"))
        self._account, self.tone = account, tone
        self._short = False
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip_text(account.display_name))
        self.setAccessibleName(f"{self.text()} · {account.display_name}")

    def set_short(self, *, short: bool) -> None:
        """Show the sign alone; the tip says whose it is."""
        self._short = short
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._short:
            return QSize(px(_SIGN + 2 * _SIDE), px(_HEIGHT))
        words = QFontMetrics(font(13, QFont.Weight.DemiBold)).horizontalAdvance(self.text())
        return QSize(words + px(_SIGN + 8 + 2 * _SIDE), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, on = theme(), self.isChecked()
        painter = QPainter(self)
        ground = now.color(f"{self.tone}_soft" if on else "surface")
        line = now.color(self.tone if on or self.hasFocus() else "line")
        rounded(painter, self.rect(), self.height() // 2, ground, line, 2.0 if self.hasFocus() else 1.0)
        side = px(_SIGN)
        box = QRect(px(_SIDE), (self.height() - side) // 2, side, side)
        sign = platform_sign(self._account.platform, self._account.display_name)
        paint_avatar(painter, box, self._account.display_name, strong=on, sign=sign, tone=self.tone)
        if self._short:
            return
        painter.setFont(font(13, QFont.Weight.DemiBold))
        painter.setPen(now.color("text" if on else "muted"))
        room = self.rect().adjusted(box.right() + px(8), 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())


class AccountPills(QWidget):
    """All are shown to begin with. `changed` comes when a person took one away or brought it back."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, px(12), 0)
        self._row.setSpacing(px(6))
        self._pills: dict[int, _AccountPill] = {}

    def show_accounts(self, accounts: Iterable[AccountView]) -> bool:
        """Offer these, and say whether there is room for them."""
        wanted = list(accounts)
        off = {id_ for id_, pill in self._pills.items() if not pill.isChecked()}
        for pill in self._pills.values():
            pill.deleteLater()
        self._pills = {}
        for place, one in enumerate(wanted if 1 < len(wanted) <= _FEW else ()):
            pill = _AccountPill(one, _TONES[place % len(_TONES)])
            pill.setChecked(one.id not in off)
            pill.clicked.connect(lambda _on=False: self.changed.emit())
            self._row.addWidget(pill)
            self._pills[one.id] = pill
        return bool(self._pills) or len(wanted) <= 1

    def fit(self, room: int) -> None:
        """Name the accounts by their signs alone where their names have no `room` (pixels)."""
        for short in (False, True):
            for pill in self._pills.values():
                pill.set_short(short=short)
            if self.sizeHint().width() <= room:
                return

    def tones(self) -> dict[int, str]:
        """The colour of each account that has a pill."""
        return {id_: pill.tone for id_, pill in self._pills.items()}

    def hidden_accounts(self) -> set[int]:
        """The accounts whose posts are not to be shown."""
        return {id_ for id_, pill in self._pills.items() if not pill.isChecked()}
