"""The middle of the page: the post as its readers would see it, and what is known about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.services.posts.presence import OpenElsewhere
from app.services.posts.views import AttachmentView, DraftView, FindingView
from app.ui import theme
from app.ui.clips.clip_view import ClipView
from app.ui.findings.panel import is_open
from app.ui.images.image_view import ImageView
from app.ui.images.pictures import Pictures
from app.ui.post_view.caption import Caption
from app.ui.post_view.crops import PageCrops, page_crops
from app.ui.post_view.decision_strip import DecisionStrip
from app.ui.post_view.open_elsewhere import OpenElsewhereLine
from app.ui.post_view.post_card import Facts, PostCard
from app.ui.post_view.post_text import PostText
from app.ui.widgets.seen import Part, PartKind

_WIDEST = 900  # drawn px; wider lines are hard to read


class PostView(QScrollArea):
    """`finding_clicked` gives a finding's number; the links lead to the history and to editing.

    `unicode_wanted` asks to replace a text in the old Bijoy encoding, `image_wanted` for an image by itself,
    with its position. `play_wanted` asks for the player of a video or audio, `ticked` says whether the member
    at the desk watched or listened to all of it: both with its position.
    """

    finding_clicked = Signal(int)
    history_wanted = Signal()
    edit_wanted = Signal()
    unicode_wanted = Signal()
    image_wanted = Signal(int)
    play_wanted = Signal(int)
    ticked = Signal(int, bool)

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._draft: DraftView | None = None
        self._images: list[ImageView | ClipView] = []
        self._captions: list[Caption] = []
        self._crops: list[PageCrops] = []
        self._crop_view = ""  # chosen last; it stays from draft to draft
        self._emphasised: int | None = None
        self._member: int | None = None
        self._decides = True
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

        # With their parents from the first: see the queue's page.
        self._page = QWidget(self.viewport())
        self._column = QWidget(self._page)
        self._elsewhere = OpenElsewhereLine()
        self._decision = DecisionStrip()
        self._card = PostCard(self._column)
        self._card.text.finding_clicked.connect(self.finding_clicked)
        self._card.in_unicode.wanted.connect(self.unicode_wanted)
        self._facts = Facts()
        self._facts.history.followed.connect(self.history_wanted)
        self._facts.edit.followed.connect(self.edit_wanted)

        self._column.setMaximumWidth(theme.px(_WIDEST))
        inner = QVBoxLayout(self._column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.px(12))
        inner.addWidget(self._elsewhere)
        inner.addWidget(self._decision)
        inner.addWidget(self._card)
        inner.addWidget(self._facts)
        inner.addStretch()
        outer = QHBoxLayout(self._page)
        outer.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        outer.addStretch()
        outer.addWidget(self._column, 1_000)
        outer.addStretch()
        self.setWidget(self._page)

    def show_draft(self, draft: DraftView) -> None:
        """Show the current version; back to its top unless it is the draft already shown."""
        same = self._draft is not None and self._draft.id == draft.id
        self._draft = draft
        self._decision.show_draft(draft)
        self._card.show_draft(draft)
        self._facts.show_draft(draft)
        self._show_images(draft)
        self.emphasise(self._emphasised if same else None)
        if not same:
            self.verticalScrollBar().setValue(0)

    def show_open_elsewhere(self, who: Sequence[OpenElsewhere]) -> None:
        """Name the colleagues who have this draft open too."""
        self._elsewhere.show_who(who)

    def show_member(self, member: int | None, *, decides: bool) -> None:
        """Who sits at the desk: the ticks are theirs if they may decide."""
        if (member, decides) != (self._member, self._decides):
            self._member, self._decides = member, decides
            self.refresh()

    def refresh(self) -> None:
        """Say and draw everything again: the language, the colours or the sizes changed."""
        self._column.setMaximumWidth(theme.px(_WIDEST))
        self._elsewhere.refresh()
        if self._draft is not None:
            self.show_draft(self._draft)

    def emphasise(self, number: int | None) -> None:
        """Draw the strong frame around one finding's place."""
        self._emphasised = number
        self._card.text.emphasise(number)
        for image, caption in zip(self._images, self._captions, strict=True):
            image.emphasise(number)
            caption.emphasise(number)

    def reveal(self, number: int) -> None:
        """Scroll to a finding's place, or to the whole image it is about, if it has one."""
        parts: list[PostText | ImageView | ClipView | Caption] = [self._card.text, *self._images]
        parts += self._captions
        for shown in parts:
            place = shown.place_of(number)
            if place is not None:
                self._scroll_to(shown, place)
                return
        about = [] if self._draft is None else [f for f in self._draft.findings if f.number == number]
        if about and about[0].attachment is not None:
            image = self._images[about[0].attachment]
            self._scroll_to(image, QRectF(image.rect()))

    def parts(self, pictures: PartKind) -> Iterator[tuple[Part, QWidget]]:
        """All that is to be seen of the version; `pictures`: whether what is covered may stay so."""
        if self._draft is None:
            return
        if self._draft.version.text:
            yield Part(PartKind.TEXT), self._card.text
        for position, view in enumerate(self._images):
            kind = pictures if isinstance(view, ImageView) else PartKind.STAND_IN
            yield Part(kind, position), view
        yield Part(PartKind.FACTS), self._facts

    def parts_shown(self) -> Iterator[tuple[Part, QWidget]]:
        """What of it counts as seen where it is on screen: not a picture still on its way."""
        yield from (shown for shown in self.parts(PartKind.PICTURE) if shown[0].kind is not PartKind.PICTURE)
        for position, view in enumerate(self._images):
            if isinstance(view, ImageView) and view.drawn is not None:
                yield Part(PartKind.STAND_IN, position), view
                yield Part(view.drawn, position), view

    def show_image(self, position: int) -> None:
        """Scroll to the whole of an attachment, or to its top where it is higher than the screen."""
        view = self._images[position]
        top = view.mapTo(self._page, QPoint()).y()
        spare = (self.viewport().height() - view.height()) // 2
        self.verticalScrollBar().setValue(top - max(theme.px(8), spare))

    def open_first_image(self) -> None:
        """The first image larger; what is covered is shown in its place first, of a video too."""
        if self._draft is None:
            return
        clip = next((view for view in self._clips if view.covered), None)
        image = next((image for image in self._draft.version.attachments if not image.is_clip), None)
        if clip is not None:
            clip.uncover()
        elif image is not None:
            self._open_image(image)

    def play_first_clip(self) -> None:
        """The first video or audio, in the player."""
        for clip in self._clips[:1]:
            clip.play.emit()

    def tick_next(self) -> None:
        """Say of the first video or audio not ticked yet that it was watched or listened to."""
        for clip in self._clips:
            if clip.tick.isEnabled() and not clip.tick.isChecked():
                clip.tick.click()
                return

    @property
    def _clips(self) -> list[ClipView]:
        return [view for view in self._images if isinstance(view, ClipView)]

    def _scroll_to(self, shown: QWidget, place: QRectF) -> None:
        middle = shown.mapTo(self._page, QPoint(0, round(place.center().y())))
        self.ensureVisible(0, middle.y(), 0, round(place.height() / 2) + theme.px(48))

    def _show_images(self, draft: DraftView) -> None:
        attachments = draft.version.attachments
        self._images, self._captions, self._crops = [], [], []
        rows: list[QWidget] = []
        for image in attachments:
            findings = [f for f in draft.findings if f.attachment == image.position]
            view = self._clip(image, findings) if image.is_clip else self._image(image, findings)
            view.finding_clicked.connect(self.finding_clicked)
            caption = Caption(image, len(attachments), findings)
            caption.finding_clicked.connect(self.finding_clicked)
            self._images.append(view)
            self._captions.append(caption)
            rows += [view, caption]
            crops = page_crops(self._pictures, draft.version, image)
            if crops is not None and isinstance(view, ImageView):
                self._add_crops(crops, view)
                rows.append(crops)
        self._card.show_below(rows)

    def _add_crops(self, crops: PageCrops, view: ImageView) -> None:
        """What the platform shows of the image, hidden for as long as the image is covered."""
        if view.covered:
            crops.hide()
        view.uncovered.connect(crops.show)
        crops.set_view(self._crop_view)
        crops.chosen.connect(self._keep_crop_view)
        self._crops.append(crops)

    def next_crop(self) -> None:
        """The next of the ways in which the platform shows a banner or profile picture, scrolled to."""
        for crops in self._crops:
            crops.next_view()
        # Views differ in height, and are laid out before the next event.
        QTimer.singleShot(0, self, self._scroll_to_crops)

    def _scroll_to_crops(self) -> None:
        if self._crops:
            self.ensureWidgetVisible(self._crops[0], 0, theme.px(16))

    def _keep_crop_view(self, view: str) -> None:
        self._crop_view = view
        for crops in self._crops:
            crops.set_view(view)

    def _image(self, image: AttachmentView, findings: list[FindingView]) -> ImageView:
        view = ImageView(self._pictures)
        assert self._draft is not None
        view.show_image(image, findings, doubtful=image.sha256 in self._draft.covered)
        view.opened.connect(lambda: self._open_image(image))
        return view

    def _clip(self, clip: AttachmentView, findings: list[FindingView]) -> ClipView:
        assert self._draft is not None
        open_to_ticks = is_open(self._draft) and self._decides
        waiting = open_to_ticks and not _ticked(clip, self._member)
        view = ClipView(
            self._pictures,
            clip,
            findings,
            self._member,
            doubtful=clip.sha256 in self._draft.covered,
            open_to_ticks=open_to_ticks,
            first=not self._clips,
            next_to_tick=waiting and all(_ticked(before.clip, self._member) for before in self._clips),
        )
        view.play.connect(lambda: self.play_wanted.emit(clip.position))
        view.ticked.connect(lambda on: self.ticked.emit(clip.position, on))
        return view

    def _open_image(self, image: AttachmentView) -> None:
        view = self._images[image.position]
        if view.covered:
            view.uncover()
        else:
            self.image_wanted.emit(image.position)


def _ticked(clip: AttachmentView, member: int | None) -> bool:
    return member is not None and clip.watched_by(member)
