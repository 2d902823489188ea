"""Dialogs in both languages, one after another: what the keyboard meets in each; Escape closes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.bangla.workdays import quarter_of
from app.services.base.desk import Desk
from app.services.base.enums import RotationReason, SecretPart
from app.services.base.secret import Secret
from app.services.office import office
from app.services.office.views import MemberView, OfficeView
from app.services.secrets.totp import Totp
from app.services.secrets.views import CredentialView
from app.ui import jobs, preferences, theme
from app.ui.accounts.closing import CloseAccountDialog
from app.ui.accounts.dialog import AccountDialog
from app.ui.aftercare.dialogs import CorrectionDialog, ElsewhereDialog, ProofDialog, RemovalDialog
from app.ui.archive.anchor_dialog import AnchorDialog
from app.ui.archive.book_dialog import BookDialog
from app.ui.archive.export_dialog import ExportDialog
from app.ui.archive.ours_dialog import OursDialog
from app.ui.archive.redact_dialog import RedactDialog
from app.ui.archive.search_more import More, SearchDialog
from app.ui.archive.verify_dialog import VerifyDialog
from app.ui.awareness.dialog import AwarenessDialog
from app.ui.awareness.forms import MarkDialog, PasteDialog, ReaderDialog
from app.ui.backup.missing_dialog import MissingSecretsDialog
from app.ui.backup.restore_dialog import RestoreDialog
from app.ui.bulk.chosen import Chosen
from app.ui.bulk.return_dialog import ReturnDialog
from app.ui.bulk.schedule_dialog import ScheduleDialog
from app.ui.context import Context
from app.ui.credentials.add_dialog import AddCredential
from app.ui.credentials.again_dialog import EnterAgainDialog
from app.ui.credentials.edit_dialogs import ChangeAllowed, CompromisedDialog, RetireCredential, SetValue
from app.ui.credentials.record_dialog import RecordChange
from app.ui.credentials.shown_dialog import CodeDialog, ShownDialog
from app.ui.letters.list_dialog import LettersDialog
from app.ui.main_window import MainWindow
from app.ui.office.dialog import OfficeDialog
from app.ui.office.hand_over_dialog import HandOverDialog
from app.ui.office.holidays import HolidayDialog
from app.ui.office.team_dialog import TeamDialog
from app.ui.office.temporary_passphrase import GivenPassphraseDialog, TemporaryPassphrase
from app.ui.past.import_dialog import ImportDialog
from app.ui.preview.saving import SaveDialog
from app.ui.reports.dialogs import ActivityDialog, TaskDialog
from app.ui.reports.files import MergeDialog
from app.ui.responses.ask_dialog import AnsweredDialog, AskDialog
from app.ui.rotation.dialog import RotationDialog
from app.ui.rules.dialogs import TermDialog
from app.ui.settings.backup_dialogs import PassphraseDialog, RecoveryKeyDialog
from app.ui.settings.office_key import ReplaceKeyDialog
from app.ui.settings.sign_in import PassphraseDialog as OwnPassphraseDialog
from app.ui.settings.trusted_time import RequestDialog, TakeDialog
from app.ui.shell.report import ReportWindow
from app.ui.widgets.confirm import ThrowAwayDialog
from tests.helpers.cut_parts import cut_parts
from tests.helpers.days import today
from tests.helpers.dialog_keys import what_lacks
from tests.services.posts import APPEAL, write

Make = Callable[[MainWindow, Context], QDialog]


def _nothing(*_given: object) -> int:
    return 0


def _login(context: Context) -> CredentialView:
    one = office.accounts(context.desk)[0]
    parts = (SecretPart.PASSWORD, SecretPart.TOTP)
    now = datetime.now(UTC)
    names = one.platform, one.handle, one.display_name, "main admin", "Secret Service"
    return CredentialView(1, one.id, *names, parts, (), True, now, None, None)


def _here(context: Context) -> OfficeView:
    here = office.office(context.desk)
    assert here is not None
    return here


def _me(context: Context) -> MemberView:
    assert context.member is not None
    return context.member


MAKERS: dict[str, Make] = {
    "account": lambda w, c: AccountDialog(c, None, w),
    "account changed": lambda w, c: AccountDialog(c, office.accounts(c.desk)[0], w),
    "account closed": lambda w, c: CloseAccountDialog(c, office.accounts(c.desk)[0], w),
    "proof": lambda w, c: ProofDialog(c, 1, _me(c), w),
    "correction": lambda w, c: CorrectionDialog(c, 1, _me(c), w),
    "removal": lambda w, c: RemovalDialog(c, 1, _me(c), w),
    "elsewhere": lambda w, c: ElsewhereDialog(c, 1, _me(c), w),
    "anchor": lambda w, c: AnchorDialog(c, w),
    "book": lambda w, c: BookDialog(c, w),
    "export": lambda w, c: ExportDialog(c, None, None, "", w),
    "ours": lambda w, c: OursDialog(c, w),
    "redact": lambda w, c: RedactDialog(c, w),
    "verify": lambda w, c: VerifyDialog(c, w),
    "search more": lambda w, c: SearchDialog(More(), _nothing, w),
    "awareness": lambda w, c: AwarenessDialog(c, w),
    "reader": lambda w, c: ReaderDialog(_nothing, _nothing, w),
    "readers pasted": lambda w, c: PasteDialog(_nothing, _nothing, w),
    "readers marked": lambda w, c: MarkDialog("Received", 2, _nothing, _nothing, w),
    "secrets missing": lambda w, c: MissingSecretsDialog(c, w),
    "restore": lambda w, c: RestoreDialog(c, w),
    "return": lambda w, c: ReturnDialog(2, w),
    "schedule": lambda w, c: ScheduleDialog(Chosen((), frozenset()), w),
    "login": lambda w, c: AddCredential(c, office.accounts(c.desk)[0], w),
    "entered again": lambda w, c: EnterAgainDialog(c, 1, "Page", (SecretPart.PASSWORD, SecretPart.TOTP), w),
    "who may": lambda w, c: ChangeAllowed(c, _login(c), w),
    "known to others": lambda w, c: CompromisedDialog(c, _login(c), w),
    "retired": lambda w, c: RetireCredential(c, _login(c), w),
    "value": lambda w, c: SetValue(c, _login(c), SecretPart.PASSWORD, w),
    "change recorded": lambda w, c: RecordChange(c, office.accounts(c.desk)[0], w),
    "shown": lambda w, c: ShownDialog("Password", Secret("kite"), w),
    "code": lambda w, c: CodeDialog(c, Totp(Secret("JBSWY3DPEHPK3PXPJBSWY3DP")), w),
    "letters": lambda w, c: LettersDialog(c, w),
    "office": lambda w, c: OfficeDialog(c, _here(c), w),
    "hand-over": lambda w, c: HandOverDialog(c, [one.id for one in office.members(c.desk)][:1], w),
    "holiday": lambda w, c: HolidayDialog(c, today().year, _nothing, w),
    "team": lambda w, c: TeamDialog(c, w, add=True),
    "temporary": lambda w, c: TemporaryPassphrase(c, office.members(c.desk)[1], w),
    "given": lambda w, c: GivenPassphraseDialog(c, Secret("kite"), w),
    "history import": lambda w, c: ImportDialog(c, w),
    "file saved": lambda w, c: SaveDialog("Save", Path("x.pdf"), _nothing, w),
    "activity": lambda w, c: ActivityDialog(c, quarter_of(today()), _nothing, w),
    "task": lambda w, c: TaskDialog(c, quarter_of(today()), _nothing, w),
    "merge": lambda w, c: MergeDialog(c, w),
    "answered": lambda w, c: AnsweredDialog(_nothing, _nothing, w),
    "asked": lambda w, c: AskDialog("responses_page.close", _nothing, _nothing, w),
    "rotation": lambda w, c: RotationDialog(c, _login(c), RotationReason.PLANNED, w),
    "term": lambda w, c: TermDialog(c, w),
    "backup passphrase": lambda w, c: PassphraseDialog(w),
    "recovery key": lambda w, c: RecoveryKeyDialog(c, w),
    "office key": lambda w, c: ReplaceKeyDialog(c, w),
    "own passphrase": lambda w, c: OwnPassphraseDialog(c, _me(c), w),
    "time requested": lambda w, c: RequestDialog(c, w),
    "time taken": lambda w, c: TakeDialog(c, w, known=False),
    "report of a fault": lambda w, c: ReportWindow("a fault", w),
    "thrown away": lambda w, c: ThrowAwayDialog("Title", w),
}


@pytest.mark.parametrize("language", ["bn", "en"])
def test_every_dialog_is_used_by_keyboard_alone(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int], language: str
) -> None:
    preferences.set_language(desk, language)
    write(desk, team["Jamal"], APPEAL)
    lacking = []
    for name, make in MAKERS.items():
        dialog = make(window, window.context)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        with qtbot.waitActive(dialog):
            dialog.open()
        qtbot.waitUntil(lambda: not jobs.busy())
        QApplication.processEvents()
        lacking += [f"{name}: {line}" for line in what_lacks(dialog)]
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Escape)
        if dialog.isVisible():
            lacking.append(f"{name}: Escape does not close it")
            dialog.hide()
        dialog.deleteLater()
    assert not lacking, "\n".join(lacking)


@pytest.mark.parametrize("language", ["bn", "en"])
def test_every_dialog_in_the_largest_text_has_room_on_the_screen(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int], language: str
) -> None:
    preferences.set_language(desk, language)
    theme.apply("light", theme.TEXT_SIZES[-1])
    write(desk, team["Jamal"], APPEAL)
    lacking = []
    for name, make in MAKERS.items():
        dialog = make(window, window.context)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        with qtbot.waitActive(dialog):
            dialog.open()
        qtbot.waitUntil(lambda: not jobs.busy())
        for _ in range(4):
            QApplication.processEvents()
        lacking += [f"{name}: {line}" for line in (*cut_parts(dialog), *what_lacks(dialog))]
        if dialog.height() > dialog.screen().availableSize().height():
            lacking.append(f"{name}: {dialog.height()} px high")
        dialog.close()
        dialog.deleteLater()
    theme.apply("light")
    assert not lacking, "\n".join(lacking)
