"""The dialogs of the backup card: a passphrase for one backup, and the recovery key, shown this once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QTextDocument
from PySide6.QtWidgets import QWidget

from app.archive.qr import QUIET, qr_rows
from app.bangla import dates
from app.services.backup import recovery
from app.services.base.secret import Secret
from app.ui import messages
from app.ui.context import Context
from app.ui.sign_in.agreed_dialog import AgreedDialog
from app.ui.sign_in.passphrase_fields import NewPassphrase
from app.ui.translation import language, tr
from app.ui.widgets import Button, Label, Paragraph
from app.ui.widgets.dialog import Dialog, FormDialog
from app.ui.widgets.fields import LineRow

_CHECKED = 8  # signs of the key that are typed from the paper


class PassphraseDialog(FormDialog):
    """Asks for the passphrase of a backup, twice. `chosen` comes once it was given; `secret` is it."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("backup_card.passphrase_title"), tr("backup_card.now"), parent)
        self._given: Secret | None = None
        self.field = NewPassphrase()
        self.field.finished.connect(self.submit)
        self.body.addWidget(Paragraph(tr("backup_card.passphrase_lead")))
        self.body.addWidget(self.field)
        self.field.first.line.setFocus()

    def secret(self) -> Secret | None:
        """What was given."""
        return self._given

    def submit(self) -> None:
        self._given = self.field.secret()
        if self._given is None:
            return
        if not self._given:
            self.complain(tr("backup_card.passphrase_missing"))
            return
        self.field.clear()
        self.accept()
        self.chosen.emit()


class RecoveryKeyDialog(AgreedDialog):
    """Makes the office's recovery key; what it hands out is shown in a dialog of its own."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        title, lead = tr("backup.sheet_title"), tr("backup_card.key_lead")
        super().__init__(
            context, title, tr("backup_card.key_make"), lead, tr("backup_card.key_reason"), parent
        )
        self._made: Secret | None = None
        self.body.addStretch(1)

    def carry_out(self, reason: str, by: int, second: int | None, *, alone: bool) -> None:
        self._made = recovery.make_recovery_key(self._context.desk, reason, by, second, alone)

    def carried_out(self) -> None:
        super().carried_out()
        if self._made is not None:
            SheetDialog(self._made, recovery.recovery_public(self._context.desk), self.parentWidget()).open()
            self._made = None


class SheetDialog(Dialog):
    """The key as it goes onto paper. It closes once somebody typed its end from there."""

    def __init__(self, secret: Secret, public: str, parent: QWidget | None) -> None:
        super().__init__(tr("backup.sheet_title"), parent, width=620)
        self._secret = secret
        self._public = public
        shown = Label("\n".join(recovery.in_groups(secret)), "title")
        shown.setObjectName("recovery-key")
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        shown.setAccessibleName(tr("backup.sheet_title"))
        self.typed = LineRow()
        self.typed.set_label(tr("backup_card.type_end", n=_CHECKED))
        self.print_button = Button(tr("backup_card.print"), icon="export")
        self.print_button.clicked.connect(self._print)
        self.done_button = Button(tr("backup_card.in_safe"), "primary")
        self.done_button.clicked.connect(self._close)
        self.typed.line.returnPressed.connect(self._close)
        self.body.addWidget(Paragraph(tr("backup.sheet_lead")))
        self.body.addWidget(shown)
        self.body.addWidget(self.typed)
        self.buttons.addWidget(self.print_button)
        self.buttons.addWidget(self.done_button)
        self.print_button.setFocus()

    def reject(self) -> None:
        """Escape alone must not lose a key that is shown once."""
        self.complain(tr("backup_card.type_first"))

    def _close(self) -> None:
        wanted = self._secret.reveal()[-_CHECKED:]
        if "".join(self.typed.text().split()).upper() != wanted:
            self.typed.set_error(tr("backup_card.type_wrong"))
            self.typed.line.setFocus()
            return
        messages.say(tr("backup_card.key_done"), seconds=12)
        self.accept()

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # with the system's printers

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            print_sheet(printer, self._secret, self._public)


def print_sheet(printer: object, secret: Secret, public: str) -> None:
    """Paint the sheet for the safe: the key in groups, its code for a camera, what it is and since when."""
    from datetime import UTC, datetime

    from PySide6.QtCore import QRectF
    from PySide6.QtPrintSupport import QPrinter

    assert isinstance(printer, QPrinter)
    at = dates.long(datetime.now(UTC), language())
    groups = "<br>".join(recovery.in_groups(secret))
    document = QTextDocument()
    document.setHtml(
        f"<h2>{tr('backup.sheet_title')}</h2><p>{tr('backup.sheet_lead')}</p>"
        f"<p style='font-family: monospace; font-size: 18pt'>{groups}</p>"
        f"<p>{tr('backup.sheet_public', public=public)}</p><p>{tr('backup.sheet_made', time=at)}</p>"
    )
    painter = QPainter(printer)
    page = QRectF(painter.viewport())
    scale = printer.resolution() / 96
    painter.scale(scale, scale)
    document.setTextWidth(page.width() / scale)
    document.drawContents(painter)
    top = document.size().height() + 24
    rows = qr_rows(secret.reveal())
    for y, row in enumerate(rows):
        for x, black in enumerate(row):
            if black:
                painter.fillRect(QRectF((x + QUIET) * 4, top + y * 4, 4, 4), Qt.GlobalColor.black)
    painter.end()
