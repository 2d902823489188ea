"""Says why the post on screen cannot be decided on yet: what of it, or of its findings, was not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QScrollArea, QWidget

from app.services.posts.views import DraftView
from app.ui import theme
from app.ui.findings.panel import FindingsPanel
from app.ui.images.image_view import ImageView
from app.ui.post_view.post import PostView
from app.ui.translation import tr
from app.ui.widgets.screen_watch import ScreenWatch, top_of
from app.ui.widgets.seen import Part, PartKind, Version

_OVERLAP = 48  # drawn px that stay in sight when scrolling a screenful on


class PostWatch(ScreenWatch):
    """What is seen of a post and its findings. `changed` when there is more or less to scroll to.

    Everything that decides or answers asks here first.
    """

    def __init__(
        self, clock: Callable[[], float], post: PostView, findings: FindingsPanel, parent: QObject
    ) -> None:
        super().__init__(clock, (post, findings.area), parent)
        self._post, self._findings = post, findings
        self._hint = ""
        self._unseen_pictures: frozenset[int] = frozenset()
        self._whole: dict[Version, frozenset[int]] = {}  # by version the findings it was seen with

    def show_draft(self, draft: DraftView | None) -> bool:
        another = super().show_draft(draft)
        if another:
            self._hint = ""
            images = draft.version.attachments if draft is not None else ()
            self._unseen_pictures = frozenset(image.position for image in images if not image.is_clip)
        return another

    def saw_whole(self, draft_id: int, digest: str, findings: frozenset[int]) -> bool:
        """Whether all of this version, with these findings, was seen in a way that lets one approve it."""
        self._keep_whole()
        return self._whole.get((draft_id, digest)) == findings

    def _leave(self) -> None:
        self._keep_whole()

    def _keep_whole(self) -> None:
        """Remember the version in front if all of it was seen: soon its parts are not there to ask."""
        if self._version is not None and not self.why_not_approve():
            parts = (part for part, _ in self._findings.parts_shown())
            found = frozenset(int(part.id) for part in parts if part.kind is PartKind.FINDING)
            self._whole[self._version] = found

    def forget(self) -> None:
        """Somebody else looks from now on: nothing was seen by them."""
        super().forget()
        self._whole.clear()

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
        top = top_of(area, toward) if toward is not None else 0
        page = max(1, area.viewport().height() - theme.px(_OVERLAP))
        bar.setValue(before + top if top < 0 and before + page > bar.maximum() else before + page)
        return bar.value() != before

    # What is on screen

    def parts_shown(self) -> Iterator[tuple[Part, QWidget]]:
        yield from self._post.parts_shown()
        yield from self._findings.parts_shown()

    def _look_again(self) -> None:
        unseen = self._unseen(self._wanted(PartKind.PICTURE))
        hint = self._where(unseen)
        pictures = frozenset(int(part.id) for part, _ in unseen if part.kind is PartKind.PICTURE)
        if (hint, pictures) != (self._hint, self._unseen_pictures):
            self._hint, self._unseen_pictures = hint, pictures
            self.changed.emit()

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
