"""The images of a post by themselves, as large as the screen allows.

What a person does here: look, leaf, find what was marked, draw boxes, blur them for publishing, read them.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.checks.types import Use
from app.errors import Refusal
from app.media.types import Box
from app.services.base.enums import State
from app.services.posts import mending, queue
from app.services.posts.mending import Cost
from app.services.posts.views import AttachmentView, DraftView
from app.ui import messages, theme
from app.ui.context import Context
from app.ui.images.pictures import VIEWER, Pictures
from app.ui.translation import refusal_text, tr
from app.ui.viewer.bars import Bars
from app.ui.viewer.blurring import Blurring
from app.ui.viewer.canvas import Canvas
from app.ui.viewer.film import Film
from app.ui.viewer.keys import bind
from app.ui.viewer.panel import Panel, action
from app.ui.viewer.reader import Reader
from app.ui.viewer.regions import Regions
from app.ui.viewer.selection import Selection, ShownVersion
from app.ui.viewer.state import ViewerState, help_line
from app.ui.widgets import Label
from app.ui.widgets.confirm import ThrowAwayDialog
from app.ui.wording import too_few


class Viewer(QDialog):
    """`written` with the draft's id when a new version of it was made here."""

    written = Signal(int)

    def __init__(self, context: Context, pictures: Pictures, shown: ShownVersion, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._desk = context.desk
        self._pictures = pictures
        self._selection = Selection(shown, pictures.uncovered)
        self._boxes_shown = True
        self._beneath = False
        self._may_leave = False
        self._costs: dict[tuple[int, int, int], Cost] = {}
        self._canvas = Canvas()
        self._panel = Panel()
        self._bars = Bars()
        self._message = Label(look="small", wrap=True)
        self._uncover = action("queue.image.uncover", "I")
        self._canvas.lay_over(self._uncover)
        self._film = Film(self._desk, self)
        self._blurring = Blurring(self._desk, self)
        self._reader = Reader(self._desk, self._panel.reading, self)
        self._lay_out()
        self._connect()
        bind(self, self._panel, self._bars, self._canvas, self._film, self._uncover)
        self.resize(_main_window(parent).size() * 0.94)
        self._open_image()
        self._canvas.setFocus()

    # Building

    def _lay_out(self) -> None:
        gap = theme.px(10)
        middle = QVBoxLayout()
        middle.setSpacing(gap)
        middle.addLayout(self._bars.top)
        middle.addWidget(self._canvas, 1)
        middle.addWidget(self._message)
        middle.addLayout(self._bars.bottom)
        row = QHBoxLayout(self)
        pad = theme.px(12)
        row.setContentsMargins(pad, pad, pad, pad)
        row.setSpacing(gap)
        row.addLayout(middle, 1)
        row.addWidget(self._panel)

    def _connect(self) -> None:
        self._pictures.arrived.connect(self._on_picture)
        self._pictures.broken.connect(self._on_picture)
        self._film.changed.connect(self._show)
        self._film.failed.connect(self._refuse)
        self._blurring.looked.connect(self._show)
        self._blurring.saved.connect(self._on_saved)
        self._blurring.refused.connect(self._refuse)
        self._blurring.ended.connect(self._show)
        self._reader.changed.connect(lambda: self._panel.reveal(self._panel.reading))
        self._canvas.changed.connect(self._on_drawn)
        self._canvas.image_wanted.connect(self.step_image)
        self._canvas.chosen.connect(self.choose)
        self._canvas.clicked.connect(self._show_finding)
        self._canvas.put_away.connect(self.draw)
        self._canvas.left.connect(self.close)
        self._context.drafts_changed.connect(self._read_again)

    # What is in front

    @property
    def image(self) -> AttachmentView:
        """The image in front."""
        return self._selection.image

    @property
    def covered(self) -> bool:
        """Whether the image is not to be recognised now."""
        return self._selection.covered

    @property
    def _regions(self) -> Regions:
        return self._blurring.regions(self.image)

    def _open_image(self) -> None:
        """Begin with the image in front."""
        image = self.image
        self.setWindowTitle(image.original_name)
        self._beneath = False
        self._canvas.setAccessibleName(image.alt or image.original_name)
        self._canvas.show_image(image.width, image.height, self._regions)
        self._reader.begin(image)
        self._film.open(image)
        self._say("")
        self._show()

    def _show(self) -> None:
        """Everything as it is now."""
        picture = self._film.picture
        if picture is None:
            picture = self._look() or self._pictures.get(self.image.sha256, VIEWER)
        if picture is not None:
            self._canvas.show_picture(picture, covered=self.covered)
        refusal = self._pictures.refusal(self.image.sha256, VIEWER)
        self._canvas.show_note(refusal_text(refusal) if refusal else tr("queue.image.loading"))
        here = [found for found in self._selection.placed if (found.frame or 0) == self._film.number]
        self._canvas.show_findings(here, self._selection.finding)
        self._canvas.show_boxes(self._boxes_shown)
        self._uncover.setVisible(self.covered)
        self._bars.show_image(
            self.image, self._selection.images.index(self._selection.at), len(self._selection.images)
        )
        self._bars.show_film(self._film)
        state = self._state()
        self._panel.show_state(state)
        self._bars.show_help(help_line(state))

    def _look(self) -> QPixmap | None:
        """The image as it would be published, unless a hand is at work or wants to see beneath."""
        if self._beneath or self._canvas.moving or self.covered or not self._selection.changes:
            return None
        return self._blurring.look(self.image)

    def _state(self) -> ViewerState:
        selection = self._selection
        cost = self._cost(selection.draft)
        return ViewerState(
            image=selection.image,
            placed=selection.placed,
            front=selection.finding,
            older=selection.older,
            waits=selection.waits,
            regions=self._regions,
            boxes_shown=self._boxes_shown,
            covered=selection.covered,
            changes=selection.changes,
            saving=self._blurring.saving,
            drawing=self._canvas.drawing,
            beneath=self._beneath,
            moves=self._film.frames > 1,
            still=self._film.number == 0,
            approved=selection.draft.state is State.APPROVED,
            gives_up=cost is not None and cost.own,
            too_few="" if cost is None else too_few(cost),
        )

    def _cost(self, draft: DraftView) -> Cost | None:
        """What blurring does to who may approve the post; asked once a version."""
        member = self._context.member
        if member is None:
            return None
        asked = (draft.id, draft.version.number, member.id)
        if asked not in self._costs:
            self._costs[asked] = mending.cost(self._desk, draft.id, member.id, blur=True)
        return self._costs[asked]

    def _say(self, sentence: str, look: str = "small") -> None:
        """Tell in one line what was done, or why not."""
        self._message.setProperty("look", look)
        self._message.style().unpolish(self._message)
        self._message.style().polish(self._message)
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def _refuse(self, refusal: Refusal) -> None:
        self._say(refusal_text(refusal), "error")

    def _on_picture(self, sha256: str) -> None:
        if sha256 == self.image.sha256:
            self._show()

    def _on_drawn(self) -> None:
        self._say("")
        self._show()

    # What a person does

    def step_image(self, by: int) -> None:
        """To the next image (1) or the one before (-1), as far as there is one."""
        if self._selection.step_image(by):
            self._canvas.set_drawing(False)
            self._open_image()

    def step_finding(self, by: int) -> None:
        """The next finding with a place (1) or the one before (-1), round and round: show it closely."""
        finding = None if self.covered else self._selection.step(by)
        if finding is not None:
            self._show_finding(finding.number)
            if finding.box is not None:
                self._canvas.go_to(finding.box)

    def _show_finding(self, number: int) -> None:
        """Put a finding in front, in the frame it is in."""
        finding = self._selection.look_at(number)
        self._boxes_shown = True
        if (finding.frame or 0) != self._film.number:
            self._film.show_still(finding.frame or 0)
        self._show()
        self._panel.reveal(self._panel.findings)

    def toggle_boxes(self) -> None:
        """The boxes of the findings on or off."""
        self._boxes_shown = not self._boxes_shown
        self._show()

    def uncover(self) -> None:
        """Show an image after all that may be obscene."""
        if self.covered:
            self._selection.uncover()
            self._show()

    def choose(self) -> None:
        """Choose the place of the finding in front for blurring, or leave it out again."""
        if not self._may_draw:
            return
        if self._selection.box is None:
            self.step_finding(1)
        if self._selection.box is not None:
            self._regions.choose(self._selection.box)
            self._on_drawn()

    def choose_faces(self) -> None:
        """Choose every face for blurring; if all are chosen, leave all of them out."""
        faces = self._selection.faces
        if faces and self._may_draw:
            for box in [box for box in faces if not self._regions.holds(box)] or faces:
                self._regions.choose(box)
            self._on_drawn()

    def draw(self) -> None:
        """Take the tool for drawing boxes, or put it away. Boxes to be read are drawn on old versions too."""
        if not self.covered:
            self._canvas.set_drawing(not self._canvas.drawing)
            self._show()

    def mark(self, box: Box) -> None:
        """Draw a box at a place that is known already."""
        self._regions.add(box)
        self._on_drawn()

    def toggle_beneath(self) -> None:
        """See the image as it is beneath what is to be blurred, or as it would be published."""
        self._beneath = not self._beneath
        self._show()

    @property
    def _may_draw(self) -> bool:
        return self._selection.changes and not self.covered and not self._blurring.saving

    def save(self) -> None:
        """Blur what is chosen, in a new version of the draft."""
        if not self._may_draw:
            return
        if not self._regions.boxes:
            self._refuse(Refusal("blurring.no_region"))
            return
        self._change(self._blurring.save)

    def use_original(self) -> None:
        """Take the image as it came again."""
        if self._may_draw and self.image.origin_sha256:
            self._change(self._blurring.use_original)

    def _change(self, act: Callable[[int, AttachmentView, int], None]) -> None:
        member = self._context.member
        if member is None:
            self._say(tr("queue.choose_member"), "error")
            return
        self._say("")
        act(self._selection.draft.id, self.image, member.id)
        self._show()

    def _on_saved(self, version: int) -> None:
        self._canvas.set_drawing(False)
        self._context.drafts_changed.emit()
        self.written.emit(self._selection.draft.id)
        blurred = bool(self.image.origin_sha256)
        self._say(tr("viewer.saved" if blurred else "viewer.saved_original", version=version))

    def _read_again(self) -> None:
        """The draft as it is by now: a new version, or findings that have come."""
        draft = queue.draft(self._desk, self._selection.draft.id)
        if draft == self._selection.draft:
            return
        if self._selection.has_no_image_in(draft):
            messages.say(tr("viewer.no_image_left"), "warn")
            self._leave()  # nothing is asked: what was drawn has no image to be saved on
            return
        if self._selection.update(draft):
            self._open_image()
        else:
            self._show()

    def read(self) -> None:
        """Read the text in the box in hand, or else in the place of the finding in front."""
        if self._state().readable:
            newest = self._regions.boxes[-1] if self._regions.boxes else None
            box = self._regions.selected_box or self._selection.box or newest
            self._reader.read(self.image, box, Use(self._selection.version.use))

    def reject(self) -> None:
        """Close, but not over what was chosen for blurring without asking. Boxes only read may go."""
        unsaved = set(self._blurring.drawn) - self._reader.read_boxes
        if self._may_leave or not self._selection.changes or not unsaved:
            super().reject()
            return
        question = ThrowAwayDialog(
            tr("viewer.publishing"),
            self,
            question=tr("viewer.unsaved"),
            keep=tr("viewer.go_on"),
        )
        question.accepted.connect(self._leave)
        question.open()

    def _leave(self) -> None:
        self._may_leave = True
        self.close()


def _main_window(widget: QWidget) -> QWidget:
    """The window behind all dialogs: an image has use for all of its room."""
    window = widget.window()
    behind = window.parentWidget()
    return window if behind is None else _main_window(behind)
