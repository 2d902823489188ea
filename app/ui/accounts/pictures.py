"""An account's banner and profile picture as approved, with their history and the way to new ones."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.bangla.dates import short
from app.checks.types import Use
from app.media.types import Pixels
from app.services.base import images
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.office import account_pictures
from app.services.office.views import AccountView, Look
from app.services.posts.views import PostForm
from app.ui import jobs
from app.ui.banner_maker.dialog import can_make, make_banner
from app.ui.context import Context
from app.ui.images.pictures import POST, pixmap
from app.ui.theme import px, theme
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button, Card, Chip, Label, LinkLabel
from app.ui.widgets.layouts import FoldingRow
from app.ui.widgets.two_parts import TwoParts

_HEIGHTS = {Use.BANNER: 132, Use.PROFILE: 96}  # drawn px
_EARLIER = 3


def pictures_card(context: Context, account: AccountView) -> Card:
    """What stands on the page, by the record: the newest that is published, else the newest approved."""
    card = Card(padding=20, spacing=14)
    card.body.addWidget(Label(tr("looks.title"), "heading"))
    card.body.addWidget(Label(tr("looks.hint"), "small", wrap=True))
    for use in (Use.BANNER, Use.PROFILE):
        card.body.addWidget(_Picture(context, account, use))
    return card


class _Picture(QWidget):
    """One of both, with its picture if there is one."""

    def __init__(self, context: Context, account: AccountView, use: Use) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        current = account_pictures.current_look(context.desk, account.id, use)
        named: list[QWidget] = [Label(tr(f"looks.{use}"), "strong")]
        if current is not None:
            tone, key = _standing(current)
            named.append(Chip(tone, tr(key, n=current.open_findings)))
        buttons: list[QWidget] = []
        if use is Use.BANNER and can_make(account):
            make = Button(tr("banner_maker.make"), small=True)
            make.clicked.connect(lambda: make_banner(context, account, self))
            buttons.append(make)
        change = Button(tr(f"looks.change_{use}"), small=True)
        change.clicked.connect(lambda: self._compose(account, use))
        buttons.append(change)
        column.addWidget(TwoParts(FoldingRow(*named), FoldingRow(*buttons, end=True)))
        if use is Use.BANNER and not can_make(account):
            column.addWidget(Label(tr("banner_maker.no_size"), "tiny", wrap=True))
        if current is None:
            column.addWidget(Label(tr("looks.none"), "small", wrap=True))
            return
        column.addWidget(AccountPicture(context.desk, current.sha256, _HEIGHTS[use]))
        for look in account_pictures.looks(context.desk, account.id, use)[:_EARLIER]:
            column.addLayout(self._line(look))

    def _line(self, look: Look) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(Label(tr("looks.by", name=look.by, at=short(look.at, language())), "small"))
        row.addWidget(Label(tr(f"state.{look.state}"), "small"))
        show = LinkLabel(tr("looks.draft", n=look.draft_id))
        show.followed.connect(lambda: self._context.open_draft(look.draft_id))
        row.addWidget(show)
        row.addStretch(1)
        return row

    def _compose(self, account: AccountView, use: Use) -> None:
        self._context.compose(PostForm(text="", use=use.value, account_id=account.id))


class AccountPicture(QWidget):
    """A kept image in its own shape, at most `height` drawn px high. Decoded in the limited process."""

    def __init__(self, desk: Desk, sha256: str, height: int) -> None:
        super().__init__()
        self._picture: QPixmap | None = None
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("looks.picture"))
        jobs.run(
            lambda _work: images.preview(desk, sha256, POST),
            self._show,
            lambda refusal: self.setToolTip(refusal_text(refusal)),
            owner=self,
        )

    def _show(self, pixels: Pixels) -> None:
        self._picture = pixmap(pixels)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._picture is None:
            return
        shown = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        rounded = QPainterPath()
        rounded.addRoundedRect(0, 0, shown.width(), shown.height(), px(8), px(8))
        painter.setClipPath(rounded)
        painter.fillRect(self.rect(), theme().color("sunken"))
        painter.drawPixmap(0, 0, shown.width(), shown.height(), self._picture)


def _standing(look: Look) -> tuple[str, str]:
    """The tone and sentence of what the checks said of it, and what became of that."""
    if look.open_findings:
        return "warn", "looks.open"
    if look.findings:
        return "good", "looks.answered"
    return ("good", "looks.nothing") if look.state is State.PUBLISHED else ("note", "looks.approved")
