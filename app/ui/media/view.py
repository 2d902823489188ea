"""The library of images as a view of the archive page: a grid, and beside it where the one in front stood."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.bangla.digits import number
from app.services.posts.media_library import MediaItem, MediaUse, media_library
from app.ui import jobs
from app.ui.context import Context
from app.ui.images import pictures
from app.ui.images.pictures import Pictures
from app.ui.page import PageView
from app.ui.theme import px, theme
from app.ui.translation import language, tr
from app.ui.widgets import Card, Chip, EmptyState, Label, LinkLabel
from app.ui.widgets.as_written import tip_text
from app.ui.widgets.paint import rounded
from app.ui.widgets.search_field import SearchField

_SIDE, _TILE = 340, 132  # drawn px
_OTHERS = 4  # images that look alike and are shown
_KEY = Qt.ItemDataRole.UserRole


class MediaView(PageView):
    """Images that look alike are one tile. Enter opens the newest post of the one in front."""

    name = "media"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._items: tuple[MediaItem, ...] = ()
        self._pictures = Pictures(context.desk, self)
        self._pictures.arrived.connect(self._arrived)
        self._search = SearchField(200)
        self._search.textChanged.connect(self._show)
        self._count = Label(look="small")
        bar = QFrame()
        bar.setProperty("bar", "top")
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(16), px(10), px(16), px(10))
        row.setSpacing(px(12))
        row.addWidget(self._search, 1)
        row.addWidget(self._count)
        self.grid = QListWidget()
        self._search.left.connect(self.grid.setFocus)
        self.grid.setViewMode(QListWidget.ViewMode.IconMode)
        self.grid.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.grid.setMovement(QListWidget.Movement.Static)
        self.grid.setFrameShape(QFrame.Shape.NoFrame)
        self.grid.setSpacing(px(8))
        self.grid.currentItemChanged.connect(lambda _now, _before: self._choose())
        self.grid.itemActivated.connect(self._open)
        self.grid.verticalScrollBar().valueChanged.connect(lambda _value: self._fill())
        self._scroll = QScrollArea()
        self._scroll.setFixedWidth(px(_SIDE))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        both = QHBoxLayout(body)
        both.setContentsMargins(px(8), 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self.grid, 1)
        both.addWidget(self._scroll)
        self._empty = EmptyState("image")
        self._middle = QStackedWidget()
        self._middle.addWidget(self._empty)
        self._middle.addWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._middle, 1)
        self.translate(self._search.setPlaceholderText, "media.search")
        self.translate(self._search.setAccessibleName, "media.search")
        self.translate(self.grid.setAccessibleName, "media.list")
        self.add_command("archive.find", "/", self._search.focus_all)
        context.drafts_changed.connect(self._read_if_shown)
        self.retranslate()

    def arrive(self) -> None:
        self.read()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Read the library anew."""
        desk = self.context.desk

        def show(found: tuple[MediaItem, ...]) -> None:
            self._items = found
            self._show()

        jobs.run(lambda _work: media_library(desk), show, owner=self)

    def _read_if_shown(self) -> None:
        if self.isVisible():
            self.read()

    def _show(self) -> None:
        words = self._search.text().casefold().split()
        found = [one for one in self._items if all(word in _searchable(one) for word in words)]
        self._count.setText(tr("media.count", n=len(found)))
        self._middle.setCurrentIndex(1 if self._items else 0)
        self._empty.set_text(tr("media.none"), tr("media.none_hint"))
        side = px(_TILE)
        self.grid.setIconSize(QSize(side, side))
        self.grid.blockSignals(True)
        self.grid.clear()
        for one in found:
            item = QListWidgetItem(one.name)
            item.setData(_KEY, one)
            item.setToolTip(tip_text(one.alt))
            item.setSizeHint(QSize(side + px(12), side + px(36)))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            approved = tr("media.approved" if one.approved else "media.not_approved")
            line = tr("media.line", name=one.name, n=len(one.uses), approved=approved)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line)
            self.grid.addItem(item)
        self.grid.blockSignals(False)
        if self.grid.count():
            self.grid.setCurrentRow(0)
            self.grid.doItemsLayout()
            self.grid.scrollToTop()
        self._choose()
        self._fill()

    def _fill(self) -> None:
        """Give the tiles on screen their pictures, as far as they are there."""
        seen = self.grid.viewport().rect()
        for place in range(self.grid.count()):
            item = self.grid.item(place)
            if not item.icon().isNull() or not self.grid.visualItemRect(item).intersects(seen):
                continue
            found = self._pictures.get(item.data(_KEY).images[0], pictures.THUMBNAIL)
            if found is not None:
                tile = _tile(found)
                icon = QIcon(tile)
                icon.addPixmap(tile, QIcon.Mode.Selected)  # Qt would paint the chosen picture green
                item.setIcon(icon)

    def _arrived(self, sha256: str) -> None:
        self._fill()
        one = self._item()
        if one is not None and sha256 in one.images[1:_OTHERS]:
            self._choose()  # those that look alike stand beside it

    def _item(self) -> MediaItem | None:
        item = self.grid.currentItem()
        found: MediaItem | None = item.data(_KEY) if item is not None else None
        return found

    def _choose(self) -> None:
        one = self._item()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(px(14), px(14), px(14), px(14))
        column.setSpacing(px(10))
        if one is not None:
            card = Card(padding=14, spacing=8)
            card.body.addWidget(Label(one.name, "strong", wrap=True))
            if one.alt:
                card.body.addWidget(Label(one.alt, "small", wrap=True))
            tone = "good" if one.approved else "calm"
            card.body.addWidget(Chip(tone, tr("media.approved" if one.approved else "media.not_approved")))
            if len(one.images) > 1:
                card.body.addWidget(Label(tr("media.alike", n=len(one.images)), "small", wrap=True))
                card.body.addLayout(self._others(one))
            column.addWidget(card)
            column.addWidget(Label(tr("media.uses"), "strong"))
            for use in one.uses:
                column.addWidget(self._use(use))
        column.addStretch(1)
        self._scroll.setWidget(holder)

    def _others(self, one: MediaItem) -> QHBoxLayout:
        row = QHBoxLayout()
        for sha256 in one.images[:_OTHERS]:
            picture = QLabel()
            found = self._pictures.get(sha256, pictures.THUMBNAIL)
            if found is not None:
                picture.setPixmap(found.scaled(px(60), px(60), Qt.AspectRatioMode.KeepAspectRatio))
            row.addWidget(picture)
        row.addStretch(1)
        return row

    def _use(self, use: MediaUse) -> Card:
        card = Card(padding=12, spacing=4)
        parts = [f"#{number(use.draft_id, language())}", tr(f"state.{use.state}")]
        if not use.current:
            parts.append(tr("media.earlier"))
        card.body.addWidget(Label(" · ".join(parts), "small", wrap=True))
        card.body.addWidget(Label(use.excerpt or tr("queue.no_text"), wrap=True))
        opened = LinkLabel(tr("media.open"))
        opened.setAccessibleName(f"{tr('media.open')} #{use.draft_id}")
        opened.followed.connect(lambda: self.context.open_draft(use.draft_id))
        card.body.addWidget(opened, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _open(self) -> None:
        one = self._item()
        if one is not None:
            self.context.open_draft(one.uses[0].draft_id)

    def retranslate(self) -> None:
        super().retranslate()
        self._show()

    def restyle(self) -> None:
        self._show()


def _searchable(one: MediaItem) -> str:
    return " ".join((one.name, one.alt, *(use.excerpt for use in one.uses))).casefold()


def _tile(picture: QPixmap) -> QPixmap:
    """The whole picture on a ground of one size, so that names stand in a line beneath."""
    ratio = picture.devicePixelRatio()
    side = round(px(_TILE) * ratio)
    ground = QPixmap(side, side)
    ground.fill(Qt.GlobalColor.transparent)
    painter = QPainter(ground)
    rounded(painter, QRect(0, 0, side, side), round(px(8) * ratio), theme().color("sunken"))
    shown = picture.scaled(
        side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    shown.setDevicePixelRatio(1)
    painter.drawPixmap((side - shown.width()) // 2, (side - shown.height()) // 2, shown)
    painter.end()
    ground.setDevicePixelRatio(ratio)
    return ground
