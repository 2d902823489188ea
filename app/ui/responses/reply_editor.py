"""The field an answer is written in: Tab goes to the next place to fill in, Ctrl+Enter keeps a draft."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.bangla.placeholders import placeholders
from app.ui.post_form.editor import PostEditor
from app.ui.post_view.spans import Utf16


class ReplyEditor(PostEditor):
    """`kept` on Ctrl+Enter, `left` on Esc."""

    kept = Signal()
    left = Signal()

    def go_to_place(self) -> bool:
        """Select the next place to fill in, so that typing takes it away; whether there is one."""
        found = placeholders(self.post())
        if not found:
            return False
        at = Utf16(self.post()).points(self.textCursor().selectionEnd())
        start, end = next((span for span in found if span[0] >= at), found[0])
        self.select_span(start, end)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.kept.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab stays in the field while something is to be filled in."""
        return (next and self.go_to_place()) or super().focusNextPrevChild(next)
