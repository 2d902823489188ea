"""The order with its memo number, its carrying out once that was typed, and the certificate."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.documents.files import kind_of
from app.errors import Refusal
from app.new_files import refuse_taken, write_new
from app.services.base.members import MemberView
from app.services.letters import keeping, paper
from app.services.retention import answering, destroying
from app.services.retention.certificate import certificate
from app.services.retention.views import DisposalReport, ListView, Preview
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.remarks import remark
from app.ui.translation import language, tr
from app.ui.widgets import Label, Paragraph, WorkStrip
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.form_scroll import FormScroll
from app.ui.widgets.place_field import PlaceField
from app.ui.widgets.usual_place import documents_folder


class _ListDialog(FormDialog):
    """An act of one member about one list; `done` is called once it is written."""

    enter_saves = False

    def __init__(
        self,
        what: str,
        context: Context,
        found: ListView,
        by: MemberView,
        done: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(tr(f"disposal_page.{what}_title"), tr(f"disposal_page.{what}_do"), parent, width=640)
        self._context, self._list, self._by, self._done = context, found, by, done
        # What goes with an office of several copies is long, and the buttons must stay on screen.
        form = FormScroll(least=0)
        self.column = form.column
        self.body.addWidget(form)
        self.column.addWidget(Paragraph(tr(f"disposal_page.{what}_lead")))

    def _line(self, key: str) -> LineRow:
        row = LineRow()
        row.set_label(tr(key))
        self.column.addWidget(row)
        return row

    def _place(self, name: str) -> PlaceField:
        field = PlaceField(tr("export.place"), documents_folder() / name)
        row = FormRow(field)
        row.set_label(tr("export.place"))
        self.column.addWidget(row)
        return field

    def _say(self, sentence: str) -> None:
        messages.say(f"{sentence} {remark(self._context.desk)}".rstrip(), seconds=12)
        self._done()


class OrderDialog(_ListDialog):
    """The order's memo number, and where its letter is written."""

    def __init__(
        self, context: Context, found: ListView, by: MemberView, done: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__("order", context, found, by, done, parent)
        self.memo = self._line("disposal_page.memo")
        self.place = self._place(f"order-{found.year}-{found.id}.pdf")
        self.memo.line.setFocus()

    def submit(self) -> None:
        out = self.place.path()
        if out is None:
            self.complain(tr("export.place_missing"))
            return
        desk, id_, by, memo, spoken = (
            self._context.desk,
            self._list.id,
            self._by.id,
            self.memo.text(),
            language(),
        )

        def order() -> int | None:
            kind = kind_of(out)
            refuse_taken(out)
            letter = answering.order(desk, id_, memo, by, spoken)
            if letter is not None:
                write_new(out, paper.letter_bytes(desk, keeping.letter(desk, letter), kind))
            return letter

        self.store(order, self._saved)

    def _saved(self) -> None:
        nothing = self.outcome is None
        self._say(
            tr("disposal.nothing_ordered") if nothing else tr("disposal.ordered", memo=self.memo.text())
        )


class DestroyDialog(_ListDialog):
    """What would go, the memo number to be typed, and the work with its progress, which can be stopped."""

    def __init__(
        self, context: Context, found: ListView, by: MemberView, done: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__("destroy", context, found, by, done, parent)
        self.save_button.set_kind("danger")
        self.save_button.setEnabled(False)
        self._preview = Label(tr("disposal_page.looking"), "strong", wrap=True)
        self._more = Label(wrap=True)
        self._more.hide()
        self._missing = Label(look="error", wrap=True)
        self._missing.hide()
        self.column.addWidget(self._preview)
        self.column.addWidget(self._more)
        self.column.addWidget(self._missing)
        self.without = self._line("disposal_page.without_archive")
        self.without.hide()
        self.typed = self._line("disposal_page.typed")
        self.column.addWidget(Label(tr("disposal_page.never_back"), "tiny", wrap=True))
        self._work = WorkStrip()
        self._work.busy_changed.connect(self.save_button.setDisabled)
        self.body.addWidget(self._work)
        self.typed.line.setFocus()
        desk, id_ = context.desk, found.id
        jobs.run(lambda _work: destroying.preview(desk, id_), self._show, self.refuse, owner=self)

    def submit(self) -> None:
        if not self.save_button.isEnabled():
            return
        desk, id_, by = self._context.desk, self._list.id, self._by.id
        typed, without = self.typed.text(), self.without.text()
        self.complain("")
        self._work.work(
            tr("disposal.destroying"),
            lambda work: destroying.carry_out(desk, id_, typed, by, work, without_archive=without),
            self._carried_out,
            self.refuse,
        )

    def _show(self, found: Preview) -> None:
        self._preview.setText(
            tr("disposal.preview", n=found.posts, images=found.images, held=found.held_back)
        )
        more = []
        if found.copies:
            more.append(tr("disposal.preview_copies", n=found.copies))
        if found.former:
            more.append(tr("disposal.preview_former", places=", ".join(found.former)))
        self._more.setText("\n".join(more))
        self._more.setVisible(bool(more))
        if found.not_archived:
            self._missing.setText(tr("disposal.preview_not_archived", n=len(found.not_archived)))
            self._missing.show()
            self.without.show()
        self.save_button.setEnabled(True)
        self.fit()

    def _carried_out(self, report: DisposalReport) -> None:
        key = "disposal.stopped" if report.stopped else "disposal.destroyed"
        self._say(tr(key, n=report.destroyed, held=report.held_back))
        self.accept()

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        if refusal.key == "disposal.typed_wrong":
            self.typed.line.setFocus()


class CertificateOfDestructionDialog(_ListDialog):
    """Where the certificate is written."""

    def __init__(
        self, context: Context, found: ListView, by: MemberView, done: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__("certify", context, found, by, done, parent)
        self.place = self._place(f"destruction-{found.year}-{found.id}.pdf")
        self.place.setFocus()

    def submit(self) -> None:
        out = self.place.path()
        if out is None:
            self.complain(tr("export.place_missing"))
            return
        desk, id_, by, spoken = self._context.desk, self._list.id, self._by.id, language()

        def write() -> None:
            kind = kind_of(out)
            refuse_taken(out)
            write_new(out, certificate(desk, id_, by, spoken, kind))

        self.store(write, lambda: self._say(tr("disposal.certified", path=str(out))))
