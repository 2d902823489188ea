"""Above and under the picture: which image, which frame, how large, and the keys that help now."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.posts.views import AttachmentView
from app.ui import theme
from app.ui.translation import tr
from app.ui.viewer.film import Film
from app.ui.viewer.panel import action
from app.ui.widgets import ElidedLabel, Label


class Bars:
    """`top` and `bottom` are layouts for above and under the picture."""

    def __init__(self) -> None:
        self._caption = ElidedLabel(look="small")
        self._place = Label(look="small")
        self.before = action("viewer.image_before", "PgUp")
        self.after = action("viewer.image_after", "PgDn")
        self.play = action("viewer.play", "P")
        self.frame_before = action("viewer.frame_before", ",")
        self.frame_after = action("viewer.frame_after", ".")
        self._frame = Label(look="small")
        self.fit = action("queue.image.fit", "0")
        self.real = action("queue.image.real", "1")
        self.smaller = action("queue.image.smaller", "-")
        self.larger = action("queue.image.larger", "+")
        self.close = action("button.close", "Esc")
        leafing = (self.before, self.after, self.frame_before, self.frame_after)
        for button in (*leafing, self.smaller, self.larger):
            button.steps = True
        self._help = Label(look="small", wrap=True)
        self.top = _row(self._caption, self._place, self.before, self.after)
        self.top.setStretch(0, 1)
        # Two rows: side by side they are wider than a common screen where the text is large.
        film = _row(self.frame_before, self._frame, self.frame_after, self.play)
        film.addStretch(1)
        zoom = _row(self.fit, self.real, self.smaller, self.larger, self.close)
        zoom.insertStretch(0, 1)
        self.bottom = QVBoxLayout()
        self.bottom.setSpacing(theme.px(8))
        self.bottom.addWidget(self._help)
        self.bottom.addLayout(film)
        self.bottom.addLayout(zoom)

    def show_image(self, image: AttachmentView, at: int, of: int) -> None:
        """The image at place `at` (from 0) among `of`."""
        text = tr("queue.image.alt", alt=image.alt) if image.alt else tr("queue.image.no_alt")
        self._caption.setText(f"{image.original_name} · {text}")
        self._place.setText(tr("queue.image.place", n=at + 1, of=of))
        for button, there in ((self.before, at > 0), (self.after, at + 1 < of)):
            button.setVisible(of > 1)
            button.setEnabled(there)

    def show_film(self, film: Film) -> None:
        """Which frame is in front; nothing for an image that does not move."""
        moves = film.frames > 1
        for part in (self.play, self.frame_before, self._frame, self.frame_after):
            part.setVisible(moves)
        if moves:
            self._frame.setText(tr("viewer.frame", n=film.number + 1, of=film.frames))
            self.play.setText(tr("viewer.pause" if film.playing else "viewer.play"))
            self.play.updateGeometry()

    def show_help(self, sentence: str) -> None:
        self._help.setText(sentence)


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    for part in parts:
        row.addWidget(part)
    return row
