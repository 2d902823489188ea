"""The record's trusted time on the settings page: the last stamp, a request to write, a reply to take."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.archive.keys import grouped
from app.bangla import dates
from app.services.record import timestamps
from app.services.record.timestamps import StampView
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.settings.card import SettingsCard
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Label, Paragraph
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.facts import Facts
from app.ui.widgets.files import choose_file
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.place_field import PlaceField
from app.ui.widgets.usual_place import usual_place


class TrustedTimeCard(SettingsCard):
    """Read anew whenever the page is opened."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "timestamp.title", "timestamp.hint")
        self._last: StampView | None = None
        self._pending = 0
        self._facts: QWidget = QWidget()
        self.request_button = Button(icon="export", small=True)
        self.request_button.clicked.connect(lambda: self._open(RequestDialog(context, self.window())))
        self.take_button = Button(icon="plus", small=True)
        self.take_button.clicked.connect(
            lambda: self._open(TakeDialog(context, self.window(), known=self._last is not None))
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.request_button)
        buttons.addWidget(self.take_button)
        buttons.addStretch(1)
        self.body.addWidget(self._facts)
        self.body.addLayout(buttons)
        self.translate(self.request_button.setText, "timestamp.request")
        self.translate(self.take_button.setText, "timestamp.take")
        self.retranslate()

    def read(self) -> None:
        """Look at the stamps again."""
        desk = self.context.desk
        jobs.run(lambda _work: (timestamps.stamps(desk), timestamps.pending(desk)), self._show, owner=self)

    def _show(self, found: tuple[tuple[StampView, ...], int]) -> None:
        stamps, self._pending = found
        self._last = stamps[-1] if stamps else None
        self.retranslate()

    def _open(self, dialog: FormDialog) -> None:
        dialog.accepted.connect(self.read)
        dialog.open()

    def retranslate(self) -> None:
        super().retranslate()
        facts = self._fact_rows()
        shown = Facts(facts) if facts else Label(tr("timestamp.none"), wrap=True)
        self.body.replaceWidget(self._facts, shown)
        shown.show()
        self._facts.hide()
        self._facts.deleteLater()
        self._facts = shown

    def restyle(self) -> None:
        self.retranslate()

    def _fact_rows(self) -> list[tuple[str, str | QWidget]]:
        facts: list[tuple[str, str | QWidget]] = []
        if self._last is not None:
            facts = [
                (tr("timestamp.last"), dates.long(self._last.at, language())),
                (tr("timestamp.covers"), tr("timestamp.covers_n", n=self._last.count)),
                (tr("timestamp.authority"), self._last.authority),
                (tr("timestamp.root"), grouped(self._last.certificate)),
            ]
        if self._pending:
            facts.append((tr("timestamp.waiting"), tr("timestamp.waiting_n", n=self._pending)))
        return facts


class RequestDialog(FormDialog):
    """Where the request is to be written: on a USB drive, by a name that need not be changed."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(tr("timestamp.request_title"), tr("timestamp.write"), parent, width=600)
        self._context = context
        self.place = PlaceField(
            tr("export.place"), usual_place(f"anumodon-{datetime.now(UTC):%Y%m%dT%H%M%SZ}", ".tsq")
        )
        row = FormRow(self.place)
        row.set_label(tr("export.place"))
        self.body.addWidget(Paragraph(tr("timestamp.hint")))
        self.body.addWidget(row)
        self.body.addStretch(1)
        self.place.setFocus()

    def submit(self) -> None:
        member, out = self._context.member, self.place.path()
        if member is None:
            self.complain(tr("settle.who"))
            return
        if out is None:
            self.complain(tr("export.place_missing"))
            return
        desk = self._context.desk
        count: list[int] = []
        self.store(
            lambda: count.append(timestamps.request(desk, out, member.id)),
            lambda: messages.say(tr("timestamp.requested", path=str(out), n=count[0]), seconds=12),
        )


class TakeDialog(FormDialog):
    """The reply's file and, for the first one or another authority's, that of its root certificate."""

    def __init__(self, context: Context, parent: QWidget, *, known: bool) -> None:
        super().__init__(tr("timestamp.take_title"), tr("timestamp.save"), parent, width=600)
        self._context = context
        self.reply = _FileField(tr("timestamp.reply_file"), "TSR (*.tsr)", tr("timestamp.no_file"))
        usual = tr("timestamp.certificate_usual") if known else tr("timestamp.no_file")
        kinds = "PEM, DER (*.pem *.crt *.cer *.der)"
        self.certificate = _FileField(tr("timestamp.certificate_file"), kinds, usual)
        self.body.addWidget(Paragraph(tr("timestamp.take_lead")))
        for field in (self.reply, self.certificate):
            row = FormRow(field)
            row.set_label(field.name)
            self.body.addWidget(row)
        self.body.addStretch(1)
        self.reply.setFocus()

    def submit(self) -> None:
        member, reply, certificate = self._context.member, self.reply.path, self.certificate.path
        if member is None:
            self.complain(tr("settle.who"))
            return
        if reply is None:
            self.complain(tr("timestamp.reply_missing"))
            return
        desk = self._context.desk
        taken: list[StampView] = []
        self.store(
            lambda: taken.append(timestamps.take(desk, reply, certificate, member.id)),
            lambda: messages.say(_taken(taken[0]), seconds=12),
        )


class _FileField(QWidget):
    """A file to choose: its name, and a button. `path` is None until one is chosen."""

    def __init__(self, name: str, pattern: str, empty: str) -> None:
        super().__init__()
        self.name = name
        self.path: Path | None = None
        self._pattern = pattern
        self._chosen = Label(empty, wrap=True)
        button = Button(tr("timestamp.choose"), icon="folder")
        button.setAccessibleName(f"{name}: {tr('timestamp.choose')}")
        button.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(button)
        row.addWidget(self._chosen, 1)
        self.setFocusProxy(button)

    def set_path(self, path: Path) -> None:
        """Choose a file."""
        self.path = path
        self._chosen.setText(path.name)

    def _choose(self) -> None:
        path = choose_file(self, self.name, self._pattern)
        if path is not None:
            self.set_path(path)


def _taken(stamp: StampView) -> str:
    at = dates.long(stamp.at, language())
    return tr("timestamp.taken", time=at, authority=stamp.authority)
