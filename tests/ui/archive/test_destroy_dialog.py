"""The dialog before a destruction, in the largest text, with everything it can have to say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.services.base.enums import DisposalState
from app.services.retention import destroying
from app.services.retention.views import ListView, Preview
from app.ui import theme
from app.ui.disposal.dialogs import DestroyDialog
from app.ui.main_window import MainWindow
from app.ui.translation import set_language

FORMER = tuple(f"/home/officer/Documents/Anumodon before the move {n}/data" for n in range(1, 9))
NOW = datetime(2026, 1, 5, tzinfo=UTC)
ORDERED = ListView(
    id=1,
    year=2026,
    state=DisposalState.ORDERED,
    member="Rahima",
    at=NOW,
    memo="38.01.6758.000.016.14.0004.26",
    letter=1,
    ordered_by="Rahima",
    ordered_at=NOW,
    carried_by="",
    carried_at=None,
    done_at=None,
    items=(),
    needed=2,
    alone=False,
)


@pytest.mark.parametrize("language", ["bn", "en"])
def test_its_buttons_stay_on_the_screen(
    qtbot: QtBot, window: MainWindow, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Preview(120, 3, 340, 90_000_000, 2, tuple(range(12)), FORMER)
    monkeypatch.setattr(destroying, "preview", lambda desk, id_: told)
    set_language(language)
    theme.apply("light", 150)
    member = window.context.member
    assert member is not None
    dialog = DestroyDialog(window.context, ORDERED, member, lambda: None, window)
    dialog.show()
    qtbot.waitUntil(dialog.save_button.isEnabled)
    room = dialog.screen().availableSize().height()
    qtbot.waitUntil(lambda: dialog.height() <= room)
    assert dialog.minimumSizeHint().height() <= room
    foot = dialog.save_button.mapTo(dialog, QPoint(0, dialog.save_button.height())).y()
    assert foot <= dialog.height()
