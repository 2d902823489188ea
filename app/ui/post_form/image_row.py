"""One attachment of a post being written: what it shows in words, and what the rules notice in them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.checks.types import Finding, PostFacts, Severity, TextReport
from app.services.base.desk import Desk
from app.services.posts.views import FormImage
from app.ui import theme, wording
from app.ui.images.clip_sign import clip_kind, mark_clip
from app.ui.images.pictures import THUMBNAIL, Pictures
from app.ui.post_form.live_check import LiveCheck
from app.ui.translation import tr
from app.ui.widgets import Button, Chip, ElidedLabel
from app.ui.widgets.elided_link import ElidedLink
from app.ui.widgets.layouts import clear
from app.ui.widgets.paint import paint_picture
from app.values import replace

_SEVEREST = (Severity.BLOCK, Severity.WARN, Severity.NOTE)


class ImageRow(QWidget):
    """`changed` with the alt text, `removed`, and `raised` to go one place earlier."""

    changed = Signal()
    removed = Signal()
    raised = Signal()

    def __init__(self, desk: Desk, image: FormImage, picture: QPixmap | None, pictures: Pictures) -> None:
        super().__init__()
        self._image = image
        self._wants_alt = True
        if picture is None:
            pictures.arrived.connect(self._on_picture)
        self._pictures = pictures
        self._name = image.file.name if image.file is not None else image.original_name
        self._kind = clip_kind(self._name)
        self._thumbnail = _Thumbnail(picture, self._kind)
        self._label = ElidedLabel(self._name, "tiny")
        self._alt = QLineEdit(image.alt)
        self._alt.setCursorPosition(0)  # of a long one the beginning is seen
        self._alt.setPlaceholderText(tr("clips.describe" if self._kind else "queue.form.alt"))
        self._alt.textChanged.connect(self._on_alt)
        self.setFocusProxy(self._alt)
        self._live = LiveCheck(desk, self)
        self._live.found.connect(self._show_report)
        self._noticed = QHBoxLayout()
        self._noticed.setSpacing(theme.px(8))
        self._up = Button(tr("queue.form.earlier"), "quiet", small=True)
        self._up.clicked.connect(self.raised)
        remove = Button(tr("button.remove"), "quiet", small=True)
        remove.clicked.connect(self.removed)
        remove.setAccessibleName(f"{tr('button.remove')}: {self._name}")
        head = QHBoxLayout()
        head.setSpacing(theme.px(4))
        head.addWidget(self._label, 1)
        head.addWidget(self._up)
        head.addWidget(remove)
        fields = QVBoxLayout()
        fields.setSpacing(0)
        fields.addLayout(head)
        fields.addWidget(self._alt)
        fields.addSpacing(theme.px(4))
        fields.addLayout(self._noticed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self._thumbnail, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(fields, 1)
        self._check()

    def image(self) -> FormImage:
        return replace(self._image, alt=self._alt.text().strip())

    def show_place(self, place: int) -> None:
        self._up.setVisible(place > 1)
        self._up.setAccessibleName(f"{tr('queue.form.earlier')}: {self._name}")
        self._alt.setAccessibleName(tr("queue.form.alt_of", n=place))

    def want_alt(self, wanted: bool) -> None:
        """Whether one without alt text is marked: an image of a post is, a banner is not."""
        if wanted != self._wants_alt:
            self._wants_alt = wanted
            self._check()

    def _on_alt(self) -> None:
        self.changed.emit()
        self._check()

    def _check(self) -> None:
        """Say at once that there is no alt text; one that is there is checked when the typing pauses."""
        clear(self._noticed)
        if self._alt.text().strip():
            self._live.want(self._alt.text(), PostFacts())
        elif self._wants_alt:
            self._noticed.addWidget(
                Chip(Severity.NOTE.value, tr("clips.not_described" if self._kind else "queue.image.no_alt"))
            )
            self._noticed.addStretch()

    def _show_report(self, text: str, report: TextReport) -> None:
        if text != self._alt.text():
            return
        clear(self._noticed)
        if report.findings:
            self._show_findings(sorted(report.findings, key=lambda one: _SEVEREST.index(one.severity)))

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        """The severest, whose words a click selects; the others are counted, and told in the tip."""
        worst = findings[0]
        title = wording.in_language(worst.title)
        more = f" (+{wording.number_text(len(findings) - 1)})" if len(findings) > 1 else ""
        link = ElidedLink(title + more)
        link.followed.connect(lambda: self._select(worst))
        self._noticed.addWidget(Chip(worst.severity.value, wording.severity(worst.severity)))
        self._noticed.addWidget(link, 1)
        self._noticed.addStretch()
        self._alt.setToolTip("\n\n".join(wording.in_language(finding.why) for finding in findings))

    def _select(self, finding: Finding) -> None:
        """Select a finding's words in the field."""
        text = self._alt.text()
        if finding.start is not None and text[finding.start : finding.end] == finding.text:
            before, words_ = text[: finding.start], finding.text or ""
            self._alt.setSelection(_qt_length(before), _qt_length(words_))
        self._alt.setFocus()

    def _on_picture(self, sha256: str) -> None:
        if sha256 == self._image.sha256:
            self._thumbnail.show_picture(self._pictures.get(sha256, THUMBNAIL))


def _qt_length(text: str) -> int:
    """How many positions a text takes in Qt, which counts in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


class _Thumbnail(QWidget):
    def __init__(self, picture: QPixmap | None, kind: str) -> None:
        super().__init__()
        self._picture = picture
        self._kind = kind
        self.setFixedSize(theme.px(64), theme.px(64))

    def show_picture(self, picture: QPixmap | None) -> None:
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_picture(painter, self.rect(), self._picture)
        if self._kind:
            mark_clip(painter, self.rect(), self._kind, on_picture=self._picture is not None)
