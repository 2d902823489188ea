"""One image of a post, with boxes where a check noticed something."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.checks.photo.clip_explanations import clock
from app.services.posts.views import AttachmentView, FindingView
from app.ui import theme, wording
from app.ui.images.clip_sign import paint_length
from app.ui.images.pictures import POST, Pictures
from app.ui.severity_style import INKS
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Button
from app.ui.widgets.seen import PartKind
from app.ui.wording import number_text

_COVER = 10  # pixels a side: colours stay, shapes go
_SMOOTH = Qt.TransformationMode.SmoothTransformation
# A portrait must not push the text off the page: so many drawn px, or a share of the width on a wide screen.
_TALLEST, _SHARE = 420, 0.65


class ImageView(QWidget):
    """Shows one attachment. `opened` when a person wants it larger, `finding_clicked` on a box.

    An image that may be obscene is covered until a person asks to see it.
    """

    opened = Signal()
    uncovered = Signal()
    finding_clicked = Signal(int)

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._image: AttachmentView | None = None
        self._at = 0
        self._findings: tuple[FindingView, ...] = ()
        self._covers = False
        self._emphasised: int | None = None
        self.drawn: PartKind | None = None  # what stands on screen: the picture, or something in its stead
        self._uncover = Button(tr("queue.image.uncover"), keys="I", parent=self)
        self._uncover.clicked.connect(self.uncover)
        self._uncover.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        pictures.arrived.connect(self._on_picture)
        pictures.broken.connect(self._on_picture)

    def show_image(
        self, image: AttachmentView, findings: Sequence[FindingView], at: int = 0, doubtful: bool = False
    ) -> None:
        """Show `image` with the boxes of the findings on it; of a video the picture at `at` milliseconds.

        `doubtful`: whether a check took it for obscene before, whatever the findings say.
        """
        self._image = image
        self._at = at
        self.drawn = None
        self._findings = tuple(finding for finding in findings if _in_picture(finding, at))
        self._covers = doubtful or any(finding.covers for finding in findings)
        self._uncover.setText(tr("queue.image.uncover"))
        self._show_cover()
        self.updateGeometry()
        self.update()

    @property
    def covered(self) -> bool:
        """Whether the picture is not to be recognised now."""
        return self._covers and self._image is not None and self._image.sha256 not in self._pictures.uncovered

    def uncover(self) -> None:
        """Show the picture after all."""
        if self._image is not None:
            self._pictures.uncovered.add(self._image.sha256)
            self._show_cover()
            self.uncovered.emit()

    def _show_cover(self) -> None:
        assert self._image is not None
        name = self._image.alt or self._image.original_name
        if self.covered:
            name = f"{tr('queue.image.covered')} {name}"
        self.setAccessibleName(name)
        larger = "clips.play" if self._image.is_clip else "queue.image.enlarge"
        self.setToolTip(tr("queue.image.covered" if self.covered else larger))
        self._uncover.setVisible(self.covered)
        self.update()

    def emphasise(self, number: int | None) -> None:
        self._emphasised = number
        self.update()

    def place_of(self, number: int) -> QRectF | None:
        """A finding's box in this widget's coordinates; None if it has none here."""
        for finding in self._findings:
            if finding.number == number:
                return self._box(finding)
        return None

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), self.heightForWidth(theme.px(480)))

    def heightForWidth(self, width: int) -> int:
        if self._image is None or not self._image.width:
            return theme.px(160)
        tallest = max(theme.px(_TALLEST), round(width * _SHARE))
        return min(tallest, round(width * self._image.height / self._image.width))

    def _frame(self) -> QRectF:
        """Where the picture itself lies: the whole widget, or its middle when it is narrower."""
        whole = QRectF(self.rect())
        if self._image is None or not self._image.height:
            return whole
        width = min(whole.width(), whole.height() * self._image.width / self._image.height)
        return QRectF((whole.width() - width) / 2, 0, width, whole.height())

    def _box(self, finding: FindingView) -> QRectF:
        """The finding's box, from pixels of the upright image to this widget's."""
        assert finding.box is not None
        assert self._image is not None
        frame = self._frame()
        x, y, width, height = finding.box
        scale = frame.width() / max(1, self._image.width)
        return QRectF(frame.left() + x * scale, frame.top() + y * scale, width * scale, height * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            return
        colours = theme.theme()
        frame = self._frame()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rounded = QPainterPath()
        rounded.addRoundedRect(QRectF(self.rect()), theme.px(12), theme.px(12))
        painter.setClipPath(rounded)
        painter.fillRect(self.rect(), colours.color("sunken"))
        picture = self._pictures.get(self._image.sha256, POST, self._at)
        self._note_drawn(picture)
        if picture is not None and self.covered:
            self._paint_covered(painter, frame, picture)
        elif picture is not None:
            painter.drawPixmap(frame, picture, QRectF(picture.rect()))
            if self._image.is_clip and not self._at:
                length = wording.in_language(clock(self._image.duration)) if self._image.duration else ""
                paint_length(painter, frame, length)
            for finding in self._findings:
                self._paint_box(painter, finding)
        else:
            self._paint_waiting(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.color("accent"), 4))
            painter.drawRoundedRect(QRectF(self.rect()), theme.px(12), theme.px(12))

    def _note_drawn(self, picture: QPixmap | None) -> None:
        assert self._image is not None
        if picture is not None:
            self.drawn = PartKind.STAND_IN if self.covered else PartKind.PICTURE
        else:
            refused = self._pictures.refusal(self._image.sha256, POST, self._at) is not None
            self.drawn = PartKind.STAND_IN if refused else None

    def _paint_box(self, painter: QPainter, finding: FindingView) -> None:
        box = self._box(finding)
        ink = theme.LIGHT.color(INKS[finding.severity])  # on a photograph, not on the page's ground
        strong = finding.number == self._emphasised
        painter.setOpacity(0.55 if finding.answer is not None and not strong else 1)
        draw_finding_box(painter, box, ink, strong)
        draw_finding_number(painter, box, number_text(finding.number), ink, QRectF(self.rect()))
        painter.setOpacity(1)

    def _paint_covered(self, painter: QPainter, frame: QRectF, picture: QPixmap) -> None:
        few = unrecognisable(picture)
        painter.drawPixmap(frame, few, QRectF(few.rect()))
        painter.fillRect(frame, QColor(0, 0, 0, 120))
        painter.setPen(QColor("white"))
        painter.setFont(theme.font(13))
        above = self.rect().adjusted(theme.px(16), 0, -theme.px(16), 0)
        above.setBottom(self._uncover.geometry().top() - theme.px(8))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        painter.drawText(above, int(flags), tr("queue.image.covered"))

    def _paint_waiting(self, painter: QPainter) -> None:
        assert self._image is not None
        refusal = self._pictures.refusal(self._image.sha256, POST, self._at)
        painter.setPen(theme.theme().color("muted"))
        painter.setFont(theme.font(13))
        text = refusal_text(refusal) if refusal is not None else tr("queue.image.loading")
        room = self.rect().adjusted(theme.px(16), 0, -theme.px(16), 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)

    def _number_at(self, point: QPointF) -> int | None:
        inside = [finding for finding in self._findings if self._box(finding).contains(point)]
        smallest = min(inside, key=lambda finding: _area(self._box(finding)), default=None)
        return smallest.number if smallest else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        button = QRect(QPoint(), self._uncover.sizeHint())
        button.moveCenter(self.rect().center() + QPoint(0, button.height() // 2))
        self._uncover.setGeometry(button)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not inside:
            return
        number = None if self.covered else self._number_at(event.position())
        if number is not None and number != self._emphasised:
            self.finding_clicked.emit(number)
        else:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _on_picture(self, sha256: str) -> None:
        if self._image is not None and self._image.sha256 == sha256:
            self.update()


def unrecognisable(picture: QPixmap) -> QPixmap:
    """A picture of a few pixels that stands for one that must be covered."""
    return picture.scaled(_COVER, _COVER, Qt.AspectRatioMode.KeepAspectRatio, _SMOOTH)


def _in_picture(finding: FindingView, at: int) -> bool:
    """Whether a finding's box belongs on the picture of this time: 0 is the first."""
    if at:
        return finding.box is not None and finding.frame is not None and finding.at == at
    return finding.box_shown is not None


def draw_finding_box(painter: QPainter, box: QRectF, ink: QColor, strong: bool) -> None:
    """A rounded frame with a white rim, so that it stands out on any picture."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    around = box.adjusted(-2, -2, 2, 2)
    for colour, width in ((QColor("white"), 6 if strong else 4.5), (ink, 3.5 if strong else 2)):
        painter.setPen(QPen(colour, width))
        painter.drawRoundedRect(around, 5, 5)


def draw_finding_number(painter: QPainter, box: QRectF, number: str, ink: QColor, within: QRectF) -> None:
    """The finding's number on a small plate above the box, inside it where there is no room above."""
    font = theme.font(11, QFont.Weight.Bold)
    height = theme.px(17)
    width = max(height, QFontMetrics(font).horizontalAdvance(number) + theme.px(8))
    plate = QRectF(box.left() - 4, box.top() - height - 4, width, height)
    if plate.top() < within.top():
        plate.moveTop(box.top() + 1)
    plate.moveLeft(min(max(plate.left(), within.left() + 2), within.right() - width - 2))
    painter.setPen(QPen(QColor("white"), 1.5))
    painter.setBrush(ink)
    painter.drawRoundedRect(plate, 5, 5)
    painter.setFont(font)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, number)


def _area(box: QRectF) -> float:
    return box.width() * box.height()
