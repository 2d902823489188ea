"""The actions on an image by itself: each on its button and on its key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.hotkey import hotkey
from app.ui.viewer.bars import Bars
from app.ui.viewer.canvas import Canvas
from app.ui.viewer.film import Film
from app.ui.viewer.panel import Panel
from app.ui.viewer.picture_view import STEP
from app.ui.widgets import Button

if TYPE_CHECKING:
    from app.ui.viewer.dialog import Viewer


def bind(viewer: Viewer, panel: Panel, bars: Bars, canvas: Canvas, film: Film, uncover: Button) -> None:
    """Have the buttons of a viewer's parts, and the keys over it, do what they say."""
    actions: tuple[tuple[Button | None, str, Callable[[], object]], ...] = (
        (panel.findings.next, "N", lambda: viewer.step_finding(1)),
        (panel.findings.previous, "Shift+N", lambda: viewer.step_finding(-1)),
        (panel.findings.boxes, "B", viewer.toggle_boxes),
        (panel.blurring.choose, "", viewer.choose),
        (panel.blurring.faces, "F", viewer.choose_faces),
        (panel.blurring.draw, "D", viewer.draw),
        (panel.blurring.remove, "", canvas.remove),
        (panel.blurring.beneath, "V", viewer.toggle_beneath),
        (panel.blurring.save, "S", viewer.save),
        (panel.blurring.original, "O", viewer.use_original),
        (panel.reading.read, "R", viewer.read),
        (bars.before, "PgUp", lambda: viewer.step_image(-1)),
        (bars.after, "PgDown", lambda: viewer.step_image(1)),
        (bars.play, "P", film.toggle),
        (bars.frame_before, ",", lambda: film.step(-1)),
        (bars.frame_after, ".", lambda: film.step(1)),
        (bars.fit, "0", canvas.fit),
        (bars.real, "1", canvas.real_size),
        (bars.smaller, "-", lambda: canvas.zoom(1 / STEP)),
        (bars.larger, "+", lambda: canvas.zoom(STEP)),
        (None, "=", lambda: canvas.zoom(STEP)),
        (None, "J", lambda: canvas.step(1)),
        (None, "K", lambda: canvas.step(-1)),
        (uncover, "I", viewer.uncover),
        (bars.close, "", viewer.close),
    )
    for button, keys, act in actions:
        if button is not None:
            button.clicked.connect(lambda checked=False, act=act: act())
        if keys:
            hotkey(viewer, keys, act, repeats=button is None or button.steps)
