"""Makes an archive: what goes into it, where it lies, and how far the work is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

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
from app.ui.translation import refusal_text, tr
from app.ui.widgets.fields import Choice
from app.ui.widgets.making_dialog import MakingDialog
from app.ui.widgets.outcome import Outcome
from app.ui.widgets.pill_row import PillRow
from app.ui.widgets.usual_place import usual_place

_ZIP, _FOLDER = "zip", "folder"
_ALL, _NEW = "all", "new"
_MOST_NUMBERS = 1000


class ExportDialog(MakingDialog):
    """Starts with a name and a place that need no change; ends with the archive's path."""

    def __init__(
        self, context: Context, since: date | None, until: date | None, account: str, parent: QWidget
    ) -> None:
        usual = usual_place(f"anumodon-{local(datetime.now(UTC)):%Y-%m-%d}", ".zip")
        super().__init__(tr("export.title"), tr("export.start"), usual, parent)
        self._context = context
        self._kind = PillRow((_ZIP, _FOLDER))
        for kind in (_ZIP, _FOLDER):
            self._kind.set_text(kind, tr(f"export.{kind}"))
        self._kind.set_value(_ZIP)
        self._kind.chosen.connect(self._follow_kind)
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
        fields = {"kind": self._kind, "place": self.place, "period": self._period, "account": self._account}
        fields |= {"extent_label": self._base, "drafts": self._drafts}
        self.add_fields({f"export.{name}": field for name, field in fields.items()}, tr("export.hint"))

    def submit(self) -> None:
        out = self.chosen_place()
        if out is None:
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
        self.make(
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
        )

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
                    tr(left.sentence, draft=left.draft_id, why=refusal_text(left.reason)),
                )
                for left in report.left_out
            ),
            *((tr("copies.note"), tr("copies.outsized", name=name)) for name in report.outsized),
        ]
        self.end(Outcome(tr("export.done"), facts, ()), Path(report.path).parent)

    def _follow_kind(self, kind: str) -> None:
        self.place.set_path(self.place.path_or_usual.with_suffix(".zip" if kind == _ZIP else ""))


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
