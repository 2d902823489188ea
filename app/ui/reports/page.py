"""The reports page: a quarter's figures with their rows, earlier reports, the to-do list, sums of many."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bangla.dates import clock_time, gregorian_day, local, short
from app.bangla.workdays import Quarter
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.office.holidays import report_day
from app.services.reports import making, tasks
from app.services.reports.content import Content
from app.services.reports.making import KeptReport
from app.services.reports.naming import period
from app.ui import jobs, messages
from app.ui.awareness.dialog import AwarenessDialog
from app.ui.context import Context
from app.ui.letters.list_dialog import LettersDialog
from app.ui.page import Page
from app.ui.reports.cards import (
    activities_card,
    difference_rows,
    differences_card,
    months_card,
    purposes_card,
    tasks_card,
)
from app.ui.reports.citizen_cards import citizen_cards
from app.ui.reports.dialogs import ActivityDialog, RowsDialog, SignDialog, TaskDialog
from app.ui.reports.files import MergeDialog, save_as, show_report
from app.ui.reports.quarter_choice import QuarterChoice, quarter_name
from app.ui.reports.tile import Tile, TileButton, TileGrid
from app.ui.reports.tiles import tiles
from app.ui.theme import px
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button, Card, EmptyState, Label, TopBar
from app.ui.widgets.detail_scroll import DetailScroll
from app.ui.widgets.entry_list import Entry, EntryList
from app.ui.widgets.layouts import FoldingPair, upright_line
from app.ui.widgets.usual_place import usual_place
from app.values import dataclass
from app.work import Work

_DRAFT = "draft"  # the key of the first entry; kept reports have their id
_WIDEST = 1280  # drawn px: charts and tables stand side by side
_PAIR = 700  # drawn px of the two charts; in less they stand under each other
_LEFT = 268  # drawn px of the list of reports, less where the text is large
_TIGHT = 1000  # drawn px; in a narrower page the tools are named by their icons alone
_TIGHTEST = 800  # drawn px; in a narrower one the quarter needs the room of the page's name


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read: the quarter as it stands now, and the reports that were kept."""

    preview: Content
    kept: tuple[KeptReport, ...]


class ReportsPage(Page):
    """The list at the left chooses which report the right shows: as it would be now, or as it was made."""

    name = "reports"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: _Found | None = None
        self._bar = TopBar()
        self._quarter = QuarterChoice()
        self._quarter.currentIndexChanged.connect(lambda _place: self._read())
        self._bar.add_beside_title(self._quarter)
        self._print, self._xlsx, self._pdf = (
            Button(icon="print"),
            Button(icon="table"),
            Button(icon="document"),
        )
        self._sign = Button(kind="primary", keys="S", icon="sign")
        self._print.clicked.connect(self.print_report)
        self._xlsx.clicked.connect(lambda: self.save(".xlsx"))
        self._pdf.clicked.connect(lambda: self.save(".pdf"))
        self._sign.clicked.connect(self.sign)
        self._letters = Button(keys="L", icon="letter")
        self._letters.clicked.connect(self.show_letters)
        self._tools = {
            self._letters: "letters.button",
            self._print: "reports.print",
            self._xlsx: "reports.xlsx",
            self._pdf: "reports.pdf",
        }
        self._bar.add(self._letters, self._print, self._xlsx, self._pdf, self._sign)
        self._list = EntryList()
        self._list.chosen.connect(lambda _key: self._show())
        self._details = DetailScroll(widest=_WIDEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(self._body(), 1)
        self._texts()
        self.add_command("reports.sign", "S", self.sign)
        self.add_command("reports.pdf", "P", lambda: self.save(".pdf"))
        self.add_command("reports.xlsx", "X", lambda: self.save(".xlsx"))
        self.add_command("reports.html", "", lambda: self.save(".html"))
        self.add_command("reports.print", "Ctrl+P", self.print_report)
        self.add_command("reports.task_add", "T", self.add_task)
        self.add_command("reports.activity_add", "W", self.add_activity)
        self.add_command("reports.merge", "", self.merge)
        self.add_command("awareness_page.button", "G", self.show_readers)
        self.add_command("letters.list", "L", self.show_letters)
        context.member_changed.connect(self._read)
        context.office_changed.connect(self._read)
        context.awareness_wanted.connect(self.show_readers)
        context.quarter_wanted.connect(self.show_quarter)

    def _body(self) -> QHBoxLayout:
        self._many = Card()
        self._many_title, self._many_text = Label(look="strong"), Label(look="small", wrap=True)
        self._merge = Button(small=True)
        self._merge.clicked.connect(self.merge)
        for part in (self._many_title, self._many_text, self._merge):
            self._many.body.addWidget(part)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._list, 1)
        frame = QVBoxLayout()
        frame.setContentsMargins(px(14), px(10), px(14), px(14))
        frame.addWidget(self._many)
        left.addLayout(frame)
        holder = QWidget()
        holder.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        self._left = holder
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(holder)
        body.addWidget(upright_line())
        body.addWidget(self._details, 1)
        return body

    def _texts(self) -> None:
        self.translate(self._bar.title.setText, "page.reports")
        self.translate(self._quarter.setAccessibleName, "reports.quarter")
        self.translate(self._list.setAccessibleName, "reports.list")
        self.translate(self._sign.setText, "reports.sign")
        self.translate(self._many_title.setText, "reports.many")
        self.translate(self._many_text.setText, "reports.many_hint")
        self.translate(self._merge.setText, "reports.merge")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Large text: a narrower list, the tools by their icons alone, and in the end no title."""
        self._left.setFixedWidth(min(px(_LEFT), round(self.width() * 0.3)))
        self._bar.title.setVisible(self.width() >= px(_TIGHTEST))
        short = self.width() < px(_TIGHT)
        for button, key in self._tools.items():
            button.setText("" if short else tr(key))
            button.setToolTip(tr(key) if short else "")
            button.setAccessibleName(tr(key))

    def arrive(self) -> None:
        self._quarter.fill_once()
        self._read()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_quarter(self, name: str) -> None:
        """Show a quarter by its name, `2026-Q4`."""
        self._quarter.fill_once()
        place = self._quarter.findData(name)
        if place >= 0:
            self._quarter.setCurrentIndex(place)
        self._list.choose(_DRAFT)

    def chosen_quarter(self) -> Quarter:
        """The quarter that is shown."""
        return self._quarter.chosen

    def _read(self) -> None:
        if not self.isVisible() or self._quarter.count() == 0:
            return
        desk, quarter = self.context.desk, self.chosen_quarter()
        by = self.context.member.id if self.context.member is not None else None
        jobs.run(
            lambda _work: _read(desk, quarter, by),
            self._take,
            self._tell_refusal,
            owner=self,
        )

    def _take(self, found: _Found) -> None:
        self._found = found
        entries = [self._draft_entry(found.preview), *(self._kept_entry(report) for report in found.kept)]
        self._list.show_entries(entries)
        self._show()

    def _tell_refusal(self, refusal: Refusal) -> None:
        self._found = None
        nothing = EmptyState("reports")
        nothing.set_text(tr("reports.nothing"), refusal_text(refusal))
        self._details.show_cards(nothing)
        self._list.show_entries(())
        self._enable(None)

    def _draft_entry(self, content: Content) -> Entry:
        line = tr("reports.as_of", at=short(content.made_at, language()))
        return Entry(_DRAFT, quarter_name(content.quarter), line, chip=("calm", tr("reports.draft")))

    def _kept_entry(self, report: KeptReport) -> Entry:
        day = f"{gregorian_day(local(report.at).date(), language())}, {clock_time(report.at, language())}"
        chip = ("good", tr("reports.signed")) if report.signed else ("warn", tr("reports.unsigned"))
        changed = self._changed(report)
        if changed:
            chip = ("warn", tr("reports.changed", n=changed))
        return Entry(str(report.id), quarter_name(report.quarter), day, chip=chip)

    def _changed(self, report: KeptReport) -> int:
        """How many figures a recount gives otherwise, of a report of the quarter that is shown."""
        if self._found is None or report.quarter != self._found.preview.quarter:
            return 0
        return len(making.differences(report.content.figures, self._found.preview.figures))

    def _kept(self) -> KeptReport | None:
        """The kept report in front, None for the quarter as it stands now."""
        key = self._list.key()
        kept = self._found.kept if self._found is not None else ()
        return next((report for report in kept if str(report.id) == key), None)

    def _content(self) -> Content | None:
        kept = self._kept()
        if kept is not None:
            return kept.content
        return self._found.preview if self._found is not None else None

    def _show(self) -> None:
        content = self._content()
        if content is None or self._found is None:
            return
        kept = self._kept()
        live = kept is None
        cards: list[QWidget] = [self._standing(content, kept), self._grid(content)]
        cards.append(FoldingPair(months_card(content), purposes_card(content), least=_PAIR))
        cards += citizen_cards(content, least=_PAIR)
        cards.append(
            tasks_card(content, self.add_task if live else None, self._finish_task if live else None)
        )
        cards.append(activities_card(content, self.add_activity if live else None, self.show_readers))
        if kept is not None and kept.quarter == self._found.preview.quarter:
            found = making.differences(content.figures, self._found.preview.figures)
            if found:
                pairs = [(one.key, one.before, one.after) for one in found]
                cards.append(
                    differences_card(tr("reports.recount"), *difference_rows(self._found.preview, pairs))
                )
        self._details.show_cards(*cards)
        self._enable(kept)

    def _standing(self, content: Content, kept: KeptReport | None) -> Label:
        """One line above the figures: which time they are of, and until when the report is owed."""
        text = period(content.quarter, language())
        if kept is None and content.complete and not self._settled(content.quarter):
            due = report_day(self.context.desk, content.quarter)
            text = f"{text} · {tr('reports.due', day=gregorian_day(due, language()))}"
        elif kept is None and not content.complete:
            text = f"{text} · {tr('reports.running')}"
        elif kept is not None:
            key = "reports.made_signed" if kept.signed else "reports.made_unsigned"
            text = f"{text} · {tr(key, name=kept.by or '—')}"
        return Label(text, "small", wrap=True)

    def _settled(self, quarter: Quarter) -> bool:
        kept = self._found.kept if self._found is not None else ()
        return any(report.quarter == quarter and report.complete for report in kept)

    def _grid(self, content: Content) -> TileGrid:
        buttons = []
        for tile in tiles(content):
            button = TileButton(tile)
            button.clicked.connect(lambda _checked=False, tile=tile: self._open_rows(content, tile))
            buttons.append(button)
        return TileGrid(buttons)

    def _open_rows(self, content: Content, tile: Tile) -> None:
        RowsDialog(self.context, content, tile.keys, self.window()).open()

    def _enable(self, kept: KeptReport | None) -> None:
        something = self._found is not None
        for button in (self._print, self._xlsx, self._pdf):
            button.setEnabled(something)
        member = self.context.member
        may = member is None or member.decides
        self._sign.setEnabled(something and kept is None and may)
        self._sign.setToolTip("" if may else tr("reports.drafter"))

    def sign(self) -> None:
        """Keep the report of the quarter that is shown, signed."""
        if self._found is not None and self._sign.isEnabled():
            SignDialog(self.context, self._found.preview, self._signed, self.window()).open()

    def _signed(self, report_id: int) -> None:
        messages.say(tr("reports.kept"))
        self.context.office_changed.emit()
        desk, quarter = self.context.desk, self.chosen_quarter()
        by = self.context.member.id if self.context.member is not None else None

        def take(found: _Found) -> None:
            self._take(found)
            self._list.choose(str(report_id))

        jobs.run(
            lambda _work: _read(desk, quarter, by),
            take,
            self._tell_refusal,
            owner=self,
        )

    def save(self, kind: str) -> None:
        """Write the report in front as a file of that kind, where the person says."""
        content = self._content()
        if content is not None:
            save_as(
                self.context,
                content,
                self._kept(),
                kind,
                self,
                usual_place(f"report-{content.quarter}", kind),
            )

    def print_report(self) -> None:
        """Show the report in front as it will be on paper, to be printed or saved."""
        content = self._content()
        if content is not None:
            show_report(self.context, content, self._kept(), self, usual_place(f"report-{content.quarter}"))

    def add_task(self) -> None:
        TaskDialog(self.context, self.chosen_quarter(), self._read, self.window()).open()

    def _finish_task(self, task_id: int) -> None:
        desk, quarter = self.context.desk, self.chosen_quarter()
        by = self.context.member.id if self.context.member is not None else None

        def finish(_work: Work) -> _Found:
            tasks.finish_task(desk, task_id, by)
            return _read(desk, quarter, by)

        jobs.run_once(f"task_{task_id}", finish, self._take, owner=self)

    def add_activity(self) -> None:
        ActivityDialog(self.context, self.chosen_quarter(), self._read, self.window()).open()

    def merge(self) -> None:
        """Add up the reports of many offices."""
        MergeDialog(self.context, self.window()).open()

    def show_readers(self) -> None:
        """Who received the guideline and who signed for it."""
        AwarenessDialog(self.context, self.window()).open()

    def show_letters(self) -> None:
        """The office's letters, and new ones."""
        LettersDialog(self.context, self.window()).open()

    def retranslate(self) -> None:
        super().retranslate()
        self._fit()
        if self._quarter.count():
            self._quarter.fill()
        if self._found is not None:
            self._take(self._found)

    def restyle(self) -> None:
        self.retranslate()


def _read(desk: Desk, quarter: Quarter, by: int | None) -> _Found:
    return _Found(making.preview(desk, quarter, by), making.kept_reports(desk))
