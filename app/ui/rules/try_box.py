"""A box to try any text on the rules as they are in force."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.checks.types import Finding, PostFacts, TextReport
from app.services.base.desk import Desk
from app.ui import wording
from app.ui.page import Translatable
from app.ui.post_form.editor import PostEditor
from app.ui.post_form.live_check import LiveCheck
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Chip, Label
from app.ui.widgets.elided_link import ElidedLink
from app.ui.widgets.layouts import clear

_HEIGHT = 156  # drawn px


class TryBox(Translatable):
    """What is found is marked in the text and named beside it; `rule_wanted` gives the rule clicked."""

    rule_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._report: TextReport | None = None
        self._live = LiveCheck(desk, self)
        self._live.found.connect(self._show)
        self._editor = PostEditor()
        self._editor.textChanged.connect(self.check)
        title = Label(look="strong")
        self._empty = Label(look="small", wrap=True)
        self._found = QVBoxLayout()
        self._found.setSpacing(px(8))
        texts = QVBoxLayout()
        texts.setSpacing(px(6))
        texts.addWidget(title)
        texts.addWidget(self._editor, 1)
        self._row = QHBoxLayout()
        self._row.addLayout(texts, 3)
        self._row.addWidget(_scrolling(self._empty, self._found), 2)
        frame = QFrame()
        frame.setProperty("bar", "bottom")
        frame.setLayout(self._row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.translate(title.setText, "rules.try")
        self.translate(self._editor.setAccessibleName, "rules.try")
        self.translate(self._editor.setPlaceholderText, "rules.try_hint")
        self.translate(self._empty.setText, "rules.try_empty")
        self.restyle()

    def begin(self) -> None:
        """Put the cursor in, all text selected: the next try replaces the last."""
        self._editor.setFocus()
        self._editor.selectAll()

    def check(self) -> None:
        """Check what stands there by the rules of this moment."""
        text = self._editor.post()
        if text.strip():
            self._live.want(text, PostFacts())
        else:
            self._show(text, None)

    def _show(self, text: str, report: TextReport | None) -> None:
        if text != self._editor.post():
            return
        self._report = report
        findings = report.findings if report is not None else ()
        self._editor.mark(findings)
        clear(self._found)
        for finding in findings:
            self._found.addWidget(self._line(finding))
        if report is not None and not findings:
            clear_ = Chip("good", tr("queue.row.clear"))
            self._found.addWidget(clear_, alignment=Qt.AlignmentFlag.AlignLeft)
        self._empty.setVisible(report is None)

    def _line(self, finding: Finding) -> QWidget:
        link = ElidedLink(wording.in_language(finding.title))
        link.followed.connect(lambda: self.rule_wanted.emit(finding.rule))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(Chip(finding.severity.value, wording.severity(finding.severity)))
        row.addWidget(link)
        row.addStretch(1)
        return line

    def retranslate(self) -> None:
        super().retranslate()
        self._show(self._editor.post(), self._report)

    def restyle(self) -> None:
        self.setFixedHeight(px(_HEIGHT))
        self._row.setContentsMargins(px(24), px(10), px(16), px(12))
        self._row.setSpacing(px(20))
        self.retranslate()


def _scrolling(empty: QWidget, lines: QVBoxLayout) -> QScrollArea:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, px(28), px(8), 0)
    column.addWidget(empty)
    column.addLayout(lines)
    column.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    return scroll
