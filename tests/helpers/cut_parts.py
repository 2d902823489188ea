"""Looks at a window for what has no room: words that are cut, controls that lie on one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, Qt, QTextBoundaryFinder
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from app.ui.widgets import ElidedLabel

_BESIDE_TEXT = 16  # px at least that a field's frame takes of its width
_ARROW = 24  # px of a list's arrow
_ROUNDED = 2  # px by which a layout may be off
_TOUCHED = (QAbstractButton, QLineEdit, QComboBox)


def cut_parts(root: QWidget) -> Iterator[str]:
    """What is cut or covered among the visible parts of `root`, each in one line."""
    for part in root.findChildren(QWidget):
        if part.isVisible() and part.width() > 1:
            line = _lacks(part)
            if line:
                place = f"{type(part).__name__} in {type(part.parentWidget()).__name__}"
                yield f"{place} “{_words(part)}”: {line}"
    yield from _covered(root)


def _lacks(part: QWidget) -> str:
    wanted = part.sizeHint()
    if isinstance(part, ElidedLabel):
        return ""  # it ends in dots, and a tip says the rest
    if isinstance(part, QLabel):
        return _label_lacks(part) if part.text() else ""
    if isinstance(part, (QCheckBox, QRadioButton)):
        return f"{part.width()} px of {wanted.width()}" if part.width() + 1 < wanted.width() else ""
    if isinstance(part, QAbstractButton):
        wanted = part.minimumSizeHint()
        if part.width() + _ROUNDED < wanted.width() or part.height() + _ROUNDED < wanted.height():
            return f"{part.size().toTuple()} of {wanted.toTuple()}"
    if isinstance(part, QLineEdit):
        room = part.width() - _BESIDE_TEXT
        shown = part.text() if part.isReadOnly() else "" if part.text() else part.placeholderText()
        needed = part.fontMetrics().horizontalAdvance(shown)
        return f"{room} px of {needed} for “{shown}”" if needed > room else ""
    if isinstance(part, QComboBox):
        room, needed = part.width() - _ARROW, part.fontMetrics().horizontalAdvance(part.currentText())
        return f"{room} px of {needed}" if needed > room else ""
    if isinstance(part, QScrollArea) and (held := part.widget()) is not None:
        inner, view = held.width(), part.viewport().width()
        return f"what is in it is {inner} px wide, and it shows {view}" if inner > view + 1 else ""
    return ""


def _label_lacks(label: QLabel) -> str:
    wanted = label.sizeHint()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if label.height() + _ROUNDED < needed:
            return f"{label.height()} px high of {needed}"
        widest = max(map(label.fontMetrics().horizontalAdvance, _unbroken(_words(label))), default=0)
        return f"{label.width()} px for a word of {widest}" if label.width() + _ROUNDED < widest else ""
    if label.textFormat() != Qt.TextFormat.RichText and label.width() + 1 < wanted.width():
        return f"{label.width()} px of {wanted.width()}"
    return (
        f"{label.height()} px high of {wanted.height()}"
        if label.height() + _ROUNDED < wanted.height()
        else ""
    )


def _unbroken(text: str) -> Iterator[str]:
    """What no line is broken within: words, and the parts of a path."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
    start = 0
    while (end := finder.toNextBoundary()) > 0:
        yield text[start:end].rstrip()
        start = end


def _covered(root: QWidget) -> Iterator[str]:
    """Controls beside one another that overlap."""
    for holder in (root, *root.findChildren(QWidget)):
        if not holder.isVisible() or isinstance(holder, QAbstractScrollArea):
            continue
        beside = [
            one
            for one in holder.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if one.isVisible() and isinstance(one, _TOUCHED)
        ]
        for one, other in combinations(beside, 2):
            common = _place(one).intersected(_place(other))
            if common.width() > 1 and common.height() > 1:
                yield f"“{_words(one)}” and “{_words(other)}” in {type(holder).__name__} overlap"


def _place(part: QWidget) -> QRect:
    return QRect(part.pos(), part.size())


def _words(part: QWidget) -> str:
    text = part.currentText() if isinstance(part, QComboBox) else ""
    if isinstance(part, (QLabel, QAbstractButton, QLineEdit)):
        text = part.text()
    if isinstance(part, QLabel) and part.textFormat() == Qt.TextFormat.RichText:
        document = QTextDocument()
        document.setHtml(text)
        text = document.toPlainText()
    return re.sub(r"\s+", " ", text) or part.accessibleName()
