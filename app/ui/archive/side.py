"""The archive page's right column: certificate with QR, class of records, hold, where else a post is."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.bangla.dates import gregorian_day, local
from app.services.base.enums import RecordClass
from app.services.posts.path import PostPath
from app.services.retention.side import PostSide
from app.ui.context import Context
from app.ui.permission import drafter_note, for_deciders
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Card, Label, LinkLabel, Pill
from app.ui.widgets.elided_link import ElidedLink
from app.ui.widgets.layouts import FoldingRow
from app.ui.widgets.qr_picture import qr_picture

_WIDTH = 316  # drawn px
_MODULE = 3  # pixels of a module of the code


class SideColumn(QScrollArea):
    """Says what a person wants of the post it shows; `class_wanted` carries the class."""

    certificate_wanted = Signal()
    print_wanted = Signal()
    class_wanted = Signal(str)
    hold_wanted = Signal()
    place_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setFixedWidth(px(_WIDTH))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_post(self, path: PostPath, side: PostSide) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(14), px(14), px(14), px(16))
        column.setSpacing(px(12))
        if side.destroyed is None:
            column.addWidget(self._certificate(path))
            column.addWidget(self._keeping(side))
        else:
            column.addWidget(_destroyed(side))
        column.addWidget(self._elsewhere(side))
        column.addStretch(1)
        self.setWidget(inside)

    def _certificate(self, path: PostPath) -> Card:
        card = Card(padding=14, spacing=10)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        code = QLabel()
        code.setPixmap(qr_picture(path.draft.version.digest, _MODULE))
        code.setAccessibleName(tr("archive_side.qr"))
        words = QVBoxLayout()
        words.addWidget(Label(tr("certificate.title"), "strong", wrap=True))
        words.addWidget(Label(tr("archive_side.certificate"), "small", wrap=True))
        words.addStretch(1)
        row.addWidget(code, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        card.body.addLayout(row)
        make = Button(tr("certificate_dialog.offer"), keys="C", icon="document", small=True)
        make.clicked.connect(self.certificate_wanted)
        on_paper = Button(tr("preview.print"), icon="print", small=True)
        on_paper.clicked.connect(self.print_wanted)
        card.body.addWidget(FoldingRow(make, on_paper))
        return card

    def _keeping(self, side: PostSide) -> Card:
        kept = side.keeping
        card = Card(padding=14, spacing=10)
        head = QHBoxLayout()
        head.addWidget(Label(tr("archive_side.class"), "strong"))
        source = "of_post" if kept.of_post else "ours" if kept.ours else "of_purpose"
        source_label = Label(tr(f"keeping.source.{source}"), "tiny", wrap=True)
        source_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(source_label, 1)
        card.body.addLayout(head)
        for note in drafter_note(self._context):
            card.body.addWidget(note)
        grid = QGridLayout()
        grid.setSpacing(px(6))
        for place, (one, years) in enumerate(side.years):
            pill = Pill()
            length = tr("keeping.for_ever") if years is None else tr("keeping.years", n=years)
            pill.setText(f"{tr(f'archive_side.letter.{one}')} · {length}")
            pill.setAccessibleName(f"{tr(f'record_class.{one}')}, {length}")
            pill.setChecked(one is kept.record_class)
            pill.clicked.connect(lambda _on=False, one=one: self._pick(one, kept.record_class))
            for_deciders(self._context, pill)
            grid.addWidget(pill, place // 2, place % 2)
        card.body.addLayout(grid)
        if kept.of_post:
            back = LinkLabel(tr("archive_side.back_to_purpose"))
            back.followed.connect(lambda: self.class_wanted.emit(""))
            for_deciders(self._context, back)
            card.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        if kept.hold:
            card.body.addWidget(Label(tr("archive_side.held"), "strong", wrap=True))
            card.body.addWidget(
                Label(tr("archive_side.held_why", reason=kept.hold, name=kept.held_by), "small", wrap=True)
            )
        hold = Button(tr("archive_side.release" if kept.hold else "archive_side.hold"), small=True, keys="H")
        hold.clicked.connect(self.hold_wanted)
        for_deciders(self._context, hold)
        card.body.addWidget(hold)
        return card

    def _pick(self, wanted: RecordClass, now: RecordClass) -> None:
        if wanted is not now:
            self.class_wanted.emit(wanted.value)

    def _elsewhere(self, side: PostSide) -> Card:
        card = Card(padding=14, spacing=8)
        head = QHBoxLayout()
        head.addWidget(Label(tr("aftercare.elsewhere.title"), "strong"), 1)
        if side.destroyed is None:
            add = LinkLabel(tr("archive_side.add"))
            add.followed.connect(self.place_wanted)
            head.addWidget(add)
        card.body.addLayout(head)
        for url in side.elsewhere:
            link = ElidedLink(url)
            link.followed.connect(lambda url=url: QDesktopServices.openUrl(QUrl(url)))
            card.body.addWidget(link)
        if not side.elsewhere:
            card.body.addWidget(Label(tr("archive_side.nowhere"), "small", wrap=True))
        if side.archived_at is None:
            text = tr("archive_side.no_archive")
        else:
            day = gregorian_day(local(side.archived_at).date(), language())
            text = tr("archive_side.archive", day=day)
        card.body.addWidget(Label(text, "small", wrap=True))
        return card


def _destroyed(side: PostSide) -> Card:
    gone = side.destroyed
    assert gone is not None
    card = Card(padding=14, spacing=8)
    day = gregorian_day(local(gone.at).date(), language())
    card.body.addWidget(Label(tr("archive.mark.destroyed"), "strong"))
    card.body.addWidget(Label(tr("archive_side.destroyed", memo=gone.memo, day=day), "small", wrap=True))
    return card
