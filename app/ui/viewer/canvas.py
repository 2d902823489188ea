"""What is drawn on the picture: the boxes of the findings, and boxes drawn, moved and sized by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QGraphicsView

from app.media.types import Box
from app.services.posts.views import FindingView
from app.ui import theme
from app.ui.images.image_view import draw_finding_box, draw_finding_number
from app.ui.severity_style import INKS
from app.ui.viewer.picture_view import PictureView
from app.ui.viewer.region_painting import cursor_of, draw_region, handle_at
from app.ui.viewer.regions import Handle, Regions, dragged, span
from app.ui.wording import number_text

_SLIP = 5  # screen pixels: a box drawn smaller than this was no box
_NUDGE = 8  # screen pixels a press of an arrow key moves a box
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(slots=True)
class _Grip:
    """A box in hand: where it was taken, which side (None: all of it), and the box as it was then."""

    at: QPointF
    handle: Handle | None
    box: Box
    new: bool = False


class Canvas(PictureView):
    """A picture with regions on it.

    `changed` after the regions did (`moving` says whether a hand still holds one), `image_wanted` for that
    before (-1) or after (1), `chosen` for the finding in front, `clicked` with a finding's number. Escape
    puts the tool away (`put_away`), lets go of a box, or leaves (`left`).
    """

    changed = Signal()
    image_wanted = Signal(int)
    chosen = Signal()
    clicked = Signal(int)
    put_away = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.regions = Regions(1, 1)
        self._findings: tuple[FindingView, ...] = ()
        self._front: FindingView | None = None
        self._boxes_shown = True
        self._drawing = False
        self._grip: _Grip | None = None
        self._pressed_at: QPointF | None = None
        self.setMouseTracking(True)

    # What is shown

    def show_image(self, width: int, height: int, regions: Regions) -> None:
        """Begin with another image and what is drawn on it; its picture follows."""
        self.regions = regions
        self._grip = None
        self.show_size(width, height)

    def show_findings(self, findings: Sequence[FindingView], front: FindingView | None) -> None:
        """The findings whose boxes belong on this picture, and the one in front."""
        self._findings = tuple(finding for finding in findings if finding.box is not None)
        self._front = front
        self.refresh()

    def show_boxes(self, shown: bool) -> None:
        """The boxes of the findings on or off; those drawn by hand stay."""
        self._boxes_shown = shown
        self.refresh()

    # Drawing by hand

    @property
    def drawing(self) -> bool:
        """Whether the tool for drawing boxes is in hand."""
        return self._drawing

    def set_drawing(self, on: bool) -> None:
        """Take the tool for drawing boxes, or put it away."""
        self._drawing = on
        mode = QGraphicsView.DragMode.NoDrag if on else QGraphicsView.DragMode.ScrollHandDrag
        self.setDragMode(mode)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.OpenHandCursor)

    @property
    def moving(self) -> bool:
        """Whether a hand holds a box at this moment."""
        return self._grip is not None

    def add_in_middle(self) -> None:
        """A box in the middle of what is shown, for those who draw with the keyboard."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect().intersected(self.sceneRect())
        box = QRectF(0, 0, seen.width() / 4, seen.height() / 4)
        box.moveCenter(seen.center())
        self.regions.add((round(box.x()), round(box.y()), round(box.width()), round(box.height())))
        self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position()
        if event.button() is Qt.MouseButton.LeftButton and not self.covered:
            self._grip = self._gripped(event.position())
            if self._grip is not None:
                self._tell()
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            if event.buttons() == Qt.MouseButton.NoButton:
                self._show_cursor(event.position())
            super().mouseMoveEvent(event)
            return
        grip, point = self._grip, self.mapToScene(event.position().toPoint())
        if grip.new:
            self.regions.replace(span(grip.at.x(), grip.at.y(), point.x(), point.y()))
        elif grip.handle is not None:
            self.regions.replace(dragged(grip.box, grip.handle, point.x(), point.y()))
        else:
            self.regions.replace(grip.box)
            self.regions.move(round(point.x() - grip.at.x()), round(point.y() - grip.at.y()))
        self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grip, self._grip = self._grip, None
        if grip is None:
            super().mouseReleaseEvent(event)
            if self._pressed_at is not None and _near(self._pressed_at, event.position()):
                self._click(event.position())
            return
        if grip.new and _near(self._pressed_at or event.position(), event.position()):
            self.regions.remove()
        self._tell()

    def _gripped(self, position: QPointF) -> _Grip | None:
        """What a press takes hold of: a handle, a box, or with the tool the corner of a new box."""
        regions, point = self.regions, self.mapToScene(position.toPoint())
        if regions.selected_box is not None:
            handle = handle_at(self.on_screen(regions.selected_box), position)
            if handle is not None:
                return _Grip(point, handle, regions.selected_box)
        place = regions.at(point.x(), point.y())
        if place is not None:
            regions.selected = place
            return _Grip(point, None, regions.boxes[place])
        if not self._drawing:
            return None
        box = span(point.x(), point.y(), point.x(), point.y())
        regions.add(box)
        return _Grip(point, None, box, new=True)

    def _click(self, position: QPointF) -> None:
        """A click beside every drawn box lets go of it; one on a finding's box means that."""
        if self.regions.selected is not None:
            self.regions.selected = None
            self._tell()
        inside = [
            finding
            for finding in self._findings
            if finding.box is not None and self.on_screen(finding.box).contains(position)
        ]
        if inside and self._boxes_shown and not self.covered:
            self.clicked.emit(min(inside, key=lambda found: _area(found.box)).number)

    def _show_cursor(self, position: QPointF) -> None:
        shape = Qt.CursorShape.CrossCursor if self._drawing else Qt.CursorShape.OpenHandCursor
        box = self.regions.selected_box
        handle = handle_at(self.on_screen(box), position) if box is not None else None
        point = self.mapToScene(position.toPoint())
        if handle is not None:
            shape = cursor_of(handle)
        elif self.regions.at(point.x(), point.y()) is not None:
            shape = Qt.CursorShape.SizeAllCursor
        self.viewport().setCursor(shape)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._arrow(_ARROWS[key], event.modifiers())
        elif key == Qt.Key.Key_Space:
            self.chosen.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._drawing and not self.covered:
            self.add_in_middle()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def remove(self) -> None:
        """Take the selected box out."""
        self.regions.remove()
        self._tell()

    def step(self, by: int) -> None:
        """Take the next drawn box in hand (1) or the one before (-1), and show it."""
        self.regions.step(by)
        if self.regions.selected_box is not None:
            x, y, width, height = self.regions.selected_box
            self.ensureVisible(QRectF(x, y, width, height))
        self._tell()

    def _arrow(self, direction: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        """Moves or sizes the box in hand; without one, pans, or leafs where there is nothing to pan."""
        across, down = direction
        if self.regions.selected is not None:
            fine = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            step = 1 if fine else max(1, round(_NUDGE / self.transform().m11()))
            act = self.regions.resize if modifiers & Qt.KeyboardModifier.ShiftModifier else self.regions.move
            act(across * step, down * step)
            self._tell()
        elif self.fitted:
            self.image_wanted.emit(across or down)
        else:
            self.pan(across, down)

    def _escape(self) -> None:
        """One step back: the tool, then the box in hand, then whoever is around."""
        if self._drawing:
            self.put_away.emit()
        elif self.regions.selected is not None:
            self.regions.selected = None
            self._tell()
        else:
            self.left.emit()

    # Painting

    def draw_over(self, painter: QPainter, room: QRectF) -> None:
        for place, box in enumerate(self.regions.boxes):
            draw_region(painter, self.on_screen(box), selected=place == self.regions.selected)
        for finding in self._findings if self._boxes_shown else ():
            assert finding.box is not None
            corners = self.on_screen(finding.box)
            ink = theme.LIGHT.color(INKS[finding.severity])
            draw_finding_box(painter, corners, ink, strong=finding == self._front)
            draw_finding_number(painter, corners, number_text(finding.number), ink, room)

    def _tell(self) -> None:
        self.refresh()
        self.changed.emit()


def _near(one: QPointF, other: QPointF) -> bool:
    return (one - other).manhattanLength() < theme.px(_SLIP)


def _area(box: Box | None) -> int:
    return 0 if box is None else box[2] * box[3]
