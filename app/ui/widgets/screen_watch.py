"""Watches which parts of a draft are really painted on screen, so that nothing is decided that nobody saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.services.posts.views import DraftView, FindingView
from app.ui.translation import tr
from app.ui.widgets.seen import Part, PartKind, SeenGuard, Version

_COVERED = 200  # milliseconds until it is asked again whether what covers a part has gone
_LEAST = 4  # a window with less than this part of it on a screen, one in so many, is read by nobody


class ScreenWatch(QObject):
    """Feeds a `SeenGuard` with what is painted in the active window, on a screen, under no menu or dialog.

    A subclass says with `parts_shown` which widgets show which part, and with `_look_again` what follows.
    """

    changed = Signal()

    def __init__(self, clock: Callable[[], float], areas: Sequence[QScrollArea], parent: QObject) -> None:
        """`clock` gives seconds that only grow; `areas` are scrolled, and hold what is shown."""
        super().__init__(parent)
        self._guard = SeenGuard(clock)
        self._areas = tuple(areas)
        self._version: Version | None = None
        # After the paint event that asks for it: only then do the pictures know what they have drawn.
        self._look = QTimer(self, singleShot=True, interval=0)
        self._look.timeout.connect(self._take_in)
        self._again = QTimer(self, singleShot=True, interval=_COVERED)
        self._again.timeout.connect(self._take_in)
        for area in self._areas:
            _inside(area).installEventFilter(self)

    def parts_shown(self) -> Iterator[tuple[Part, QWidget]]:
        """Each part of the draft with the widget that shows it."""
        raise NotImplementedError

    def _look_again(self) -> None:
        """Parts may have been seen since the last time: emit `changed` if that changes anything."""
        raise NotImplementedError

    def show_draft(self, draft: DraftView | None) -> bool:
        """Which draft is on screen from the next paint on; whether that is another version than before."""
        self._look.stop()
        self._again.stop()
        version = (draft.id, draft.version.digest) if draft is not None else None
        if version == self._version:
            return False
        self._leave()
        self._interrupt()
        self._version = version
        return True

    def _leave(self) -> None:
        """The version in front is about to go from the screen."""

    def forget(self) -> None:
        """Somebody else looks from now on: nothing was seen by them."""
        self._guard.forget()
        for area in self._areas:
            _inside(area).update()

    def why_not_answer(self, findings: Sequence[FindingView]) -> str:
        """Why these findings cannot be answered yet, "" if their cards were seen."""
        if self._version is None:
            return ""
        parts = [Part(PartKind.FINDING, finding.id) for finding in findings]
        unseen = self._guard.missing(self._version, parts)
        if unseen:
            return tr("queue.unseen.findings", n=len(unseen))
        return "" if self._guard.settled(self._version, parts) else tr("queue.unseen.new_finding")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Paint, QEvent.Type.WindowActivate):
            self._look.start()
        elif event.type() in (QEvent.Type.WindowDeactivate, QEvent.Type.Hide):  # `Hide`: minimised too
            self._interrupt()
        return False

    def _interrupt(self) -> None:
        if self._version is not None:
            self._guard.interrupt(self._version)

    def _take_in(self) -> None:
        window = self._areas[0].window()
        if self._version is None or not window.isActiveWindow() or not _on_a_screen(window):
            return  # behind a dialog or another window it is painted too, and nobody sees it
        covers = _covers(window)
        for part, widget in self.parts_shown():
            if not widget.isVisible():
                continue
            area = self._area(widget)
            height = widget.height()
            top, bottom = 0, height
            if area is not None:
                above = top_of(area, widget)
                top, bottom = max(0, -above), min(height, area.viewport().height() - above)
            drawn = QRect(widget.mapToGlobal(QPoint(0, top)), QSize(widget.width(), max(0, bottom - top)))
            if any(cover.intersects(drawn) for cover in covers):
                self._again.start()
                continue
            self._guard.shown(self._version, part, top, bottom, height)
        self._look_again()

    def _area(self, widget: QWidget) -> QScrollArea | None:
        return next((area for area in self._areas if _inside(area).isAncestorOf(widget)), None)

    def _is_off(self, widget: QWidget) -> bool:
        """Whether some of a part lies outside of what is visible."""
        area = self._area(widget)
        if area is None:
            return False
        top = top_of(area, widget)
        return top < 0 or top + widget.height() > area.viewport().height()


def _on_a_screen(window: QWidget) -> bool:
    """Whether enough of the window lies on some screen to be read, and it is not minimised."""
    frame = window.geometry()
    drawn = [screen.geometry() & frame for screen in QGuiApplication.screens()]
    area = sum(one.width() * one.height() for one in drawn)
    return not window.isMinimized() and area * _LEAST >= frame.width() * frame.height()


def _covers(window: QWidget) -> list[QRect]:
    """Where menus and dialogs of this window lie over it: they stay above it even while it is active."""
    return [
        one.frameGeometry()
        for one in QApplication.topLevelWidgets()
        if one.isVisible() and one.windowType() != Qt.WindowType.ToolTip and _belongs_to(one, window)
    ]


def _belongs_to(one: QWidget, window: QWidget) -> bool:
    above = one.parentWidget()
    return above is not None and (above.window() is window or _belongs_to(above.window(), window))


def _inside(area: QScrollArea) -> QWidget:
    """What is scrolled."""
    inside = area.widget()
    assert inside is not None
    return inside


def top_of(area: QScrollArea, widget: QWidget) -> int:
    """How far a part begins beneath the upper edge of what is visible; negative if above."""
    return widget.mapTo(area.viewport(), QPoint()).y()
