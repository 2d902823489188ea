"""A picture to be looked at closely: fitted, zoomed and panned, with what stands there until it comes."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QResizeEvent, QShowEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QWidget

from app.media.types import Box
from app.ui import theme
from app.ui.images.image_view import unrecognisable

STEP = 1.25  # of one zoom
_LARGEST, _LEAST = 8.0, 0.05  # screen pixels an image pixel
_CLOSEST = 3.0  # a small face is not blown up further than this by itself
_ROOM = 2.5  # how much of the picture around a place is shown with it
_PAN = 60  # drawn px of a step


class PictureView(QGraphicsView):
    """The picture in a scene as large as the upright image: what is drawn on it needs no arithmetic."""

    def __init__(self) -> None:
        scene = QGraphicsScene(0, 0, 1, 1)
        super().__init__(scene)
        scene.setParent(self)
        self._note = ""
        self._over: QWidget | None = None
        self._covered = False
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
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)  # one stop for the Tab key, not two

    @property
    def covered(self) -> bool:
        """Whether the picture is not to be recognised."""
        return self._covered

    def show_size(self, width: int, height: int) -> None:
        """Begin with another image, so many pixels large; its picture follows."""
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
        self.refresh()

    def show_note(self, sentence: str) -> None:
        """What stands there as long as there is no picture."""
        self._note = sentence
        self.refresh()

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

    def pan(self, across: int, down: int) -> None:
        """Go on by so many steps to the right and downwards."""
        for bar, by in ((self.horizontalScrollBar(), across), (self.verticalScrollBar(), down)):
            bar.setValue(bar.value() + by * theme.px(_PAN))

    def refresh(self) -> None:
        """Paint anew."""
        self.viewport().update()

    def on_screen(self, box: Box) -> QRectF:
        """Where a box of the image is in the window."""
        return QRectF(self.mapFromScene(QRectF(*box)).boundingRect())

    def draw_over(self, painter: QPainter, room: QRectF) -> None:
        """Override: draw on the picture, in window pixels, so that lines stay thin at any zoom."""

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
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
            self.draw_over(painter, room)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.theme().color("accent"), 3))
            painter.drawRect(room)
        painter.restore()
