"""Says why a drafted answer cannot be decided on yet: what of it, or of its findings, was not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QScrollArea, QWidget

from app.services.posts.views import DraftView
from app.ui.findings.panel import FindingsPanel
from app.ui.translation import tr
from app.ui.widgets.screen_watch import ScreenWatch
from app.ui.widgets.seen import Part, PartKind


class ReplyWatch(ScreenWatch):
    """What is seen of an answer, which is words alone: its text, its cards, and what the checks left out.

    `changed` when there is more or less to be looked at.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        middle: QScrollArea,
        text: QWidget,
        findings: FindingsPanel,
        parent: QObject,
    ) -> None:
        super().__init__(clock, (middle, findings.area), parent)
        self._text, self._findings = text, findings
        self._unseen: frozenset[Part] = frozenset()

    def show_draft(self, draft: DraftView | None) -> bool:
        another = super().show_draft(draft)
        if another:
            self._unseen = frozenset()
        return another

    def why_not_decide(self) -> str:
        """Why the answer cannot be decided on yet, "" if all of it was seen."""
        wanted = [part for part, _ in self.parts_shown()]
        if self._version is None or self._guard.settled(self._version, wanted):
            return ""
        missing = self._guard.missing(self._version, wanted)
        found = sum(part.kind is PartKind.FINDING for part in missing)
        if any(part.kind is PartKind.TEXT for part in missing):
            return tr("queue.unseen.text")
        return tr("queue.unseen.findings", n=found) if found else tr("queue.unseen.new")

    def parts_shown(self) -> Iterator[tuple[Part, QWidget]]:
        yield Part(PartKind.TEXT), self._text
        yield from self._findings.parts_shown()

    def _look_again(self) -> None:
        assert self._version is not None
        unseen = frozenset(self._guard.missing(self._version, [part for part, _ in self.parts_shown()]))
        if unseen != self._unseen:
            self._unseen = unseen
            self.changed.emit()
