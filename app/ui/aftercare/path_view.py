"""An approved post and its path from top to bottom; filled marks where the office stood for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.bangla import dates
from app.bangla.shortening import shortened
from app.services.posts.aftercare import ActKind, ActView
from app.services.posts.path import PostPath, Step, StepKind
from app.ui.history.text_diff import Kind, changes
from app.ui.images.kept_thumbnail import KeptThumbnail
from app.ui.images.pictures import Pictures
from app.ui.theme import icon_pixmap, px, theme
from app.ui.translation import language, tr
from app.ui.widgets import Card, Chip, Label, LinkLabel
from app.ui.widgets.elided_link import ElidedLink
from app.ui.widgets.layouts import set_horizontal
from app.ui.wording import digits, page_line

_WIDEST = 900  # drawn px
_EXCERPT = 300  # code points
_MARK = 26  # drawn px
_SHOWN_CHANGES = 160  # code points of a difference
_OURS = (StepKind.APPROVED, StepKind.PUBLISHED)
_ICONS = {
    StepKind.WRITTEN: "send",
    StepKind.CHECKED: "shield",
    StepKind.APPROVED: "check",
    StepKind.PUBLISHED: "globe",
}
_ACT_ICONS = {
    ActKind.PROOF: "check",
    ActKind.CORRECTION: "edit",
    ActKind.REMOVAL: "trash",
    ActKind.ELSEWHERE: "link",
}


class PathView(QScrollArea):
    """`evidence_wanted` carries the act whose kept file is to be shown."""

    evidence_wanted = Signal(object)

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._pictures = pictures
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_path(self, path: PostPath) -> None:
        inside = QWidget()
        inside.setMaximumWidth(px(_WIDEST))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_head(path, self._pictures))
        column.addSpacing(px(14))
        title = QHBoxLayout()
        title.addWidget(Label(tr("aftercare.path"), "heading"), 1)
        sound = tr("aftercare.sound" if path.sound else "aftercare.unsound", n=path.events)
        title.addWidget(Label(sound, "small" if path.sound else "error"))
        column.addLayout(title)
        column.addSpacing(px(8))
        for place, step in enumerate(path.steps):
            last = place == len(path.steps) - 1
            column.addWidget(_StepRow(step, path, self.evidence_wanted.emit, last=last))
        column.addStretch(1)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(px(20), px(14), px(20), px(16))
        row.addWidget(inside, 1)
        self.setWidget(page)


def _head(path: PostPath, pictures: Pictures) -> Card:
    draft = path.draft
    card = Card(padding=16, spacing=6)
    words = card.body
    if path.destroyed is None and draft.version.attachments:
        beside = QHBoxLayout()
        beside.setSpacing(px(14))
        beside.addWidget(KeptThumbnail(draft, pictures), alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(6))
        beside.addLayout(words, 1)
        card.body.addLayout(beside)
    name = draft.version.account.display_name if draft.version.account else tr("queue.no_account")
    row = QHBoxLayout()
    row.setSpacing(px(8))
    row.addWidget(Label(name, "strong", wrap=True), 1)
    if path.destroyed is not None:
        row.addWidget(Chip("calm", tr("archive.mark.destroyed")))
    elif path.removed:
        row.addWidget(Chip("block", tr("aftercare.removed")))
    if draft.important:
        row.addWidget(Chip("note", tr("queue.post.important")))
    words.addLayout(row)
    text = shortened(draft.version.text, _EXCERPT) or tr("queue.no_text")
    if path.destroyed is not None:
        text = tr("error.record.destroyed", draft=draft.id, memo=path.destroyed.memo)
    words.addWidget(Label(text, wrap=True))
    words.addWidget(Label(page_line(draft.version, draft.kind), "small", wrap=True))
    words.addStretch(1)
    return card


class _StepRow(QWidget):
    """A mark on the line that leads down, what was done, who did it and when, and what is known of it."""

    def __init__(self, step: Step, path: PostPath, show: Callable[[ActView], object], *, last: bool) -> None:
        super().__init__()
        self._step, self._last = step, last
        self._title = Label(_title(step, path), "strong")
        self._who = Label(", ".join(step.who), "small", wrap=True)
        self._when = Label(dates.long(step.at, language()), "small")
        what = QHBoxLayout()
        what.setSpacing(px(8))
        what.addWidget(self._title)
        what.addWidget(self._who, 1)
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.addLayout(what, 1)
        head.addWidget(self._when)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(_MARK + 12), 0, 0, px(14))
        column.setSpacing(px(3))
        column.addLayout(head)
        for part in _parts(step, path, show):
            line = QHBoxLayout()
            line.addWidget(part)
            if isinstance(part, (Chip, ElidedLink, LinkLabel)):
                line.addStretch(1)
            column.addLayout(line)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Rather the time in a line of its own than a name broken in two.
        names = self._who.fontMetrics().horizontalAdvance(self._who.text())
        needed = self._title.sizeHint().width() + names + self._when.sizeHint().width() + 2 * px(8)
        beside = needed <= event.size().width() - px(_MARK + 12)
        if set_horizontal(self._head, beside):
            self._head.setSpacing(px(8) if beside else 0)
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, side = theme(), px(_MARK)
        middle = side // 2
        if not self._last:
            painter.setPen(QPen(now.color("line"), 2))
            painter.drawLine(middle, side, middle, self.height())
        act = self._step.act
        differs = act is not None and act.kind is ActKind.PROOF and act.answer is False
        tone = "danger" if differs or (act is not None and act.kind is ActKind.REMOVAL) else "accent"
        if act is not None and act.kind is ActKind.CORRECTION:
            tone = "warn"
        proven = act is not None and act.kind is ActKind.PROOF and not differs
        filled = self._step.kind in _OURS or proven
        painter.setPen(QPen(now.color(tone if filled or act is not None else "line"), 1.5))
        painter.setBrush(now.color(tone if filled else "surface"))
        painter.drawEllipse(QRect(1, 1, side - 2, side - 2))
        name = _ICONS[self._step.kind] if act is None else _ACT_ICONS[act.kind]
        name = "warning" if differs else name
        ink = "on_accent" if filled else (tone if act is not None else "muted")
        inner = px(14)
        painter.drawPixmap(middle - inner // 2, middle - inner // 2, icon_pixmap(name, ink, 14))


def _title(step: Step, path: PostPath) -> str:
    if step.act is not None:
        return tr(f"aftercare.step.{step.act.kind}")
    if step.kind is StepKind.APPROVED:
        return tr(
            "aftercare.step.approved", n=len(step.who), of=max(len(step.who), path.draft.approvals_needed)
        )
    if step.kind is StepKind.WRITTEN and step.version > 1:
        return tr("aftercare.step.edited")
    return tr(f"aftercare.step.{step.kind}")


def _parts(step: Step, path: PostPath, show: Callable[[ActView], object]) -> Sequence[QWidget]:
    if step.act is not None:
        return _act_parts(step.act, path, show)
    if step.kind is StepKind.WRITTEN:
        return [Label(tr("queue.post.version", n=step.version), "small")]
    if step.kind is StepKind.CHECKED:
        text = tr("aftercare.found", n=step.found) if step.found else tr("queue.row.clear")
        return [Label(f"{tr('aftercare.rules', version=digits(step.rulepack))} · {text}", "small")]
    if step.kind is StepKind.APPROVED:
        digest = path.draft.version.digest
        return [
            Label(tr("aftercare.digest", n=step.version, digest=f"{digest[:8]} … {digest[-8:]}"), "small")
        ]
    return [_link(step.url)]


def _act_parts(act: ActView, path: PostPath, show: Callable[[ActView], object]) -> Sequence[QWidget]:
    parts: list[QWidget] = []
    if act.kind is ActKind.PROOF:
        if act.answer is not None:
            key = "aftercare.equal" if act.answer else "aftercare.differs"
            parts.append(_proof_line(tr(key), good=act.answer))
        if act.answer is False:
            parts.append(Label(_difference(path.draft.version.text, act.text), "small", wrap=True))
        if act.file_name:
            parts.append(Label(tr("aftercare.kept_file", name=act.file_name), "small", wrap=True))
            opened = LinkLabel(tr("evidence.open"))
            opened.setAccessibleName(f"{tr('evidence.open')} {act.file_name}")
            opened.followed.connect(lambda: show(act))
            parts.append(opened)
    elif act.kind is ActKind.CORRECTION:
        readers = tr("aftercare.told" if act.answer else "aftercare.not_told")
        lines = [tr("aftercare.wrong_was", wrong=act.text), readers]
        if act.other is not None:
            lines.insert(1, tr("aftercare.corrected_by", id=act.other))
        parts.append(Label(" · ".join(lines), "small", wrap=True))
    elif act.kind is ActKind.REMOVAL:
        reason = tr(f"aftercare.reason.{act.reason}")
        lines = [tr("aftercare.because", reason=reason), *([act.text] if act.text else ())]
        parts.append(Label(" · ".join(lines), "small", wrap=True))
    else:
        parts.append(_link(act.url))
    return parts


def _proof_line(sentence: str, *, good: bool) -> QFrame:
    """The strongest line of the path: whether what stands there is what was approved."""
    line = QFrame()
    line.setProperty("proof", "good" if good else "bad")
    row = QHBoxLayout(line)
    row.setContentsMargins(px(10), px(6), px(12), px(6))
    row.setSpacing(px(8))
    sign = QLabel()
    sign.setPixmap(icon_pixmap("check" if good else "warning", "accent" if good else "danger", 16))
    row.addWidget(sign)
    row.addWidget(Label(sentence, "strong", wrap=True), 1)
    return line


def _difference(approved: str, pasted: str) -> str:
    """The words that are missing and those that are new, in their order."""
    found = [one for one in changes(approved.strip(), pasted.strip()) if one.kind is not Kind.SAME]
    text = " ".join(f"{'−' if one.kind is Kind.DELETED else '+'}“{one.text.strip() or '↵'}”" for one in found)
    return text if len(text) <= _SHOWN_CHANGES else f"{text[:_SHOWN_CHANGES]}…"


def _link(url: str) -> ElidedLink:
    link = ElidedLink(url)
    link.followed.connect(lambda: QDesktopServices.openUrl(QUrl(url)))
    return link
