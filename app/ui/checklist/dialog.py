"""One clause of 6.1 on an account: what was found of it so far, and what is found now."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.bangla.clauses import shown
from app.bangla.dates import long_date, short
from app.services.base.enums import ChecklistState
from app.services.due import reminders
from app.services.office import checklist
from app.services.office.views import AccountView, ChecklistForm, ChecklistRow
from app.ui.context import Context
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, ElidedLabel, Label, LinkLabel
from app.ui.widgets.dates import DateField
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import Choice, LineRow
from app.ui.widgets.files import IMAGES, choose_file, file_of
from app.ui.widgets.form_row import FormRow

_REVIEW_DAYS = 180  # offered for the next look; the guideline names no number, and it can be changed
_SHOWN_ENTRIES = 4


class ChecklistDialog(FormDialog):
    """An entry stays for ever; a later one takes its place."""

    def __init__(self, context: Context, account: AccountView, row: ChecklistRow, parent: QWidget) -> None:
        title = f"{shown(row.clause, language())} · {tr(f'checklist.asks.{row.clause}')}"
        super().__init__(title, tr("button.save"), parent, width=600)
        self._context = context
        self._account = account
        self._clause = row.clause
        self._image: Path | None = None
        self._state = Choice(ChecklistState, "checklist.state")
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(self._text.fontMetrics().lineSpacing() * 3 + px(14))
        self._url = LineRow()
        self._url.line.setPlaceholderText("https://")
        self._pick = Button(icon="image", small=True)
        self._pick.setText(tr("checklist_page.pick"))
        self._pick.clicked.connect(self._choose)
        self._picked = ElidedLabel()
        self._again = QCheckBox(tr("checklist_page.again"))
        self._day = DateField(reminders.today() + timedelta(days=_REVIEW_DAYS))
        self._day.setAccessibleName(tr("checklist_page.again"))
        self._day.setEnabled(False)
        self._again.toggled.connect(self._day.setEnabled)
        self._build(row)
        # No answer to begin with, nor the last one: whoever saves has looked and said what they found.
        self._state.choose_nothing(tr("checklist_page.choose"))
        if row.entry is not None:
            self._url.line.setText(row.entry.url)
        self._state.setFocus()

    def _build(self, row: ChecklistRow) -> None:
        guide = LinkLabel(tr("checklist_page.clause"))
        guide.followed.connect(self._open_clause)
        head = QHBoxLayout()
        head.addWidget(Label(f"{self._account.display_name} · @{self._account.handle}", "small"), 1)
        head.addWidget(guide)
        self.body.addLayout(head)
        if row.derived:
            self.body.addWidget(Label(tr("checklist_page.derived"), "small", wrap=True))
        for field, key in ((self._state, "state"), (self._text, "text")):
            form_row = FormRow(field)
            form_row.set_label(tr(f"checklist_page.{key}"))
            self.body.addWidget(form_row)
        self._url.set_label(tr("checklist_page.url"))
        self.body.addWidget(self._url)
        for parts in ((self._pick, self._picked), (self._again, self._day)):
            line = QHBoxLayout()
            line.setSpacing(px(10))
            line.addWidget(parts[0])
            line.addWidget(parts[1], 1)
            self.body.addLayout(line)
        entries = checklist.history(self._context.desk, self._account.id, self._clause)[:_SHOWN_ENTRIES]
        if entries:
            past = QVBoxLayout()
            past.setSpacing(px(2))
            past.addWidget(Label(tr("checklist_page.before"), "strong"))
            for entry in entries:
                facts = [short(entry.at, language()), entry.member, tr(f"checklist.state.{entry.state}")]
                facts += [part for part in (entry.text, entry.url) if part]
                if entry.next_review is not None:
                    day = long_date(entry.next_review, language())
                    facts.append(tr("checklist_page.next", day=day))
                past.addWidget(Label(" · ".join(facts), "small", wrap=True))
            self.body.addLayout(past)

    def _open_clause(self) -> None:
        self.reject()
        self._context.open_clause(self._clause)

    def _choose(self) -> None:
        pattern = f"{tr('checklist_page.images')} ({IMAGES})"
        chosen = choose_file(self, tr("checklist_page.pick"), pattern)
        if chosen is not None:
            self._image = chosen
            self._picked.setText(chosen.name)

    def submit(self) -> None:
        member, image = self._context.member, self._image
        desk, account, by = self._context.desk, self._account.id, member.id if member else 0
        if not self._state.value():
            self.complain(tr("checklist_page.state_missing"))
            self._state.setFocus()
            return
        state, text, url = ChecklistState(self._state.value()), self._text.toPlainText(), self._url.text()
        day = self._day.day() if self._again.isChecked() else None

        def save() -> None:
            picture = file_of(image) if image is not None else None
            checklist.enter(desk, account, ChecklistForm(self._clause, state, text, url, picture, day), by)

        self.store(save, self._context.office_changed.emit)
