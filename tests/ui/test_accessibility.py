"""Whoever does not see the window hears every control; whoever has no mouse reaches it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.office import office
from app.services.office.views import OfficeView
from app.ui.accounts.dialog import AccountDialog
from app.ui.archive.audit_dialog import AuditDialog
from app.ui.archive.export_dialog import ExportDialog
from app.ui.archive.verify_dialog import VerifyDialog
from app.ui.main_window import MainWindow
from app.ui.office.dialog import OfficeDialog
from app.ui.office.holidays import HolidayDialog
from app.ui.office.team_dialog import TeamDialog
from tests.helpers.window import focusable
from tests.services.posts import APPEAL, write
from tests.ui.conftest import Open

PAGES = ("queue", "accounts", "responses", "archive", "reports", "rules", "guide", "settings")


def nameless(root: QWidget) -> list[str]:
    """Controls of `root` the Tab key reaches and a screen reader cannot name."""
    found = []
    for widget in focusable(root):
        heard = QAccessible.queryAccessibleInterface(widget)
        if not heard.text(QAccessible.Text.Name).strip() and not isinstance(widget, QScrollBar):
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_every_control_of_every_page_has_a_name(window: MainWindow, desk: Desk, team: dict[str, int]) -> None:
    write(desk, team["Jamal"], APPEAL, images=1)
    window.show_page("queue")
    for page in PAGES:
        window.show_page(page)
        assert list(focusable(window.page)) != [], page
        assert nameless(window) == [], page


def test_every_control_of_the_first_start_has_a_name(open_main: Open) -> None:
    window = open_main()
    assert len(list(focusable(window))) > 15
    assert nameless(window) == []


def test_every_control_of_a_dialog_has_a_name(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    context = window.page.context
    makers: dict[str, Callable[[], QDialog]] = {
        "export": lambda: ExportDialog(context, None, None, "", window),
        "verify": lambda: VerifyDialog(context, window),
        "audit": lambda: AuditDialog(context, window),
        "team": lambda: TeamDialog(context, window, add=True),
        "holiday": lambda: HolidayDialog(context, 2026, lambda _year: None, window),
        "account": lambda: AccountDialog(context, None, window),
        "office": lambda: OfficeDialog(context, _office(desk), window),
    }
    for name, make in makers.items():
        dialog = make()
        dialog.open()
        assert nameless(dialog) == [], name
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible(), name


def _office(desk: Desk) -> OfficeView:
    here = office.office(desk)
    assert here is not None
    return here


def test_the_tab_key_goes_through_every_control_of_a_page(qtbot: QtBot, window: MainWindow) -> None:
    for page in ("accounts", "archive", "reports", "rules", "guide", "settings"):
        window.show_page(page)
        wanted = {widget for widget in focusable(window.page) if widget.isEnabled()}
        assert wanted, page
        seen: set[QWidget] = set()
        for _ in range(200):
            here = QApplication.focusWidget()
            assert here is not None
            if here in seen:
                break
            seen.add(here)
            qtbot.keyClick(here, Qt.Key.Key_Tab)
        assert {type(widget).__name__ for widget in wanted - seen} == set(), page


def test_the_pages_answer_to_ctrl_and_a_number(qtbot: QtBot, window: MainWindow) -> None:
    for number, page in enumerate(PAGES, start=1):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        assert window.page.name == page
