"""Labels keep the height their lines take, and no more."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.widgets import Label


def test_a_label_that_no_longer_wraps_asks_for_one_line(qtbot: QtBot) -> None:
    label = Label("why approval is off, in more words than one line of this label can hold", wrap=True)
    qtbot.addWidget(label)
    label.resize(120, 200)
    label.show()
    several = label.minimumHeight()
    label.setWordWrap(False)
    assert several > label.fontMetrics().height()
    assert label.minimumHeight() == 0


def test_a_label_asks_for_its_lines_again_where_text_width_or_size_change(qtbot: QtBot) -> None:
    label = Label("one line", wrap=True)
    qtbot.addWidget(label)
    theme.apply("light", 100)
    label.resize(200, 40)
    label.show()
    one = label.minimumHeight()
    label.setText("why approval is off, in more words than one line of this label can hold " * 2)
    several = label.minimumHeight()
    assert several >= 3 * one
    label.resize(400, label.height())
    assert one < label.minimumHeight() < several
    label.resize(200, label.height())
    theme.apply("dark", 150)
    assert label.minimumHeight() > several
    theme.apply("light", 100)
    assert label.minimumHeight() == several
