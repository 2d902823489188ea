"""The picture itself: fit, zoom and pan, the boxes of the findings, and boxes drawn by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QWidget

from app.media.types import Box
from app.services.posts.views import FindingView
from app.ui import theme
from app.ui.images.image_view import draw_finding_box, draw_finding_number, unrecognisable
from app.ui.severity_style import INKS
from app.ui.viewer.region_painting import cursor_of, draw_region, handle_at
from app.ui.viewer.regions import Handle, Regions, dragged, span
from app.ui.wording import number_text

STEP = 1.25  # of one zoom
_LARGEST, _LEAST = 8.0, 0.05  # screen pixels an image pixel
_CLOSEST = 3.0  # a small face is not blown up further than this by itself
_ROOM = 2.5  # how much of the picture around a finding is shown with it
_SLIP = 5  # screen pixels: a box drawn smaller than this was no box
_NUDGE = 8  # screen pixels a press of an arrow key moves a box
_PAN = 60
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


class Canvas(QGraphicsView):
    """The picture in a scene as large as the upright image, so that boxes need no arithmetic.

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
        scene = QGraphicsScene(0, 0, 1, 1)
        super().__init__(scene)
        scene.setParent(self)
        self.regions = Regions(1, 1)
        self._findings: tuple[FindingView, ...] = ()
        self._front: FindingView | None = None
        self._boxes_shown = True
        self._note = ""
        self._over: QWidget | None = None
        self._covered = False
        self._drawing = False
        self._grip: _Grip | None = None
        self._pressed_at: QPointF | None = None
        self._picture = QGraphicsPixmapItem()
        self._picture.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        scene.addItem(self._picture)
        self._fitted = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setBackgroundBrush(theme.theme().color("sunken"))
        self.setMouseTracking(True)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)  # one stop for the Tab key, not two

    # What is shown

    def show_image(self, width: int, height: int, regions: Regions) -> None:
        """Begin with another image; its picture follows."""
        self.regions = regions
        self._grip = None
        self._picture.setPixmap(QPixmap())
        self.setSceneRect(0, 0, max(1, width), max(1, height))
        self.fit()

    def show_picture(self, picture: QPixmap, *, covered: bool) -> None:
        """The image, or one frame of it; what must be covered is not to be recognised at any zoom."""
        self._covered = covered
        shown = unrecognisable(picture) if covered else picture
        self._picture.setPixmap(shown)
        room = self.sceneRect()
        across, down = room.width() / max(1, shown.width()), room.height() / max(1, shown.height())
        self._picture.setTransform(QTransform.fromScale(across, down))
        self._refresh()

    def show_note(self, sentence: str) -> None:
        """What stands there as long as there is no picture."""
        self._note = sentence
        self._refresh()

    def show_findings(self, findings: Sequence[FindingView], front: FindingView | None) -> None:
        """The findings whose boxes belong on this picture, and the one in front."""
        self._findings = tuple(finding for finding in findings if finding.box is not None)
        self._front = front
        self._refresh()

    def show_boxes(self, shown: bool) -> None:
        """The boxes of the findings on or off; those drawn by hand stay."""
        self._boxes_shown = shown
        self._refresh()

    def lay_over(self, widget: QWidget) -> None:
        """Put a button in the middle of the picture, wherever that comes to be."""
        widget.setParent(self)
        self._over = widget
        self._place_over()

    def _place_over(self) -> None:
        if self._over is not None:
            self._over.adjustSize()
            self._over.move(self.rect().center() - self._over.rect().center())

    # Zoom

    @property
    def fitted(self) -> bool:
        """Whether all of the picture is shown, as large as it can be."""
        return self._fitted

    def fit(self) -> None:
        self._fitted = True
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def real_size(self) -> None:
        self._fitted = False
        self.resetTransform()

    def zoom(self, factor: float) -> None:
        """Larger or smaller by `factor`, between a twentieth and eight times the real size."""
        self._fitted = False
        if _LEAST <= self.transform().m11() * factor <= _LARGEST:
            self.scale(factor, factor)

    def go_to(self, box: Box) -> None:
        """Show a box with the picture around it."""
        place = QRectF(*box)
        around = QRectF(0, 0, place.width() * _ROOM, place.height() * _ROOM)
        around.moveCenter(place.center())
        self._fitted = False
        self.fitInView(around.intersected(self.sceneRect()), Qt.AspectRatioMode.KeepAspectRatio)
        scale = self.transform().m11()
        if scale > _CLOSEST:
            self.scale(_CLOSEST / scale, _CLOSEST / scale)
        self.centerOn(place.center())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_over()
        if self._fitted:
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._fitted:
            self.fit()

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
        if event.button() is Qt.MouseButton.LeftButton and not self._covered:
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
            handle = handle_at(self._on_screen(regions.selected_box), position)
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
            if finding.box is not None and self._on_screen(finding.box).contains(position)
        ]
        if inside and self._boxes_shown and not self._covered:
            self.clicked.emit(min(inside, key=lambda found: _area(found.box)).number)

    def _show_cursor(self, position: QPointF) -> None:
        shape = Qt.CursorShape.CrossCursor if self._drawing else Qt.CursorShape.OpenHandCursor
        box = self.regions.selected_box
        handle = handle_at(self._on_screen(box), position) if box is not None else None
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
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._drawing and not self._covered:
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
        elif self._fitted:
            self.image_wanted.emit(across or down)
        else:
            for bar, by in ((self.horizontalScrollBar(), across), (self.verticalScrollBar(), down)):
                bar.setValue(bar.value() + by * theme.px(_PAN))

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

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Boxes in window pixels, so that their lines stay thin at any zoom."""
        painter.save()
        painter.resetTransform()
        room = QRectF(self.viewport().rect())
        if self._picture.pixmap().isNull():
            painter.setPen(theme.theme().color("muted"))
            painter.setFont(theme.font(13))
            middle = room.adjusted(theme.px(24), 0, -theme.px(24), 0)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(middle, int(flags), self._note)
        elif not self._covered:
            self._draw_boxes(painter, room)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.theme().color("accent"), 3))
            painter.drawRect(room)
        painter.restore()

    def _draw_boxes(self, painter: QPainter, room: QRectF) -> None:
        for place, box in enumerate(self.regions.boxes):
            draw_region(painter, self._on_screen(box), selected=place == self.regions.selected)
        for finding in self._findings if self._boxes_shown else ():
            assert finding.box is not None
            corners = self._on_screen(finding.box)
            ink = theme.LIGHT.color(INKS[finding.severity])
            draw_finding_box(painter, corners, ink, strong=finding == self._front)
            draw_finding_number(painter, corners, number_text(finding.number), ink, room)

    def _on_screen(self, box: Box) -> QRectF:
        return QRectF(self.mapFromScene(QRectF(*box)).boundingRect())

    def _tell(self) -> None:
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        self.viewport().update()


def _near(one: QPointF, other: QPointF) -> bool:
    return (one - other).manhattanLength() < theme.px(_SLIP)


def _area(box: Box | None) -> int:
    return 0 if box is None else box[2] * box[3]
