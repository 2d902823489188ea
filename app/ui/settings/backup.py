"""Backups on the settings page: where they go and how often, one made now, and the recovery key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.bangla import dates
from app.errors import Refusal
from app.services.backup import state
from app.services.backup.state import EVERY, LastBackup, Schedule
from app.services.base.secret import Secret
from app.ui.backup.automatic import Made, back_up_in_window
from app.ui.context import Context
from app.ui.settings.backup_dialogs import PassphraseDialog, RecoveryKeyDialog
from app.ui.settings.card import SettingsCard
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button, Label, WorkStrip
from app.ui.widgets.facts import Facts
from app.ui.widgets.files import choose_folder
from app.ui.widgets.layouts import FoldingRow
from app.ui.widgets.pill_row import PillRow


class BackupCard(SettingsCard):
    """Read anew whenever the page is opened."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "backup_card.title", "backup_card.hint")
        self._facts: QWidget = QWidget()
        self._outcome: QWidget | None = None
        self._work = WorkStrip()
        self._every = PillRow(str(days) for days in EVERY)
        self._every.chosen.connect(self._choose_every)
        self.now_button = Button(icon="export", small=True)
        self.now_button.clicked.connect(self.back_up)
        self._folder = Button(icon="folder", small=True)
        self._folder.clicked.connect(self._choose_folder)
        self.key_button = Button(icon="shield", small=True)
        self.key_button.clicked.connect(self._make_key)
        self.restore_button = Button(icon="history", small=True)
        self.restore_button.clicked.connect(self.restore)
        for button in (self.now_button, self._folder, self.key_button, self.restore_button):
            self._work.busy_changed.connect(button.setDisabled)
        self.body.addWidget(self._facts)
        self.body.addWidget(FoldingRow(self.now_button, self._folder, self.key_button, self.restore_button))
        self.body.addWidget(self._work)
        self.add_choice("backup_card.every", self._every)
        self._why_off = Label(look="small", wrap=True)
        self.body.addWidget(self._why_off)
        self.translate(self.now_button.setText, "backup_card.now")
        self.translate(self._folder.setText, "backup_card.folder")
        self.translate(self.restore_button.setText, "restore.offer")
        self.translate(self._why_off.setText, "backup_card.needs_key")
        self.retranslate()

    def read(self) -> None:
        """Look again at what is known of backups."""
        self.retranslate()

    def back_up(self) -> None:
        """Back up now, to the folder that was chosen or is chosen now."""
        folder = state.schedule(self.context.desk).folder or self._choose_folder()
        if folder is None:
            return
        if not self._public:
            dialog = PassphraseDialog(self.window())
            dialog.chosen.connect(lambda: self._begin(folder, dialog.secret()))
            dialog.open()
        else:
            self._begin(folder, None)

    def restore(self) -> None:
        """Put a backup in the place of this data folder."""
        from app.ui.backup.restore_dialog import RestoreDialog  # with what decrypts

        dialog = RestoreDialog(self.context, self.window())
        dialog.in_place.connect(self.context.restart_wanted)
        dialog.open()

    def set_folder(self, folder: Path) -> bool:
        """Have backups go to a folder; why not is said, and False returned."""
        try:
            state.keep_folder(self.context.desk, folder)
        except Refusal as refusal:
            self._tell(refusal_text(refusal), ok=False)
            return False
        self._tell("")
        self.retranslate()
        return True

    @property
    def _public(self) -> str:
        from app.services.backup.recovery import recovery_public  # with what encrypts

        return recovery_public(self.context.desk)

    def _begin(self, folder: Path, secret: Secret | None) -> None:
        if self._work.busy:
            return
        self._tell("")
        desk, member = self.context.desk, self.context.member
        by = member.id if member is not None else None
        self._work.work(
            tr("backup_card.working"),
            lambda work: back_up_in_window(desk, folder, secret, by, work),
            self._show,
            lambda refusal: self._tell(refusal_text(refusal), ok=False),
        )

    def _show(self, made: Made) -> None:
        self.retranslate()
        self._tell(made.sentence(), ok=made.proved)
        self.context.office_changed.emit()

    def _tell(self, sentence: str, *, ok: bool = True) -> None:
        if self._outcome is not None:
            self._outcome.deleteLater()
            self._outcome = None
        if sentence:
            self._outcome = Label(sentence, "body" if ok else "error", wrap=True)
            self.body.insertWidget(self.body.indexOf(self._work) + 1, self._outcome)

    def _choose_folder(self) -> Path | None:
        folder = choose_folder(self, tr("backup_card.folder"))
        return folder if folder is not None and self.set_folder(folder) else None

    def _choose_every(self, days: str) -> None:
        state.keep_every(self.context.desk, int(days))

    def _make_key(self) -> None:
        dialog = RecoveryKeyDialog(self.context, self.window())
        dialog.finished.connect(lambda _result: self.retranslate())
        dialog.open()

    def retranslate(self) -> None:
        super().retranslate()
        desk = self.context.desk
        chosen, last, has_key = state.schedule(desk), state.last(desk), bool(self._public)
        facts = Facts(_facts(chosen, last, has_key=has_key))
        self.body.replaceWidget(self._facts, facts)
        facts.show()
        self._facts.hide()
        self._facts.deleteLater()
        self._facts = facts
        for days in EVERY:
            self._every.set_text(str(days), tr(f"backup_card.every_{days}"))
        self._every.set_value(str(chosen.every))
        self._every.setEnabled(has_key)
        self._why_off.setVisible(not has_key)
        self.key_button.setText(tr("backup_card.new_key" if has_key else "backup_card.make_key"))

    def restyle(self) -> None:
        self.retranslate()


def _facts(chosen: Schedule, last: LastBackup | None, *, has_key: bool) -> list[tuple[str, str | QWidget]]:
    text = tr("backup_card.never")
    if last is not None:
        proved = last.proved_at
        at = dates.long(last.made_at, language())
        text = tr("backup_card.last_unproved", time=at)
        if proved is not None and proved >= last.made_at:
            text = tr("backup_card.last_proved", time=at)
    return [
        (tr("backup_card.place"), str(chosen.folder) if chosen.folder else tr("backup_card.no_place")),
        (tr("backup_card.last"), text),
        (tr("backup_card.opens"), tr("backup_card.opens_key" if has_key else "backup_card.opens_passphrase")),
    ]
