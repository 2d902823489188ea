"""Dialogs for what is done about a post after it went out. Each saves one act."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QTextEdit, QWidget

from app.bangla.shortening import shortened
from app.files import read_regular
from app.intake.types import IncomingFile
from app.services.base.members import MemberView
from app.services.posts import aftercare, queue
from app.services.posts.aftercare import EVIDENCE_BYTES, RemovalReason
from app.ui import messages
from app.ui.context import Context
from app.ui.remarks import remark
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Button, Label
from app.ui.widgets.dates import MomentField
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import Choice, LineRow
from app.ui.widgets.files import choose_file
from app.ui.widgets.form_row import FormRow

_EXCERPT = 160  # code points: enough to know the post by
_KINDS = "PNG, JPEG, WebP, PDF, HTML, WACZ (*.png *.jpg *.jpeg *.webp *.pdf *.html *.htm *.mhtml *.wacz)"


class _ActDialog(FormDialog):
    """Saves an act of one member about one post, and says so in a sentence of `done`."""

    def __init__(self, what: str, context: Context, draft_id: int, by: MemberView, parent: QWidget) -> None:
        super().__init__(tr(f"aftercare.{what}.title"), tr(f"aftercare.{what}.save"), parent, width=600)
        self._context, self._draft_id, self._by = context, draft_id, by
        text = shortened(queue.draft(context.desk, draft_id).version.text, _EXCERPT)
        self.body.addWidget(Label(text or tr("queue.no_text"), "small", wrap=True))
        self.body.addWidget(Label(tr(f"aftercare.{what}.lead"), "tiny", wrap=True))

    def _line(self, key: str) -> LineRow:
        row = LineRow()
        row.set_label(tr(key))
        self.body.addWidget(row)
        return row

    def _moment(self) -> MomentField:
        at = MomentField(datetime.now(UTC))
        row = FormRow(at)
        row.set_label(tr("aftercare.at"))
        self.body.addWidget(row)
        return at

    def _saved(self, key: str) -> None:
        message = tr(f"aftercare.done.{key}", id=self._draft_id)
        messages.say(
            f"{message} {remark(self._context.desk)}".rstrip(), "warn" if key == "differs" else "info"
        )
        self._context.drafts_changed.emit()


class ProofDialog(_ActDialog):
    """The published text pasted back, a screenshot or saved page, or both."""

    def __init__(self, context: Context, draft_id: int, by: MemberView, parent: QWidget) -> None:
        super().__init__("proof", context, draft_id, by, parent)
        self.text = QTextEdit()
        self.text.setAcceptRichText(False)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(px(140))
        row = FormRow(self.text)
        row.set_label(tr("aftercare.proof.text"))
        self.body.addWidget(row)
        self._file: Path | None = None
        self._named = Label(look="small")
        choose = Button(tr("aftercare.proof.file"), icon="image", small=True)
        choose.clicked.connect(self._choose)
        self.body.addWidget(choose)
        self.body.addWidget(self._named)
        self.text.setFocus()

    def take_file(self, path: Path) -> None:
        """Bind this file to the publication as well."""
        self._file = path
        self._named.setText(path.name)

    def _choose(self) -> None:
        path = choose_file(self, tr("aftercare.proof.file"), _KINDS)
        if path is not None:
            self.take_file(path)

    def submit(self) -> None:
        desk, id_, by, path = self._context.desk, self._draft_id, self._by.id, self._file
        # Qt's own way would turn no-break spaces into plain ones.
        text = self.text.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")
        found: list[bool | None] = []

        def act() -> None:
            file = IncomingFile(path.name, read_regular(path, EVIDENCE_BYTES)) if path is not None else None
            found.append(aftercare.prove(desk, id_, by, text=text, file=file))

        def done() -> None:
            self._saved("kept" if found[0] is None else "equal" if found[0] else "differs")

        self.store(act, done)


class CorrectionDialog(_ActDialog):
    """What was wrong, which draft holds the corrected text, and whether readers were told."""

    def __init__(self, context: Context, draft_id: int, by: MemberView, parent: QWidget) -> None:
        super().__init__("correction", context, draft_id, by, parent)
        self.wrong = self._line("aftercare.correction.wrong")
        self.other = self._line("aftercare.correction.other")
        self.readers_told = Choice(("yes", "no"), "aftercare.correction")
        self.readers_told.choose_nothing(tr("aftercare.correction.choose"))
        self._readers_row = FormRow(self.readers_told)
        self._readers_row.set_label(tr("aftercare.correction.told"))
        self.body.addWidget(self._readers_row)
        self.at = self._moment()
        self.wrong.line.setFocus()

    def submit(self) -> None:
        other = self.other.text().lstrip("#")
        if other and not other.isdecimal():
            self.other.set_error(tr("aftercare.correction.other_number"))
            return
        if not self.readers_told.value():
            self._readers_row.set_error(tr("aftercare.correction.choose"))
            return
        desk, id_, by, wrong = self._context.desk, self._draft_id, self._by.id, self.wrong.text()
        readers_told, at, number = (
            self.readers_told.value() == "yes",
            self.at.moment(),
            int(other) if other else None,
        )
        self.store(
            lambda: aftercare.correct(desk, id_, wrong, by, readers_told=readers_told, at=at, other=number),
            lambda: self._saved("correction"),
        )


class RemovalDialog(_ActDialog):
    """Why a post was taken down; no reason is chosen to begin with."""

    def __init__(self, context: Context, draft_id: int, by: MemberView, parent: QWidget) -> None:
        super().__init__("removal", context, draft_id, by, parent)
        self.reason = Choice((one.value for one in RemovalReason), "aftercare.reason")
        self.reason.choose_nothing(tr("aftercare.removal.choose"))
        self._reason_row = FormRow(self.reason)
        self._reason_row.set_label(tr("aftercare.removal.reason"))
        self.body.addWidget(self._reason_row)
        self.note = self._line("aftercare.removal.note")
        self.at = self._moment()
        self.reason.setFocus()

    def submit(self) -> None:
        if not self.reason.value():
            self._reason_row.set_error(tr("aftercare.removal.choose"))
            return
        desk, id_, by, note = self._context.desk, self._draft_id, self._by.id, self.note.text()
        reason, at = RemovalReason(self.reason.value()), self.at.moment()
        self.store(
            lambda: aftercare.take_down(desk, id_, reason, note, by, at), lambda: self._saved("removal")
        )


class ElsewhereDialog(_ActDialog):
    """Where else a post stands, as an important one on the office's website (6.1.h)."""

    def __init__(self, context: Context, draft_id: int, by: MemberView, parent: QWidget) -> None:
        super().__init__("elsewhere", context, draft_id, by, parent)
        self.url = self._line("publication.url")
        self.url.line.setFocus()

    def submit(self) -> None:
        desk, id_, by, url = self._context.desk, self._draft_id, self._by.id, self.url.text()
        self.store(lambda: aftercare.place(desk, id_, url, by), lambda: self._saved("elsewhere"))
