"""What became of each incoming post: taken, already here, or refused and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.errors import Refusal
from app.services.base.enums import Outcome
from app.services.posts import intake
from app.services.posts.views import IntakeLine
from app.ui import jobs, theme
from app.ui.context import Context
from app.ui.post_view.excerpt import draw_excerpt
from app.ui.queue.author_question import AuthorQuestion
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Button, Label, ProgressStrip, chip_size, paint_chip
from app.ui.widgets.dialog import Dialog

_TONES = {Outcome.TAKEN: "good", Outcome.ALREADY: "calm", Outcome.REFUSED: "block"}
_LINE = Qt.ItemDataRole.UserRole
AnyIndex = QModelIndex | QPersistentModelIndex


class IntakeDialog(Dialog):
    """Takes the posts under `paths` in behind the window and lists the outcome. `ended` gives the lines."""

    ended = Signal(list)

    def __init__(self, context: Context, paths: Sequence[Path], *, parent: QWidget) -> None:
        super().__init__(tr("queue.intake.title"), parent, width=640)
        self._summary = Label(look="small", wrap=True)
        self._strip = ProgressStrip()
        self._strip.cancelled.connect(self.reject)
        self._list = QListView()
        self._list.setItemDelegate(_LineDelegate(self._list))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setAccessibleName(tr("queue.intake.title"))
        self._list.hide()
        self._close = Button(tr("button.close"), "primary", keys="Esc")
        self._close.clicked.connect(self.reject)
        self.body.addWidget(self._summary)
        self.body.addWidget(self._strip)
        self.body.addWidget(self._list, 1)
        self.buttons.addWidget(self._close)
        self._close.hide()
        self._summary.setText(tr("queue.intake.running"))
        self._context, self._paths = context, tuple(paths)
        self._asked = AuthorQuestion(context.desk, self)
        self._asked.answered.connect(self._take_in_of)
        self.body.addWidget(self._asked)
        self._found: tuple[IntakeLine, ...] = ()
        self._run(None)

    def _run(self, author: int | None) -> None:
        """Take in; a second time with the author of those that were refused for want of one."""
        self._strip.start("", tr("button.stop"))
        desk, paths, member = self._context.desk, self._paths, self._context.member
        by = member.id if member else None
        self._job = jobs.run(
            lambda work: intake.take_in(desk, paths, by, work, author),
            done=self._show,
            failed=self._fail,
            progress=self._strip.show_progress,
            ended=self._strip.stop,
            owner=self,
        )

    def _take_in_of(self, author: int) -> None:
        self._asked.hide()
        self._run(author)

    def reject(self) -> None:
        """Close. Still running, the rest is not taken; what was taken before stays."""
        self._job.cancel()
        self.ended.emit(self._lines())
        super().reject()

    def _lines(self) -> list[IntakeLine]:
        model = self._list.model()
        return list(model.lines) if isinstance(model, _Lines) else []

    def _show(self, found: Sequence[IntakeLine]) -> None:
        # The second time only those count that wanted an author: the others are "already here" by now. What
        # lies in a folder may have changed meanwhile, and two files have one name.
        before: dict[str, list[IntakeLine]] = {}
        for line in self._found:
            before.setdefault(line.origin, []).append(line)
        pairs = [(before[line.origin].pop(0) if before.get(line.origin) else line, line) for line in found]
        lines = tuple(new if _wants_author(old) else old for old, new in pairs)
        self._found = lines
        self._asked.ask(sum(map(_wants_author, lines)))
        counts = Counter(line.outcome for line in lines)
        sentences = [
            tr(f"queue.intake.{outcome.value}", n=counts[outcome]) for outcome in Outcome if counts[outcome]
        ]
        self._summary.setText(" · ".join(sentences) or tr("queue.intake.none"))
        self._list.setModel(_Lines(lines, self))
        self._list.show()
        self._offer_to_close(asking=any(map(_wants_author, lines)))
        self._grow(theme.px(720), theme.px(480))

    def _offer_to_close(self, *, asking: bool) -> None:
        """Show the button; while whose the posts are is asked, the question has the keys and the accent."""
        self._close.set_kind("plain" if asking else "primary")
        self._close.show()
        (self._asked if asking else self._close).setFocus()

    def _grow(self, width: int, height: int) -> None:
        """Take this size about the place where it stood in the middle, so that its foot stays on screen."""
        middle = self.geometry().center()
        self.resize(width, height)
        box = self.geometry()
        box.moveCenter(middle)
        self.setGeometry(box)

    def _fail(self, refusal: Refusal) -> None:
        self._summary.setText(tr("queue.intake.none"))
        self.refuse(refusal)
        self._offer_to_close(asking=False)


def _wants_author(line: IntakeLine) -> bool:
    return line.reason is not None and line.reason.key in intake.ASKS_AUTHOR


class _Lines(QAbstractListModel):
    """The refused come first: they want something of the person."""

    def __init__(self, lines: Sequence[IntakeLine], parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = sorted(lines, key=lambda line: line.outcome is not Outcome.REFUSED)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == _LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            outcome = f"{tr(f'queue.outcome.{line.outcome.value}')}: {line.origin}."
            return " ".join(filter(None, (outcome, _why(line), _along(line))))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (_why(line), _along(line)))) or None
        return None


def _why(line: IntakeLine) -> str:
    return refusal_text(line.reason) if line.reason is not None else ""


def _along(line: IntakeLine) -> str:
    return tr("queue.intake.along", names=", ".join(line.along)) if line.along else ""


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        line: IntakeLine = index.data(_LINE)
        under = 36 if line.reason is not None else 0
        return QSize(theme.px(300), theme.px(40 + under + (20 if line.along else 0)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line = index.data(_LINE)
        colours = theme.theme()
        box: QRect = option.rect
        painter.save()
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), colours.color("line"))
        tone, text = _TONES[line.outcome], tr(f"queue.outcome.{line.outcome.value}")
        size = chip_size(tone, text)
        paint_chip(
            painter, QRect(box.left(), box.top() + theme.px(8), size.width(), size.height()), tone, text
        )
        font = theme.font(14, QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        left = box.left() + size.width() + theme.px(10)
        painter.setFont(font)
        painter.setPen(colours.color("text"))
        name = metrics.elidedText(line.origin, Qt.TextElideMode.ElideMiddle, box.right() - left)
        painter.drawText(
            QPointF(
                left, box.top() + theme.px(8) + (size.height() + metrics.ascent() - metrics.descent()) / 2
            ),
            name,
        )
        painter.setPen(colours.color("muted"))
        height = theme.px(19)
        under = QRect(box.left(), box.top() + theme.px(33), box.width(), 2 * height)
        lines = draw_excerpt(painter, under, _why(line), theme.font(13), height, 2) if line.reason else 0
        if line.along:
            painter.setFont(theme.font(13))
            place = QRect(box.left(), under.top() + lines * height, box.width(), height)
            along = painter.fontMetrics().elidedText(_along(line), Qt.TextElideMode.ElideMiddle, box.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, along)
        painter.restore()
