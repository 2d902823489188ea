"""What can be done about a response, each with the question it asks first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.errors import Refusal
from app.intake.types import IncomingFile
from app.services.base.enums import AccountKind, Consent, ResponseKind
from app.services.letters.drafting import About
from app.services.letters.views import LetterKind
from app.services.office import accounts
from app.services.office.team import members
from app.services.office.views import AccountView
from app.services.posts import publication
from app.services.posts.views import DraftView
from app.services.responses import answering, drafting, handling, importing, listing, register, saved_replies
from app.services.responses.listing import ShowResponses, WantedResponses
from app.services.responses.register import Added
from app.services.responses.views import ResponseForm, ResponseView
from app.ui import messages
from app.ui.context import Context
from app.ui.letters.dialog import write_letter
from app.ui.post_form.dropped import has_image, image_in, paths_in
from app.ui.responses.actions import Actions
from app.ui.responses.ask_dialog import AnsweredDialog, AskDialog, MergeDialog
from app.ui.responses.entry_dialog import Chosen, EntryDialog, FileDialog, PasteDialog, clipboard_text
from app.ui.responses.snapshot import SnapshotDialog
from app.ui.translation import refusal_text, tr
from app.ui.widgets.as_written import unmarked
from app.ui.widgets.files import choose_file, file_of

T = TypeVar("T")
_SHEETS = (".csv", ".xlsx", ".json")


class ResponseVerbs(QObject):
    """`added` gives the ids of what was entered."""

    added = Signal(list)

    def __init__(self, context: Context, actions: Actions, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._actions, self._page = context, actions, page
        self._desk = context.desk
        self._chosen = Chosen()
        # Dropped together, to be entered one after another: screenshots, and sheets by their paths.
        self._waiting: list[IncomingFile | Path] = []

    # Entering

    def add(self, screenshot: IncomingFile | None = None) -> None:
        pages = self._pages()
        if pages and self._actions.member() is not None:
            dialog = EntryDialog(
                self._desk,
                pages,
                self._chosen,
                self._save,
                lambda: self._entered(dialog),
                self._page,
                screenshot=screenshot,
            )
            dialog.rejected.connect(self._forget)
            dialog.open()

    def paste(self) -> None:
        """What is in the clipboard: a picture is a screenshot, a text may be many."""
        mime = QApplication.clipboard().mimeData()
        if mime is not None and has_image(mime) and not mime.hasText():
            self.add(image_in(mime, "screenshot"))
            return
        self._paste_text(clipboard_text())

    def _paste_text(self, text: str) -> None:
        pages = self._pages()
        if pages and self._actions.member() is not None:
            dialog = PasteDialog(
                pages,
                self._chosen,
                self._save,
                lambda: self._entered(dialog),
                self._page,
                text=text,
            )
            dialog.open()

    def choose_file(self) -> None:
        path = choose_file(self._page, tr("responses_page.key.file"), "CSV, XLSX, JSON (*.csv *.xlsx *.json)")
        if path is not None:
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """Ask of which page and kind a file's responses are, and enter all of them or none."""
        pages, by = self._pages(), self._actions.member()
        if not pages or by is None:
            return

        def save(account_id: int, kind: ResponseKind) -> Added:
            file = file_of(path)
            return importing.import_responses(self._desk, file.data, path.name, account_id, by, kind)

        dialog = FileDialog(path, pages, self._chosen, save, lambda: self._entered(dialog), self._page)
        dialog.rejected.connect(self._forget)
        dialog.open()

    def drag(self, event: object) -> None:
        if isinstance(event, QDragEnterEvent):
            mime = event.mimeData()
            if mime.hasUrls() or has_image(mime) or mime.hasText():
                event.acceptProposedAction()

    def drop(self, event: object) -> None:
        """Pictures are screenshots, one response each; a sheet is a file of many; a text may be many."""
        if not isinstance(event, QDropEvent):
            return
        event.acceptProposedAction()
        if not self._pages() or self._actions.member() is None:
            return
        mime = event.mimeData()
        paths = paths_in(mime)
        try:
            self._waiting = [
                path if path.suffix.lower() in _SHEETS else file_of(path) for path in sorted(paths)
            ]
        except Refusal as refusal:
            messages.say(refusal_text(refusal), "error")
            return
        shot = image_in(mime, "screenshot") if not paths and has_image(mime) else None
        if shot is not None:
            self._waiting = [shot]
        elif not paths and mime.hasText():
            self._paste_text(mime.text())
        self._next()

    def _next(self) -> None:
        """Enter the next of what was dropped together."""
        if not self._waiting:
            return
        one = self._waiting.pop(0)
        if isinstance(one, Path):
            self.take_file(one)
        else:
            self.add(one)

    def _forget(self) -> None:
        """One was not entered after all: the others wait no longer, and are said."""
        if self._waiting:
            messages.say(tr("responses_page.not_entered", n=len(self._waiting)), "warn")
            self._waiting = []

    def _pages(self) -> Sequence[AccountView]:
        found = accounts.accounts(self._desk, kind=AccountKind.OFFICIAL)
        if not found:
            messages.say(tr("responses_page.no_page"), "warn")
        return found

    def _save(self, forms: Sequence[ResponseForm]) -> Added:
        by = self._context.member
        assert by is not None, "the dialog was opened for somebody"
        if len(forms) == 1:
            return Added((register.add(self._desk, forms[0], by.id),), 0)
        return register.add_many(self._desk, forms, by.id)

    def _entered(self, dialog: EntryDialog | PasteDialog | FileDialog) -> None:
        self._chosen = dialog.where.chosen
        found = dialog.outcome
        assert isinstance(found, Added)
        sentence = tr("responses_page.done.added", n=len(found.ids))
        self._actions.say(
            f"{sentence} {tr('responses_page.done.already', n=found.already)}" if found.already else sentence
        )
        self._actions.tell()
        self.added.emit(list(found.ids))
        self._next()

    # About one

    def track(self, one: ResponseView | None) -> None:
        if one is not None:
            self._ask(
                "responses_page.track",
                lambda text, by: handling.track(self._desk, one.id, text, by),
                text=one.tracking,
                may_be_empty=True,
            )

    def note(self, one: ResponseView | None) -> None:
        if one is not None:
            self._ask(
                "responses_page.note",
                lambda text, by: handling.note(self._desk, one.id, text, by),
                several=True,
            )

    def refer(self, one: ResponseView | None) -> None:
        if one is not None:
            self._ask("responses_page.refer", lambda text, by: handling.refer(self._desk, one.id, text, by))

    def refer_by_letter(self, one: ResponseView | None) -> None:
        """Begin the letter that goes to the other office with what the citizen wrote."""
        if one is not None:
            write_letter(self._context, LetterKind.REFERRAL, About(response=one.id), self._page)

    def inform_by_letter(self, one: ResponseView | None) -> None:
        """Begin the letter that gives a citizen what they asked for under the Right to Information Act."""
        if one is not None:
            write_letter(self._context, LetterKind.RTI, About(response=one.id), self._page)

    def close_it(self, one: ResponseView | None) -> None:
        if one is not None:
            self._ask("responses_page.close", lambda text, by: handling.close(self._desk, one.id, text, by))

    def reopen(self, one: ResponseView | None) -> None:
        if one is not None:
            self._ask("responses_page.reopen", lambda text, by: handling.reopen(self._desk, one.id, text, by))

    def send_back(self, draft_id: int) -> None:
        self._ask(
            "responses_page.send_back",
            lambda text, _by: self._actions.send_back(draft_id, text),
            several=True,
        )

    def save_reply(self, words: str) -> None:
        if words.strip():
            self._ask(
                "responses_page.keep_reply", lambda name, by: saved_replies.save(self._desk, name, words, by)
            )

    def withdraw_reply(self, id_: int) -> None:
        self._actions.do(
            lambda by: saved_replies.withdraw(self._desk, id_, by), tr("responses_page.done.reply_withdrawn")
        )

    def merge(self, one: ResponseView | None) -> None:
        by = self._actions.member() if one is not None and one.waits else None
        if one is None or by is None:
            return
        wanted = WantedResponses(ShowResponses.ALL, account_id=one.account.id)
        others = [
            other
            for other in listing.responses(self._desk, wanted)
            if other.id != one.id and other.merged_into is None
        ]
        if not others:
            messages.say(tr("responses_page.merge.none"), "warn")
            return
        MergeDialog(
            others, lambda into: handling.merge(self._desk, one.id, into, by), self._actions.tell, self._page
        ).open()

    def answered(self, one: ResponseView, approved: DraftView | None) -> None:
        by = self._actions.member()
        if by is None:
            return

        def save(words: str, url: str, at: datetime) -> None:
            if approved is not None:
                publication.publish(self._desk, approved.id, url, at, by)
            else:
                answering.answer(self._desk, one.id, words, by, at, url)
                self._actions.look_over(words)

        drafted = approved.version.text if approved is not None else ""
        AnsweredDialog(save, self._recorded, self._page, drafted=drafted).open()

    def _recorded(self) -> None:
        self._actions.say(tr("responses_page.done.answered"))
        self._actions.tell()

    def copy(self, words: str) -> None:
        QApplication.clipboard().setText(words)
        messages.say(tr("responses_page.done.copied"))

    def make_post(self, one: ResponseView | None) -> None:
        if one is not None:
            self._actions.do(
                lambda by: drafting.show_contribution(self._desk, one.id, by),
                tr("responses_page.done.made_post"),
            )

    def see_snapshot(self, one: ResponseView | None) -> None:
        if one is not None and one.screenshot:
            SnapshotDialog(self._desk, one.screenshot, self._page).open()

    # Menus

    def choose_kind(self, one: ResponseView | None, beside: QWidget) -> None:
        if one is None:
            return
        choices = [(tr(f"response_kind.{kind}"), kind) for kind in ResponseKind if kind is not one.kind]
        self._menu(beside, choices, lambda kind: lambda by: handling.set_kind(self._desk, one.id, kind, by))

    def choose_owner(self, one: ResponseView | None, beside: QWidget) -> None:
        if one is None:
            return
        choices: list[tuple[str, int | None]] = [(member.name, member.id) for member in members(self._desk)]
        choices.append((tr("responses_page.nobody"), None))
        self._menu(beside, choices, lambda who: lambda by: handling.assign(self._desk, one.id, who, by))

    def choose_consent(self, one: ResponseView | None, beside: QWidget) -> None:
        if one is None or one.kind is not ResponseKind.CONTRIBUTION:
            return
        menu = QMenu(self._page)
        for consent in (Consent.ASKED, Consent.GIVEN, Consent.REFUSED, Consent.WITHDRAWN):
            action = menu.addAction(tr(f"responses_page.consent.{consent}"))
            action.triggered.connect(lambda _on=False, consent=consent: self._set_consent(one, consent))
        menu.popup(beside.mapToGlobal(QPoint(0, beside.height())))

    def _set_consent(self, one: ResponseView, consent: Consent) -> None:
        if consent is Consent.GIVEN:
            self._ask(
                "responses_page.consent_how",
                lambda text, by: handling.set_consent(self._desk, one.id, consent, text, by),
                text=one.consent_note,
            )
        else:
            self._actions.do(lambda by: handling.set_consent(self._desk, one.id, consent, "", by))

    def _menu(
        self, beside: QWidget, choices: Sequence[tuple[str, T]], act: Callable[[T], Callable[[int], object]]
    ) -> None:
        menu = QMenu(self._page)
        for label, value in choices:
            action = menu.addAction(unmarked(label))
            action.triggered.connect(lambda _on=False, value=value: self._actions.do(act(value)))
        menu.popup(beside.mapToGlobal(QPoint(0, beside.height())))

    def _ask(
        self,
        table: str,
        act: Callable[[str, int], object],
        *,
        text: str = "",
        several: bool = False,
        may_be_empty: bool = False,
    ) -> None:
        by = self._actions.member()
        if by is not None:
            AskDialog(
                table,
                lambda given: act(given, by),
                self._actions.tell,
                self._page,
                text=text,
                several=several,
                may_be_empty=may_be_empty,
            ).open()
