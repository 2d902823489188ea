"""An image by itself, as large as the screen allows: fit, zoom, and the boxes of the findings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPixmap, QResizeEvent, QShortcut, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.services.views import AttachmentView, FindingView
from app.ui import theme
from app.ui.queue.image_view import draw_finding_box, draw_finding_number
from app.ui.queue.looks import INKS
from app.ui.queue.pictures import VIEWER, Pictures
from app.ui.queue.sayings import count
from app.ui.widgets import Button, ElidedLabel
from app.ui.words import refusal_words, words

_STEP = 1.25
_LARGEST = 8.0


class Viewer(QDialog):
    """Shows one attachment. Keys: + and − zoom, 0 fits, 1 shows real pixels, Esc closes."""

    def __init__(
        self,
        pictures: Pictures,
        image: AttachmentView,
        findings: Sequence[FindingView],
        *,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._image = image
        self.setWindowTitle(image.original_name)
        self._view = _Canvas(image, findings)
        self._view.setAccessibleName(image.alt or image.original_name)
        self._caption = ElidedLabel(image.alt or words("queue.image.no_alt"), "small")

        bar = QHBoxLayout()
        bar.setSpacing(theme.px(8))
        bar.addWidget(self._caption, 1)
        for key, keys, action in (
            ("queue.image.fit", "0", self._view.fit),
            ("queue.image.real", "1", self._view.real_size),
            ("queue.image.smaller", "-", lambda: self._view.zoom(1 / _STEP)),
            ("queue.image.larger", "+", lambda: self._view.zoom(_STEP)),
        ):
            button = Button(words(key), keys=keys, small=True)
            button.clicked.connect(action)
            QShortcut(QKeySequence(keys), self, action)
            bar.addWidget(button)
        QShortcut(QKeySequence("="), self, lambda: self._view.zoom(_STEP))
        close = Button(words("button.close"), keys="Esc", small=True)
        close.clicked.connect(self.reject)
        bar.addWidget(close)

        column = QVBoxLayout(self)
        pad = theme.px(12)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(pad)
        column.addWidget(self._view, 1)
        column.addLayout(bar)

        pictures.arrived.connect(self._show_picture)
        pictures.broken.connect(self._show_refusal)
        self._show_picture(image.sha256)
        self.resize(parent.window().size() * 0.9)

    def _show_picture(self, sha256: str) -> None:
        if sha256 == self._image.sha256:
            picture = self._pictures.get(sha256, VIEWER)
            if picture is not None:
                self._view.show_picture(picture)

    def _show_refusal(self, sha256: str) -> None:
        refusal = self._pictures.refusal(self._image.sha256, VIEWER)
        if refusal is not None:
            self._caption.setText(refusal_words(refusal))


class _Canvas(QGraphicsView):
    """The picture in a scene as large as the upright image, so that boxes need no arithmetic."""

    def __init__(self, image: AttachmentView, findings: Sequence[FindingView]) -> None:
        scene = QGraphicsScene(0, 0, max(1, image.width), max(1, image.height))
        super().__init__(scene)
        scene.setParent(self)
        self._image = image
        self._findings = [finding for finding in findings if finding.box_shown is not None]
        self._picture = QGraphicsPixmapItem()
        self._picture.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        scene.addItem(self._picture)
        self._fitted = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setBackgroundBrush(theme.theme().color("sunken"))

    def show_picture(self, picture: QPixmap) -> None:
        self._picture.setPixmap(picture)
        self._picture.setScale(self._image.width / max(1, picture.width()))
        self.fit()

    def fit(self) -> None:
        self._fitted = True
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def real_size(self) -> None:
        self._fitted = False
        self.resetTransform()

    def zoom(self, factor: float) -> None:
        """Larger or smaller by `factor`, between a twentieth and eight times the real size."""
        self._fitted = False
        if 0.05 <= self.transform().m11() * factor <= _LARGEST:
            self.scale(factor, factor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Boxes in window pixels, so that their lines stay thin at any zoom."""
        painter.save()
        painter.resetTransform()
        for finding in self._findings:
            assert finding.box is not None
            corners = self.mapFromScene(QRectF(*finding.box)).boundingRect()
            ink = theme.LIGHT.color(INKS[finding.severity])
            draw_finding_box(painter, QRectF(corners), ink, strong=False)
            draw_finding_number(painter, QRectF(corners), count(finding.number), ink, QRectF(self.rect()))
        painter.restore()
