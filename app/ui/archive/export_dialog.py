"""Makes an archive: what goes into it, where it lies, and how far the work is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.archive.keys import grouped
from app.bangla.dates import local
from app.bangla.digits import to_latin
from app.services.base.enums import AccountKind
from app.services.office import office
from app.services.posts import archive
from app.services.posts.archives import LAST
from app.services.posts.report_views import ExportReport
from app.ui.archive.account_choice import AccountChoice
from app.ui.archive.period_field import PeriodField
from app.ui.context import Context
from app.ui.sizes import size_text
from app.ui.theme import px
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Label, WorkStrip
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import Choice
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.outcome import Outcome
from app.ui.widgets.pill_row import PillRow
from app.ui.widgets.place_field import PlaceField

_ZIP, _FOLDER = "zip", "folder"
_ALL, _NEW = "all", "new"
_MOST_NUMBERS = 1000


class ExportDialog(FormDialog):
    """Starts with a name and a place that need no change; ends with the archive's path."""

    def __init__(
        self, context: Context, since: date | None, until: date | None, account: str, parent: QWidget
    ) -> None:
        super().__init__(tr("export.title"), tr("export.start"), parent, width=640)
        self._context = context
        self._kind = PillRow((_ZIP, _FOLDER))
        for kind in (_ZIP, _FOLDER):
            self._kind.set_text(kind, tr(f"export.{kind}"))
        self._kind.set_value(_ZIP)
        self._kind.chosen.connect(self._follow_kind)
        self._place = PlaceField(tr("export.place"), _usual_place())
        self._period = PeriodField()
        self._period.set_days(since, until)
        self._account = AccountChoice()
        self._account.show_accounts(
            office.accounts(context.desk, active_only=False, kind=AccountKind.OFFICIAL)
        )
        self._account.set_value(account)
        self._base = Choice((_ALL, _NEW), "export.extent")
        self._drafts = QLineEdit()
        self._drafts.setAccessibleName(tr("export.drafts"))
        self._drafts.setPlaceholderText(tr("export.drafts_hint"))
        self._work = WorkStrip()
        self._work.busy_changed.connect(self._set_busy)
        self._form = self._make_form()
        self.body.addWidget(self._form)
        self.body.addWidget(self._work)

    def _make_form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        fields = {"kind": self._kind, "place": self._place, "period": self._period, "account": self._account}
        fields |= {"extent_label": self._base, "drafts": self._drafts}
        for name, field in fields.items():
            row = FormRow(field)
            row.set_label(tr(f"export.{name}"))
            column.addWidget(row)
        column.addWidget(Label(tr("export.hint"), "tiny", wrap=True))
        return form

    def submit(self) -> None:
        out = self._place.path()
        if out is None:
            self.complain(tr("export.place_missing"))
            self._place.setFocus()
            return
        if self._work.busy:
            return
        try:
            drafts = numbers_in(self._drafts.text())
        except ValueError:
            self.complain(tr("export.drafts_wrong"))
            self._drafts.setFocus()
            return
        base = LAST if self._base.value() == _NEW else None
        since, until = self._period.days()
        desk, account = self._context.desk, self._account.value()
        by = self._context.member.id if self._context.member else None
        self.complain("")
        self._work.work(
            tr("export.working"),
            lambda work: archive.export(
                desk,
                out,
                since=since,
                until=until,
                account=account,
                drafts=drafts,
                since_archive=base,
                by=by,
                work=work,
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

    def _show(self, report: ExportReport) -> None:
        facts: list[tuple[str, str | QWidget]] = [
            (tr("export.place"), report.path),
            (tr("archives_view.number_label"), tr("archives_view.number", n=report.number)),
            *((tr("copies.note"), tr("cli.withdrawn", draft=draft)) for draft in report.withdrawn),
            (tr("export.posts"), tr("export.posts_n", n=report.posts)),
            (tr("export.files"), tr("export.files_n", n=report.files, size=size_text(report.size))),
            (tr("export.signature"), tr("export.signed" if report.signed else "export.unsigned")),
            *([(tr("audit_page.key"), grouped(report.fingerprint))] if report.signed else []),
            *(
                (
                    tr("copies.note"),
                    tr("export.left_out", draft=left.draft_id, why=refusal_text(left.reason)),
                )
                for left in report.left_out
            ),
            *((tr("copies.note"), tr("copies.outsized", name=name)) for name in report.outsized),
        ]
        self._form.hide()
        self.body.insertWidget(0, Outcome(tr("export.done"), facts, ()))
        self.end_with_folder(Path(report.path).parent)

    def _follow_kind(self, kind: str) -> None:
        self._place.set_path(self._place.path_or_usual.with_suffix(".zip" if kind == _ZIP else ""))


def numbers_in(text: str) -> tuple[int, ...]:
    """Numbers and spans of numbers as a person writes them (`12, 15-18`), in either digits.

    Raises `ValueError` for anything else, and for more than a thousand.
    """
    found: set[int] = set()
    for part in to_latin(text).replace("–", "-").replace(";", ",").split(","):
        if not part.strip():
            continue
        first, _, last = (piece.strip() for piece in part.partition("-"))
        numbers = range(int(first), int(last or first) + 1)
        if not numbers or len(numbers) > _MOST_NUMBERS:
            raise ValueError(part)
        found.update(numbers)
    return tuple(sorted(found))


def _usual_place() -> Path:
    """A name for today's archive in the person's documents, that is not taken yet."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    stem = f"anumodon-{local(datetime.now(UTC)):%Y-%m-%d}"
    names = (stem, *(f"{stem}-{n}" for n in range(2, 1000)))
    free = (name for name in names if not (Path(documents) / f"{name}.zip").exists())
    return Path(documents) / f"{next(free, stem)}.zip"
