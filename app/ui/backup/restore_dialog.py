"""Restores a backup in the window: chosen, read and audited beside the folder, then put in its place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.bangla.dates import long
from app.errors import Refusal
from app.services.backup.reading import OpenBackup, open_backup, required_file
from app.services.backup.swapping import give_up, put_in_place, restore_beside
from app.services.backup.views import RestoreReport
from app.services.base.clock import moment
from app.services.base.enums import Role
from app.services.base.secret import Secret
from app.services.office import office
from app.services.record.sentences import problem_sentence
from app.services.record.views import AuditReport
from app.ui.context import Context
from app.ui.sign_in.second_member import SecondMember
from app.ui.theme import px
from app.ui.translation import language, tr, words
from app.ui.widgets import Button, Label, Paragraph, WorkStrip
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow
from app.ui.widgets.files import choose_file
from app.ui.widgets.outcome import Outcome
from app.work import Work

_EXPECTED = frozenset({"anchor_behind", "anchor_another", "outside_behind", "outside_another", "foreign_key"})


class RestoreDialog(FormDialog):
    """`in_place` comes once the next start of the program will find the backup in the folder's place."""

    in_place = Signal()

    enter_saves = False

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(tr("restore.title"), tr("restore.check"), parent, width=640)
        self._context = context
        self._checked: tuple[OpenBackup, AuditReport] | None = None
        self._new = context.member is None
        self.file, self.secret, self.reason = LineRow(), LineRow(), LineRow()
        self.secret.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.file.set_label(tr("restore.file"))
        self.file.set_hint(tr("restore.file_hint"))
        self.secret.set_label(tr("restore.secret"))
        self.reason.set_label(tr("restore.reason"))
        self.reason.setVisible(not self._new)
        self._second = SecondMember(context)
        if self._new:
            self._second.hide()
        browse = Button(tr("restore.choose"), icon="folder")
        browse.clicked.connect(self._browse)
        self.file.add_beside(browse)
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        for part in (self.file, self.secret, self.reason):
            column.addWidget(part)
        self._work = WorkStrip()
        self._work.busy_changed.connect(self._set_busy)
        self.body.addWidget(Paragraph(tr("restore.lead_new" if self._new else "restore.lead")))
        authority = self._authority()
        if authority:
            self.body.addWidget(Label(tr("restore.authority_only", names=authority), "wanted", wrap=True))
        self.body.addWidget(self._form)
        self.body.addWidget(self._second)  # it may be chosen, or its passphrase mended, after the reading too
        self.body.addWidget(self._work)
        self.file.line.setFocus()

    def _authority(self) -> str:
        """The names of who alone may put a backup in place, where whoever is at the desk is none of them."""
        me = self._context.member
        if me is None or me.role is Role.AUTHORITY:
            return ""
        everyone = office.members(self._context.desk)
        return ", ".join(one.name for one in everyone if one.active and one.role is Role.AUTHORITY)

    def submit(self) -> None:
        if self._work.busy:
            return
        if self._checked is not None:
            self._put_in_place(*self._checked)
        else:
            self._check()

    def reject(self) -> None:
        """Nothing is put in place, and what was restored to be looked at goes away."""
        if not self._storing:  # else it is just being put there, and must not go from beneath that
            self._work.cancel()
            give_up(self._context.desk.folder.path)
        super().reject()

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        self.fit()  # the strip of the work is gone again

    def _check(self) -> None:
        written, secret = self.file.text().strip(), self.secret.text()
        if not written:
            self.complain(tr("error.backup.file_missing"))
            self.file.line.setFocus()
            return
        if not self._new and not self.reason.text().strip():
            self.complain(tr("error.review.reason_missing"))
            self.reason.line.setFocus()
            return
        path, folder = Path(written).expanduser(), self._context.desk.folder.path
        self.complain("")

        def work(work: Work) -> tuple[OpenBackup, AuditReport]:
            required_file(path)
            opened = open_backup(path, Secret(secret) if secret else None)
            return opened, restore_beside(folder, opened, work)

        self._work.work(tr("restore.checking"), work, lambda found: self._show(*found), self.refuse)

    def _show(self, backup: OpenBackup, audited: AuditReport) -> None:
        self._checked = backup, audited
        manifest = backup.manifest
        spoken = language()
        name = manifest.office_bn if spoken == "bn" else manifest.office_en or manifest.office_bn
        facts: list[tuple[str, str | QWidget]] = [
            (tr("restore.made"), long(moment(manifest.made_at), spoken)),
            (tr("verification.office"), name or "—"),
            (tr("restore.holds"), tr("restore.holds_n", n=audited.events, blobs=len(manifest.blobs))),
        ]
        problems = [problem_sentence(one, words()) for one in audited.problems if one.kind not in _EXPECTED]
        self._form.hide()
        headline = "restore.unsound" if problems else "restore.sound"
        self.body.insertWidget(1, Outcome(tr(headline), facts, problems))
        if not self._new:
            kept = tr("restore.kept", folder=self._context.desk.folder.path.name)
            self.body.insertWidget(2, Label(kept, wrap=True))
        self.save_button.setText(tr("restore.put"))
        self.save_button.setFocus()
        self.fit()

    def _put_in_place(self, backup: OpenBackup, audited: AuditReport) -> None:
        member, folder = self._context.member, self._context.desk.folder.path
        if member is not None and self._second.missing:
            self.complain(tr("settle.second_wanted"))
            return
        at = long(moment(backup.manifest.made_at), language())
        reason = self.reason.text() if member is not None else tr("backup.default_reason", time=at)
        by, alone = member.name if member is not None else "", self._second.alone
        proven = self._second.proving() if member is not None else None
        desk = self._context.desk

        def save() -> RestoreReport:
            second = proven() if proven is not None else None
            agrees = "" if second is None else office.member(desk, second).name
            return put_in_place(folder, backup, audited, reason, by, agrees, alone=alone)

        self.store(save, self.in_place.emit)

    def _set_busy(self, busy: bool) -> None:
        self._form.setEnabled(not busy)
        self._second.setEnabled(not busy)
        self.save_button.setEnabled(not busy)

    def _browse(self) -> None:
        path = choose_file(self, tr("restore.choose"), f"{tr('backup_card.title')} (*.backup)")
        if path is not None:
            self.file.line.setText(str(path))
