"""Small chores with layouts."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from app.ui import theme


def clear(layout: QLayout) -> None:
    """Take every widget out and let it go. Hidden first: deletion waits for the event loop."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def row(*, above: int = 0) -> tuple[QWidget, QHBoxLayout]:
    """A widget that is one row without margins, `above` drawn pixels beneath what precedes it."""
    widget = QWidget()
    layout = QHBoxLayout(widget)
    layout.setContentsMargins(0, theme.px(above), 0, 0)
    layout.setSpacing(theme.px(8))
    return widget, layout
