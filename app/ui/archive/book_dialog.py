"""Writes a reading book: which period and account, PDF or HTML, and where it goes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.bangla.dates import local
from app.services.base.enums import AccountKind
from app.services.office import office
from app.services.posts.book import BookReport, write_book
from app.ui.archive.account_choice import AccountChoice
from app.ui.archive.period_field import PeriodField
from app.ui.context import Context
from app.ui.translation import language, tr
from app.ui.widgets.making_dialog import MakingDialog
from app.ui.widgets.outcome import Outcome
from app.ui.widgets.pill_row import PillRow
from app.ui.widgets.usual_place import usual_place

_PDF, _HTML = "pdf", "html"


class BookDialog(MakingDialog):
    """Starts with the usual place; ends with the book's path, and with what could not go into it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        usual = usual_place(f"anumodon-book-{local(datetime.now(UTC)):%Y-%m-%d}")
        super().__init__(tr("book.title"), tr("book_dialog.write"), usual, parent)
        self._context = context
        self.kind = PillRow((_PDF, _HTML))
        for kind in (_PDF, _HTML):
            self.kind.set_text(kind, kind.upper())
        self.kind.set_value(_PDF)
        self.kind.chosen.connect(self._follow)
        self._period = PeriodField()
        self._account = AccountChoice()
        self._account.show_accounts(
            office.accounts(context.desk, active_only=False, kind=AccountKind.OFFICIAL)
        )
        fields = {
            "export.kind": self.kind,
            "export.place": self.place,
            "book_dialog.period": self._period,
            "export.account": self._account,
        }
        self.add_fields(fields, tr("book.lead"))

    def submit(self) -> None:
        out = self.chosen_place()
        if out is None:
            return
        since, until = self._period.days()
        desk, account, spoken = self._context.desk, self._account.value(), language()
        by = self._context.member.id if self._context.member else None
        self.make(
            tr("book_dialog.working"),
            lambda work: write_book(
                desk, out, spoken, since=since, until=until, account=account, by=by, work=work
            ),
            self._show,
        )

    def _show(self, made: BookReport) -> None:
        problems = [tr("book.left_out", draft=draft) for draft in made.left_out]
        facts: list[tuple[str, str | QWidget]] = [
            (tr("export.place"), made.path),
            (tr("export.posts"), tr("export.posts_n", n=made.posts)),
        ]
        self.end(Outcome(tr("book_dialog.done"), facts, problems), Path(made.path).parent)

    def _follow(self, kind: str) -> None:
        self.place.set_path(self.place.path_or_usual.with_suffix(f".{kind}"))
