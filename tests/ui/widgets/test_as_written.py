"""A name with signs that Qt reads as markup is shown as it was written."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import Role
from app.services.office.views import MemberForm
from app.ui.app import application
from app.ui.shell.member_button import MemberButton
from app.ui.widgets.as_written import tip_text, unmarked
from tests.services import seconded
from tests.ui.conftest import Open

NAME = "O'Neil & <b>Rahman</b> 🌾"


def test_an_ampersand_is_no_key(qtbot: QtBot) -> None:
    application()
    assert QPushButton("Published & archive").shortcut().isEmpty()
    assert unmarked("Fish & Livestock") == "Fish && Livestock"


def test_what_looks_like_markup_stays_text_in_a_tip() -> None:
    for text in (NAME, "5 < 6 & 7 > 3\nlines", "Fish & Livestock"):
        document = QTextDocument()
        document.setHtml(tip_text(text))
        assert document.toPlainText() == text


def test_a_member_of_any_name_is_chosen_from_the_menu(
    open_main: Open, desk: Desk, team: dict[str, int]
) -> None:
    seconded.add_member(desk, MemberForm(NAME, Role.DRAFTER), team["Selina"])
    window = open_main()
    button = window.findChild(MemberButton)
    menu = button.findChild(QMenu)
    assert isinstance(button, MemberButton)
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    [entry] = [one for one in menu.actions() if unmarked(NAME) in one.text()]
    entry.trigger()
    assert window.context.member is not None
    assert window.context.member.name == NAME
