"""What can be done with the draft in front beside deciding on it: each verb is one call of somebody else."""

from __future__ import annotations

from app.services.posts.views import DraftView, PostForm
from app.ui.page import Page
from app.ui.queue.answering import Answering
from app.ui.queue.deciding import Deciding
from app.ui.queue.writing import Writing
from app.ui.translation import tr


class DraftVerbs(Page):
    """The part of the queue page that its keys, bars and other pages call. `_draft` is the one in front."""

    _draft: DraftView | None
    _deciding: Deciding
    _writing: Writing
    _answering: Answering

    @property
    def _refused(self) -> str:
        """Why whoever sits at the desk decides and answers nothing, "" for one who may."""
        member = self.context.member
        return "" if member is None or member.decides else tr("queue.drafter")

    def _tried(self, act: str) -> None:
        """What was pressed though it is not offered stands in the record where it lies in who sits here."""
        if self._draft is not None:
            self._deciding.tried(self._draft, act)

    def compose(self, seed: PostForm | None = None) -> None:
        self._writing.compose(seed)

    def edit(self) -> None:
        self._writing.edit(self._draft)

    def to_unicode(self) -> None:
        self._writing.to_unicode(self._draft)

    def view_image(self, position: int) -> None:
        """Show an image of the draft by itself."""
        self._writing.view(self._draft, position)

    def show_history(self) -> None:
        self._writing.show_history(self._draft)

    def add_exception(self) -> None:
        """Offer to let the selected finding's words pass from now on."""
        self._answering.add_exception(self)

    def ask_meaning(self) -> None:
        """Begin a letter that asks what the selected finding's clause means."""
        self._answering.ask_meaning(self)

    def return_letter(self) -> None:
        """Begin a letter that returns the draft on screen."""
        self._answering.return_letter(self)

    def record_publication(self) -> None:
        """Ask where and when the draft on screen went out."""
        if self._draft is not None:
            self.context.record_publication(self._draft.id)

    def save_copies(self) -> None:
        """Offer to save what goes out of the draft on screen."""
        from app.ui.copies.dialog import offer_copies  # with the archive: not before somebody asks

        if self._draft is not None:
            offer_copies(self.context, self._draft.id, self.window())

    def mark_important(self) -> None:
        if self._draft is not None:
            self._deciding.mark_important(self._draft)

    def undo(self) -> None:
        """Take back the newest decision that still stands; again, the one before."""
        self._undo(None)

    def _undo(self, draft_id: int | None) -> None:
        decided = self._deciding.take_back(draft_id)
        if decided is not None:
            self.context.open_draft(decided)
