"""The parts of the queue page and where they stand; what they do together is the page's."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout

from app.ui.findings.panel import FindingsPanel
from app.ui.images.pictures import Pictures
from app.ui.post_view.post import PostView
from app.ui.queue.decision_bar import DecisionBar
from app.ui.queue.image_strip import ImageStrip
from app.ui.queue.intake import Intake
from app.ui.queue.listing import Listing
from app.ui.queue.panes import Column, Panes
from app.ui.queue.top_bar import TopBar
from app.ui.queue.verbs import DraftVerbs
from app.ui.widgets import EmptyState
from app.ui.wording import clause_title


class QueueLayout(DraftVerbs):
    """What `_build` makes: the bar on top, list, post and findings beside each other, decisions beneath."""

    _pictures: Pictures
    _intake: Intake

    def _build(self) -> None:
        self._top = TopBar(
            [
                ("queue.key.files", "Ctrl+O", self._intake.choose_files),
                ("queue.key.folder", "Ctrl+Shift+O", self._intake.choose_folder),
                ("queue.key.compose", "N", self.compose),
                ("queue.key.paste", "Ctrl+V", self._intake.paste),
            ],
            self,
        )
        # With their parents from the first: what is given one later is dressed anew, with all that is in it.
        self._middle = QStackedWidget(self)
        self._panes = Panes(self._middle)
        self._listing = Listing(self.context, self._pictures, self._panes)
        self._list = self._listing.list
        self._middles = QStackedWidget(self._panes)
        middle = Column(self._middles)
        self._post = PostView(self._pictures, middle)
        self._strip = ImageStrip(self._pictures, middle)
        middle.fill(self._post, self._strip)
        self._middles.addWidget(middle)
        self._sides = QStackedWidget(self._panes)
        self._findings = FindingsPanel(clause_title, self._pictures, self._sides)
        self._sides.addWidget(self._findings)
        self._panes.show_parts(self._listing, self._middles, self._sides)
        self._empty = EmptyState("queue", self._middle)
        self._middle.addWidget(self._panes)
        self._middle.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(self._middle, 1)
        self._bars = QStackedWidget(self)
        self._bar = DecisionBar(self._bars)
        self._bars.addWidget(self._bar)
        self._bars.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(self._bars)
