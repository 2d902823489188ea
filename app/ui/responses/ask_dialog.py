"""Small questions about a response: a line or a few, a choice among others, where an answer went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from app.services.responses.views import ResponseView
from app.ui.responses import words
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import FormRow, Label
from app.ui.widgets.dates import MomentField
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow

_LISTED = 100


class AskDialog(FormDialog):
    """Asks one thing, and has `save` take it; `done` follows. `several`: room for more than a line.

    `table` names its sentences: `<table>.title`, `.label`, `.hint`, `.save`.
    """

    def __init__(
        self,
        table: str,
        save: Callable[[str], object],
        done: Callable[[], None],
        parent: QWidget,
        *,
        text: str = "",
        several: bool = False,
        may_be_empty: bool = False,
    ) -> None:
        super().__init__(tr(f"{table}.title"), tr(f"{table}.save"), parent)
        self._save, self._done, self._may_be_empty = save, done, may_be_empty
        self._line, self._lines = LineRow(), QPlainTextEdit()
        self._lines.setTabChangesFocus(True)
        self._lines.setMinimumHeight(px(110))
        self._several = several
        row: FormRow = FormRow(self._lines) if several else self._line
        row.set_label(tr(f"{table}.label"))
        row.set_hint(tr(f"{table}.hint"))
        self._row = row
        self._line.line.setText(text)
        self._lines.setPlainText(text)
        self._line.line.returnPressed.connect(self.submit)
        self.body.addWidget(row)
        row.field.setFocus()

    def submit(self) -> None:
        given = self._lines.toPlainText().strip() if self._several else self._line.text()
        if not given and not self._may_be_empty:
            self._row.set_error(tr("responses_page.ask.empty"))
            self._row.field.setFocus()
            return
        self.store(lambda: self._save(given), self._done)


class MergeDialog(FormDialog):
    """Which other response of the same page it is the same matter as."""

    def __init__(
        self,
        others: Sequence[ResponseView],
        save: Callable[[int], object],
        done: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(tr("responses_page.merge.title"), tr("responses_page.merge.save"), parent, width=600)
        self._save, self._done = save, done
        self._list = QListWidget()
        self._list.setMinimumHeight(px(240))
        self._list.setWordWrap(True)
        for one in others[:_LISTED]:
            text = " ".join(words.covered(one.text).split())[:140] or tr("responses_page.only_picture")
            item = QListWidgetItem(f"{tr('responses_page.number', id=one.id)} · {one.author}\n{text}")
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.itemActivated.connect(lambda _item: self.submit())
        row = FormRow(self._list)
        row.set_label(tr("responses_page.merge.label"))
        row.set_hint(tr("responses_page.merge.hint"))
        self.body.addWidget(row)
        self._list.setFocus()

    def submit(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            into = int(item.data(Qt.ItemDataRole.UserRole))
            self.store(lambda: self._save(into), self._done)


class AnsweredDialog(FormDialog):
    """Where and when a citizen was answered; with the words, where no draft has them.

    `save` is given the words ("" where a draft has them), the address, and the time.
    """

    def __init__(
        self,
        save: Callable[[str, str, datetime], object],
        done: Callable[[], None],
        parent: QWidget,
        *,
        drafted: str = "",
    ) -> None:
        super().__init__(
            tr("responses_page.answered_dialog.title"),
            tr("responses_page.answered_dialog.save"),
            parent,
            width=600,
        )
        self._save, self._done, self._drafted = save, done, drafted
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(px(110))
        self._text_row = FormRow(self._text)
        self._text_row.set_label(tr("responses_page.answered_dialog.text"))
        self._text_row.set_hint(tr("responses_page.answered_dialog.text_hint"))
        self._url = LineRow()
        self._url.set_label(tr("responses_page.answered_dialog.url"))
        self._url.line.setPlaceholderText("https://")
        self._url.line.returnPressed.connect(self.submit)
        self._at = MomentField(datetime.now(UTC))
        at_row = FormRow(self._at)
        at_row.set_label(tr("responses_page.answered_dialog.at"))
        if drafted:
            self.body.addWidget(Label(drafted[:200], "small", wrap=True))
        else:
            self.body.addWidget(self._text_row)
        self.body.addWidget(self._url)
        self.body.addWidget(at_row)
        (self._url.line if drafted else self._text).setFocus()

    def submit(self) -> None:
        words_, url, at = self._text.toPlainText().strip(), self._url.text(), self._at.moment()
        if not self._drafted and not words_:
            self._text_row.set_error(tr("responses_page.ask.empty"))
            self._text.setFocus()
        elif self._drafted and not url:
            self._url.set_error(tr("publication.url_missing"))
            self._url.line.setFocus()
        else:
            self.store(lambda: self._save(words_, url, at), self._done)
