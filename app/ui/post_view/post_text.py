"""The text of a post as readers would see it, with what the checks noticed marked in place."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLine,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from app.checks.types import Severity
from app.services.posts.views import FindingView
from app.ui import theme
from app.ui.post_view.spans import Mark, pieces
from app.ui.severity_style import GROUNDS, INKS, ORDER
from app.ui.wording import number_text
from app.values import dataclass

MARGIN = 4  # px around the text, so that the frame of a mark on the edge is not cut off
_LABEL = int(QTextCharFormat.Property.UserProperty) + 1


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a finding stands in the document, its number included. UTF-16 positions."""

    finding: FindingView
    start: int
    end: int


class PostText(QTextEdit):
    """Grows with its text. `finding_clicked` gives the number of the finding under the mouse.

    `size` of the letters and height of a `line`: drawn px.
    """

    finding_clicked = Signal(int)

    def __init__(self, size: int = 15, line: int = 26, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._line = size, line
        self._places: list[_Place] = []
        self._emphasised: int | None = None
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        # A part of the card, not a field: without the frame the style sheet gives to fields.
        self.setStyleSheet(
            "QTextEdit, QTextEdit:focus { background: transparent; border: none; padding: 0; }"
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(True)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.document().setDocumentMargin(MARGIN)
        self.document().documentLayout().documentSizeChanged.connect(lambda size: self._fit())

    def show_text(self, text: str, findings: Sequence[FindingView]) -> None:
        """Show `text` with the findings that have a place in it."""
        colours = theme.theme()
        placed = {finding.number: finding for finding in findings if finding.start is not None}
        marks = [
            Mark(number, finding.start, finding.end)
            for number, finding in placed.items()
            if finding.start is not None and finding.end is not None
        ]
        cut = pieces(_as_qt_counts(text), marks, {number: number_text(number) for number in placed})

        block = QTextBlockFormat()
        block.setLineHeight(theme.px(self._line), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        plain = QTextCharFormat()
        plain.setFont(theme.font(self._size))
        plain.setForeground(colours.color("text"))
        self._emphasised = None
        self._places = []
        document = self.document()
        document.setDefaultFont(theme.font(self._size))
        document.clear()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        cursor.setBlockFormat(block)
        starts: dict[int, int] = {}
        for piece in cut:
            for number in piece.covering:
                starts.setdefault(number, piece.start)
            cursor.insertText(piece.text, plain)
            if piece.label:
                worst = max((placed[number].severity for number in piece.ending), key=ORDER.__getitem__)
                cursor.insertText(piece.label, _label_format(self._size, colours.color(INKS[worst])))
            end = cursor.position()
            self._places += [_Place(placed[number], starts[number], end) for number in piece.ending]
        cursor.endEditBlock()
        # The severest is painted last, so that it is never hidden under a hint.
        self._places.sort(key=lambda place: (ORDER[place.finding.severity], place.start - place.end))
        self._fit()

    def emphasise(self, number: int | None) -> None:
        """Draw the strong frame around one finding's words."""
        self._emphasised = number
        self.viewport().update()

    def place_of(self, number: int) -> QRectF | None:
        """The first line of a finding's words, in this widget's coordinates; None if it has no place here."""
        for place in self._places:
            if place.finding.number == number:
                return next(iter(self._boxes(place)), None)
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in self._places:
            self._paint_mark(painter, place)
        painter.end()
        super().paintEvent(event)

    def _paint_mark(self, painter: QPainter, place: _Place) -> None:
        colours = theme.theme()
        severity = place.finding.severity
        settled = place.finding.answer is not None
        for box in self._boxes(place):
            painter.setOpacity(0.5 if settled else 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(GROUNDS[severity]))
            painter.drawRoundedRect(box, 3, 3)
            if severity is Severity.BLOCK:
                underline = QRectF(box.left(), box.bottom() - 2, box.width(), 2)
                painter.fillRect(underline, colours.color("danger"))
            if place.finding.number == self._emphasised:
                painter.setOpacity(1)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(colours.color("accent"), 2))
                painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 4, 4)

    def _boxes(self, place: _Place) -> list[QRectF]:
        """One box a line that the place touches."""
        document = self.document()
        metrics = QFontMetricsF(theme.font(self._size))
        found: list[QRectF] = []
        block = document.findBlock(place.start)
        while block.isValid() and block.position() < place.end:
            layout = block.layout()
            origin = document.documentLayout().blockBoundingRect(block).topLeft()
            start, end = place.start - block.position(), place.end - block.position()
            for index in range(layout.lineCount()):
                line = layout.lineAt(index)
                first, last = line.textStart(), line.textStart() + line.textLength()
                if start >= last or end <= first:
                    continue
                left = _x(line, max(start, first))
                right = min(_x(line, min(end, last)), line.x() + line.naturalTextWidth())
                baseline = origin.y() + line.y() + line.ascent()
                top = baseline - metrics.ascent() - 1
                found.append(QRectF(origin.x() + left - 1, top, right - left + 2, metrics.height() + 4))
            block = block.next()
        return found

    def _number_at(self, point: QPoint) -> int | None:
        inside = [
            place for place in self._places if any(box.contains(QPointF(point)) for box in self._boxes(place))
        ]
        # Of several, the shortest: a long one can be reached beside it.
        return min(inside, key=lambda place: place.end - place.start).finding.number if inside else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._number_at(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        number = self._number_at(event.position().toPoint())
        if number is not None and not self.textCursor().hasSelection():
            self.finding_clicked.emit(number)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page around it scrolls

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = max(theme.px(self._line), ceil(self.document().size().height()) + MARGIN)
        if height != self.height():
            self.setFixedHeight(height)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is the post's own words, without our numbers in between."""
        copied = QMimeData()
        copied.setText(_without_labels(self.textCursor()))
        return copied


def _x(line: QTextLine, position: int) -> float:
    # Qt's own annotation says `object`.
    place: tuple[float, int] = line.cursorToX(position)  # type: ignore[assignment]  # a pair, whatever the stubs say
    return place[0]


def _label_format(size: int, ink: QColor) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFont(theme.font(size, QFont.Weight.Bold))
    look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    look.setForeground(ink)
    look.setProperty(_LABEL, True)
    return look


def _without_labels(selection: QTextCursor) -> str:
    words: list[str] = []
    block = selection.document().findBlock(selection.selectionStart())
    while block.isValid() and block.position() <= selection.selectionEnd():
        line = ""
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if not fragment.charFormat().hasProperty(_LABEL):
                units = fragment.text().encode("utf-16-le")
                first = max(0, selection.selectionStart() - fragment.position())
                last = max(0, selection.selectionEnd() - fragment.position())
                line += units[2 * first : 2 * last].decode("utf-16-le", errors="ignore")
            fragments += 1
        words.append(line)
        block = block.next()
    return "\n".join(words).replace("\u2028", "\n").replace("\u200b\n", "\n")


def _as_qt_counts(text: str) -> str:
    """The same number of positions in Qt, which would fold a CR LF into one."""
    return text.replace("\r\n", "\u200b\n").replace("\r", "\n")
