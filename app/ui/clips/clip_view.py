"""A video or audio in the post: its first picture, the pictures with findings, player, and the tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.bangla import dates
from app.checks.photo.clip_explanations import clock
from app.media.formats import is_video
from app.services.posts.views import AttachmentView, FindingView
from app.ui import theme
from app.ui.images.image_view import ImageView
from app.ui.images.pictures import Pictures
from app.ui.translation import language, tr
from app.ui.widgets import Button, KeyHint, Label
from app.ui.widgets.layouts import FoldingRow
from app.ui.widgets.paint import rounded
from app.ui.wording import in_language

_FRAMES_ACROSS = 2


class ClipView(QWidget):
    """Shows one video or audio. `play` asks for the player, `ticked` says whether it was watched through.

    `finding_clicked` is a click on a box in one of the pictures.
    """

    play = Signal()
    ticked = Signal(bool)
    finding_clicked = Signal(int)

    def __init__(
        self,
        pictures: Pictures,
        clip: AttachmentView,
        findings: Sequence[FindingView],
        member: int | None,
        *,
        doubtful: bool,
        open_to_ticks: bool,
        first: bool,
        next_to_tick: bool,
        parent: QWidget | None = None,
    ) -> None:
        """`member` is who sits at the desk; only their own tick can be set here. `doubtful`: covered whatever
        the findings say.

        The key for the player is shown on the `first` clip, that for the tick on the `next_to_tick`.
        """
        super().__init__(parent)
        self.clip = clip
        self._doubtful = doubtful
        self._views: list[ImageView] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._first(pictures, findings))
        shown = _later(findings)
        if shown:
            column.addWidget(Label(tr("clips.with_findings"), "small", wrap=True))
            column.addLayout(self._frames(pictures, findings, shown))
        self._play = Button(tr("clips.play"), keys="P" if first else "", icon="play", small=True)
        self._play.clicked.connect(self.play)
        self._play.setAccessibleName(f"{tr('clips.play')}: {clip.original_name}")
        video = is_video(clip.media_type)
        self.tick = QCheckBox(tr("clips.watched" if video else "clips.heard"))
        self.tick.setAccessibleName(f"{self.tick.text()}: {clip.original_name}")
        self.tick.setToolTip(tr("clips.tick_hint"))
        self.tick.setChecked(member is not None and clip.watched_by(member))
        self.tick.setEnabled(open_to_ticks)
        self.tick.clicked.connect(self.ticked)
        column.addWidget(
            FoldingRow(self._play, _beside(self.tick, KeyHint("W")) if next_to_tick else self.tick)
        )
        for line in self._finding_lines(video):
            column.addWidget(line)

    @property
    def covered(self) -> bool:
        """Whether its pictures are not to be recognised now."""
        return any(view.covered for view in self._views)

    def uncover(self) -> None:
        for view in self._views:
            view.uncover()

    def emphasise(self, number: int | None) -> None:
        for view in self._views:
            view.emphasise(number)

    def place_of(self, number: int) -> QRectF | None:
        """A finding's box in this widget's coordinates; None if it has none here."""
        for view in self._views:
            place = view.place_of(number)
            if place is not None:
                return place.translated(QPointF(view.mapTo(self, view.rect().topLeft())))
        return None

    def _first(self, pictures: Pictures, findings: Sequence[FindingView]) -> QWidget:
        if not self.clip.has_picture:
            return _NoPicture(self.clip)
        view = self._view(pictures, findings, 0)
        view.opened.connect(self.play)
        return view

    def _frames(
        self, pictures: Pictures, findings: Sequence[FindingView], shown: Sequence[int]
    ) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        for place, at in enumerate(shown):
            view = self._view(pictures, findings, at)
            view.opened.connect(self.play)
            cell = QVBoxLayout()
            cell.setSpacing(theme.px(2))
            cell.addWidget(view)
            cell.addWidget(Label(tr("clips.at", time=in_language(clock(at))), "tiny"))
            grid.addLayout(cell, place // _FRAMES_ACROSS, place % _FRAMES_ACROSS)
        for column in range(_FRAMES_ACROSS):
            grid.setColumnStretch(column, 1)
        return grid

    def _view(self, pictures: Pictures, findings: Sequence[FindingView], at: int) -> ImageView:
        view = ImageView(pictures)
        view.show_image(self.clip, findings, at, self._doubtful)
        view.finding_clicked.connect(self.finding_clicked)
        self._views.append(view)
        return view

    def _finding_lines(self, video: bool) -> list[QWidget]:
        key = "clips.watched_by" if video else "clips.heard_by"
        return [
            Label(tr(key, member=one.member, time=dates.long(one.at, language())), "tiny", wrap=True)
            for one in self.clip.watched
        ]


class _NoPicture(QWidget):
    """In the place of a picture: what it is, and how long."""

    def __init__(self, clip: AttachmentView) -> None:
        super().__init__()
        video = is_video(clip.media_type)
        self._icon = "play" if video else "sound"
        kind = tr("clips.unreadable" if video else "clips.audio")
        length = in_language(clock(clip.duration)) if clip.duration else tr("clips.length_unknown")
        self._text = f"{kind} · {length}"
        self.setAccessibleName(f"{self._text}: {clip.alt or clip.original_name}")
        self.setMinimumHeight(theme.px(84))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rounded(painter, self.rect(), theme.px(12), colours.color("sunken"))
        side = theme.px(32)
        icon = QRect(theme.px(20), (self.height() - side) // 2, side, side)
        painter.drawPixmap(icon, theme.icon_pixmap(self._icon, "muted", 32))
        painter.setPen(colours.color("text"))
        painter.setFont(theme.font(14, QFont.Weight.DemiBold))
        left = icon.right() + theme.px(14)
        room = self.rect().adjusted(left, 0, -theme.px(16), 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), self._text)


def _beside(*parts: QWidget) -> QWidget:
    """Widgets that stay side by side however narrow the room."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    for part in parts:
        row.addWidget(part)
    row.addStretch()
    return whole


def _later(findings: Sequence[FindingView]) -> list[int]:
    """The times of the later pictures in which something was noticed, in order."""
    return sorted({finding.at for finding in findings if finding.at is not None})
