"""The quarters to choose from, the running one first, each by its name in the fiscal year."""

from __future__ import annotations

from datetime import UTC, datetime

from app.bangla.dates import local
from app.bangla.workdays import Quarter, quarter_of
from app.services.reports.naming import fiscal_quarter, fiscal_year
from app.ui.theme import px
from app.ui.translation import language, tr, words
from app.ui.widgets.drop_down import DropDown

_QUARTERS = 8  # that one can choose from
_LEAST = 228  # drawn px


class QuarterChoice(DropDown):
    """Empty until it is filled: the page may never be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(px(_LEAST))

    def fill_once(self) -> None:
        if self.count() == 0:
            self.fill()

    def fill(self) -> None:
        """Name the quarters, as of today and in the language in force; the chosen one stays chosen."""
        chosen = self.currentData()
        self.blockSignals(True)
        self.clear()
        quarter = quarter_of(local(datetime.now(UTC)).date())
        for _ in range(_QUARTERS):
            self.addItem(quarter_name(quarter), str(quarter))
            quarter = quarter.before()
        place = self.findData(chosen)
        self.setCurrentIndex(place if place >= 0 else 0)
        self.blockSignals(False)

    @property
    def chosen(self) -> Quarter:
        """The chosen quarter; only once filled."""
        year, _, number = str(self.currentData()).partition("-Q")
        return Quarter(int(year), int(number))


def quarter_name(quarter: Quarter) -> str:
    """“Q2 of 2026-27”, in the language in force."""
    return tr(
        "reports.quarter_name",
        year=fiscal_year(quarter, language()),
        quarter=fiscal_quarter(quarter, words()),
    )
