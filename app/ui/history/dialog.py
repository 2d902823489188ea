"""A draft's life: every event, every version, and what each version changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.bangla import dates
from app.services.base.desk import Desk
from app.services.checking import dismissal_reasons
from app.services.posts import queue
from app.services.posts.views import DraftView
from app.services.record.views import HistoryLine
from app.ui import theme, wording
from app.ui.history.field_diff import FieldChange, field_changes
from app.ui.history.text_diff import Kind, changes
from app.ui.history.version_images import VersionImages
from app.ui.images.pictures import Pictures
from app.ui.translation import language, tr
from app.ui.widgets import Button, Card, Label, Pill
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.layouts import clear


class HistoryDialog(Dialog):
    """Opens at the newest version, with what it changed.

    `image_wanted` with a version and the position of one of its images, to be seen by itself.
    """

    image_wanted = Signal(object, int)  # VersionView

    def __init__(self, desk: Desk, draft: DraftView, pictures: Pictures, *, parent: QWidget) -> None:
        super().__init__(tr("queue.history.title"), parent)
        self._desk = desk
        self._draft = draft
        self._pills: dict[int, Pill] = {}
        self._legend = Label(look="tiny", wrap=True)
        self._text = _DiffText()
        self._images = VersionImages(pictures, draft.covered)
        self._images.wanted.connect(lambda at: self.image_wanted.emit(self._version, at))
        self._fields = QVBoxLayout()
        self._fields.setSpacing(theme.px(8))

        close = Button(tr("button.close"), keys="Esc")
        close.clicked.connect(self.reject)
        parts = QHBoxLayout()
        parts.setSpacing(theme.px(20))
        parts.addWidget(self._events(), 2)
        parts.addWidget(self._versions(), 3)
        self.body.addLayout(parts, 1)
        self.buttons.addWidget(close)
        room = parent.window().size()
        self.resize(min(theme.px(980), room.width() - 40), min(theme.px(600), room.height() - 40))
        self.show_version(draft.versions)

    def show_version(self, number: int) -> None:
        """Show a version: what it changed in the one before, or the first one as it came."""
        self._pills[number].setChecked(True)
        self._version = version = queue.version(self._desk, self._draft.id, number)
        before = queue.version(self._desk, self._draft.id, number - 1) if number > 1 else None
        self._text.show_change(before.text if before else version.text, version.text)
        by = tr("queue.history.version", name=version.author or tr("queue.unknown"))
        when = dates.long(version.created_at, language())
        legend = tr("queue.history.legend") if before else ""
        self._legend.setText(f"{by} · {when}\n{legend}".strip())
        self._images.show_version(version)
        self._show_fields(field_changes(before, version) if before else ())

    def _show_fields(self, changed: tuple[FieldChange, ...]) -> None:
        clear(self._fields)
        for change in changed:
            self._fields.addWidget(_field_row(change))

    def _events(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(12))
        for line in reversed(queue.history(self._desk, self._draft.id)):
            column.addWidget(_event_row(line))
        column.addStretch()
        return _scrolled(inside, tr("queue.history.title"))

    def _versions(self) -> QWidget:
        pills = QHBoxLayout()
        pills.setSpacing(theme.px(8))
        for number in range(1, self._draft.versions + 1):
            pill = Pill(tr("queue.post.version", n=number))
            pill.setAutoExclusive(True)
            pill.clicked.connect(lambda checked=False, number=number: self.show_version(number))
            self._pills[number] = pill
            pills.addWidget(pill)
        pills.addStretch()
        strip = QWidget()
        strip.setLayout(pills)
        pills.setContentsMargins(0, 0, 0, theme.px(4))
        rail = _scrolled(strip, tr("queue.history.versions"))
        rail.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rail.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        rail.setFixedHeight(theme.px(46))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(rail)
        column.addWidget(self._legend)
        column.addWidget(self._text, 1)
        column.addWidget(self._images)
        column.addLayout(self._fields)
        return whole


class _DiffText(QTextEdit):
    """A text with its inserted words underlined and its deleted words struck out, each on its own ground."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(tr("queue.post.text"))

    def show_change(self, old: str, new: str) -> None:
        spaced = QTextBlockFormat()
        spaced.setLineHeight(theme.px(26), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.setBlockFormat(spaced)
        for change in changes(old, new):
            cursor.insertText(change.text, _diff_format(change.kind))
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _diff_format(kind: Kind) -> QTextCharFormat:
    colours = theme.theme()
    look = QTextCharFormat()
    look.setFont(theme.font(15))
    if kind is Kind.INSERTED:
        look.setBackground(colours.color("accent_soft"))
        look.setForeground(colours.color("accent"))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setFontWeight(QFont.Weight.DemiBold)
    elif kind is Kind.DELETED:
        look.setBackground(colours.color("danger_soft"))
        look.setForeground(colours.color("danger"))
        look.setFontStrikeOut(True)
    else:
        look.setForeground(colours.color("text"))
    return look


def _event_text(line: HistoryLine) -> str:
    """What happened, with a finding by its title."""
    params = dict(line.params)
    if line.title is not None:
        params["rule"] = wording.in_language(line.title)
    if "because" in params:
        params["reason"] = dismissal_reasons.spoken(str(params["because"]), str(params["reason"]), language())
    if "rulepack" in params:
        params["rulepack"] = wording.digits(str(params["rulepack"]))
    return tr(f"history.{line.key}", **params).strip()


def _event_row(line: HistoryLine) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(2))
    column.addWidget(Label(_event_text(line), wrap=True))
    who = line.member or tr("queue.history.program")
    column.addWidget(Label(f"{who} · {dates.long(line.at, language())}", "tiny", wrap=True))
    return row


def _field_row(change: FieldChange) -> QWidget:
    card = Card(padding=10, spacing=2)
    card.body.addWidget(Label(tr(f"queue.form.{change.field}"), "tiny"))
    old, new = (_field_value(change.field, value) for value in (change.old, change.new))
    card.body.addWidget(Label(tr("queue.history.was", value=old), "small", wrap=True))
    card.body.addWidget(Label(tr("queue.history.is", value=new), wrap=True))
    return card


def _field_value(field: str, value: str) -> str:
    if not value:
        return tr("queue.none")
    if field == "purpose":
        return tr(f"purpose.{value}")
    if field == "use":
        return tr(f"queue.use.{value}")
    return wording.schedule(value) if field == "schedule" else value


def _scrolled(inside: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.setWidget(inside)
    return area
