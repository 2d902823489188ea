"""The field a post is written in: plain text, with what the rules notice marked while typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from app.checks.types import Finding, Severity
from app.ui import theme
from app.ui.post_form.dropped import has_image
from app.ui.post_view.spans import Utf16
from app.ui.severity_style import GROUNDS, INKS, ORDER

_LINE = 26  # drawn px, as the post is shown


class PostEditor(QTextEdit):
    """`image_pasted` gives the clipboard's content when it is an image."""

    image_pasted = Signal(QMimeData)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFont(theme.font(15))

    def set_post(self, text: str) -> None:
        self.setPlainText(text)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(theme.px(_LINE), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def replace_post(self, text: str) -> None:
        """Put another text in the place of this one; Ctrl+Z brings it back."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def post(self) -> str:
        """The text as typed. Qt's own way would turn no-break spaces into plain ones."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def mark(self, findings: Sequence[Finding]) -> None:
        """Mark what was found; `findings` are of the text that stands here now."""
        units = Utf16(self.post())
        marks = []
        for finding in sorted(findings, key=lambda finding: ORDER[finding.severity]):
            if finding.start is None or finding.end is None:
                continue
            selection = QTextEdit.ExtraSelection()
            selection.cursor = self._span(units, finding.start, finding.end)
            selection.format = _look(finding.severity)
            marks.append(selection)
        self.setExtraSelections(marks)

    def select_span(self, start: int, end: int) -> None:
        """Select code points `start` to `end`, in view."""
        self.setTextCursor(self._span(Utf16(self.post()), start, end))
        self.ensureCursorVisible()
        self.setFocus()

    def _span(self, units: Utf16, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(units.units(start))
        cursor.setPosition(units.units(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return has_image(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        # Word and Excel put a picture of the text beside the text: then the text is meant.
        if has_image(source) and not source.hasText():
            self.image_pasted.emit(source)
        else:
            self.insertPlainText(source.text())


def _look(severity: Severity) -> QTextCharFormat:
    colours = theme.theme()
    look = QTextCharFormat()
    look.setBackground(QColor(colours.color(GROUNDS[severity])))
    if severity is Severity.BLOCK:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(colours.color(INKS[severity]))
    return look
