"""The page's small dialogs: signing, one more task, one more activity, the rows behind a figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QCheckBox, QWidget

from app.bangla.dates import local
from app.bangla.workdays import Quarter
from app.services.office.memo import new_memo
from app.services.reports import activities, making, tasks
from app.services.reports.content import Content
from app.services.reports.naming import label
from app.services.reports.rows import RowView, rows_behind
from app.ui import jobs
from app.ui.context import Context
from app.ui.theme import px
from app.ui.translation import language, tr, words
from app.ui.widgets import Button, Label
from app.ui.widgets.dates import DateField
from app.ui.widgets.dialog import Dialog, FormDialog
from app.ui.widgets.entry_list import Entry, EntryList
from app.ui.widgets.fields import LineRow
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.number_row import NumberRow


class SignDialog(FormDialog):
    """Keeps the report of a quarter, signed; asks for its memo number, which may come later by hand."""

    def __init__(
        self, context: Context, content: Content, saved: Callable[[int], object], parent: QWidget
    ) -> None:
        super().__init__(tr("reports.sign_title"), tr("reports.sign_now"), parent)
        self._context, self._content, self._saved = context, content, saved
        key = "reports.sign_whole" if content.complete else "reports.sign_running"
        self.body.addWidget(Label(tr(key), wrap=True))
        self._memo = LineRow()
        self._memo.set_label(tr("reports.memo"))
        self._memo.set_hint(tr("reports.memo_hint"))
        self.body.addWidget(self._memo)

    def submit(self) -> None:
        context, content, memo = self._context, self._content, self._memo.text()
        by = context.member.id if context.member is not None else None
        self.store(
            lambda: making.make(context.desk, content.quarter, by, new_memo(memo)),
            self._tell,
        )

    def _tell(self) -> None:
        assert isinstance(self.outcome, making.KeptReport)
        self._saved(self.outcome.id)


class TaskDialog(FormDialog):
    """One more thing to be done."""

    def __init__(
        self, context: Context, quarter: Quarter, saved: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(tr("reports.task_title"), tr("button.save"), parent)
        self._context, self._quarter, self._saved = context, quarter, saved
        self._text, self._who = LineRow(), LineRow()
        self._text.set_label(tr("report_paper.annex.task"))
        self._who.set_label(tr("report_paper.annex.who"))
        self._dated = QCheckBox(tr("reports.task_dated"))
        self._dated.setChecked(True)
        self._day = DateField(quarter.ends + timedelta(days=15))
        day = FormRow(self._day)
        day.set_label(tr("report_paper.annex.when"))
        self._dated.toggled.connect(self._day.setEnabled)
        for part in (self._text, self._who, day, self._dated):
            self.body.addWidget(part)

    def submit(self) -> None:
        by = self._context.member.id if self._context.member is not None else None
        day = self._day.day() if self._dated.isChecked() else None
        text, who, desk = self._text.text(), self._who.text(), self._context.desk
        self.store(lambda: tasks.add_task(desk, self._quarter, text, who, day, by), self._saved)


class ActivityDialog(FormDialog):
    """One more awareness activity."""

    def __init__(
        self, context: Context, quarter: Quarter, saved: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(tr("reports.activity_title"), tr("button.save"), parent)
        self._context, self._saved = context, saved
        self._title, self._place, self._people = LineRow(), LineRow(), NumberRow()
        self._title.set_label(tr("report_paper.annex.activity"))
        self._place.set_label(tr("report_paper.annex.place"))
        self._people.set_label(tr("report_paper.annex.people"))
        self._day = DateField(min(local(datetime.now(UTC)).date(), quarter.ends))
        day = FormRow(self._day)
        day.set_label(tr("report_paper.annex.day"))
        for part in (self._title, day, self._place, self._people):
            self.body.addWidget(part)

    def submit(self) -> None:
        if not self._people.complete():
            return
        by = self._context.member.id if self._context.member is not None else None
        day, people, desk = self._day.day(), self._people.number() or 0, self._context.desk
        title, place = self._title.text(), self._place.text()
        self.store(lambda: activities.add_activity(desk, day, title, place, people, by), self._saved)


class RowsDialog(Dialog):
    """The rows that a figure was counted from; one of a draft or a response opens it."""

    def __init__(self, context: Context, content: Content, keys: tuple[str, ...], parent: QWidget) -> None:
        names = " · ".join(label(key, content, words()) for key in keys)
        super().__init__(names, parent, width=680)
        self._context = context
        self._rows: dict[str, RowView] = {}
        self._count = Label(look="small")
        self._list = EntryList()
        self._list.setMinimumHeight(px(380))
        self._list.setAccessibleName(names)
        self._list.itemActivated.connect(lambda _item: self._open())
        self.body.addWidget(self._count)
        self.body.addWidget(self._list, 1)
        close = Button(tr("button.close"), keys="Esc")
        self._go = Button(tr("reports.open_draft"), "primary", "↵")
        close.clicked.connect(self.reject)
        self._go.clicked.connect(self._open)
        self._go.hide()
        self.buttons.addWidget(close)
        self.buttons.addWidget(self._go)
        desk, spoken = context.desk, language()
        found = [content.rows[key] for key in keys if key in content.rows]
        jobs.run(
            lambda _work: [row for of, ids in found for row in rows_behind(desk, of, ids, spoken)],
            self._show,
            self.refuse,
            owner=self,
        )

    def _show(self, rows: list[RowView]) -> None:
        self._rows = {str(place): row for place, row in enumerate(rows)}
        self._count.setText(tr("reports.rows", n=len(rows)))
        self._list.show_entries(Entry(key, row.text, row.line) for key, row in self._rows.items())
        self._go.setVisible(any((row.draft or row.response) is not None for row in rows))
        if any(row.response is not None for row in rows):
            self._go.setText(tr("reports.open_response"))
        self._list.setFocus()

    def _open(self) -> None:
        row = self._rows.get(self._list.key())
        if row is None:
            return
        if row.draft is not None:
            self.accept()
            self._context.open_draft(row.draft)
        elif row.response is not None:
            self.accept()
            self._context.open_response(row.response)
