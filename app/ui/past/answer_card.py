"""One of the answers to "what happened?": an icon, the words with their key, and what the answer will do."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from app.services.past.views import PastReply
from app.ui.theme import font, icon_pixmap, px, theme, theme_changed
from app.ui.translation import tr
from app.ui.widgets.paint import key_cap_width, paint_key_cap, rounded

_HEIGHT, _TILE, _SIDE, _GAP = 64, 34, 14, 12  # drawn px
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class AnswerCard(QPushButton):
    """A choice as wide as there is room. `tone` colours its tile: "calm", "good" or "block"."""

    def __init__(self, icon: str, tone: str, keys: str) -> None:
        super().__init__()
        self._icon = icon
        self._tone = tone
        self._keys = keys
        self._effect = ""
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme_changed.connect(self.update)

    def offer(self, reply: PastReply, why_not: str) -> None:
        """The answer, and what it will do. `why_not`: the key of why it cannot be given, "" where it can."""
        words, effect = tr(f"past.reply.{reply}"), tr(why_not) if why_not else tr(f"past.effect.{reply}")
        self.setEnabled(not why_not)
        self.setText(words)
        self._effect = effect
        self.setAccessibleName(f"{words}. {effect}")
        self.setToolTip(effect)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(220), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(_HEIGHT))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        painter = QPainter(self)
        chosen = self.isChecked()
        line = now.color("accent" if chosen or self.hasFocus() else "line")
        fill = now.color("sunken" if self.underMouse() and self.isEnabled() else "surface")
        rounded(painter, self.rect(), px(10), fill, line)
        if chosen:
            rounded(painter, self.rect().adjusted(1, 1, -1, -1), px(9), None, line)
        ink, soft = {"block": ("danger", "danger_soft"), "good": ("accent", "accent_soft")}.get(
            self._tone, ("muted", "sunken")
        )
        if not self.isEnabled():
            ink, soft = "muted", "sunken"
        tile = QRect(px(_SIDE), (self.height() - px(_TILE)) // 2, px(_TILE), px(_TILE))
        rounded(painter, tile, px(8), now.color(soft))
        inner = QRect(0, 0, px(18), px(18))
        inner.moveCenter(tile.center())
        painter.drawPixmap(inner, icon_pixmap(self._icon, ink, 18))
        left = tile.right() + px(_GAP)
        room = QRect(left, px(10), self.width() - left - px(_SIDE), px(22))
        strong = font(14, QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(now.color("text" if self.isEnabled() else "muted"))
        cap = key_cap_width(self._keys)
        words = QFontMetrics(strong).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width() - cap - px(8)
        )
        painter.drawText(room, _LEFT, words)
        at = room.left() + QFontMetrics(strong).horizontalAdvance(words) + px(8)
        box = QRect(at, room.top() + 1, cap, px(20))
        paint_key_cap(painter, box, self._keys, now.color("muted"), now.color("line"), now.color("surface"))
        small = font(12)
        painter.setFont(small)
        painter.setPen(now.color("muted"))
        beneath = room.translated(0, px(22))
        effect = QFontMetrics(small).elidedText(self._effect, Qt.TextElideMode.ElideRight, beneath.width())
        painter.drawText(beneath, _LEFT, effect)
        painter.end()
