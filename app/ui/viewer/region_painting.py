"""How what a person drew on an image looks: dashed frames, and handles on the one in hand."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.ui import theme
from app.ui.viewer.regions import HANDLES, Handle

_HANDLE = 9  # drawn px a side
_REACH = 8  # drawn px around a handle's middle that still take hold of it


def draw_region(painter: QPainter, box: QRectF, *, selected: bool) -> None:
    """A dashed frame with a white rim, in the light theme's ink: it stands on a picture."""
    ink = theme.LIGHT.color("accent")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor("white"), 4 if selected else 3))
    painter.drawRect(box)
    pen = QPen(ink, 2.5 if selected else 2)
    pen.setDashPattern([4, 2])
    painter.setPen(pen)
    painter.drawRect(box)
    if selected:
        side = theme.px(_HANDLE)
        painter.setBrush(QColor("white"))
        painter.setPen(QPen(ink, 2))
        for handle in HANDLES:
            knob = QRectF(0, 0, side, side)
            knob.moveCenter(place_of(box, handle))
            painter.drawRect(knob)


def place_of(box: QRectF, handle: Handle) -> QPointF:
    """The middle of a handle of a box, both in window pixels."""
    middle = box.center()
    return QPointF(
        middle.x() + handle[0] * box.width() / 2,
        middle.y() + handle[1] * box.height() / 2,
    )


def handle_at(box: QRectF, point: QPointF) -> Handle | None:
    """The handle of a box a hand at `point` takes hold of."""
    reach = theme.px(_REACH)
    near = [
        (abs(place.x() - point.x()) + abs(place.y() - point.y()), handle)
        for handle in HANDLES
        if abs((place := place_of(box, handle)).x() - point.x()) <= reach
        and abs(place.y() - point.y()) <= reach
    ]
    return min(near)[1] if near else None


def cursor_of(handle: Handle) -> Qt.CursorShape:
    """The cursor that says which way a handle moves."""
    match handle:
        case (0, _):
            return Qt.CursorShape.SizeVerCursor
        case (_, 0):
            return Qt.CursorShape.SizeHorCursor
        case (across, down):
            same = across == down
            return Qt.CursorShape.SizeFDiagCursor if same else Qt.CursorShape.SizeBDiagCursor
