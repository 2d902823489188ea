"""The right part of the page: what the checks noticed, as cards, and what they could not look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from app.services.base.enums import CheckState, State
from app.services.posts.mending import Lack, lack_of
from app.services.posts.views import DraftView, FindingView
from app.ui import theme, wording
from app.ui.findings.card import Asking, FindingCard
from app.ui.findings.face_strip import FaceStrip
from app.ui.findings.groups import cards
from app.ui.findings.mend_form import MendForm, MendOffer, mend_form
from app.ui.findings.need_card import NeedCard
from app.ui.images.pictures import Pictures
from app.ui.translation import tr
from app.ui.widgets import Button, Card, Chip, Label
from app.ui.widgets.layouts import clear
from app.ui.widgets.seen import Part, PartKind

_SIDE = 14  # px, not scaled with the text: large text needs the room


class FindingsPanel(QWidget):
    """`selected` gives a card's number, `answered` its findings, reply, own words and pick.

    `retry` wants new checks. `exception_wanted` is about the selected card, `apart_wanted` gives a finding of
    one whose findings are to be answered one by one, and `mended` what a person put in. `left` on
    Esc: the keys are wanted elsewhere.
    """

    selected = Signal(int)
    answered = Signal(object, object, str, object)
    dismissed_alike = Signal(object, str, object)
    exception_wanted = Signal()
    apart_wanted = Signal(object)
    mended = Signal(object)
    clause_wanted = Signal(str)
    retry = Signal()
    left = Signal()

    def __init__(
        self, clause_title: Callable[[str], str], pictures: Pictures, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clause_title = clause_title
        self._pictures = pictures
        self._offer = MendOffer()
        self._needs: list[NeedCard] = []
        self._cards: list[FindingCard] = []
        self._draft: DraftView | None = None
        self._refused = ""
        self._progress: QProgressBar | None = None
        self._left_out: QWidget | None = None

        self._title = Label(look="heading")
        self._checks = Label(look="tiny", wrap=True)
        head = QVBoxLayout()
        head.setSpacing(theme.px(2))
        head.addWidget(self._title)
        head.addWidget(self._checks)

        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(10))
        self._scroll = QScrollArea(self)
        inside = QWidget(self._scroll.viewport())
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(_SIDE, 0, _SIDE, theme.px(16))
        inner.addLayout(self._column)
        inner.addStretch()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(14), 0, 0)
        column.setSpacing(theme.px(10))
        margins = QHBoxLayout()
        margins.setContentsMargins(_SIDE, 0, _SIDE, 0)
        margins.addLayout(head)
        column.addLayout(margins)
        column.addWidget(self._scroll, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_draft(self, draft: DraftView, offer: MendOffer | None = None) -> None:
        """Show the findings of the current version, an `arranged` one; the selection stays on the same draft.

        `offer`: what may be put in; without it as before.
        """
        self._offer = offer if offer is not None else self._offer
        same = self._draft is not None and self._draft.id == draft.id
        kept, typed = (self.number, self.typed) if same else (None, None)
        self._draft = draft
        if draft.checks.state is CheckState.DONE or draft.findings:
            self._title.setText(tr("queue.findings.title", n=len(cards(draft))))
        else:
            self._title.setText(tr("queue.findings.none_yet"))
        self._checks.setText(wording.checks_line(draft.checks))
        self._checks.setVisible(draft.checks.state in (CheckState.DONE, CheckState.STALE))
        self._clear()
        if draft.checks.state is CheckState.FAILED:
            self._column.addWidget(self._failed())
        elif draft.checks.state is not CheckState.DONE and is_open(draft):
            self._column.addWidget(self._running())
        self._show_needs(draft)
        self._show_cards(draft)
        if draft.checks.state is CheckState.DONE and not draft.findings:
            self._column.addWidget(_clear_card())
        if draft.checks.not_checked:
            self._left_out = _not_checked(draft)
            self._column.addWidget(self._left_out)
        if not same:
            self._scroll.verticalScrollBar().setValue(0)
        self.select(kept)
        if typed is not None and not typed.was_given(draft.findings):
            for card in self._cards:
                if typed.finding in [finding.id for finding in card.findings]:
                    card.resume(typed)

    @property
    def typed(self) -> Asking | None:
        """What is being typed into a card, None for nothing; it is kept when the draft is read anew."""
        asked = (card.typed for card in self._cards)
        return next((one for one in asked if one is not None and one.typed.text), None)

    def show_refused(self, why: str) -> None:
        """Whoever sits at the desk may answer nothing: `why`, or "" for one who may."""
        if why != self._refused:
            self._refused = why
            self.refresh()

    def refresh(self) -> None:
        if self._draft is not None:
            self.show_draft(self._draft)

    def show_progress(self, done: int, total: int) -> None:
        """How far the checks of the draft on screen are."""
        if self._progress is not None:
            self._progress.setRange(0, total)
            self._progress.setValue(done)

    @property
    def number(self) -> int | None:
        """The selected finding's number."""
        return next((card.finding.number for card in self._cards if card.is_selected), None)

    @property
    def card(self) -> FindingCard | None:
        """The selected finding's card."""
        return next((card for card in self._cards if card.is_selected), None)

    def begin_mending(self) -> None:
        """Go to what is missing: what nobody can approve without, else what the selected card takes."""
        selected = [self.card] if self.card is not None else []
        wanted: list[NeedCard | FindingCard] = [*self._needs, *selected, *self._cards]
        for card in wanted:
            if card.begin_mending():
                self._scroll.ensureWidgetVisible(card, 0, theme.px(12))
                return

    def select(self, number: int | None) -> None:
        """Select one card, or none."""
        for card in self._cards:
            card.set_selected(card.finding.number == number)
        if self.card is not None:
            self._scroll.ensureWidgetVisible(self.card, 0, theme.px(12))

    @property
    def area(self) -> QScrollArea:
        """What the cards are scrolled in."""
        return self._scroll

    def parts_shown(self) -> Iterator[tuple[Part, QWidget]]:
        """What is to be seen of the findings: each card, and what the checks did and left out."""
        if self._draft is None:
            return
        for card in self._cards:
            for finding in card.findings:
                yield Part(PartKind.FINDING, finding.id), card
        yield Part(PartKind.CHECKS, self._draft.checks.state), self._title
        if self._left_out is not None:
            yield Part(PartKind.CHECKS, "left out"), self._left_out

    def next_unanswered(self) -> int | None:
        """The first finding that still wants an answer, the selected one's successors first."""
        after = self.number or 0
        waiting = [card.finding.number for card in self._cards if not card.is_answered]
        return next((number for number in waiting if number > after), next(iter(waiting), None))

    def _show_whole(self) -> None:
        """The selected card has grown: lay it out now, and bring its foot into view."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        if self.card is not None:
            self._scroll.ensureWidgetVisible(self.card, 0, theme.px(12))

    def _clear(self) -> None:
        self._cards, self._needs = [], []
        self._progress = self._left_out = None
        clear(self._column)

    def _show_needs(self, draft: DraftView) -> None:
        """What nobody can approve without, and no finding's card takes."""
        if not is_open(draft):
            return
        version = draft.version
        by_finding = any(lack_of(finding, version) is Lack.PURPOSE for finding in draft.findings)
        if version.account is None:
            self._needs.append(NeedCard(version, self._offer, account=True))
        elif version.lacks_purpose and not by_finding:
            self._needs.append(NeedCard(version, self._offer, account=False))
        for card in self._needs:
            card.mended.connect(self.mended)
            self._column.addWidget(card)

    def _show_cards(self, draft: DraftView) -> None:
        for findings in cards(draft):
            first = findings[0]
            card = FindingCard(
                findings,
                self._clause_title,
                open_to_answers=is_open(draft),
                alike=len(alike_unanswered(draft, first)) if len(findings) == 1 else 0,
                refused=self._refused,
                pictured=self._faces(draft, findings),
                mend=self._mend_form(draft, findings),
                needed=draft.version.lacks_purpose and lack_of(first, draft.version) is Lack.PURPOSE,
            )
            card.clicked.connect(self.selected)
            card.clause_wanted.connect(self.clause_wanted)
            card.answered.connect(self.answered)
            card.dismissed_alike.connect(self.dismissed_alike)
            card.asking.connect(self._show_whole)
            card.exception_wanted.connect(self.exception_wanted)
            card.apart_wanted.connect(self.apart_wanted)
            card.mended.connect(self.mended)
            card.left.connect(self.left)
            self._cards.append(card)
            self._column.addWidget(card)

    def _faces(self, draft: DraftView, findings: Sequence[FindingView]) -> QWidget | None:
        """The faces of a card of several, unless their picture is covered."""
        at = findings[0].attachment
        boxes = [finding.box_shown for finding in findings if finding.box_shown is not None]
        if len(findings) == 1 or at is None or not findings[0].of_a_person or not boxes:
            return None
        image = draft.version.attachments[at]
        if image.is_clip or image.sha256 in draft.covered - self._pictures.uncovered:
            return None
        return FaceStrip(self._pictures, image, boxes)

    def _mend_form(self, draft: DraftView, findings: Sequence[FindingView]) -> MendForm | None:
        """What a card takes; without an account the purpose is chosen together with it."""
        if not is_open(draft):
            return None
        lacks = [(finding, lack_of(finding, draft.version)) for finding in findings]
        finding, lack = next(((one, lack) for one, lack in lacks if lack is not None), (None, None))
        if finding is None or lack is None or (lack is Lack.PURPOSE and draft.version.account is None):
            return None
        return mend_form(finding, lack, draft.version, self._offer)

    def _running(self) -> QWidget:
        card = Card(padding=14, spacing=8)
        card.body.addWidget(Label(tr("queue.checks.running"), "strong", wrap=True))
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(tr("queue.checks.running"))
        card.body.addWidget(self._progress)
        return card

    def _failed(self) -> QWidget:
        card = Card(padding=14, spacing=8)
        card.body.addWidget(Chip("warn", tr("queue.row.failed")), alignment=Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(Label(tr("queue.checks.failed"), wrap=True))
        again = Button(tr("button.retry"), small=True)
        again.clicked.connect(self.retry)
        card.body.addWidget(again, alignment=Qt.AlignmentFlag.AlignLeft)
        return card


def is_open(draft: DraftView) -> bool:
    """Whether it is still checked and answered: nothing about a decided draft is."""
    return draft.state in (State.PENDING, State.RETURNED)


def alike_unanswered(draft: DraftView, finding: FindingView) -> list[FindingView]:
    """The unanswered findings of the same rule on the same image: the many faces of a group."""
    return [
        other
        for other in draft.findings
        if finding.answer is None
        and other.answer is None
        and other.rule == finding.rule
        and other.attachment is not None
        and other.attachment == finding.attachment
    ]


def _clear_card() -> QWidget:
    card = Card(padding=14, spacing=6)
    card.body.addWidget(Chip("good", tr("queue.row.clear")), alignment=Qt.AlignmentFlag.AlignLeft)
    card.body.addWidget(Label(tr("queue.checks.clear"), "small", wrap=True))
    return card


def _not_checked(draft: DraftView) -> QWidget:
    """What could not be looked at, and why: never hidden."""
    lines = [wording.in_language(entry.reason) for entry in draft.checks.not_checked]
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(theme.px(4), theme.px(4), theme.px(4), 0)
    column.setSpacing(theme.px(2))
    column.addWidget(Label(tr("queue.checks.left_out"), "tiny"))
    for line in lines:
        column.addWidget(Label(f"– {line}", "tiny", wrap=True))
    return whole
