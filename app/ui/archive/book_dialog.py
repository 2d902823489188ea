"""Writes a reading book: which period and account, PDF or HTML, and where it goes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bangla.dates import local
from app.services.base.enums import AccountKind
from app.services.office import office
from app.services.posts.book import BookReport, write_book
from app.ui.archive.account_choice import AccountChoice
from app.ui.archive.period_field import PeriodField
from app.ui.context import Context
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Label, WorkStrip
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.outcome import Outcome
from app.ui.widgets.pill_row import PillRow
from app.ui.widgets.place_field import PlaceField

_PDF, _HTML = "pdf", "html"


class BookDialog(FormDialog):
    """Starts with the usual place; ends with the book's path, and with what could not go into it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(tr("book.title"), tr("book_dialog.write"), parent, width=640)
        self._context = context
        self.kind = PillRow((_PDF, _HTML))
        for kind in (_PDF, _HTML):
            self.kind.set_text(kind, kind.upper())
        self.kind.set_value(_PDF)
        self.kind.chosen.connect(self._follow)
        self.place = PlaceField(tr("export.place"), _usual())
        self._period = PeriodField()
        self._account = AccountChoice()
        self._account.show_accounts(
            office.accounts(context.desk, active_only=False, kind=AccountKind.OFFICIAL)
        )
        self._work = WorkStrip()
        self._work.busy_changed.connect(self._set_busy)
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        fields = {
            "export.kind": self.kind,
            "export.place": self.place,
            "book_dialog.period": self._period,
            "export.account": self._account,
        }
        for key, field in fields.items():
            row = FormRow(field)
            row.set_label(tr(key))
            column.addWidget(row)
        column.addWidget(Label(tr("book.lead"), "tiny", wrap=True))
        self.body.addWidget(self._form)
        self.body.addWidget(self._work)

    def submit(self) -> None:
        out = self.place.path()
        if out is None:
            self.complain(tr("export.place_missing"))
            self.place.setFocus()
            return
        if self._work.busy:
            return
        since, until = self._period.days()
        desk, account, spoken = self._context.desk, self._account.value(), language()
        by = self._context.member.id if self._context.member else None
        self.complain("")
        self._work.work(
            tr("book_dialog.working"),
            lambda work: write_book(
                desk, out, spoken, since=since, until=until, account=account, by=by, work=work
            ),
            self._show,
            self.refuse,
        )

    def reject(self) -> None:
        """Closing the dialog stops the work."""
        self._work.cancel()
        super().reject()

    def _set_busy(self, busy: bool) -> None:
        self._form.setEnabled(not busy)
        self.save_button.setEnabled(not busy)

    def _show(self, made: BookReport) -> None:
        problems = [tr("book.left_out", draft=draft) for draft in made.left_out]
        facts: list[tuple[str, str | QWidget]] = [
            (tr("export.place"), made.path),
            (tr("export.posts"), tr("export.posts_n", n=made.posts)),
        ]
        self._form.hide()
        self.body.insertWidget(0, Outcome(tr("book_dialog.done"), facts, problems))
        self.end_with_folder(Path(made.path).parent)

    def _follow(self, kind: str) -> None:
        self.place.set_path(self.place.path_or_usual.with_suffix(f".{kind}"))


def _usual() -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    stem = f"anumodon-book-{local(datetime.now(UTC)):%Y-%m-%d}"
    names = (stem, *(f"{stem}-{n}" for n in range(2, 1000)))
    free = (name for name in names if not (Path(documents) / f"{name}.pdf").exists())
    return Path(documents) / f"{next(free, stem)}.pdf"
