"""What a check noticed, as a card: what, why, which clause, and a person's one answer to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.checks.types import Severity
from app.services.base.enums import DismissalReason, Reply
from app.services.checking.dismissal_reasons import fitting
from app.services.posts.views import FindingView
from app.ui import theme, wording
from app.ui.findings.card_head import CardHead
from app.ui.findings.dismiss_form import DismissForm, Typed
from app.ui.findings.mend_form import MendForm
from app.ui.translation import tr
from app.ui.widgets import Button, Card, Chip, Label, LinkLabel
from app.ui.widgets.elided_link import ElidedLink
from app.ui.widgets.layouts import FoldingRow
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class Asking:
    """That a card asks why its findings are dismissed; `finding` is the first one's id."""

    finding: int
    typed: Typed
    together: bool

    def was_given(self, findings: Sequence[FindingView]) -> bool:
        """Whether these words are the answer by now."""
        answers = [one.answer for one in findings if one.id == self.finding]
        return any(one is not None and one.reason == self.typed.text.strip() for one in answers)


class FindingCard(Card):
    """`clicked` selects it, `clause_wanted` opens the guide, `answered` gives reply, own words and pick.

    `asking`: it has grown to ask for a reason. `exception_wanted`: let the words found pass from now on.
    `apart_wanted`: answer its findings one by one. `mended` carries what is put in instead.
    `left`: no reason is asked for any more.
    """

    clicked = Signal(int)
    clause_wanted = Signal(str)
    left = Signal()
    answered = Signal(object, object, str, object)  # findings, Reply, own words, DismissalReason or None
    dismissed_alike = Signal(object, str, object)  # FindingView, own words, DismissalReason or None
    asking = Signal()
    exception_wanted = Signal()
    apart_wanted = Signal(object)
    mended = Signal(object)

    def __init__(
        self,
        findings: Sequence[FindingView],
        clause_title: Callable[[str], str],
        *,
        open_to_answers: bool,
        alike: int,
        refused: str = "",
        pictured: QWidget | None = None,
        mend: MendForm | None = None,
        needed: bool = False,
    ) -> None:
        """`findings` are answered together. `alike` cards of this image may be dismissed together besides.

        `refused`: why whoever sits here may not answer; the buttons are off and say it. `pictured` shows the
        faces found, `mend` puts in what is missing, and `needed` says that nobody can approve without it.
        """
        super().__init__(padding=14, spacing=6)
        self.findings = tuple(findings)
        self.finding = self.findings[0]
        self._several = len(self.findings) > 1
        self._open = open_to_answers
        self._together = False
        self._alike = alike
        self._mend = mend
        self._needed = needed
        self.is_selected = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(wording.accessible_finding(self.finding, len(self.findings)))
        self.body.addWidget(self._head())
        for line in self._whys():
            self.body.addWidget(Label(line, "body", wrap=True))
        if pictured is not None:
            self.body.addWidget(pictured)
        for clause in dict.fromkeys(one for finding in self.findings for one in finding.clauses):
            link = ElidedLink(wording.clause_line(clause, clause_title(clause)))
            link.followed.connect(lambda clause=clause: self.clause_wanted.emit(clause))
            self.body.addWidget(link)
        if mend is not None:
            mend.given.connect(self.mended)
            self.body.addWidget(mend)
        self._settled = self._answer_row() if self.finding.answer is not None else None
        self._buttons = self._button_row()
        self._apart = LinkLabel(tr("queue.group.apart"))
        self._apart.followed.connect(lambda: self.apart_wanted.emit(self.finding))
        self._except = Button(tr("queue.exception"), "quiet", "Shift E", small=True)
        self._except.clicked.connect(self.exception_wanted)
        self._form = DismissForm(self._picks())
        self._form.given.connect(self._dismiss_for)
        self._form.left.connect(self._show_parts)
        self._form.left.connect(self.left)
        self._all = Button(tr("queue.dismiss.alike", n=alike), "quiet", "Shift D", small=True)
        self._all.clicked.connect(lambda: self.ask_why_dismiss(together=True))
        for part in (self._settled, self._buttons, self._apart, self._all, self._except, self._form):
            if part is not None:
                self.body.addWidget(part)
        for button in (self._uphold, self._dismiss, self._all, self._except) if refused else ():
            button.setEnabled(False)
            button.setToolTip(refused)
            button.setAccessibleDescription(refused)
        self._form.hide()
        self._show_parts()

    @property
    def is_answered(self) -> bool:
        return self.finding.answer is not None

    def set_selected(self, selected: bool) -> None:
        super().set_selected(selected)
        self.is_selected = selected
        self._uphold.set_keys("U" if selected else "")
        self._dismiss.set_keys("D" if selected else "")
        self._show_parts()

    def uphold(self) -> None:
        if self._open:
            self.answered.emit(self.findings, Reply.UPHELD, "", None)

    def ask_why_dismiss(self, *, together: bool = False) -> None:
        """Show the reasons to pick and the field for one's own; `together`: for all that are alike."""
        if self._open:
            self._together = together and self._alike > 1
            self._form.show()
            self._form.begin()
            self._show_parts()
            self.asking.emit()

    @property
    def typed(self) -> Asking | None:
        """The words being typed to dismiss it, None while none are asked for."""
        typed = self._form.typed
        return None if typed is None else Asking(self.findings[0].id, typed, self._together)

    def resume(self, asking: Asking) -> None:
        """Ask on where a card of the same findings was left, though a colleague may have been first."""
        self._together = asking.together
        self._form.show()
        self._form.resume(asking.typed)
        self._show_parts()

    def begin_mending(self) -> bool:
        """Give the focus to what can be put in; whether there is anything."""
        if self._mend is None:
            return False
        self._mend.begin()
        return True

    def _dismiss_for(self, reason: str, because: DismissalReason | None) -> None:
        if self._together:
            self.dismissed_alike.emit(self.finding, reason, because)
        else:
            self.answered.emit(self.findings, Reply.DISMISSED, reason, because)

    def _picks(self) -> tuple[DismissalReason, ...]:
        """The reasons that fit every rule of the card."""
        first, *others = (fitting(finding.rule) for finding in self.findings)
        return tuple(reason for reason in first if all(reason in other for other in others))

    def _show_parts(self) -> None:
        """Buttons on what must be answered and on what is selected; answered findings keep theirs folded."""
        asking = self._form.isVisibleTo(self)
        must = self.finding.severity is Severity.BLOCK and self.finding.answer is None
        self._buttons.setVisible(self._open and not asking and (must or self.is_selected))
        parted = self._several and self.finding.of_a_person
        self._apart.setVisible(self._open and not asking and parted and self.is_selected)
        self._all.setVisible(self._open and not asking and self.is_selected and self._alike > 1)
        can_except = self._open and wording.can_be_excepted(self.finding)
        self._except.setVisible(can_except and not asking and self.is_selected)

    def _head(self) -> QWidget:
        name = wording.in_language(self.finding.title)
        if self.finding.of_a_person and self._several:
            name = tr("queue.group.faces", n=len(self.findings), title=name)
        remark = None
        if self._needed or self._several:
            text = tr("queue.mend.needed" if self._needed else "queue.group.once")
            remark = Label(text, "wanted" if self._needed else "tiny")
        return CardHead(self.finding, Label(name, "strong", wrap=True), remark)

    def _whys(self) -> list[str]:
        """Why: of faces as of the largest, of words every rule's reason under its title."""
        if not self._several:
            return [wording.in_language(self.finding.why)]
        if self.finding.of_a_person:
            largest = max(self.findings, key=lambda one: one.box[2] * one.box[3] if one.box else 0)
            return [wording.in_language(largest.why)]
        titled = [(wording.in_language(one.title), wording.in_language(one.why)) for one in self.findings]
        return [titled[0][1], *(tr("queue.group.also", title=title, why=why) for title, why in titled[1:])]

    def _button_row(self) -> QWidget:
        n = len(self.findings)
        good = self.finding.reassures
        self._uphold = Button(tr("queue.right" if good else "queue.uphold"), small=True)
        self._uphold.set_kind("plain" if good else "danger")
        ask = "queue.dismiss.not_so" if good else "queue.dismiss.ask"
        self._dismiss = Button(tr("queue.dismiss.all", n=n) if self._several else tr(ask), small=True)
        self._uphold.clicked.connect(self.uphold)
        self._dismiss.clicked.connect(lambda: self.ask_why_dismiss())
        return FoldingRow(self._uphold, self._dismiss, above=6)

    def _answer_row(self) -> QWidget:
        assert self.finding.answer is not None
        upheld = self.finding.answer.reply is Reply.UPHELD
        good = not upheld or self.finding.reassures
        right = upheld and self.finding.reassures
        text = tr("queue.right") if right else tr(f"queue.reply.{self.finding.answer.reply.value}")
        chip = Chip("good" if good else "block", text)
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
