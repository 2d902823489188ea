"""The archive page's view of what came back from archives of another record: a list to search, one post."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.bangla.dates import gregorian_day, local
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.restored.reading import restored_list, restored_post
from app.services.restored.reusing import last_use, reuse
from app.services.restored.views import RestoredList, RestoredPostView, RestoredRow, RestoredWanted
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.history.reuse_dialog import ReuseDialog
from app.ui.images.pictures import Pictures
from app.ui.page import PageView
from app.ui.restored.detail import archive_card, mark_card, post_card
from app.ui.tab_order import has_keys
from app.ui.theme import px
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button, EmptyState, Label
from app.ui.widgets.detail_scroll import DetailScroll
from app.ui.widgets.entry_list import Entry, EntryList
from app.ui.widgets.search_field import SearchField

_LIST, _SEARCH = 380, 260  # drawn px
_PAUSE = 250  # milliseconds after the last letter, before it is searched


class RestoredView(PageView):
    """The list is read anew whenever the view comes to the front, and when something came back."""

    name = "restored"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._pictures = Pictures(context.desk, self)
        self._list = RestoredList((), 0)
        self._found: RestoredPostView | None = None
        self.search = SearchField(_SEARCH)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.read)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self._count = Label(look="small")
        self.entries = EntryList()
        self.entries.setFixedWidth(px(_LIST))
        self.entries.chosen.connect(self._choose)
        self.search.left.connect(self._take_focus)
        self._detail = DetailScroll()
        self._empty = EmptyState("archive")
        self._right = QStackedWidget()
        self._right.addWidget(self._empty)
        self._right.addWidget(self._detail)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.entries)
        middle.addWidget(self._right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addLayout(middle, 1)
        self.add_command("restored_page.offer", "N", self.take_in)
        self.add_command("restored_page.rewrite", "W", self.rewrite)
        self.add_command("reuse.title", "U", self.use_again)
        self.add_command("archive.find", "/", self.search.focus_all)
        self.translate(self.search.setPlaceholderText, "restored_page.search")
        self.translate(self.search.setAccessibleName, "restored_page.search")
        self.translate(self.entries.setAccessibleName, "restored_page.list")
        context.drafts_changed.connect(self._read_if_shown)
        self.retranslate()

    def _bar(self) -> QWidget:
        bar = QFrame()
        bar.setProperty("bar", "top")
        take_in = Button(icon="archive", keys="N")
        take_in.clicked.connect(self.take_in)
        self.translate(take_in.setText, "restored_page.offer")
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(16), px(8), px(16), px(8))
        row.setSpacing(px(12))
        row.addWidget(self.search, 1)
        row.addWidget(self._count)
        row.addWidget(take_in)
        return bar

    def arrive(self) -> None:
        self.read()
        self._take_focus()

    def _take_focus(self) -> None:
        """Where there is no list, what is said instead has the focus, and shows it."""
        (self.entries if self._list.rows else self._empty).setFocus()

    def read(self) -> None:
        """Search anew."""
        desk, wanted = self.context.desk, RestoredWanted(self.search.text())

        def show(found: RestoredList) -> None:
            if wanted.search == self.search.text():  # else a newer search is on its way
                self._list = found
                self._show()

        jobs.run(lambda _work: restored_list(desk, wanted), show, owner=self)

    def take_in(self) -> None:
        """Take an archive in."""
        from app.ui.restored.restore_dialog import RestoreArchiveDialog  # with the reader of archives

        RestoreArchiveDialog(self.context, self.window()).open()

    def rewrite(self) -> None:
        """Write the archive of the post in front again."""
        from app.ui.restored.rewrite_dialog import RewriteDialog  # with the writer of archives

        if self._found is not None:
            RewriteDialog(self.context, self._found.archive, self.window()).open()

    def use_again(self) -> None:
        """Make a new draft of the post in front."""
        found, member, desk = self._found, self.context.member, self.context.desk
        if found is None:
            return
        if member is None:
            messages.say(tr("queue.choose_member"), "warn")
            return
        id_ = found.row.id
        ReuseDialog(
            self.context,
            last_use(desk, id_),
            lambda reason: reuse(desk, id_, member.id, reason),
            self.window(),
        ).open()

    def _read_if_shown(self) -> None:
        if self.isVisible():
            self.read()

    def _show(self) -> None:
        rows, total = self._list.rows, self._list.total
        self.entries.show_entries(map(_entry, rows))
        shown = "restored_page.count" if len(rows) == total else "restored_page.shown"
        self._count.setText(tr(shown, n=len(rows), total=total) if rows else "")
        held = has_keys(self.entries) or has_keys(self._empty)
        self.entries.setVisible(bool(rows))
        if held:
            self._take_focus()
        if not rows:
            key = "nothing_found" if self.search.text().strip() else "empty"
            self._empty.set_text(tr(f"restored_page.{key}"), tr(f"restored_page.{key}_hint"))
            self._right.setCurrentIndex(0)
        self._choose(self.entries.key())

    def _choose(self, key: str) -> None:
        self._found = None
        if not key:
            return
        desk: Desk = self.context.desk
        id_ = int(key)
        jobs.run(lambda _work: restored_post(desk, id_), self._show_detail, self._refused, owner=self)

    def _show_detail(self, found: RestoredPostView) -> None:
        if str(found.row.id) != self.entries.key():
            return  # another one is in front by now
        self._found = found
        rewrite = Button(tr("restored_page.rewrite"), icon="export", keys="W")
        rewrite.clicked.connect(self.rewrite)
        again = Button(tr("reuse.offer"), keys="U")
        again.clicked.connect(self.use_again)
        if found.row.withdrawn:
            again.hide()  # never shown here: without a parent it would be a window, and take the keys
        self._detail.show_cards(
            mark_card(found), post_card(found, self._pictures, again), archive_card(found.archive, rewrite)
        )
        self._right.setCurrentIndex(1)

    def _refused(self, refusal: Refusal) -> None:
        messages.say(refusal_text(refusal), "error")

    def retranslate(self) -> None:
        super().retranslate()
        self._show()

    def restyle(self) -> None:
        self._show()


def _entry(row: RestoredRow) -> Entry:
    text = " ".join(row.text.split()) or tr("archive_page.no_text")
    line = f"{gregorian_day(local(row.approved_at).date(), language())} · {row.account or row.approvers}"
    chip = None
    if row.withdrawn:
        chip = ("block", tr("restored_page.withdrawn"))
    elif row.published_at is not None:
        chip = ("good", tr("state.published"))
    return Entry(str(row.id), text, line, chip=chip)
