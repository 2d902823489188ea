"""The first view of the archive page: the approved posts, and what of them is out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.services.base.enums import State
from app.services.base.members import MemberView
from app.services.posts.aftercare import ActView
from app.services.posts.approved_list import MOST, ApprovedList, Wanted, approved_list, approved_rows
from app.services.posts.certificate import certificate_paper
from app.services.posts.path import PostPath, post_path
from app.services.posts.reuse import last_use, reuse
from app.services.posts.views import QueueRow
from app.services.retention.side import PostSide, post_side
from app.ui import jobs, messages
from app.ui.aftercare.dialogs import CorrectionDialog, ElsewhereDialog, ProofDialog, RemovalDialog
from app.ui.aftercare.evidence_dialog import EvidenceDialog
from app.ui.aftercare.path_view import PathView
from app.ui.archive.certificate_dialog import CertificateDialog
from app.ui.archive.filters import Filters
from app.ui.archive.keeping_dialogs import class_dialog, hold_dialog
from app.ui.archive.publication_dialog import record_publication
from app.ui.archive.side import SideColumn
from app.ui.context import Context
from app.ui.copies.dialog import offer_copies
from app.ui.history.reuse_dialog import ReuseDialog
from app.ui.images.pictures import Pictures
from app.ui.page import PageView
from app.ui.permission import may_decide, says_drafter
from app.ui.post_list.model import ROW, QueueModel
from app.ui.post_list.row_delegate import RowDelegate
from app.ui.post_list.row_words import accessible
from app.ui.preview.dialog import preview
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, EmptyState, Label
from app.ui.widgets.button import shorten
from app.ui.widgets.layouts import upright_line

_LIST = 312  # drawn px
_HINT = 300  # drawn px the words at the foot want, in two lines
_NO_ROOM = (
    1040  # drawn px; in a narrower page the column at the right gives way, its acts stay in the palette
)


class ApprovedView(PageView):
    """A list of approved posts, filtered as the export would be; the bar beneath acts on the one in front."""

    name = "list"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._asked: Wanted | None = None
        self._filters = Filters(context)
        self._model = QueueModel(lambda ids: approved_rows(context.desk, ids), accessible, self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._pictures = Pictures(context.desk, self)
        self._pictures.arrived.connect(lambda _sha256: self._list.viewport().update())
        self._list.setItemDelegate(RowDelegate(self._pictures, self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty = EmptyState("archive")
        self._middle = QStackedWidget()
        self._path = PathView(self._pictures)
        self._side = SideColumn(context)
        self._held = False
        self._shown: int | None = None
        self._middle.addWidget(self._list_and_path())
        self._middle.addWidget(self._empty)
        self._hint = Label(look="small", wrap=True)
        self._more = Label(look="tiny", wrap=True)
        self._more.setContentsMargins(px(16), px(6), px(16), px(6))
        self._more.hide()
        self._open = Button(keys="↵")
        self._copies = Button(keys="S")
        self._publish = Button(kind="primary", keys="P")
        self._proof = Button(icon="image", keys="O")
        self._after = Button()
        self._after_menu = QMenu(self)
        self._after.setMenu(self._after_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._filters)
        column.addWidget(self._middle, 1)
        column.addWidget(self._more)
        column.addWidget(self._foot())
        self._connect()
        self._add_commands()
        self.retranslate()

    def _list_and_path(self) -> QWidget:
        both = QWidget()
        self._list.setFixedWidth(px(_LIST))
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list)
        row.addWidget(upright_line())
        row.addWidget(self._path, 1)
        row.addWidget(upright_line())
        row.addWidget(self._side)
        return both

    def _foot(self) -> QFrame:
        foot = self._bar = QFrame()
        foot.setProperty("bar", "bottom")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(16), px(10), px(16), px(10))
        row.setSpacing(px(8))
        row.addWidget(self._hint, 1)
        row.addStretch()  # in place of the hint where that is hidden
        row.addWidget(self._open)
        row.addWidget(self._copies)
        row.addWidget(self._proof)
        row.addWidget(self._after)
        row.addWidget(self._publish)
        self.translate(self._proof.setText, "aftercare.proof.offer")
        self.translate(self._after.setText, "aftercare.more")
        self.translate(self._list.setAccessibleName, "archive.list")
        self.translate(self._open.setText, "archive.open")
        self.translate(self._copies.setText, "copies.offer")
        self.translate(self._publish.setText, "archive.publish")
        return foot

    def _connect(self) -> None:
        self._filters.changed.connect(self._read)
        self._filters.search.left.connect(self._list.setFocus)
        self._list.selectionModel().currentChanged.connect(self._show_chosen)
        self._list.activated.connect(self.open_draft)
        self._open.clicked.connect(self.open_draft)
        self._copies.clicked.connect(self.save_copies)
        self._publish.clicked.connect(self.publish)
        self._proof.clicked.connect(self.prove)
        self._path.evidence_wanted.connect(self.show_evidence)
        self._side.certificate_wanted.connect(self.certify)
        self._side.print_wanted.connect(self.print_certificate)
        self._side.class_wanted.connect(self.choose_class)
        self._side.hold_wanted.connect(self.hold)
        self._side.place_wanted.connect(self.place)
        self.context.drafts_changed.connect(self._read)
        self.context.office_changed.connect(self._fill_accounts)
        self.context.member_changed.connect(self._seat)

    def _add_commands(self) -> None:
        self.add_command("archive.publish", "P", self.publish)
        self.add_command("copies.title", "S", self.save_copies)
        self.add_command("aftercare.proof.title", "O", self.prove)
        self.add_command("aftercare.correction.title", "", self.correct)
        self.add_command("aftercare.removal.title", "", self.take_down)
        self.add_command("aftercare.elsewhere.title", "", self.place)
        self.add_command("certificate.title", "C", self.certify)
        self.add_command("certificate.print", "", self.print_certificate)
        self.add_command("archive_side.hold_command", "H", self.hold)
        self.add_command("reuse.title", "N", self.use_again)
        self.add_command("search_more.title", "", self._filters.narrow)
        self.add_command("search_more.save", "", self._filters.keep_search)
        self.add_command("archive.open", "", self.open_draft)
        self.add_command("archive.find", "/", self._filters.search.focus_all)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.setVisible(event.size().width() >= px(_NO_ROOM))
        self._fit_foot(event.size().width() - 2 * px(16))
        super().resizeEvent(event)

    def _fit_foot(self, width: int) -> None:
        """Leave out the hint, and what the proof's icon says, where the buttons have no room beside them."""
        others = (self._open, self._copies, self._after, self._publish)
        shorten([self._proof], width, others)
        left = width - sum(one.sizeHint().width() + px(8) for one in (*others, self._proof))
        self._hint.setVisible(left >= px(_HINT))

    def arrive(self) -> None:
        self._fill_accounts()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def scope(self) -> tuple[date | None, date | None, str]:
        """The first and last day and the account's handle the list is narrowed to; None and "" for all."""
        return self._filters.scope()

    def open_draft(self) -> None:
        row = self._row()
        if row is not None:
            self.context.open_draft(row.id)

    def publish(self) -> None:
        """Record that the post in front went out."""
        row = self._row()
        if row is not None and not says_drafter(self.context):
            record_publication(self.context, row, self.window())

    def prove(self) -> None:
        """Keep proof of what stands at the address of the post in front."""
        self._about(ProofDialog)

    def correct(self) -> None:
        if not says_drafter(self.context):
            self._about(CorrectionDialog)

    def take_down(self) -> None:
        if not says_drafter(self.context):
            self._about(RemovalDialog)

    def place(self) -> None:
        """Say where else the post in front stands."""
        self._about(ElsewhereDialog)

    def show_evidence(self, act: ActView) -> None:
        """Show the file that was kept as proof."""
        EvidenceDialog(self.context, act, self.window()).open()

    def choose_class(self, wanted: str) -> None:
        """Give the post in front another class of records, "" for that of its purpose."""
        row = self._row()
        if says_drafter(self.context):
            pass
        elif row is not None and self.context.member is not None:
            class_dialog(self.context, row.id, wanted, self.context.member, self.window()).open()
        else:
            messages.say(tr("queue.choose_member"), "warn")
        self._shown = None  # the pills show again what is so
        self._show_chosen()

    def hold(self) -> None:
        """Hold the post in front, or release it."""
        row = self._row()
        if row is None or says_drafter(self.context):
            return
        if self.context.member is None:
            messages.say(tr("queue.choose_member"), "warn")
            return
        hold_dialog(self.context, row.id, self._held, self.context.member, self.window()).open()

    def use_again(self) -> None:
        """Make a new draft of the post in front."""
        row = self._row()
        if row is None:
            return
        member, desk = self.context.member, self.context.desk
        if member is None:
            messages.say(tr("queue.choose_member"), "warn")
            return
        last = last_use(desk, row.id)
        make = partial(reuse, desk, row.id, member.id)
        ReuseDialog(self.context, last, make, self.window()).open()

    def _about(self, dialog: Callable[[Context, int, MemberView, QWidget], QDialog]) -> None:
        row = self._row()
        if row is None or row.state is not State.PUBLISHED:
            messages.say(tr("error.aftercare.not_published"), "warn")
        elif self.context.member is None:
            messages.say(tr("queue.choose_member"), "warn")
        else:
            dialog(self.context, row.id, self.context.member, self.window()).open()

    def save_copies(self) -> None:
        """Offer to save what goes out of the post in front."""
        row = self._row()
        if row is not None:
            offer_copies(self.context, row.id, self.window())

    def certify(self) -> None:
        """Offer to make the certificate of the post in front."""
        row = self._row()
        if row is not None:
            CertificateDialog(self.context, row, self.window()).open()

    def print_certificate(self) -> None:
        """Show the certificate of the post in front as it will be on paper, to be printed."""
        row, member = self._row(), self.context.member
        if row is not None:
            desk, by, spoken = self.context.desk, member.id if member else None, language()
            title = tr("certificate.title")
            preview(title, lambda: certificate_paper(desk, row.id, by, spoken), self)

    def _row(self) -> QueueRow | None:
        index = self._list.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def _fill_accounts(self) -> None:
        self._filters.fill_accounts()
        self._read()

    def _read(self) -> None:
        if self._list.isVisible() or self._empty.isVisible():  # else `arrive` reads
            wanted = self._filters.wanted()
            self._asked = wanted
            desk = self.context.desk
            jobs.run(
                lambda _work: approved_list(desk, wanted),
                lambda found: self._show(wanted, found),
                owner=self,
            )

    def _show(self, wanted: Wanted, found: ApprovedList) -> None:
        if wanted != self._asked:
            return  # an answer to an older question
        row = self._row()
        self._model.show(found.ids)
        place = self._model.place(row.id) if row is not None else None
        if found.ids:
            self._list.setCurrentIndex(self._model.index(place or 0))
        self._middle.setCurrentIndex(0 if found.ids else 1)
        self._shown = None
        self._more.setVisible(len(found.ids) == MOST)
        self._filters.show_counts(found)
        self._show_chosen()

    def _seat(self) -> None:
        """Somebody else sits at the desk: what may be done with the post in front is another matter."""
        self._shown = None
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self._row()
        self._bar.setVisible(row is not None)
        self._open.setEnabled(row is not None)
        self._copies.setEnabled(row is not None and self.context.member is not None)
        decides = may_decide(self.context)
        self._publish.setEnabled(row is not None and self.context.member is not None and decides)
        out = row is not None and row.state is State.PUBLISHED and self.context.member is not None
        self._proof.setEnabled(out)
        self._after.setEnabled(row is not None)
        for action in self._after_menu.actions()[2:]:
            # A certificate is of what is approved, the rest of what went out, and not all is for drafters.
            action.setEnabled(out and (decides or not action.data()))
        self._show_path(row)
        if row is None:
            return
        if self.context.member is None:
            self._hint.setText(tr("archive.no_member"))
        elif not decides and row.state is State.APPROVED:
            self._hint.setText(tr("archive.drafter"))
        else:
            self._hint.setText(tr(f"archive.hint_{row.state}"))

    def _show_path(self, row: QueueRow | None) -> None:
        """Show what became of the post in front, once it is another or has changed."""
        if row is None or row.id == self._shown:
            return
        self._shown, desk = row.id, self.context.desk

        def show(found: tuple[PostPath, PostSide]) -> None:
            path, side = found
            if path.draft.id == self._shown:
                self._path.show_path(path)
                self._held = bool(side.keeping.hold)
                self._side.show_post(path, side)

        jobs.run(lambda _work: (post_path(desk, row.id), post_side(desk, row.id)), show, owner=self)

    def retranslate(self) -> None:
        super().retranslate()
        self._after_menu.clear()
        for key, run, decides in (
            ("certificate_dialog.offer", self.certify, False),
            ("reuse.offer", self.use_again, False),
            ("aftercare.correction.offer", self.correct, True),
            ("aftercare.removal.offer", self.take_down, True),
            ("aftercare.elsewhere.offer", self.place, False),
        ):
            action = self._after_menu.addAction(tr(key))
            action.setData(decides)
            action.triggered.connect(lambda _on=False, run=run: run())
        self._shown = None
        self._empty.set_text(tr("archive.empty"), tr("archive.empty_hint"))
        self._more.setText(tr("archive.more", n=MOST))
        self._show_chosen()

    def restyle(self) -> None:
        self._list.doItemsLayout()
