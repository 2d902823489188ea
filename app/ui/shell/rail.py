"""The rail at the left: the pages, and who is at the desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.bangla.digits import number
from app.ui.page import PageEntry, Translatable, page_keys
from app.ui.shell.member_button import MemberButton
from app.ui.theme import font, icon_pixmap, px, theme
from app.ui.translation import language, tr
from app.ui.widgets.logo import Logo
from app.ui.widgets.paint import rounded

WIDTH = 84  # drawn px
_ROOM_FOR_LOGO = 480  # drawn px of height
_LOGO = 52  # the sign and the gap beneath it
_OTHERS = 100  # who is at the desk, the line above, the rail's own margins
_SIGN, _LEAST_SIGN = 40, 34  # the height of a page's sign without its name; at least
_MOST_COUNTED = 1000
_BOTTOM = ("settings",)  # pages that stand at the rail's foot


class Rail(Translatable):
    """One button a page. `page_chosen` carries the page's name."""

    page_chosen = Signal(str)

    def __init__(self, pages: Sequence[PageEntry], member_button: MemberButton) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._logo = Logo()
        self._member_button = member_button
        self._buttons: dict[str, _RailButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(12), 0, px(8))
        column.setSpacing(px(2))
        column.addWidget(self._logo, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(px(12))
        keys = page_keys(pages)
        for page in pages:
            button = _RailButton(page.name, keys[page.name])
            button.clicked.connect(lambda _checked=False, name=page.name: self.page_chosen.emit(name))
            self.translate(button.setText, page.title_key)
            self._group.addButton(button)
            self._buttons[page.name] = button
        for name, button in self._buttons.items():
            if name not in _BOTTOM:
                column.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        for name in _BOTTOM:
            column.addWidget(self._buttons[name], alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(_line())
        column.addWidget(member_button, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.translate(self._logo.setAccessibleName, "window.logo")
        self.restyle()

    def show_page(self, name: str) -> None:
        """Mark the page that is in front."""
        self._group.setExclusive(False)
        for button_name, button in self._buttons.items():
            button.setChecked(button_name == name)
        self._group.setExclusive(True)

    def show_count(self, name: str, n: int, late: int) -> None:
        """How much waits on a page, in its button's corner; in red where some of it is overdue."""
        self._buttons[name].show_count(n, urgent=late > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """The names of the pages need the room more than the logo; signs alone where not all names fit.

        Half a name is no name.
        """
        buttons = self._buttons.values()
        with_names = px(_OTHERS) + sum(button.named_height() + px(2) for button in buttons)
        names_fit = with_names <= self.height()
        with_logo = with_names + px(_LOGO) if names_fit else px(_ROOM_FOR_LOGO)
        self._logo.setVisible(self.height() >= with_logo)
        for button in buttons:
            button.show_name(names_fit)
        with_signs = px(_OTHERS) + len(buttons) * (px(_SIGN) + px(2))
        self._member_button.show_name(with_signs <= self.height())

    def retranslate(self) -> None:
        super().retranslate()
        for button in self._buttons.values():
            button.tell_count()

    def restyle(self) -> None:
        self.setFixedWidth(px(WIDTH))
        self._share_height()
        for button in self._buttons.values():
            button.updateGeometry()


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("line", True)
    return line


class _RailButton(QPushButton):
    """Icon above a name of one or two lines."""

    def __init__(self, icon: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._keys = keys
        self._named = True
        self._count, self._urgent = 0, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self.setCheckable(True)
        self.setToolTip(keys)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _lines(self) -> list[str]:
        """The name over at most two lines, broken between words."""
        metrics = QFontMetrics(self._font())
        room = px(WIDTH - 20)
        lines = [""]
        for word in self.text().split():
            longer = f"{lines[-1]} {word}".strip()
            if metrics.horizontalAdvance(longer) <= room or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _font(self) -> QFont:
        return font(12, QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)

    def _line_height(self) -> int:
        return px(16)

    def named_height(self) -> int:
        """The height with the name beneath the icon."""
        return px(38) + self._line_height() * len(self._lines())

    def show_name(self, named: bool) -> None:
        """Whether the name is painted; if not, it is in the tip."""
        self._named = named
        self.setToolTip(self._keys if named else f"{self.text()} ({self._keys})")
        self.updateGeometry()
        self.update()

    def show_count(self, n: int, *, urgent: bool) -> None:
        """So much waits; 0 for nothing."""
        self._count, self._urgent = n, urgent
        self.tell_count()
        self.update()

    def tell_count(self) -> None:
        """Say what waits to those who hear the window; again after a change of language."""
        n = self._count
        self.setAccessibleDescription(tr(f"rail.{self._icon}", n=n) if n else "")

    def _paint_count(self, painter: QPainter) -> None:
        now = theme()
        painter.setFont(font(11, QFont.Weight.DemiBold))
        text = (
            number(self._count, language())
            if self._count < _MOST_COUNTED
            else f"{number(_MOST_COUNTED - 1, language())}+"
        )
        width = max(px(18), painter.fontMetrics().horizontalAdvance(text) + px(10))
        box = QRect(self.width() // 2 + px(3), px(2), width, px(18))
        rounded(painter, box, px(9), now.color("danger" if self._urgent else "sunken"))
        painter.setPen(now.color("surface" if self._urgent else "text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def sizeHint(self) -> QSize:
        return QSize(px(WIDTH - 16), self.named_height() if self._named else px(_SIGN))

    def minimumSizeHint(self) -> QSize:
        """A sign alone gives way a little on a screen that the desktop draws much larger."""
        return self.sizeHint() if self._named else QSize(px(WIDTH - 16), px(_LEAST_SIGN))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        painter = QPainter(self)
        if self.isChecked():
            rounded(painter, self.rect(), px(10), now.color("accent_soft"))
        elif self.underMouse():
            rounded(painter, self.rect(), px(10), now.color("sunken"))
        token = "accent" if self.isChecked() else "muted"
        above = px(8) if self._named else (self.height() - px(22)) // 2
        painter.drawPixmap((self.width() - px(22)) // 2, above, icon_pixmap(self._icon, token, 22))
        painter.setPen(now.color(token))
        painter.setFont(self._font())
        top = px(32)
        for line in self._lines() if self._named else ():
            # Taller than the step to the next line, so that no vowel sign is cut.
            box = QRect(0, top - px(3), self.width(), self._line_height() + px(6))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line)
            top += self._line_height()
        if self._count:
            self._paint_count(painter)
        if self.hasFocus():
            rounded(painter, self.rect(), px(10), None, now.color("accent"), 2)
