"""One finding as a card: what, why, which clause, and a person's answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from app.checks.types import Severity
from app.services.base.enums import DismissalReason, Reply
from app.services.checking.dismissal_reasons import fitting
from app.services.posts.views import FindingView
from app.ui import theme, wording
from app.ui.findings.dismiss_form import DismissForm
from app.ui.translation import tr
from app.ui.widgets import Button, Card, Chip, Label
from app.ui.widgets.elided_link import ElidedLink
from app.ui.widgets.layouts import FoldingRow
from app.ui.widgets.paint import rounded


class FindingCard(Card):
    """`clicked` selects it, `clause_wanted` opens the guide, `answered` gives reply, own words and pick.

    `asking`: it has grown to ask for a reason. `exception_wanted`: let the words found pass from now on.
    """

    clicked = Signal(int)
    clause_wanted = Signal(str)
    answered = Signal(object, object, str, object)  # FindingView, Reply, own words, DismissalReason or None
    dismissed_alike = Signal(object, str, object)  # FindingView, own words, DismissalReason or None
    asking = Signal()
    exception_wanted = Signal()

    def __init__(
        self,
        finding: FindingView,
        clause_title: Callable[[str], str],
        *,
        open_to_answers: bool,
        alike: int,
        refused: str = "",
    ) -> None:
        """`alike` findings of this image, this one among them, may be dismissed together.

        `refused`: why whoever sits here may not answer; the buttons are off and say it.
        """
        super().__init__(padding=14, spacing=6)
        self.finding = finding
        self._open = open_to_answers
        self._together = False
        self._alike = alike
        self.is_selected = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(wording.accessible_finding(finding))
        self.body.addLayout(self._head())
        self.body.addWidget(Label(wording.in_language(finding.why), "body", wrap=True))
        for clause in finding.clauses:
            link = ElidedLink(wording.clause_line(clause, clause_title(clause)))
            link.followed.connect(lambda clause=clause: self.clause_wanted.emit(clause))
            self.body.addWidget(link)
        self._settled = self._answer_row() if finding.answer is not None else None
        self._buttons = self._button_row()
        self._except = Button(tr("queue.exception"), "quiet", "Shift E", small=True)
        self._except.clicked.connect(self.exception_wanted)
        self._form = DismissForm(fitting(finding.rule))
        self._form.given.connect(self._dismiss_for)
        self._form.left.connect(self._show_parts)
        self._all = Button(tr("queue.dismiss.alike", n=alike), "quiet", "Shift D", small=True)
        self._all.clicked.connect(lambda: self.ask_why_dismiss(together=True))
        for part in (self._settled, self._buttons, self._all, self._except, self._form):
            if part is not None:
                self.body.addWidget(part)
        for button in (self._uphold, self._dismiss, self._all, self._except) if refused else ():
            button.setEnabled(False)
            button.setToolTip(refused)
            button.setAccessibleDescription(refused)
        self._form.hide()
        self._show_parts()

    def set_selected(self, selected: bool) -> None:
        super().set_selected(selected)
        self.is_selected = selected
        self._uphold.set_keys("U" if selected else "")
        self._dismiss.set_keys("D" if selected else "")
        self._show_parts()

    def uphold(self) -> None:
        if self._open:
            self.answered.emit(self.finding, Reply.UPHELD, "", None)

    def ask_why_dismiss(self, *, together: bool = False) -> None:
        """Show the reasons to pick and the field for one's own; `together`: for all that are alike."""
        if self._open:
            self._together = together and self._alike > 1
            self._form.show()
            self._form.begin()
            self._show_parts()
            self.asking.emit()

    def _dismiss_for(self, reason: str, because: DismissalReason | None) -> None:
        if self._together:
            self.dismissed_alike.emit(self.finding, reason, because)
        else:
            self.answered.emit(self.finding, Reply.DISMISSED, reason, because)

    def _show_parts(self) -> None:
        """Buttons on what must be answered and on what is selected; answered findings keep theirs folded."""
        asking = self._form.isVisibleTo(self)
        must = self.finding.severity is Severity.BLOCK and self.finding.answer is None
        self._buttons.setVisible(self._open and not asking and (must or self.is_selected))
        self._all.setVisible(self._open and not asking and self.is_selected and self._alike > 1)
        can_except = self._open and wording.can_be_excepted(self.finding)
        self._except.setVisible(can_except and not asking and self.is_selected)

    def _head(self) -> QLayout:
        title = Label(wording.in_language(self.finding.title), "strong", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        chip = Chip(self.finding.severity.value, wording.severity(self.finding.severity))
        for part in (_Number(self.finding.number), chip):
            row.addWidget(part, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(title, 1)
        return row

    def _button_row(self) -> QWidget:
        self._uphold = Button(tr("queue.uphold"), "danger", small=True)
        self._dismiss = Button(tr("queue.dismiss.ask"), small=True)
        self._uphold.clicked.connect(self.uphold)
        self._dismiss.clicked.connect(lambda: self.ask_why_dismiss())
        return FoldingRow(self._uphold, self._dismiss, above=6)

    def _answer_row(self) -> QWidget:
        assert self.finding.answer is not None
        upheld = self.finding.answer.reply is Reply.UPHELD
        chip = Chip("block" if upheld else "good", tr(f"queue.reply.{self.finding.answer.reply.value}"))
        line = Label(wording.answer_line(self.finding), "small", wrap=True)
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(8))
        inside.addWidget(chip, alignment=Qt.AlignmentFlag.AlignTop)
        inside.addWidget(line, 1)
        return row

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit(self.finding.number)
        event.accept()


class _Number(QWidget):
    """The number that the card shares with its highlight or box and with the keys 1–9."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._text = wording.number_text(number)
        self.setFixedSize(theme.px(22), theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, self.rect(), theme.px(6), theme.theme().color("sunken"))
        painter.setPen(theme.theme().color("muted"))
        painter.setFont(theme.font(12, QFont.Weight.DemiBold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
