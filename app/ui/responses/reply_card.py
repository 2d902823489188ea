"""The answer: a field to write it in, or its draft with what was found in it; and the saved replies."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QTextCharFormat
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTextEdit, QVBoxLayout, QWidget

from app.bangla.placeholders import placeholder_names
from app.checks.types import PostFacts, TextReport
from app.services.base.desk import Desk
from app.services.base.enums import ResponseState, State
from app.services.posts.views import DraftView
from app.services.responses.views import ResponseView, SavedReplyView
from app.ui import theme
from app.ui.post_form.live_check import LiveCheck
from app.ui.post_view.post_text import PostText
from app.ui.responses.reply_editor import ReplyEditor
from app.ui.translation import tr
from app.ui.widgets import Button, Card, Chip, ElidedLabel, Label, LinkLabel
from app.ui.widgets.as_written import tip_text, unmarked
from app.ui.widgets.layouts import FoldingRow, clear

_PICKS = 3  # saved replies that stand there as buttons; the others are in the menu
_NAME = 14  # letters of a saved reply's name that its button shows


class ReplyCard(QWidget):
    """`kept` gives the words to keep as a draft, `save_wanted` those to keep for using again."""

    kept = Signal(str)
    save_wanted = Signal(str)
    withdraw_wanted = Signal(int)
    writing_changed = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._one: ResponseView | None = None
        self._draft: DraftView | None = None
        self._writing = False
        self._begun: dict[int, str] = {}  # what was typed and not kept, by response
        self._replies: Sequence[SavedReplyView] = ()
        self._live = LiveCheck(desk, self)
        self._live.found.connect(self._mark)
        self.card = Card(padding=18, spacing=10)
        self._title = Label(look="strong")
        self._meta = ElidedLabel(look="small")
        self._count = Label(look="tiny")
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self._title)
        head.addWidget(self._meta, 1)
        head.addWidget(self._count)
        self.text = PostText()
        self._editor = ReplyEditor()
        self._editor.setMinimumHeight(theme.px(132))
        self._editor.textChanged.connect(self._on_typed)
        self._editor.kept.connect(self.keep)
        self._editor.left.connect(self.left)
        self._empty = Label(look="small", wrap=True)
        self._saved = QWidget()
        self._saved_row = QVBoxLayout(self._saved)
        self._saved_row.setContentsMargins(0, 0, 0, 0)
        self._menu = QMenu(self)
        self.card.body.addLayout(head)
        for part in (self.text, self._editor, self._empty, self._saved):
            self.card.body.addWidget(part)
        self._warning = QWidget()
        warning = QHBoxLayout(self._warning)
        warning.setContentsMargins(theme.px(2), 0, theme.px(2), 0)
        warning.setSpacing(theme.px(10))
        self._warned = QHBoxLayout()
        self._go = LinkLabel()
        self._go.followed.connect(self.go_to_place)
        warning.addLayout(self._warned)
        self._rule = Label(look="small", wrap=True)
        warning.addWidget(self._rule, 1)
        warning.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self.card)
        column.addWidget(self._warning)

    @property
    def writing(self) -> bool:
        """Whether the field is open."""
        return self._writing

    def show_response(
        self, one: ResponseView, draft: DraftView | None, replies: Sequence[SavedReplyView]
    ) -> None:
        """Show the answer to a response; what is being written for the same one stays."""
        other = self._one is None or self._one.id != one.id
        if other and self._one is not None and self._writing:
            self._begun[self._one.id] = self._editor.post()
        self._one, self._draft, self._replies = one, draft, replies
        if other:
            self._writing = one.id in self._begun
            if self._writing:
                self._editor.set_post(self._begun.pop(one.id))
        self._show()

    def write(self) -> None:
        """Open the field, with the draft's words where there are some."""
        if not self._writing:
            self._writing = True
            self._editor.set_post(self._draft.version.text if self._draft is not None else "")
            self._show()
        self._editor.setFocus()

    def stop(self) -> None:
        """The words were kept: show the draft."""
        self._writing = False
        self._show()

    def give_up(self) -> None:
        """Close the field if nothing stands in it that is not kept."""
        kept = self._draft.version.text if self._draft is not None else ""
        if self._editor.post().strip() in ("", kept.strip()):
            self.stop()

    def keep(self) -> None:
        if self._writing:
            self.kept.emit(self._editor.post())

    def go_to_place(self) -> None:
        """Go to the first place to fill in; opens the field."""
        self.write()
        self._editor.go_to_place()

    def offer_saved(self) -> None:
        """The saved replies as a menu under their button."""
        self._fill_menu()
        self._menu.popup(self._saved.mapToGlobal(self._saved.rect().bottomLeft()))

    @property
    def words(self) -> str:
        """What stands in the field, or in the draft."""
        if self._writing:
            return self._editor.post()
        return self._draft.version.text if self._draft is not None else ""

    def _show(self) -> None:
        one, draft = self._one, self._draft
        if one is None:
            return
        settled = one.state in (ResponseState.ANSWERED, ResponseState.CLOSED, ResponseState.MERGED)
        self._title.setText(tr("responses_page.answer" if settled else "responses_page.draft"))
        self.card.set_selected(self._writing)
        self._editor.setVisible(self._writing)
        shown = draft is not None or bool(one.answer_text)
        self.text.setVisible(not self._writing and shown)
        if draft is not None and not settled:
            version = draft.version
            self._meta.setText(
                tr(
                    "responses_page.draft_meta",
                    state=tr(f"state.{draft.state}"),
                    n=version.number,
                    author=version.author,
                )
            )
            self.text.show_text(version.text, draft.findings)
        else:
            self._meta.setText("")
            self.text.show_text(one.answer_text, ())
        self.text.setAccessibleName(tr("responses_page.draft"))
        self._mark_places()
        self._empty.setVisible(not self._writing and not shown)
        self._empty.setText(one.reason if settled else tr("responses_page.nothing_written"))
        can_write = not settled and (
            draft is None or draft.state in (State.PENDING, State.RETURNED, State.REJECTED)
        )
        self._saved.setVisible(can_write)
        self._fill_saved()
        self._show_counts()
        self.writing_changed.emit()

    def _mark_places(self) -> None:
        """Show in the draft where something is still to be filled in."""
        look = QTextCharFormat()
        look.setBackground(theme.theme().color("warn_soft"))
        look.setForeground(theme.theme().color("warn"))
        look.setFontWeight(QFont.Weight.DemiBold)
        marks = []
        document = self.text.document()
        for name in placeholder_names(self._draft.version.text if self._draft is not None else ""):
            found = document.find(name)
            while not found.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = found, look
                marks.append(mark)
                found = document.find(name, found)
        self.text.setExtraSelections(marks)

    def _on_typed(self) -> None:
        self._show_counts()
        self._live.want(self._editor.post(), PostFacts())

    def _mark(self, text: str, report: TextReport) -> None:
        if self._writing and text == self._editor.post():
            self._editor.mark(report.findings)

    def _show_counts(self) -> None:
        text = self.words
        self._count.setText(tr("responses_page.letters", n=len(text)) if text else "")
        names = placeholder_names(text)
        self._warning.setVisible(bool(names))
        clear(self._warned)
        if names:
            message = tr("responses_page.places", n=len(names), names=", ".join(names[:2]))
            self._warned.addWidget(Chip("warn", message))
            self._rule.setText(tr("responses_page.places_rule"))
            self._go.setText(tr("responses_page.go_to_place"))

    def _fill_saved(self) -> None:
        clear(self._saved_row)
        menu = Button(tr("responses_page.saved"), "quiet", "Y", small=True)
        menu.clicked.connect(self.offer_saved)
        offered: list[QWidget] = [menu]
        for reply in self._replies[:_PICKS]:
            name = reply.name if len(reply.name) <= _NAME else f"{reply.name[: _NAME - 1]}…"
            pick = Button(name, small=True)
            pick.setToolTip(tip_text(reply.text))
            pick.clicked.connect(lambda _on=False, reply=reply: self.use(reply))
            offered.append(pick)
        save = LinkLabel(tr("responses_page.save_reply"))
        save.setEnabled(bool(self.words.strip()) or self._writing)
        save.followed.connect(lambda: self.save_wanted.emit(self.words))
        self._saved_row.addWidget(FoldingRow(*offered, save))

    def _fill_menu(self) -> None:
        self._menu.clear()
        for reply in self._replies:
            action = self._menu.addAction(unmarked(reply.name))
            action.triggered.connect(lambda _on=False, reply=reply: self.use(reply))
        if not self._replies:
            self._menu.addAction(tr("responses_page.no_saved")).setEnabled(False)
        self._menu.addSeparator()
        keep = self._menu.addAction(tr("responses_page.save_reply"))
        keep.triggered.connect(lambda: self.save_wanted.emit(self.words))
        if self._replies:
            away = self._menu.addMenu(tr("responses_page.withdraw_reply"))
            for reply in self._replies:
                action = away.addAction(unmarked(reply.name))
                action.triggered.connect(lambda _on=False, reply=reply: self.withdraw_wanted.emit(reply.id))

    def use(self, reply: SavedReplyView) -> None:
        """Put a saved reply into the field: instead of nothing, else where the cursor stands."""
        self.write()
        if self._editor.post().strip():
            self._editor.insertPlainText(reply.text)
        else:
            self._editor.replace_post(reply.text)
        self._editor.moveCursor(self._editor.textCursor().MoveOperation.Start)
        self._editor.go_to_place()
