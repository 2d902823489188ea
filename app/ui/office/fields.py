"""What is asked of an office: its two names, what it belongs to, its website."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from app.services.office.views import OfficeForm, OfficeView
from app.ui.page import Translatable
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets.fields import LineRow


class OfficeFields(Translatable):
    """Four lines in two columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name_bn, self.name_en, self.parent_bn, self.website = (LineRow() for _ in range(4))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(12))
        for place, row in enumerate((self.name_bn, self.name_en, self.parent_bn, self.website)):
            grid.addWidget(row, place // 2, place % 2)
        self.translate(self.name_bn.set_label, "office.name_bn")
        self.translate(self.name_bn.line.setPlaceholderText, "office.name_bn_example")
        self.translate(self.name_en.set_label, "office.name_en")
        self.translate(self.name_en.line.setPlaceholderText, "office.name_en_example")
        self.translate(self.parent_bn.set_label, "office.parent_bn")
        self.translate(self.parent_bn.line.setPlaceholderText, "office.parent_bn_example")
        self.translate(self.website.set_label, "office.website")
        self.translate(self.website.line.setPlaceholderText, "office.website_example")

    def lines(self) -> tuple[LineRow, ...]:
        return self.name_bn, self.name_en, self.parent_bn, self.website

    def show_office(self, office: OfficeView) -> None:
        self.name_bn.line.setText(office.name_bn)
        self.name_en.line.setText(office.name_en)
        self.parent_bn.line.setText(office.parent_bn)
        self.website.line.setText(office.website)

    def complete(self) -> bool:
        """Whether both names are there; says at the field what is missing and goes there."""
        missing = [row for row in (self.name_bn, self.name_en) if not row.text()]
        for row, key in ((self.name_bn, "office.name_bn_missing"), (self.name_en, "office.name_en_missing")):
            row.set_error(tr(key) if row in missing else "")
        if missing:
            missing[0].line.setFocus()
        return not missing

    def form(self, approvals: int | None = None) -> OfficeForm:
        return OfficeForm(
            name_bn=self.name_bn.text(),
            name_en=self.name_en.text(),
            parent_bn=self.parent_bn.text(),
            website=self.website.text(),
            approvals_needed=approvals,
        )
