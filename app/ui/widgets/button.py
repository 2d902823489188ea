"""The window's buttons: one primary a page, danger for what refuses, plain for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolTip, QWidget

from app.ui.theme import font, icon_pixmap, px, theme, theme_changed
from app.ui.widgets.enter_key import pressed_by_enter
from app.ui.widgets.paint import key_cap_width, paint_key_cap, rounded

Kind = Literal["primary", "danger", "plain", "quiet"]
_SIDE = 14  # drawn px between edge and text
_GAP = 8


class Button(QPushButton):
    """A button that shows its key, and an icon if it has one. `quiet` has no frame until it is touched.

    `small` is the size for cards. The key is only shown here; the page's command binds it.
    """

    def __init__(
        self,
        text: str = "",
        kind: Kind = "plain",
        keys: str = "",
        *,
        icon: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind: Kind = kind
        self._keys = keys
        self._icon = icon
        self._small = small
        self._short = False
        self.takes_enter = True  # Enter presses it while it has the focus, as the space bar does
        self.steps = False  # it leafs or zooms: each of several fast clicks counts
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        theme_changed.connect(self._resize)

    def set_kind(self, kind: Kind) -> None:
        self._kind = kind
        self.update()

    def set_keys(self, keys: str) -> None:
        self._keys = keys
        self._resize()

    def set_short(self, *, short: bool) -> None:
        """Show the icon alone, where there is one and no room for words: the tip says them then."""
        self._short = short and bool(self._icon)
        self._resize()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and self._short and not self.toolTip():
            assert isinstance(event, QHelpEvent)
            keys = f" ({self._keys})" if self._keys else ""
            QToolTip.showText(event.globalPos(), f"{self.text()}{keys}", self)
            return True
        return super().event(event)

    def _resize(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        text = self._shown_text()
        width = QFontMetrics(self._font()).horizontalAdvance(text) + 2 * px(_side(self._small))
        if self._icon:
            width += px(18) + (px(_GAP) if text else 0)
        if self._keys and not self._short:
            width += px(_GAP) + key_cap_width(self._keys)
        if self.menu() is not None:
            width += px(_GAP) + px(12)
        return QSize(width + 2, px(30 if self._small else 38))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _shown_text(self) -> str:
        return "" if self._short else self.text()

    def _font(self) -> QFont:
        return font(13 if self._small else 14, QFont.Weight.DemiBold)

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Fill, line and ink for the state the button is in."""
        now = theme()
        touched = self.underMouse() and self.isEnabled()
        if self._kind == "primary":
            fill = now.color("accent")
            if self.isDown() or touched:
                fill = fill.darker(112) if not now.dark else fill.lighter(108)
            return fill, None, now.color("on_accent")
        if self._kind == "danger":
            fill = now.color("danger_soft" if touched or self.isDown() else "surface")
            return fill, now.color("danger"), now.color("danger")
        if self._kind == "quiet":
            fill_or_none = now.color("sunken") if touched or self.isDown() else None
            return fill_or_none, None, now.color("accent")
        fill = now.color("sunken" if touched or self.isDown() else "surface")
        return fill, now.color("line"), now.color("text")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, line, ink = self._colours()
        if not self.isEnabled():
            painter.setOpacity(0.5)
        rounded(painter, self.rect(), px(8), fill, line)
        self._paint_content(painter, ink)
        if self.hasFocus():
            painter.setOpacity(1)
            self._paint_focus(painter)

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        # The content as one group in the middle: a stretched button keeps text, icon and key together.
        left = (self.width() - (self.sizeHint().width() - 2 * px(_side(self._small)))) // 2
        if self._icon:
            top = (self.height() - px(18)) // 2
            token = {"primary": "on_accent", "danger": "danger", "quiet": "accent"}.get(self._kind, "text")
            painter.drawPixmap(left, top, icon_pixmap(self._icon, token, 18))
            left += px(18) + (px(_GAP) if self._shown_text() else 0)
        painter.setFont(self._font())
        painter.setPen(ink)
        width = QFontMetrics(self._font()).horizontalAdvance(self._shown_text())
        box = QRect(left, 0, width + 2, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._shown_text())
        left += width
        if self._keys and not self._short:
            self._paint_keys(painter, left + px(_GAP), ink)
        if self.menu() is not None:
            top = (self.height() - px(12)) // 2
            arrow = "on_accent" if self._kind == "primary" else "muted"
            painter.drawPixmap(left + px(_GAP), top, icon_pixmap("chevron-down", arrow, 12))

    def _paint_keys(self, painter: QPainter, left: int, ink: QColor) -> None:
        now = theme()
        height = px(20)
        box = QRect(left, (self.height() - height) // 2, key_cap_width(self._keys), height)
        if self._kind == "primary":
            paint_key_cap(painter, box, self._keys, ink, ink, QColor(Qt.GlobalColor.transparent))
        else:
            paint_key_cap(
                painter, box, self._keys, now.color("muted"), now.color("line"), now.color("surface")
            )

    def _paint_focus(self, painter: QPainter) -> None:
        now = theme()
        rounded(painter, self.rect(), px(8), None, now.color("accent"), 2)
        if self._kind == "primary":
            inner = self.rect().adjusted(2, 2, -2, -2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.color("on_accent"), 1.5))
            painter.drawRoundedRect(inner, px(6), px(6))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.takes_enter or not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Act once: people who double-click everything would do it twice, the second time unseen."""
        if self.steps:
            super().mouseDoubleClickEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)


def shorten(buttons: Sequence[Button], room: int, others: Sequence[QWidget] = ()) -> bool:
    """Let these show their icons alone where they, beside `others`, have no `room` (pixels) for their words.

    The last one, which is the most used, keeps its words as long as it can. Whether there is room now.
    """
    every = [*buttons, *others]
    for kept in (buttons, buttons[-1:], ()):
        for button in buttons:
            button.set_short(short=button not in kept)
        if sum(one.sizeHint().width() + px(_GAP) for one in every) - px(_GAP) <= room:
            return True
    return False


def _side(small: bool) -> int:
    return 10 if small else _SIDE
