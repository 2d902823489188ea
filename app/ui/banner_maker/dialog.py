"""Makes a banner from what the office recorded, and begins a draft with it."""

from __future__ import annotations

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.checks.types import Use
from app.media.types import Pixels
from app.services.base import images, platforms
from app.services.office import office
from app.services.office.views import AccountView, OfficeView
from app.services.posts.views import FormImage, PostForm
from app.ui import jobs
from app.ui.banner_maker.layout import Layout, lay_out, safe_area
from app.ui.banner_maker.lines import BANGLA, LINES, SHOWN_AT_FIRST, Line, proposed
from app.ui.banner_maker.picture import banner_file, painted
from app.ui.banner_maker.schemes import SCHEMES
from app.ui.banner_maker.swatches import Swatches
from app.ui.banner_maker.views import BannerViews
from app.ui.context import Context
from app.ui.hotkey import hotkey
from app.ui.images.pictures import pixmap
from app.ui.theme import px
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Button, Label
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.wrapped_line import WrappedLine
from app.values import replace

_LOGO = 1024  # px, longest side decoded: no banner shows it larger


class BannerDialog(Dialog):
    """For an account whose platform's banner size the register knows."""

    def __init__(self, context: Context, account: AccountView, here: OfficeView, parent: QWidget) -> None:
        name = tr(f"platform.{account.platform}")
        super().__init__(tr("banner_maker.title", platform=name), parent, width=640)
        self._context = context
        self._account = account
        self._platform = platforms.platform(account.platform)
        self._safe = safe_area(self._platform)
        self._logo: QImage | None = None
        self._views = BannerViews(self._platform)
        self._swatches = Swatches("green")
        self._scheme = Label(look="small")
        texts = proposed(here, account)
        self.rows = {kind: _LineRow(kind, texts[kind]) for kind in LINES}
        self._with_logo = QCheckBox(tr("banner_maker.logo"))
        self._logo_note = Label(look="tiny", wrap=True)
        self._room_note = Label(look="error", wrap=True)
        self._lay_out(parent)
        self._ask_for_logo(here.logo)

        for row in self.rows.values():
            row.box.toggled.connect(self._draw)
            row.field.textChanged.connect(self._draw)
        self._with_logo.toggled.connect(self._draw)
        self._swatches.chosen.connect(self._draw)
        self._draw()

    def _lay_out(self, parent: QWidget) -> None:
        choices = QVBoxLayout()
        choices.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Label(tr("banner_maker.colours"), "strong"))
        head.addWidget(self._scheme, 1)
        choices.addLayout(head)
        choices.addWidget(self._swatches)
        choices.addSpacing(px(8))
        choices.addWidget(Label(tr("banner_maker.lines"), "strong"))
        choices.addWidget(self._with_logo)
        choices.addWidget(self._logo_note)
        for row in self.rows.values():
            choices.addWidget(row)
        choices.addWidget(self._room_note)
        choices.addStretch(1)
        inside = QWidget()
        parts = QHBoxLayout(inside)
        parts.setContentsMargins(0, 0, px(12), 0)
        parts.setSpacing(px(24))
        parts.addWidget(self._views)
        parts.addLayout(choices, 1)
        scroll = QScrollArea()  # large text asks for more than an office screen has
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)
        self._hint = Label(tr("banner_maker.hint"), "small", wrap=True)
        self.cancel_button = Button(tr("button.cancel"), keys="Esc")
        self.cancel_button.clicked.connect(self.reject)
        self.use_button = Button(tr("banner_maker.use"), "primary", "Ctrl ↵")
        self.use_button.clicked.connect(self.use)
        self.buttons.insertWidget(0, self._hint, 20)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.use_button)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            hotkey(self, keys, self.use)
        room = parent.window().size()
        self.resize(min(px(1040), room.width() - 40), min(px(650), room.height() - 40))

    # The logo

    def _ask_for_logo(self, sha256: str) -> None:
        self._with_logo.setEnabled(False)
        self._logo_note.setVisible(not sha256)
        if not sha256:
            self._logo_note.setText(tr("banner_maker.logo_none"))
            return
        desk = self._context.desk
        jobs.run(
            lambda _work: images.preview(desk, sha256, _LOGO),
            self._take_logo,
            lambda refusal: self._miss_logo(refusal_text(refusal)),
            owner=self,
        )

    def _take_logo(self, pixels: Pixels) -> None:
        self._logo = pixmap(pixels).toImage()
        self._with_logo.setEnabled(True)
        self._with_logo.setChecked(True)  # draws

    def _miss_logo(self, why: str) -> None:
        self._logo_note.setText(why)
        self._logo_note.show()

    # The banner

    def lines(self) -> tuple[Line, ...]:
        """What the person wants on it, in the order it stands."""
        wanted = (Line(kind, row.text()) for kind, row in self.rows.items() if row.wanted())
        return tuple(line for line in wanted if line.text)

    def layout_now(self) -> Layout:
        """Where everything stands, as chosen now."""
        logo = self._logo if self._with_logo.isChecked() else None
        return lay_out(self._safe, self.lines(), QSizeF(logo.size()) if logo is not None else None)

    def banner(self, layout: Layout) -> QImage:
        """The picture of a layout, in the platform's banner size."""
        assert self._platform.banner is not None
        return painted(self._platform.banner, layout, SCHEMES[self._swatches.value()], self._logo)

    def _draw(self) -> None:
        self._scheme.setText(tr(f"banner_maker.scheme.{self._swatches.value()}"))
        layout = self.layout_now()
        self._views.show_banner(self.banner(layout))
        missing = ", ".join(tr(f"banner_maker.line.{line.kind}") for line in layout.left_out)
        self._room_note.setText(tr("banner_maker.left_out", lines=missing) if missing else "")
        self._room_note.setVisible(bool(missing))

    def use(self) -> None:
        """Begin a draft with the banner: it is checked and approved like any."""
        layout = self.layout_now()
        file = banner_file(self.banner(layout), self._platform)
        text = "; ".join(placed.line.text for placed in layout.placed)
        key = "banner_maker.alt" if layout.logo is None else "banner_maker.alt_logo"
        alt = BANGLA(key, lines=text)
        image = FormImage(alt=alt, file=replace(file, alt=alt))
        purposes = self._account.purposes
        seed = PostForm(
            text="",
            use=Use.BANNER.value,
            account_id=self._account.id,
            purpose=purposes[0] if purposes else "",  # the page's own; the form shows it, to be changed there
            images=(image,),
        )
        context = self._context
        self.accept()
        context.compose(seed)


class _LineRow(QWidget):
    """Whether a line stands on the banner, and what it says. The office's name always does."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__()
        name = tr(f"banner_maker.line.{kind}")
        self.box = QCheckBox(name)
        self.field = WrappedLine(text)
        self.field.setAccessibleName(name)
        self.box.setChecked(kind in SHOWN_AT_FIRST and bool(text))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(self.box)
        column.addWidget(self.field)
        self.field.setVisible(kind in ("purpose", "audience"))  # names are as recorded
        self.field.setEnabled(self.box.isChecked())
        self.box.toggled.connect(self.field.setEnabled)
        self.box.setEnabled(kind in ("purpose", "audience") or bool(text))
        if kind == "name":
            self.box.setEnabled(False)  # clause 6.1.a wants it
            self.box.setToolTip(tr("banner_maker.name_stays"))

    def wanted(self) -> bool:
        return self.box.isChecked()

    def text(self) -> str:
        return self.field.text()


def can_make(account: AccountView) -> bool:
    """Whether the register knows the size of the platform's banners."""
    return platforms.platform(account.platform).banner is not None


def make_banner(context: Context, account: AccountView, parent: QWidget) -> None:
    """Open the dialog over `parent`."""
    here = office.office(context.desk)
    if here is not None:
        BannerDialog(context, account, here, parent).open()
