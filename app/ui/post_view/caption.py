"""What stands under an attachment: its place, name and alt text, with what was noticed in it marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.checks.photo.clip_explanations import clock
from app.services.posts.views import AttachmentView, FindingView
from app.ui import theme, wording
from app.ui.post_view.post_text import PostText
from app.ui.translation import tr
from app.ui.widgets import ElidedLabel
from app.values import replace

_PLACES = {"image": "place", "video": "place_video", "audio": "place_audio"}
_SIZE, _LINE = 13, 22  # drawn px


class Caption(QWidget):
    """ছবি ১/২ · name, and the alt text beside it; beneath it and whole where something was noticed in it.

    Of a video or audio its length besides, and a description in place of the alt text.
    `finding_clicked` gives the number of a finding in the alt text.
    """

    finding_clicked = Signal(int)

    def __init__(self, image: AttachmentView, of: int, findings: Sequence[FindingView]) -> None:
        super().__init__()
        kind = image.media_type.partition("/")[0]
        place = tr(f"queue.image.{_PLACES[kind]}", n=image.position + 1, of=of)
        if image.duration:
            place = f"{place} · {wording.in_language(clock(image.duration))}"
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        if image.blurred:
            place = f"{place} · {tr('queue.image.blurred', n=len(image.blurred))}"
        row.addWidget(ElidedLabel(f"{place} · {image.original_name}", "small"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(4))
        column.setSpacing(0)
        column.addLayout(row)
        self._marked: PostText | None = None
        text = _described(image)
        placed = [finding for finding in findings if finding.start is not None]
        if placed:
            self._marked = PostText(_SIZE, _LINE)
            self._marked.setAccessibleName(text)
            self._marked.show_text(text, [_moved(finding, text.index(image.alt)) for finding in placed])
            self._marked.finding_clicked.connect(self.finding_clicked)
            column.addWidget(self._marked)
        else:
            alt = ElidedLabel(text, "small")
            alt.setAlignment(Qt.AlignmentFlag.AlignRight)
            row.addWidget(alt, 1)

    def emphasise(self, number: int | None) -> None:
        """Draw the strong frame around one finding's words."""
        if self._marked is not None:
            self._marked.emphasise(number)

    def place_of(self, number: int) -> QRectF | None:
        """Where a finding's words stand, in this widget's coordinates; None if they are not here."""
        place = self._marked.place_of(number) if self._marked is not None else None
        if self._marked is None or place is None:
            return None
        return place.translated(self._marked.pos().toPointF())


def _described(image: AttachmentView) -> str:
    if image.is_clip:
        return tr("clips.described", alt=image.alt) if image.alt else tr("clips.not_described")
    return tr("queue.image.alt", alt=image.alt) if image.alt else tr("queue.image.no_alt")


def _moved(finding: FindingView, by: int) -> FindingView:
    """The finding in a text before which `by` code points were put."""
    assert finding.start is not None
    assert finding.end is not None
    return replace(finding, start=finding.start + by, end=finding.end + by)
