"""Watches whether a drafted answer and what was found in it are on screen, before anybody decides on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.services.posts.views import DraftView, FindingView
from app.ui.findings.panel import FindingsPanel
from app.ui.translation import tr
from app.ui.widgets.seen import Part, PartKind, SeenGuard, Version


class ReplyLooking(QObject):
    """Feeds a `SeenGuard`. An answer is words alone: its text, its cards, and what the checks left out.

    `changed` when there is more or less to be looked at.
    """

    changed = Signal()

    def __init__(
        self,
        clock: Callable[[], float],
        middle: QScrollArea,
        text: QWidget,
        findings: FindingsPanel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._guard = SeenGuard(clock)
        self._text, self._findings = text, findings
        self._areas = (middle, findings.area)
        self._version: Version | None = None
        self._unseen: frozenset[Part] = frozenset()
        self._look = QTimer(self, singleShot=True, interval=0)
        self._look.timeout.connect(self._take_in)
        for area in self._areas:
            inside = area.widget()
            assert inside is not None
            inside.installEventFilter(self)

    def show_draft(self, draft: DraftView | None) -> None:
        """Which draft is on screen from the next paint on."""
        self._look.stop()
        version = (draft.id, draft.version.digest) if draft is not None else None
        if version != self._version:
            self._interrupt()
            self._version = version
            self._unseen = frozenset()

    def forget(self) -> None:
        """Somebody else looks from now on: nothing was seen by them."""
        self._guard.forget()
        for area in self._areas:
            area.viewport().update()

    def why_not_decide(self) -> str:
        """Why the answer cannot be decided on yet, "" if all of it was seen."""
        wanted = [part for part, _ in self._on_show()]
        if self._version is None or self._guard.settled(self._version, wanted):
            return ""
        missing = self._guard.missing(self._version, wanted)
        found = sum(part.kind is PartKind.FINDING for part in missing)
        if any(part.kind is PartKind.TEXT for part in missing):
            return tr("queue.unseen.text")
        return tr("queue.unseen.findings", n=found) if found else tr("queue.unseen.new")

    def why_not_answer(self, findings: Sequence[FindingView]) -> str:
        """Why these findings cannot be answered yet, "" if their cards were seen."""
        if self._version is None:
            return ""
        parts = [Part(PartKind.FINDING, finding.id) for finding in findings]
        if self._guard.settled(self._version, parts):
            return ""
        missing = self._guard.missing(self._version, parts)
        return tr("queue.unseen.findings", n=len(missing)) if missing else tr("queue.unseen.new_finding")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Paint, QEvent.Type.WindowActivate):
            self._look.start()
        elif event.type() == QEvent.Type.WindowDeactivate:
            self._interrupt()
        return False

    def _interrupt(self) -> None:
        if self._version is not None:
            self._guard.interrupt(self._version)

    def _on_show(self) -> Iterator[tuple[Part, QWidget]]:
        yield Part(PartKind.TEXT), self._text
        yield from self._findings.parts_shown()

    def _take_in(self) -> None:
        if self._version is None or not self._text.isActiveWindow():
            return
        for part, widget in self._on_show():
            if not widget.isVisible():
                continue
            height, top, bottom = widget.height(), 0, widget.height()
            for area in self._areas:
                inside = area.widget()
                if inside is not None and inside.isAncestorOf(widget):
                    above = widget.mapTo(area.viewport(), QPoint()).y()
                    top, bottom = max(0, -above), min(height, area.viewport().height() - above)
            self._guard.shown(self._version, part, top, bottom, height)
        unseen = frozenset(self._guard.missing(self._version, [part for part, _ in self._on_show()]))
        if unseen != self._unseen:
            self._unseen = unseen
            self.changed.emit()
