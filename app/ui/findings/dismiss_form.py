"""Why a finding does not apply: one key or click picks a common reason, or a person writes their own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.bangla.digits import number, to_latin
from app.services.base.enums import DismissalReason
from app.ui import theme
from app.ui.translation import language, tr
from app.ui.widgets import Button
from app.ui.widgets.layouts import FoldingRow
from app.ui.widgets.once_field import OnceField
from app.ui.widgets.paint import key_cap_width, paint_key_cap, rounded
from app.values import dataclass

_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class Typed:
    """Words in a field that are not given yet, where the cursor stands, and whether the keys go there."""

    text: str
    cursor: int
    focused: bool


class DismissForm(QWidget):
    """`left` on Esc. `given` carries own words and the `DismissalReason` picked (or None), never neither."""

    given = Signal(str, object)
    left = Signal()

    def __init__(self, picks: Sequence[DismissalReason]) -> None:
        super().__init__()
        self._picks = picks
        self._field = OnceField()
        self._before = ""
        self._field.setPlaceholderText(tr("queue.dismiss.hint", n=len(picks)))
        self._field.setAccessibleName(tr("queue.dismiss.hint", n=len(picks)))
        self._field.textEdited.connect(self._on_typed)
        self._field.returnPressed.connect(self._give)
        self._confirm = Button(tr("queue.dismiss.confirm"), small=True)
        self._confirm.setEnabled(False)
        cancel = Button(tr("button.cancel"), "quiet", small=True)
        self._field.textChanged.connect(lambda: self._confirm.setEnabled(bool(self._text)))
        self._confirm.clicked.connect(self._give)
        cancel.clicked.connect(self._leave)
        listed = QVBoxLayout()
        listed.setSpacing(0)
        for place, because in enumerate(picks, 1):
            row = _PickRow(number(place, language()), tr(f"because.{because}"))
            row.clicked.connect(partial(self._pick, because))
            listed.addWidget(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(6), 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(listed)
        column.addWidget(self._field)
        column.addWidget(FoldingRow(self._confirm, cancel))

    def begin(self) -> None:
        """The field takes the focus; what was begun before is gone."""
        self._field.clear()
        self._before = ""
        self._field.setFocus()

    @property
    def typed(self) -> Typed | None:
        """What is being typed, None while the form is away."""
        if self.isHidden():
            return None
        return Typed(self._field.text(), self._field.cursorPosition(), self._field.hasFocus())

    def resume(self, typed: Typed) -> None:
        """Go on where it was left: with the same words, and the focus if it was there."""
        self._field.setText(typed.text)
        self._before = typed.text
        self._field.setCursorPosition(typed.cursor)
        if typed.focused:
            self._field.setFocus()

    @property
    def _text(self) -> str:
        return self._field.text().strip()

    def _on_typed(self, text: str) -> None:
        """A reason's number, typed before anything else, picks it; by text, for input methods send no keys.

        Own words that begin with such a number begin with a space.
        """
        before, self._before = self._before, text
        typed = to_latin(text)
        if not before and len(typed) == 1 and typed in "123456789"[: len(self._picks)]:
            self._field.clear()
            self._before = ""
            self._pick(self._picks[int(typed) - 1])

    def _pick(self, because: DismissalReason, checked: bool = False) -> None:
        """What stands in the field goes with it."""
        self.given.emit(self._text, because)

    def _give(self) -> None:
        if self._text:
            self.given.emit(self._text, None)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)


class _PickRow(QPushButton):
    """A reason with its key; in two lines where the room is narrow or the text large."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(text)
        self._key = key
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setAccessibleName(text)

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - self._indent() - theme.px(6)), 10_000)
        self.setFont(theme.font(13))
        return max(theme.px(28), self.fontMetrics().boundingRect(room, _WRAPPED, self.text()).height() + 8)

    def sizeHint(self) -> QSize:
        return QSize(self._indent() + theme.px(120), theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._indent() + theme.px(60), theme.px(28))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))  # no layout cuts the last line

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.theme()
        painter = QPainter(self)
        touched = self.underMouse() or self.isDown()
        line = now.color("accent") if self.hasFocus() else None
        rounded(painter, self.rect(), theme.px(6), now.color("sunken") if touched else None, line)
        cap = QRect(theme.px(4), (self.height() - theme.px(20)) // 2, key_cap_width(self._key), theme.px(20))
        paint_key_cap(painter, cap, self._key, now.color("muted"), now.color("line"), now.color("surface"))
        painter.setFont(theme.font(13))
        painter.setPen(now.color("text"))
        painter.drawText(self.rect().adjusted(self._indent(), 0, -theme.px(6), 0), _WRAPPED, self.text())

    def _indent(self) -> int:
        return theme.px(4) + key_cap_width(self._key) + theme.px(8)
