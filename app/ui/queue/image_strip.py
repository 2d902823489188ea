"""Beneath the post: its images small, those not seen yet dimmed with a crossed eye, and the way to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.services.posts.views import AttachmentView, DraftView
from app.ui import theme
from app.ui.images.pictures import THUMBNAIL, Pictures
from app.ui.page import Translatable
from app.ui.translation import tr
from app.ui.widgets import Button, Label
from app.ui.widgets.layouts import clear

_WIDE, _TALL = 64, 40  # drawn px of a small image
_MOST = 5  # images with a place of their own; the rest are counted


class ImageStrip(Translatable):
    """`wanted` gives the position of the image to scroll to. Hidden for a post of fewer than two images."""

    wanted = Signal(int)

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._images: Sequence[AttachmentView] = ()
        self._unseen: tuple[int, ...] = ()
        self._smalls: list[_Small] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.px(6))
        self._seen_label, self._rule = Label(look="wanted"), Label(look="tiny")
        self._next = Button(keys="→", small=True)
        self._next.clicked.connect(self.show_next)
        self._next.steps = True
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._seen_label)
        words.addWidget(self._rule)
        frame = QFrame(self)
        frame.setProperty("bar", "bottom")
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(8))
        inside.setSpacing(theme.px(12))
        inside.addLayout(self._row)
        inside.addLayout(words, 1)
        inside.addWidget(self._next)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        pictures.arrived.connect(lambda _sha256: self.update())
        self.hide()

    def show_draft(self, draft: DraftView | None) -> None:
        """The images of a draft's current version; None for no draft."""
        found = draft.version.attachments if draft is not None else ()
        self._images = [image for image in found if not image.is_clip]
        covered = draft.covered if draft is not None else frozenset()
        self._unseen = tuple(image.position for image in self._images)
        clear(self._row)
        self._smalls = [
            _Small(self._pictures, image, covered=image.sha256 in covered) for image in self._images[:_MOST]
        ]
        for small in self._smalls:
            small.clicked.connect(lambda _on=False, at=small.image.position: self.wanted.emit(at))
            self._row.addWidget(small)
        more = len(self._images) - len(self._smalls)
        if more:
            self._row.addWidget(Label(tr("queue.group.more", n=more), "small"))
        self.setVisible(len(self._images) > 1)
        self._say()

    def show_unseen(self, positions: Collection[int]) -> None:
        """Which attachments were never on screen in full."""
        unseen = tuple(image.position for image in self._images if image.position in positions)
        if unseen != self._unseen:
            self._unseen = unseen
            self._say()

    def show_next(self) -> None:
        """Go to the first image that was not seen yet, if there is one."""
        if self._unseen and self.isVisible():
            self.wanted.emit(self._unseen[0])

    def retranslate(self) -> None:
        super().retranslate()
        self._say()

    def _say(self) -> None:
        for small in self._smalls:
            small.show_as(seen=small.image.position not in self._unseen)
        self._next.setVisible(bool(self._unseen))
        self._rule.setText(tr("queue.strip.rule"))
        self._seen_label.setProperty("look", "wanted" if self._unseen else "small")
        self._seen_label.style().polish(self._seen_label)
        if self._unseen:
            n = self._unseen[0] + 1
            self._seen_label.setText(
                tr("queue.strip.unseen", n=n)
                if len(self._unseen) == 1
                else tr("queue.strip.unseen_several", n=len(self._unseen))
            )
            self._next.setText(tr("queue.strip.show", n=n))
        else:
            self._seen_label.setText(tr("queue.strip.seen", n=len(self._images)))
        self._rule.setVisible(bool(self._unseen))


class _Small(QAbstractButton):
    """One image: as it is once it was seen, dimmed with a crossed eye before; covered ones show nothing."""

    def __init__(self, pictures: Pictures, image: AttachmentView, *, covered: bool) -> None:
        super().__init__()
        self.image = image
        self._pictures = pictures
        self._covers, self._seen = covered, False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the button beside and Space lead there too

    @property
    def _covered(self) -> bool:
        return self._covers and self.image.sha256 not in self._pictures.uncovered

    def show_as(self, *, seen: bool) -> None:
        self._seen = seen
        text = tr("queue.strip.image_seen" if seen else "queue.strip.unseen", n=self.image.position + 1)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_WIDE), theme.px(_TALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = self.rect()
        edge = QPainterPath()
        edge.addRoundedRect(box.adjusted(1, 1, -1, -1), theme.px(6), theme.px(6))
        painter.setClipPath(edge)
        painter.fillRect(box, theme.theme().color("sunken"))
        shown = None if self._covered else self._pictures.get(self.image.sha256, THUMBNAIL)
        if shown is not None:
            painter.setOpacity(1.0 if self._seen else 0.35)
            size = shown.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            place = QRect(box.topLeft(), size)
            place.moveCenter(box.center())
            painter.drawPixmap(place, shown)
            painter.setOpacity(1.0)
        painter.setClipping(False)
        painter.setPen(QPen(theme.theme().color("accent" if self._seen else "line"), 1.5))
        painter.drawPath(edge)
        if not self._seen or self._covered:
            side = theme.px(20)
            icon = QRect(0, 0, side, side)
            icon.moveCenter(box.center())
            painter.drawPixmap(icon, theme.icon_pixmap("eye-off", "text", 20))
