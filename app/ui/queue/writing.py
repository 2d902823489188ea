"""Writing on the queue page: a new post, a new version of the one shown, its history.

The form, the viewer and the history are imported when they are first opened: they bring the text check and
much else, and the first page has to be on screen before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.services.base.enums import AccountKind, State
from app.services.office import accounts
from app.services.posts import intake, mending
from app.services.posts.mending import Mending
from app.services.posts.views import DraftView, PostForm, VersionView
from app.ui.clips.player import Player
from app.ui.context import Context
from app.ui.findings.mend_form import MendOffer
from app.ui.findings.panel import is_open
from app.ui.images.pictures import Pictures
from app.ui.queue.deciding import Deciding
from app.ui.viewer.selection import ShownVersion
from app.ui.wording import is_bijoy
from app.values import replace

if TYPE_CHECKING:
    from app.ui.post_form.dialog import ComposeDialog


class Writing(QObject):
    """`written` tells of a draft with a version not yet checked; `saved` of one that came from the form.

    Both carry the draft's id, `saved` the version's number as well. The forms open over `page`.
    """

    written = Signal(int)
    saved = Signal(int, int)

    def __init__(self, context: Context, deciding: Deciding, pictures: Pictures, page: QWidget) -> None:
        super().__init__(page)
        self._player = Player(context.desk, self)
        self._context = context
        self._deciding = deciding
        self._pictures = pictures
        self._page = page

    def compose(self, seed: PostForm | None = None) -> None:
        """Open an empty form, or one begun with what `seed` holds."""
        self._open(self._form(None, seed))

    def edit(self, draft: DraftView | None) -> None:
        """Open the form with a draft in it; what is published stays as it went out."""
        if draft is not None and draft.state is not State.PUBLISHED:
            self._open(self._form(draft, None))

    def offer(self, draft: DraftView) -> MendOffer:
        """What whoever sits at the desk may put into a draft, and what it does to their own approval."""
        member = self._context.member
        desk = self._context.desk
        if member is None or not is_open(draft):
            return MendOffer()
        return MendOffer(
            accounts.accounts(desk, kind=AccountKind.OFFICIAL),
            mending.cost(desk, draft.id, member.id),
        )

    def mend(self, draft: DraftView | None, wanted: Mending) -> None:
        """Keep what a person put in as a new version, and have it checked."""
        if draft is not None and self._deciding.mend(draft, wanted):
            self.written.emit(draft.id)

    def to_unicode(self, draft: DraftView | None) -> None:
        """Replace a text in the old Bijoy encoding by the Unicode it stands for, as a new version."""
        if draft is not None and is_open(draft) and any(map(is_bijoy, draft.findings)):
            from app.checks.text.bijoy import convert

            form = replace(intake.form_of(draft.version), text=convert(draft.version.text))
            if self._deciding.revise(draft, form):
                self.written.emit(draft.id)

    def view(self, draft: DraftView | None, position: int) -> None:
        """Open an image of a draft by itself, where parts of it can be blurred."""
        if draft is not None:
            self._open_viewer(ShownVersion(draft, position), self._page)

    def play(self, draft: DraftView | None, position: int) -> None:
        """Open a video or audio of a draft in the system's player."""
        if draft is not None:
            self._player.open(draft.version.attachments[position])

    def show_history(self, draft: DraftView | None) -> None:
        if draft is None:
            return
        from app.ui.history.dialog import HistoryDialog

        history = HistoryDialog(self._context.desk, draft, self._pictures, parent=self._page)

        def view(version: VersionView, position: int) -> None:
            if version.attachments[position].is_clip:
                self._player.open(version.attachments[position])
                return
            older = version if version.number != draft.version.number else None
            self._open_viewer(ShownVersion(draft, position, older), history)

        history.image_wanted.connect(view)
        history.open()

    def _open_viewer(self, shown: ShownVersion, over: QWidget) -> None:
        from app.ui.viewer.dialog import Viewer

        viewer = Viewer(self._context, self._pictures, shown, parent=over)
        viewer.written.connect(self.written)
        viewer.finished.connect(lambda _result: over.window().activateWindow())
        viewer.open()

    def _form(self, draft: DraftView | None, seed: PostForm | None) -> ComposeDialog:
        from app.ui.post_form.dialog import ComposeDialog

        return ComposeDialog(self._context, self._pictures, draft=draft, seed=seed, parent=self._page)

    def _open(self, form: ComposeDialog) -> None:
        form.saved.connect(self.saved)
        # Closed together with the question whether to throw away, it may leave no window with the keys.
        form.finished.connect(lambda _result: self._page.window().activateWindow())
        form.open()
