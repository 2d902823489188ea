"""The register's small dialogs: one person, a pasted list, a day for those chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.bangla.dates import local
from app.services.awareness.pasted import pasted_people
from app.services.awareness.views import Entered, ReaderForm
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Label
from app.ui.widgets.dates import DateField
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow
from app.ui.widgets.form_row import FormRow


class ReaderDialog(FormDialog):
    """One person: name and designation."""

    def __init__(
        self,
        save: Callable[[ReaderForm], Entered],
        saved: Callable[[Entered], None],
        parent: QWidget,
    ) -> None:
        super().__init__(tr("awareness_page.add"), tr("button.save"), parent)
        self._save, self._saved = save, saved
        self.name, self.post = LineRow(), LineRow()
        self.name.set_label(tr("awareness_page.name"))
        self.post.set_label(tr("awareness_page.post"))
        self.body.addWidget(self.name)
        self.body.addWidget(self.post)
        self.name.line.setFocus()

    def submit(self) -> None:
        form = ReaderForm(self.name.text(), self.post.text())
        self.store(lambda: self._save(form), self._tell)

    def _tell(self) -> None:
        assert isinstance(self.outcome, Entered)
        self._saved(self.outcome)


class PasteDialog(FormDialog):
    """Many at a time, one a line."""

    def __init__(
        self,
        save: Callable[[list[ReaderForm]], Entered],
        saved: Callable[[Entered], None],
        parent: QWidget,
    ) -> None:
        super().__init__(tr("awareness_page.paste_title"), tr("awareness_page.paste_save"), parent, width=640)
        self._save, self._saved = save, saved
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(px(220))
        row = FormRow(self.text)
        row.set_label(tr("awareness_page.paste_label"))
        row.set_hint(tr("awareness_page.paste_hint"))
        self._count_label = Label(look="small", wrap=True)
        self.body.addWidget(row)
        self.body.addWidget(self._count_label)
        self.text.textChanged.connect(self._count)
        self._count()
        self.text.setFocus()

    def _count(self) -> None:
        people = pasted_people(self.text.toPlainText())
        count = tr("awareness_page.paste_count", n=len(people))
        if people:
            first = ", ".join(filter(None, (people[0].name, people[0].post)))
            count = f"{count} · {tr('awareness_page.paste_first', name=first)}"
        self._count_label.setText(count)

    def submit(self) -> None:
        people = pasted_people(self.text.toPlainText())
        self.store(lambda: self._save(people), self._tell)

    def _tell(self) -> None:
        assert isinstance(self.outcome, Entered)
        self._saved(self.outcome)


class MarkDialog(FormDialog):
    """The day on which those chosen received the guideline or signed for it."""

    def __init__(
        self,
        title: str,
        chosen: int,
        mark: Callable[[date], int],
        marked: Callable[[int], None],
        parent: QWidget,
    ) -> None:
        super().__init__(title, tr("button.save"), parent)
        self._mark, self._marked = mark, marked
        self.day = DateField(local(datetime.now(UTC)).date())
        row = FormRow(self.day)
        row.set_label(tr("awareness_page.day"))
        self.body.addWidget(Label(tr("awareness_page.chosen", n=chosen), "strong"))
        self.body.addWidget(row)
        self.day.setFocus()

    def submit(self) -> None:
        day = self.day.day()
        self.store(lambda: self._mark(day), self._tell)

    def _tell(self) -> None:
        assert isinstance(self.outcome, int)
        self._marked(self.outcome)
