"""Watches what of a post is really painted on screen, and says why it cannot be decided on yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.services.posts.views import DraftView, FindingView
from app.ui import theme
from app.ui.findings.panel import FindingsPanel
from app.ui.images.image_view import ImageView
from app.ui.post_view.post import PostView
from app.ui.translation import tr
from app.ui.widgets.seen import Part, PartKind, SeenGuard, Version

_OVERLAP = 48  # drawn px that stay in sight when scrolling a screenful on
_COVERED = 200  # milliseconds until it is asked again whether what covers a part has gone
_LEAST = 4  # a window with less than this part of it on a screen, one in so many, is read by nobody


class Looking(QObject):
    """Feeds a `SeenGuard` from the post and its findings. `changed` when there is more or less to scroll to.

    Everything that decides or answers asks here first.
    """

    changed = Signal()

    def __init__(
        self, clock: Callable[[], float], post: PostView, findings: FindingsPanel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._guard = SeenGuard(clock)
        self._post, self._findings = post, findings
        self._areas: tuple[QScrollArea, ...] = (post, findings.area)
        self._version: Version | None = None
        self._hint = ""
        self._unseen_pictures: frozenset[int] = frozenset()
        self._whole: dict[Version, frozenset[int]] = {}  # by version the findings it was seen with
        # After the paint event that asks for it: only then do the pictures know what they have drawn.
        self._look = QTimer(self, singleShot=True, interval=0)
        self._look.timeout.connect(self._take_in)
        self._again = QTimer(self, singleShot=True, interval=_COVERED)
        self._again.timeout.connect(self._take_in)
        for area in self._areas:
            _inside(area).installEventFilter(self)

    def show_draft(self, draft: DraftView | None) -> None:
        """Which draft is on screen from the next paint on."""
        self._look.stop()
        self._again.stop()
        version = (draft.id, draft.version.digest) if draft is not None else None
        if version != self._version:
            self._keep_whole()
            self._interrupt()
            self._version = version
            self._hint = ""
            images = draft.version.attachments if draft is not None else ()
            self._unseen_pictures = frozenset(image.position for image in images if not image.is_clip)

    def saw_whole(self, draft_id: int, digest: str, findings: frozenset[int]) -> bool:
        """Whether all of this version, with these findings, was seen in a way that lets one approve it."""
        self._keep_whole()
        return self._whole.get((draft_id, digest)) == findings

    def _keep_whole(self) -> None:
        """Remember the version in front if all of it was seen: soon its parts are not there to ask."""
        if self._version is not None and not self.why_not_approve():
            parts = (part for part, _ in self._findings.parts_shown())
            found = frozenset(int(part.id) for part in parts if part.kind is PartKind.FINDING)
            self._whole[self._version] = found

    def forget(self) -> None:
        """Somebody else looks from now on: nothing was seen by them."""
        self._guard.forget()
        self._whole.clear()
        for area in self._areas:
            _inside(area).update()

    @property
    def hint(self) -> str:
        """Where there is more to see, "" if all is on screen or was."""
        return self._hint

    @property
    def unseen_pictures(self) -> frozenset[int]:
        """The positions of the images that were never on screen in full."""
        return self._unseen_pictures

    def why_not_approve(self) -> str:
        """Why the post cannot be approved yet, "" if it was seen."""
        return self._why_not(PartKind.PICTURE)

    def why_not_refuse(self) -> str:
        """Why the post cannot be returned or rejected yet: what is covered may stay so."""
        return self._why_not(PartKind.STAND_IN)

    def why_not_answer(self, findings: Sequence[FindingView]) -> str:
        """Why these findings cannot be answered yet, "" if their cards were seen."""
        if self._version is None:
            return ""
        parts = [Part(PartKind.FINDING, finding.id) for finding in findings]
        unseen = self._guard.missing(self._version, parts)
        if unseen:
            return tr("queue.unseen.findings", n=len(unseen))
        return "" if self._guard.settled(self._version, parts) else tr("queue.unseen.new_finding")

    def scroll_on(self) -> None:
        """A screenful on toward what was not seen yet: the post first, then the findings."""
        waiting = self._unseen(self._wanted(PartKind.PICTURE))
        for area in self._areas:
            inside = [widget for _, widget in waiting if self._area(widget) is area]
            if inside and self._scroll(area, inside[0]):
                return
        for area in self._areas:
            if self._scroll(area, None):
                return

    def _scroll(self, area: QScrollArea, toward: QWidget | None) -> bool:
        """Back to the top of a part that lies above, else a screenful down; whether anything moved."""
        bar = area.verticalScrollBar()
        before = bar.value()
        top = _top(area, toward) if toward is not None else 0
        page = max(1, area.viewport().height() - theme.px(_OVERLAP))
        bar.setValue(before + top if top < 0 and before + page > bar.maximum() else before + page)
        return bar.value() != before

    # What is on screen

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
        window = self._post.window()
        if self._version is None or not window.isActiveWindow() or not _on_a_screen(window):
            return  # behind a dialog or another window it is painted too, and nobody sees it
        covers = _covers(window)
        for part, widget in self._on_show():
            area = self._area(widget)
            if not widget.isVisible():
                continue
            height = widget.height()
            top, bottom = 0, height
            if area is not None:
                above = _top(area, widget)
                top, bottom = max(0, -above), min(height, area.viewport().height() - above)
            drawn = QRect(widget.mapToGlobal(QPoint(0, top)), QSize(widget.width(), max(0, bottom - top)))
            if any(cover.intersects(drawn) for cover in covers):
                self._again.start()
                continue
            self._guard.shown(self._version, part, top, bottom, height)
        unseen = self._unseen(self._wanted(PartKind.PICTURE))
        hint = self._where(unseen)
        pictures = frozenset(int(part.id) for part, _ in unseen if part.kind is PartKind.PICTURE)
        if (hint, pictures) != (self._hint, self._unseen_pictures):
            self._hint, self._unseen_pictures = hint, pictures
            self.changed.emit()

    def _on_show(self) -> Iterator[tuple[Part, QWidget]]:
        yield from self._post.parts_shown()
        yield from self._findings.parts_shown()

    # What is wanted, and what of it was not seen

    def _wanted(self, pictures: PartKind) -> list[tuple[Part, QWidget]]:
        """Everything to be seen before a decision; `pictures`: how an image has to be seen."""
        return [*self._post.parts(pictures), *self._findings.parts_shown()]

    def _unseen(self, wanted: Sequence[tuple[Part, QWidget]]) -> list[tuple[Part, QWidget]]:
        if self._version is None:
            return []
        missing = set(self._guard.missing(self._version, [part for part, _ in wanted]))
        return [(part, widget) for part, widget in wanted if part in missing]

    def _why_not(self, pictures: PartKind) -> str:
        wanted = self._wanted(pictures)
        if self._version is None or self._guard.settled(self._version, [part for part, _ in wanted]):
            return ""
        unseen = self._unseen(wanted)
        if hint := self._where(unseen):
            return hint
        loading = any(isinstance(view, ImageView) and view.drawn is None for _, view in unseen)
        return tr("queue.unseen.loading" if loading else "queue.unseen.new")

    def _where(self, unseen: Sequence[tuple[Part, QWidget]]) -> str:
        """Where to look, in one sentence; "" if nothing is left but to wait."""
        pictures = [view for _, view in unseen if isinstance(view, ImageView)]
        hidden = [view for view in pictures if view.drawn is PartKind.STAND_IN]
        off = [part.kind for part, widget in unseen if widget not in hidden and self._is_off(widget)]
        if n := off.count(PartKind.PICTURE) + off.count(PartKind.STAND_IN):
            return tr("queue.unseen.pictures", n=n)
        for kind in (PartKind.TEXT, PartKind.FACTS):
            if kind in off:
                return tr(f"queue.unseen.{kind}")
        if hidden:
            return tr(
                "queue.unseen.covered" if any(view.covered for view in hidden) else "queue.unseen.broken"
            )
        return tr("queue.unseen.findings", n=max(1, off.count(PartKind.FINDING))) if off else ""

    def _area(self, widget: QWidget) -> QScrollArea | None:
        return next((area for area in self._areas if _inside(area).isAncestorOf(widget)), None)

    def _is_off(self, widget: QWidget) -> bool:
        """Whether some of a part lies outside of what is visible."""
        area = self._area(widget)
        if area is None:
            return False
        top = _top(area, widget)
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


def _top(area: QScrollArea, widget: QWidget) -> int:
    """How far a part begins beneath the upper edge of what is visible; negative if above."""
    return widget.mapTo(area.viewport(), QPoint()).y()
