"""Which printer, which pages, how many copies."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.documents.pages import PdfPages
from app.ui import jobs, messages
from app.ui.preview.printing import Order, print_order, printers
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Label
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.drop_down import DropDown
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.number_row import NumberRow

_MOST_COPIES = 99


class PrintDialog(FormDialog):
    """Begins with every page, once, on the usual printer."""

    def __init__(self, pages: PdfPages, title: str, parent: QWidget) -> None:
        super().__init__(tr("preview.print_title"), tr("preview.print"), parent)
        self._pages, self._document = pages, title
        self.printer = DropDown()
        self.printer.addItems(list(printers()))
        row = FormRow(self.printer)
        row.set_label(tr("preview.printer"))
        self.first, self.last, self.copies = NumberRow(), NumberRow(), NumberRow()
        numbers = QHBoxLayout()
        numbers.setSpacing(px(16))
        for name, field, value in (
            ("first", self.first, 1),
            ("last", self.last, len(pages)),
            ("copies", self.copies, 1),
        ):
            field.set_label(tr(f"preview.{name}"))
            field.set_number(value)
            numbers.addWidget(field)
        self.body.addWidget(row)
        self.body.addLayout(numbers)
        if self.printer.count() == 0:
            self.body.addWidget(Label(tr("preview.none"), "error", wrap=True))
            self.save_button.setEnabled(False)

    def submit(self) -> None:
        if not self.save_button.isEnabled() or not all(
            field.complete() for field in (self.first, self.last, self.copies)
        ):
            return
        first, last, copies = (field.number() or 0 for field in (self.first, self.last, self.copies))
        if not 1 <= first <= last <= len(self._pages) or not 1 <= copies <= _MOST_COPIES:
            self.complain(tr("preview.odd_pages", last=len(self._pages), most=_MOST_COPIES))
            return
        order = Order(self.printer.currentText(), first, last, copies)
        self.complain("")
        self.save_button.setEnabled(False)
        jobs.run(
            lambda work: print_order(self._pages, order, work),
            lambda _none: self._tell(order),
            self.refuse,
            owner=self,
            ended=lambda: self.save_button.setEnabled(True),
        )

    def _tell(self, order: Order) -> None:
        messages.say(tr("preview.sent", name=self._document, printer=order.printer))
        self.accept()
