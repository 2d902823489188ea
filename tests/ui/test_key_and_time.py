"""The office's key and the trusted time on the settings page, and what the window says of unsigned work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.secret import Secret
from app.services.office import sign_in
from app.services.office.office import members
from app.services.record import timestamps
from app.ui.main_window import MainWindow
from app.ui.remarks import remark
from app.ui.settings.office_key import OfficeKeyCard, ReplaceKeyDialog
from app.ui.settings.trusted_time import RequestDialog, TakeDialog, TrustedTimeCard
from app.ui.translation import tr
from tests.helpers.tsa import Authority
from tests.helpers.window import shown_texts


def says(card: QWidget, sentence: str) -> bool:
    return any(sentence in text for _, text in shown_texts(card))


def test_a_trusted_time_is_requested_and_taken(
    window: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    window.show_page("settings")
    card = window.page.findChild(TrustedTimeCard)
    assert isinstance(card, TrustedTimeCard)
    qtbot.waitUntil(lambda: says(card, tr("timestamp.none")))
    card.request_button.click()
    asking = window.findChild(RequestDialog)
    assert isinstance(asking, RequestDialog)
    asking.place.set_path(tmp_path / "out.tsq")
    asking.submit()
    qtbot.waitUntil(lambda: says(card, tr("timestamp.waiting_n", n=1)))
    authority = Authority(tmp_path / "tsa")
    reply = authority.answer(tmp_path / "out.tsq", tmp_path / "reply.tsr")
    card.take_button.click()
    taking = window.findChild(TakeDialog)
    assert isinstance(taking, TakeDialog)
    taking.submit()
    assert any(text == tr("timestamp.reply_missing") for _, text in shown_texts(taking))
    taking.reply.set_path(reply)
    taking.certificate.set_path(authority.root)
    taking.submit()
    qtbot.waitUntil(lambda: says(card, "Test TSA"))
    assert len(timestamps.stamps(desk)) == 1


def test_without_a_keyring_there_is_no_key_and_it_is_said(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    window.show_page("settings")
    card = window.page.findChild(OfficeKeyCard)
    assert isinstance(card, OfficeKeyCard)
    qtbot.waitUntil(lambda: says(card, tr("office_key.none")))
    assert not card.replace_button.isVisible()
    assert remark(desk) == tr("remark.unsigned")


def test_a_team_replaces_the_key_by_two(
    window: MainWindow, desk: Desk, team: dict[str, int], qtbot: QtBot
) -> None:
    own = Secret("শাপলা নদীর ধারে সকাল")
    sign_in.set_first(desk, team["Selina"], own)
    sign_in.set_first(desk, team["Karim"], own, team["Selina"])
    window.context.set_member(next(one for one in members(desk) if one.name == "Selina"))
    asking = ReplaceKeyDialog(window.context, window)
    asking.open()
    asking.submit()
    assert says(asking, tr("settle.second_wanted"))
    [who] = asking.findChildren(QComboBox)
    reason, passphrase = asking.findChildren(QLineEdit)
    reason.setText("বার্ষিক বদল")
    who.setCurrentIndex(who.findText("Karim"))
    passphrase.setText("not that one")
    asking.submit()
    qtbot.waitUntil(lambda: says(asking, tr("error.signin.wrong")))
    passphrase.setText("শাপলা নদীর ধারে সকাল")
    asking.submit()
    qtbot.waitUntil(lambda: says(asking, tr("error.keyring.absent")))  # which alone is amiss
