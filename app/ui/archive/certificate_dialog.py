"""Makes the certificate of the approved post in front: where it goes, and what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.archive.keys import grouped
from app.services.posts.certificate import CertificateFiles, make_certificate
from app.services.posts.views import QueueRow
from app.ui import jobs
from app.ui.context import Context
from app.ui.preview.dialog import preview_file
from app.ui.translation import language, tr
from app.ui.widgets import Button, Paragraph
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.facts import Facts
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.place_field import PlaceField
from app.ui.widgets.usual_place import usual_place


class CertificateDialog(FormDialog):
    """A page and its proof, beside each other."""

    def __init__(self, context: Context, row: QueueRow, parent: QWidget) -> None:
        super().__init__(tr("certificate.title"), tr("certificate_dialog.make"), parent, width=620)
        self._context = context
        self._draft = row.id
        self.place = PlaceField(tr("export.place"), usual_place(f"certificate-{row.id}"))
        place = FormRow(self.place)
        place.set_label(tr("export.place"))
        self.body.addWidget(Paragraph(tr("certificate_dialog.lead")))
        self.body.addWidget(place)
        self.body.addStretch(1)
        self.place.setFocus()

    def submit(self) -> None:
        out, member = self.place.path(), self._context.member
        if out is None:
            self.complain(tr("export.place_missing"))
            return
        desk, draft, by, spoken = self._context.desk, self._draft, member.id if member else None, language()
        if out.suffix.lower() != ".pdf":
            out = out.with_name(f"{out.name}.pdf")
        self.complain("")
        self.save_button.setEnabled(False)
        jobs.run(
            lambda _work: make_certificate(desk, draft, out, by, spoken),
            self._show,
            self.refuse,
            owner=self,
            ended=lambda: self.save_button.setEnabled(True),
        )

    def _show(self, made: CertificateFiles) -> None:
        facts: list[tuple[str, str | QWidget]] = [
            ("PDF", Path(made.pdf).name),
            (tr("certificate_dialog.proof"), Path(made.proof).name),
            (tr("certificate.digest"), grouped(made.digest)),
            (tr("certificate.key"), grouped(made.fingerprint) or tr("certificate.unsigned")),
        ]
        self.place.setEnabled(False)
        self.body.insertWidget(self.body.count() - 1, Facts(facts))
        self.body.insertWidget(self.body.count() - 1, Paragraph(tr("certificate_dialog.hand_out")))
        look = Button(tr("preview.open"), icon="document")
        look.clicked.connect(lambda: preview_file(Path(made.pdf), self))
        self.buttons.addWidget(look)
        self.end_with_folder(Path(made.pdf).parent)
