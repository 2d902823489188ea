"""An animation, frame by frame or as it moves. Frames are decoded elsewhere and kept while near."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmap

from app.errors import Refusal
from app.media.types import FilmPart
from app.services.base import images
from app.services.base.desk import Desk
from app.services.posts.views import AttachmentView
from app.ui import jobs
from app.ui.images.pictures import POST, pixmap

_MAY_MOVE = ("image/gif", "image/png", "image/webp", "image/avif")
_KEPT_BYTES = 128 * 2**20
_AHEAD = 6  # frames before the end of what is there: time to ask for more
_QUICKEST = 20  # milliseconds; browsers show what claims to be quicker slowly
_SLOW = 100


class Film(QObject):
    """The frames of one image. `changed`: another frame is in front, or it moves or stopped.

    `frames` is 1 for an image that does not move, and until it is known that it does.
    """

    changed = Signal()
    failed = Signal(object)  # Refusal

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sha256 = ""
        self._kept: dict[int, tuple[QPixmap, int]] = {}
        self._asked: int | None = None
        self._may_move = False
        self.frames = 1
        self.number = 0
        self.playing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)

    def open(self, image: AttachmentView) -> None:
        """Another image, with its first frame in front."""
        self._timer.stop()
        self._sha256 = image.sha256
        self._kept = {}
        self._asked = None
        self._may_move = image.media_type in _MAY_MOVE
        self.frames, self.number, self.playing = 1, 0, False
        if self._may_move:
            self._ask(0, 1)

    @property
    def picture(self) -> QPixmap | None:
        """The frame in front; None while it is on its way, and of an image that does not move."""
        kept = self._kept.get(self.number)
        return kept[0] if kept is not None and self.frames > 1 else None

    def go(self, number: int) -> None:
        """Put a frame in front; the counting goes round."""
        if not self._may_move:
            return
        self.number = number % self.frames if self.frames > 1 else number
        if self.number not in self._kept:
            self._ask(self.number)
        self.changed.emit()

    def step(self, by: int) -> None:
        """A frame on (1) or back (-1); a film that plays stops."""
        if self.frames > 1:
            self.show_still(self.number + by)

    def show_still(self, number: int) -> None:
        """Put a frame in front; a film that plays stops."""
        self._stop()
        self.go(number)

    def toggle(self) -> None:
        """Let it move, or stop it."""
        if self.playing:
            self._stop()
        elif self.frames > 1:
            self.playing = True
            self._wait()
        self.changed.emit()

    def _stop(self) -> None:
        self.playing = False
        self._timer.stop()

    def _next(self) -> None:
        if self.playing:
            self.go(self.number + 1)
            self._wait()

    def _wait(self) -> None:
        """Until this frame has been seen. One that is not here yet goes on when it arrives."""
        kept = self._kept.get(self.number)
        soon = [(self.number + ahead) % self.frames for ahead in range(min(_AHEAD, self.frames))]
        missing = [number for number in soon if number not in self._kept]
        if missing:
            self._ask(missing[0])
        if kept is not None:
            self._timer.start(kept[1] if kept[1] >= _QUICKEST else _SLOW)

    def _ask(self, first: int, count: int | None = None) -> None:
        """Have frames decoded; one request at a time, for the decoder works so."""
        if self._asked is not None:
            return
        first = first % self.frames if self.frames > 1 else first
        self._asked = first
        desk, sha256 = self._desk, self._sha256

        def fetch(work: object) -> FilmPart:
            if count is None:
                return images.film(desk, sha256, first, POST)
            return images.film(desk, sha256, first, POST, count)

        jobs.run(
            fetch,
            done=lambda part: self._take(sha256, part),
            failed=lambda refusal: self._refuse(sha256, refusal),
            owner=self,
        )

    def _take(self, sha256: str, part: FilmPart) -> None:
        if sha256 != self._sha256:
            return
        self._asked = None
        self.frames = part.frames
        self.number = min(self.number, self.frames - 1)
        for frame in part.shown:
            self._kept[frame.number] = pixmap(frame.picture), frame.duration
        self._let_go()
        if self.frames > 1 and self.number not in self._kept:
            self._ask(self.number)
        if self.playing and not self._timer.isActive():
            self._wait()
        self.changed.emit()

    def _let_go(self) -> None:
        """Keep what is wanted soonest, as far as there is room."""
        room = _KEPT_BYTES
        for number in sorted(self._kept, key=self._distance):
            picture, _ = self._kept[number]
            room -= picture.width() * picture.height() * 4
            if room < 0 and number != self.number:
                del self._kept[number]

    def _distance(self, number: int) -> int:
        """How soon a frame is wanted when the film moves on."""
        return (number - self.number) % max(1, self.frames)

    def _refuse(self, sha256: str, refusal: Refusal) -> None:
        if sha256 == self._sha256:
            self._asked = None
            self._stop()
            self.failed.emit(refusal)
            self.changed.emit()
