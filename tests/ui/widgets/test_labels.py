"""Labels keep the height their lines take, and no more."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

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
