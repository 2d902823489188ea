"""Beside the picture: the finding in front, what is chosen for blurring, and what was read in a box."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.checks.photo.office_name import Answer
from app.services.posts.box_text import BoxText
from app.ui import theme, wording
from app.ui.translation import tr
from app.ui.viewer.state import ViewerState, warnings
from app.ui.widgets import Button, Card, Chip, Label
from app.ui.widgets.button import Kind
from app.ui.widgets.layouts import clear

_WIDTH = 316  # drawn px


def action(key: str, keys: str, kind: Kind = "plain") -> Button:
    """A button of the viewer. A click leaves the keys with the picture."""
    button = Button(tr(key), kind, keys, small=True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


class Panel(QScrollArea):
    """The cards one under another."""

    def __init__(self) -> None:
        super().__init__()
        self.findings = FindingCard()
        self.blurring = BlurCard()
        self.reading = ReadCard()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        for card in (self.findings, self.blurring, self.reading):
            column.addWidget(card)
        column.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(theme.px(_WIDTH))

    def reveal(self, card: Card) -> None:
        """Scroll to a card that has something new, where not all of them have room."""
        self.ensureWidgetVisible(card, 0, 0)

    def show_state(self, state: ViewerState) -> None:
        """Everything as it is at this moment, but for what was read."""
        self.findings.show_state(state)
        self.blurring.show_state(state)
        self.blurring.setVisible(state.changes)
        self.reading.read.setEnabled(state.readable)


class FindingCard(Card):
    """The finding in front, and the way to the others."""

    def __init__(self) -> None:
        super().__init__(padding=14, spacing=8)
        self._heading = Label(look="strong", wrap=True)
        self._chip = Chip()
        self._title = Label(wrap=True)
        self._why = Label(look="small", wrap=True)
        self.next = action("viewer.next", "N")
        self.previous = action("viewer.previous", "Shift N")
        self.next.steps = self.previous.steps = True
        self.boxes = action("viewer.hide_boxes", "B")
        self.body.addWidget(self._heading)
        self.body.addWidget(self._chip, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._title)
        self.body.addWidget(self._why)
        steps = QHBoxLayout()
        steps.setSpacing(theme.px(8))
        steps.addWidget(self.previous)
        steps.addWidget(self.next)
        steps.addStretch()
        self.body.addLayout(steps)
        self.body.addWidget(self.boxes, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_state(self, state: ViewerState) -> None:
        finding, of = state.front, len(state.placed)
        heading = tr("viewer.findings", n=of) if of else _why_none(state)
        if finding is not None:
            heading = tr("viewer.place", n=state.placed.index(finding) + 1, of=of)
            self._chip.set(finding.severity.value, wording.severity(finding.severity))
            self._title.setText(
                f"{wording.number_text(finding.number)}. {wording.in_language(finding.title)}"
            )
            self._why.setText(wording.in_language(finding.why))
        self._heading.setText(heading)
        for part in (self._chip, self._title, self._why):
            part.setVisible(finding is not None)
        for button in (self.next, self.previous, self.boxes):
            button.setVisible(bool(of))
            button.setEnabled(not state.covered)
        _rename(self.boxes, "viewer.hide_boxes" if state.boxes_shown else "viewer.show_boxes")


class BlurCard(Card):
    """What is to be blurred for publishing, and what was."""

    def __init__(self) -> None:
        super().__init__(padding=14, spacing=7)
        self._state = Label(look="small", wrap=True)
        self._warning = Label(look="small", wrap=True)
        self.choose = action("viewer.choose", "Space")
        self.faces = action("viewer.all_faces", "F")
        self.draw = action("viewer.draw", "D")
        self.remove = action("viewer.remove", "Del")
        self.beneath = action("viewer.beneath", "V")
        self.save = action("viewer.save", "S", "primary")
        self.original = action("viewer.original", "O")
        self.body.addWidget(Label(tr("viewer.publishing"), "strong", wrap=True))
        self.body.addWidget(self._state)
        for button in (self.choose, self.faces, self.draw, self.remove, self.beneath):
            self.body.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._warning)
        self.body.addWidget(self.save, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.original, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_state(self, state: ViewerState) -> None:
        """How many regions are chosen, what is blurred already, and what can be done about it."""
        image, boxes = state.image, state.regions.boxes
        lines = [tr("viewer.chosen", n=len(boxes)) if boxes else tr("viewer.nothing_chosen")]
        if image.origin_sha256:
            done = tr("viewer.is_blurred", n=len(image.blurred), origin=image.origin_sha256[:8])
            lines.insert(0, done)
        self._state.setText("\n".join(lines))
        self._warning.setText(warnings(state) if boxes or image.origin_sha256 else "")
        self._warning.setVisible(bool(self._warning.text()))
        _rename(self.choose, "viewer.unchoose" if state.chosen else "viewer.choose")
        _rename(self.draw, "viewer.stop_drawing" if state.drawing else "viewer.draw")
        _rename(self.beneath, "viewer.blurred" if state.beneath else "viewer.beneath")
        _rename(self.save, "viewer.saving" if state.saving else "viewer.save")
        free = not state.covered and not state.saving
        for button, there, may in (
            (self.choose, bool(state.placed), free),
            (self.faces, state.faces, free),
            (self.draw, True, free),
            (self.remove, state.regions.selected is not None, free),
            (self.beneath, bool(boxes), free),
            (self.save, True, free and bool(boxes)),
            (self.original, bool(image.origin_sha256), free),
        ):
            button.setVisible(there)
            button.setEnabled(may)


class ReadCard(Card):
    """What was read in a box."""

    def __init__(self) -> None:
        super().__init__(padding=14, spacing=8)
        self.read = action("viewer.read", "R")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(6))
        self.body.addWidget(Label(tr("viewer.text"), "strong", wrap=True))
        self.body.addLayout(self._lines)
        self.body.addWidget(self.read, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_line(self, sentence: str) -> None:
        """One sentence: what this is for, that it is being read, or why it cannot be."""
        self._show([Label(sentence, "small", wrap=True)])

    def show_text(self, read: BoxText) -> None:
        """The text, what the rules say of it, and on a banner whether the office's name is in it."""
        if not read.text and read.office_name is not Answer.FOUND:
            self.show_line(tr("viewer.nothing_read"))
            return
        text = Label(f"“{read.text}”", wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows: list[QWidget] = [text]
        if read.office_name is not None:
            rows.append(Label(tr(f"viewer.name.{read.office_name.value}"), "strong", wrap=True))
        for finding in read.findings:
            chip = Chip(finding.severity.value, wording.severity(finding.severity))
            rows += [chip, Label(wording.in_language(finding.title), wrap=True)]
            rows.append(Label(wording.in_language(finding.why), "small", wrap=True))
        if not read.findings:
            rows.append(Label(tr("viewer.no_rule"), "small", wrap=True))
        self._show(rows)

    def _show(self, rows: Sequence[QWidget]) -> None:
        clear(self._lines)
        for row in rows:
            self._lines.addWidget(row)


def _why_none(state: ViewerState) -> str:
    """Why no place on the image is marked."""
    if state.older:
        return tr("viewer.older")
    return tr("queue.checks.running" if state.waits else "viewer.none")


def _rename(button: Button, key: str) -> None:
    button.setText(tr(key))
    button.updateGeometry()
