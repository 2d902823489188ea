"""The archive page's view of the archives themselves: which were made, where they lie, if they are whole."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.archive.keys import grouped
from app.bangla.dates import local, long, long_date
from app.errors import Refusal
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.posts.archives import ArchiveMade, archives_made
from app.services.posts.fixity import (
    FixityReport,
    Kept,
    KeptArchive,
    LastFixity,
    check_fixity,
    last_check,
    locate,
)
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.page import PageView
from app.ui.permission import may_decide, says_drafter
from app.ui.sizes import size_text
from app.ui.theme import px
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button, Card, EmptyState, Label, WorkStrip
from app.ui.widgets.button import shorten
from app.ui.widgets.entry_list import Entry, EntryList
from app.ui.widgets.facts import Facts
from app.ui.widgets.files import choose_file
from app.ui.widgets.layouts import clear
from app.work import Work

_LIST = 340  # drawn px
_DECIDERS = ("archives_view.redact", "restored_page.offer")  # what a drafter would only be refused

_Read = tuple[list[ArchiveMade], LastFixity | None]


class ArchivesView(PageView):
    """The list is read anew whenever the view comes to the front; a check of everything is an act by name."""

    name = "archives"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._made: list[ArchiveMade] = []
        self._last: LastFixity | None = None
        self._kept: dict[int, KeptArchive] = {}
        self._work = WorkStrip()
        self._work.lie_across()
        self._buttons_above: dict[str, Button] = {}
        self.entries = EntryList()
        self.entries.setFixedWidth(px(_LIST))
        self.translate(self.entries.setAccessibleName, "archive.view.archives")
        self.entries.chosen.connect(lambda _key: self._show_one())
        self._detail = QVBoxLayout()
        self._detail.setContentsMargins(px(24), px(20), px(24), px(20))
        self._detail.setSpacing(px(14))
        inside = QWidget()
        inside.setLayout(self._detail)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self._empty = EmptyState("archive")
        self._right = QStackedWidget()
        self._right.addWidget(self._empty)
        self._right.addWidget(scroll)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.entries)
        middle.addWidget(self._right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self._work)
        column.addLayout(middle, 1)
        self.setFocusProxy(self.entries)
        self.add_command("archives_view.check", "K", self.check)
        self.add_command("archives_view.book", "B", self.book)
        self.add_command("archives_view.redact", "R", self.redact)
        self.add_command("restored_page.offer", "N", self.take_in)
        self.retranslate()

    def _bar(self) -> QWidget:
        """What can be done here, in a bar of its own: the page's head has no room beside the pills."""
        bar = QFrame()
        bar.setProperty("bar", "top")
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(16), px(8), px(16), px(8))
        row.setSpacing(px(8))
        for icon, keys, key, run in (
            ("shield", "K", "archives_view.check", self.check),
            ("document", "B", "archives_view.book", self.book),
            ("eye-off", "R", "archives_view.redact", self.redact),
            ("archive", "N", "restored_page.offer", self.take_in),
        ):
            button = self._buttons_above[key] = Button(icon=icon, keys=keys)
            button.clicked.connect(run)
            self.translate(button.setText, key)
            row.addWidget(button)
        row.addStretch(1)
        self._work.busy_changed.connect(self._allow)
        self.context.member_changed.connect(self._allow)
        return bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()

    def restyle(self) -> None:
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Keep the words of the first button, the check, the longest."""
        shorten(list(reversed(self._buttons_above.values())), self.width() - 2 * px(16))

    def _allow(self) -> None:
        """Turn off what cannot be done now, or not by whoever sits at the desk."""
        for key, button in self._buttons_above.items():
            allowed = key not in _DECIDERS or may_decide(self.context)
            button.setDisabled(self._work.busy or not allowed)
            button.setToolTip("" if allowed else tr("queue.drafter"))

    def arrive(self) -> None:
        self.read()
        self.entries.setFocus()

    def read(self) -> None:
        """Look again which archives there are."""
        desk = self.context.desk
        jobs.run(lambda _work: _read(desk), lambda found: self._show(*found), owner=self)

    def check(self) -> None:
        """Read every archive and every image again, by name."""
        if self._work.busy:
            return
        desk, member = self.context.desk, self.context.member
        by = member.id if member is not None else None
        self._work.work(
            tr("archives_view.checking"),
            lambda work: check_fixity(desk, by, work),
            self._take,
            lambda refusal: messages.say(refusal_text(refusal), "error"),
        )

    def book(self) -> None:
        """Write a reading book."""
        from app.ui.archive.book_dialog import BookDialog  # with what prints

        BookDialog(self.context, self.window()).open()

    def redact(self) -> None:
        """Make a redacted copy."""
        if says_drafter(self.context):
            return
        from app.ui.archive.redact_dialog import RedactDialog  # with what writes it

        RedactDialog(self.context, self.window()).open()

    def take_in(self) -> None:
        """Take in an archive that another record of this office made."""
        if says_drafter(self.context):
            return
        from app.ui.restored.restore_dialog import RestoreArchiveDialog  # with the reader of archives

        RestoreArchiveDialog(self.context, self.window()).open()

    def _take(self, found: FixityReport) -> None:
        self._kept = {each.made.number: each for each in found.archives}
        key = "archives_view.all_sound" if found.ok else "archives_view.not_sound"
        messages.say(tr(key, n=len(found.archives)), "info" if found.ok else "error", seconds=12)
        self.context.office_changed.emit()
        self.read()

    def _show(self, made: list[ArchiveMade], last: LastFixity | None) -> None:
        self._made, self._last = made, last
        self.entries.show_entries(map(self._entry, made))
        self._right.setCurrentIndex(1 if made else 0)
        self.entries.setVisible(bool(made))
        self._show_one()

    def _entry(self, made: ArchiveMade) -> Entry:
        title = tr("archives_view.number", n=made.number) if made.number else tr("archives_view.older")
        day = long_date(local(moment(made.at)).date(), language()).rpartition(" · ")[2]
        line = f"{day} · {tr('export.posts_n', n=made.posts)}"
        tone, word = self._chip(made)
        return Entry(made.digest or made.at, title, line, chip=(tone, word) if word else None)

    def _chip(self, made: ArchiveMade) -> tuple[str, str]:
        if not made.number:
            return "calm", ""
        if not made.place:
            return "calm", tr("archives_view.kept.elsewhere")
        if not Path(made.place).exists() or (
            self._last and made.number in self._last.missing and not self._kept
        ):
            return "block", tr("archives_view.kept.missing")
        kept = self._kept.get(made.number)
        if (kept and kept.kept is Kept.DAMAGED) or (self._last and made.number in self._last.damaged):
            return "block", tr("archives_view.kept.damaged")
        if self._last is not None and self._last.at > made.at:
            return "good", tr("archives_view.kept.sound")
        return "calm", ""

    def _show_one(self) -> None:
        clear(self._detail)
        self._detail.addWidget(self._summary())
        made = next((each for each in self._made if (each.digest or each.at) == self.entries.key()), None)
        if made is not None:
            self._detail.addWidget(self._card(made))
        self._detail.addStretch(1)

    def _summary(self) -> QWidget:
        card = Card(padding=16, spacing=6)
        last = self._last
        if last is None:
            card.body.addWidget(Label(tr("archives_view.never"), wrap=True))
            return card
        at = long(moment(last.at), language())
        card.body.addWidget(
            Label(tr("archives_view.last", time=at, n=last.archives, blobs=last.blobs), wrap=True)
        )
        trouble = [tr("archives_view.was_damaged", n=n) for n in last.damaged]
        trouble += [tr("archives_view.was_missing", n=n) for n in last.missing]
        trouble += [tr("archives.blob_damaged", sha256=sha256[:16]) for sha256 in last.damaged_blobs]
        for sentence in trouble:
            card.body.addWidget(Label(sentence, "error", wrap=True))
        if not trouble:
            card.body.addWidget(Label(tr("archives_view.last_sound"), "small", wrap=True))
        return card

    def _card(self, made: ArchiveMade) -> QWidget:
        card = Card(padding=20, spacing=14)
        title = tr("archives_view.number", n=made.number) if made.number else tr("archives_view.older")
        card.body.addWidget(Label(title, "heading"))
        facts: list[tuple[str, str | QWidget]] = [
            (tr("archives_view.at"), f"{long(moment(made.at), language())} · {made.member or '—'}"),
            (tr("export.posts"), tr("export.posts_n", n=made.posts)),
            (tr("archives_view.size"), size_text(made.size)),
            (tr("archives_view.holds"), _scope(made)),
            (tr("export.place"), made.place or tr("archives_view.kept.elsewhere")),
        ]
        if made.digest:
            facts.append((tr("archives_view.digest"), grouped(made.digest)))
        kept = self._kept.get(made.number)
        if kept is not None and kept.problem is not None:
            problem = kept.problem
            facts.append(
                (
                    tr("archives_view.problem"),
                    tr(f"verify.{problem.kind}", file=problem.file, detail=problem.detail),
                )
            )
        card.body.addWidget(Facts(facts))
        if made.number:
            card.body.addLayout(self._buttons(made))
        return card

    def _buttons(self, made: ArchiveMade) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        place = Path(made.place) if made.place else None
        if place is not None and place.exists():
            folder = Button(tr("button.open_folder"), icon="folder")
            folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(place.parent))))
            row.addWidget(folder)
        else:
            find = Button(tr("archives_view.find"), icon="search")
            find.clicked.connect(lambda: self._find(made.number))
            row.addWidget(find)
        row.addStretch(1)
        return row

    def _find(self, number: int) -> None:
        path = choose_file(self, tr("archives_view.find"), "ZIP (*.zip)")
        if path is not None:
            self.place(number, path)

    def place(self, number: int, path: Path) -> None:
        """Say where an archive lies now."""
        desk = self.context.desk

        def search(_work: Work) -> _Read:
            locate(desk, number, path)
            return _read(desk)

        def refused(refusal: Refusal) -> None:
            messages.say(refusal_text(refusal), "error")

        jobs.run_once(f"locate_{number}", search, lambda found: self._show(*found), refused, owner=self)

    def retranslate(self) -> None:
        super().retranslate()
        self._fit_buttons()
        self._allow()
        self._empty.set_text(tr("archives.none"), tr("archives_view.empty_hint"))
        self._show(self._made, self._last)


def _read(desk: Desk) -> _Read:
    return archives_made(desk), last_check(desk)


def _scope(made: ArchiveMade) -> str:
    parts = []
    if made.base:
        parts.append(tr("archives_view.since", n=made.base))
    if made.drafts:
        parts.append(tr("archives_view.chosen", n=len(made.drafts)))
    if made.since or made.until:
        parts.append(tr("archives_view.period", since=made.since or "…", until=made.until or "…"))
    if made.account:
        parts.append(made.account)
    return " · ".join(parts) or tr("archives_view.everything")
