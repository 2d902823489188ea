"""A whole number under its label, typed in the digits of either language."""

from __future__ import annotations

from app.bangla.digits import to_bangla
from app.ui.translation import language, tr
from app.ui.widgets.fields import LineRow


class NumberRow(LineRow):
    """`number` is what stands there, None for nothing or no number."""

    def set_number(self, value: int | None) -> None:
        written = "" if value is None else str(value)
        self.line.setText(to_bangla(written) if language() == "bn" else written)

    def number(self) -> int | None:
        text = self.text()
        return int(text) if text.isdecimal() and len(text) < 9 else None

    def complete(self, *, may_be_empty: bool = False) -> bool:
        """Whether a number stands there; says so at the field if not."""
        fits = self.number() is not None or (may_be_empty and not self.text())
        self.set_error("" if fits else tr("office.no_number"))
        return fits
