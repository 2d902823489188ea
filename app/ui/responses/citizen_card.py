"""What a citizen wrote, beside its snapshot: numbers of private people are hidden until somebody asks."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.bangla import dates
from app.services.responses.views import ResponseView
from app.ui import theme
from app.ui.images.pictures import POST, Pictures
from app.ui.responses import words
from app.ui.translation import language, tr
from app.ui.widgets import Avatar, Card, Label, LinkLabel
from app.ui.widgets.as_written import tip_text
from app.ui.widgets.layouts import clear, set_horizontal
from app.ui.widgets.paint import rounded
from app.ui.widgets.state_pill import Standing, paint_pill, pill_size

_SHOT = (196, 116)  # drawn px
_LEAST_WORDS = 240  # drawn px the words want beside it
_LEAST_NAME = 210  # drawn px the name wants beside what stands at the right


class CitizenCard(Card):
    """`image_wanted` asks for the snapshot by itself."""

    image_wanted = Signal()

    def __init__(self, pictures: Pictures) -> None:
        super().__init__(padding=18, spacing=12)
        self._pictures = pictures
        self._one: ResponseView | None = None
        self._shown = False

    def show_response(self, one: ResponseView) -> None:
        """Show a response; what was uncovered of another is hidden again."""
        if self._one is None or self._one.id != one.id:
            self._shown = False
        self._one = one
        self._fill()

    def uncover(self) -> None:
        """Show what is hidden, or hide it again."""
        self._shown = not self._shown
        self._fill()

    def _fill(self) -> None:
        one = self._one
        assert one is not None
        clear(self.body)
        self.body.addWidget(_Head(one))
        self.body.addWidget(self._content(one))

    def _content(self, one: ResponseView) -> QWidget:
        left_part = QWidget()
        left = QVBoxLayout(left_part)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.px(6))
        left.addWidget(_words_label(one, shown=self._shown))
        if one.personal:
            left.addWidget(Label(tr("responses_page.hidden_here", n=len(one.personal)), "tiny", wrap=True))
            reveal = LinkLabel(tr("responses_page.cover" if self._shown else "responses_page.uncover"))
            reveal.followed.connect(self.uncover)
            left.addWidget(reveal, alignment=Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        return _Beside(left_part, self._snapshot(one)) if one.screenshot else left_part

    def _snapshot(self, one: ResponseView) -> tuple[QWidget, QWidget]:
        """The picture, and what is said of it."""
        beneath = QWidget()
        column = QVBoxLayout(beneath)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        shot = _Snapshot(self._pictures, one.screenshot, covered=bool(one.personal) and not self._shown)
        when = dates.day_and_time(one.received_at, language())
        column.addWidget(Label(tr("responses_page.snapshot", time=when), "tiny"))
        digest = Label(f"SHA-256 {one.screenshot[:6]}…{one.screenshot[-4:]}", "tiny")
        digest.setToolTip(one.screenshot)
        column.addWidget(digest)
        see = LinkLabel(tr("responses_page.see_snapshot"))
        see.followed.connect(self.image_wanted)
        column.addWidget(see, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return shot, beneath


class _Beside(QWidget):
    """The snapshot at the right of the words; beneath them where those would be left a few words a line."""

    def __init__(self, left: QWidget, snapshot: tuple[QWidget, QWidget]) -> None:
        super().__init__()
        picture, self._said = snapshot
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(theme.px(18))
        self._shot = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._shot.setSpacing(theme.px(6))
        self._shot.addWidget(picture)
        self._shot.addWidget(self._said, 1)
        self._whole.addWidget(left, 1)
        self._whole.addLayout(self._shot)

    def minimumSizeHint(self) -> QSize:
        """As narrow as it is with the snapshot beneath the words."""
        return QSize(theme.px(_SHOT[0]), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_SHOT[0] + 18 + _LEAST_WORDS)
        across = not wide and self.width() >= theme.px(_SHOT[0] + 14) + self._said.sizeHint().width()
        self._shot.setSpacing(theme.px(14 if across else 6))
        moved = set_horizontal(self._shot, across)
        if set_horizontal(self._whole, wide) or moved:
            self.updateGeometry()


class _Head(QWidget):
    """Who wrote, and at the right the way there and the kind; those beneath where the name has no room."""

    def __init__(self, one: ResponseView) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(Avatar(one.author or "?", 40, strong=False), alignment=Qt.AlignmentFlag.AlignTop)
        names = QWidget()
        texts = QVBoxLayout(names)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(0)
        texts.addWidget(Label(one.author or tr("responses_page.no_name"), "strong", wrap=True))
        as_shown = tr("responses_page.as_shown")
        page = words.page_of(one)
        texts.addWidget(Label(f"{page} · {as_shown}" if one.author else page, "small", wrap=True))
        self._side = QWidget()
        side = QHBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.px(12))
        if one.url:
            address = LinkLabel(tr("responses_page.open_address"))
            address.setToolTip(tip_text(one.url))
            target = one.url if "://" in one.url else f"https://{one.url}"
            address.followed.connect(lambda: QDesktopServices.openUrl(QUrl(target)))
            side.addWidget(address)
        side.addWidget(KindPill(one))
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(theme.px(6))
        self._parts.addWidget(names, 1)
        self._parts.addWidget(self._side, alignment=Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addLayout(self._parts, 1)

    def minimumSizeHint(self) -> QSize:
        """As narrow as it is with one beneath the other."""
        return QSize(theme.px(40 + 12) + self._side.sizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - theme.px(40 + 12 + 6) - self._side.sizeHint().width()
        if set_horizontal(self._parts, room >= theme.px(_LEAST_NAME)):
            self.updateGeometry()


def _words_label(one: ResponseView, *, shown: bool) -> Label:
    """The words themselves; what is hidden is a grey box that says what stands there."""
    colours = theme.theme()
    parts, end = [], 0
    for span in () if shown else one.personal:
        kind = escape(tr(f"responses_page.hidden.{span.kind}"))
        box = f'<span style="background:{colours.line}; color:{colours.muted}">&nbsp;{kind}&nbsp;</span>'
        parts += [escape(one.text[end : span.start]), box]
        end = span.end
    parts.append(escape(one.text[end:]))
    label = Label(wrap=True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setFont(theme.font(15))
    body = "".join(parts).replace("\n", "<br>") or escape(tr("responses_page.only_picture"))
    label.setText(f'<p style="line-height:150%; margin:0; font-size:{theme.px(15)}px">{body}</p>')
    label.setAccessibleName(one.text if shown else words.covered(one.text))
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class KindPill(QLabel):
    """The kind with its icon, outlined."""

    def __init__(self, one: ResponseView) -> None:
        super().__init__()
        self._standing = Standing(tr(f"response_kind.{one.kind}"), words.ICONS[one.kind])
        self.setAccessibleName(self._standing.text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return pill_size(self._standing)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_pill(QPainter(self), self.rect(), self._standing)


class _Snapshot(QWidget):
    """A small picture of the kept screenshot; a grey field where it may show what the words hide."""

    def __init__(self, pictures: Pictures, sha256: str, *, covered: bool) -> None:
        super().__init__()
        self._pictures, self._sha256, self._covered = pictures, sha256, covered
        self.setFixedSize(theme.px(_SHOT[0]), theme.px(_SHOT[1]))
        self.setAccessibleName(
            tr("responses_page.snapshot_covered" if covered else "responses_page.see_snapshot")
        )
        pictures.arrived.connect(self._arrived)

    def _arrived(self, sha256: str) -> None:
        if sha256 == self._sha256:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.theme()
        painter = QPainter(self)
        rounded(painter, self.rect(), theme.px(8), colours.color("sunken"), colours.color("line"))
        inside = self.rect().adjusted(4, 4, -4, -4)
        if self._covered:
            painter.setPen(colours.color("muted"))
            painter.setFont(theme.font(12))
            wrapped = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(inside, wrapped, tr("responses_page.snapshot_covered"))
            return
        picture = self._pictures.get(self._sha256, POST)
        if picture is None:
            return
        size = picture.size().scaled(inside.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(inside.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, picture)
