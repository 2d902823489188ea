"""At the first start: that an office's record was in this folder, and the box to tick by who begins anew."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from app.bangla.dates import long_date
from app.errors import Refusal
from app.services.base.desk import Desk
from app.ui.page import Translatable
from app.ui.translation import language, tr
from app.ui.widgets import Card, Label


class EarlierRecordCard(Translatable):
    """Hidden until `show_found` says that something was here. `agreed`: a person begins anew all the same."""

    def __init__(self) -> None:
        super().__init__()
        self._known: Refusal | None = None
        self._files_left = False
        self._text = Label(look="error", wrap=True)
        self._anew = QCheckBox()
        card = Card(padding=20, spacing=12)
        card.body.addWidget(self._text)
        card.body.addWidget(self._anew)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.translate(self._anew.setText, "first.anew")
        self.hide()

    @property
    def agreed(self) -> bool:
        return self._anew.isChecked()

    def show_found(self, found: tuple[Refusal | None, bool]) -> None:
        """What `earlier_record` has found."""
        self._known, self._files_left = found
        self.retranslate()
        self.setVisible(self._known is not None or self._files_left)

    def retranslate(self) -> None:
        super().retranslate()
        if self._files_left:
            self._text.setText(tr("first.files_here"))
        if self._known is not None:
            day = date.fromisoformat(str(self._known.params["at"]))
            self._text.setText(
                tr("first.was_here", n=self._known.params["n"], day=long_date(day, language()))
            )


def earlier_record(desk: Desk) -> tuple[Refusal | None, bool]:
    """What the keyring knows of a record that was here, None for nothing; whether files of one are left."""
    with desk.store.read():
        known = desk.anchor.problem()
    return known, not desk.shares_office and bool(desk.blobs.names())


def require_agreed(desk: Desk, agreed: bool) -> None:
    """Raise `Refusal` where a record was here and nobody has `agreed` to begin anew. May ask the keyring."""
    known, files_left = earlier_record(desk)
    if not agreed and (known is not None or files_left):
        raise Refusal("office.was_here")
