"""Who agrees beside whoever is at the desk, where no proposal can wait for an answer: chosen, and proven."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.services.base.secret import Secret
from app.services.office import office, sign_in
from app.ui.context import Context
from app.ui.sign_in.passphrase_fields import PassphraseRow
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets.drop_down import DropDown
from app.ui.widgets.form_row import FormRow


class SecondMember(QWidget):
    """Hidden in an office of one. `alone`: nobody else is left, which every audit repeats."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._desk = context.desk
        me = context.member
        everyone = [one for one in office.members(context.desk) if one.decides]
        self._who = DropDown()
        self._who.setPlaceholderText(tr("settle.second_choose"))
        for one in everyone:
            if me is None or one.id != me.id:
                self._who.addItem(one.name, one.id)
        self._who.setCurrentIndex(-1)
        self._who.currentIndexChanged.connect(self._ask)
        who = FormRow(self._who)
        who.set_label(tr("settle.second"))
        self._passphrase = PassphraseRow()
        self._passphrase.set_label(tr("settle.second_passphrase"))
        self._passphrase.hide()
        self._alone = QCheckBox(tr("settle.alone"))
        self._alone.toggled.connect(who.setDisabled)
        self._alone.toggled.connect(self._passphrase.setDisabled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for part in (who, self._passphrase, self._alone):
            column.addWidget(part)
        if len(everyone) < 2:
            self.hide()  # never shown here: without a parent it would be a window, and take the keys

    @property
    def alone(self) -> bool:
        return self._alone.isChecked()

    @property
    def missing(self) -> bool:
        """Whether a team has neither chosen a second member nor said that nobody else is left."""
        return not self.isHidden() and not self.alone and self._who.currentIndex() < 0

    def proving(self) -> Callable[[], int | None]:
        """What gives the id of who agrees once their passphrase is proven, None where nobody is chosen
        or nobody else is left.

        To be called in a job. Raises `Refusal` for a wrong passphrase.
        """
        chosen = None if self.alone else self._who.currentData()
        desk, typed = self._desk, Secret(self._passphrase.line.text())

        def prove() -> int | None:
            if chosen is None:
                return None
            if sign_in.state(desk, int(chosen)).has_passphrase:
                sign_in.sign_in(desk, int(chosen), typed)
            return int(chosen)

        return prove

    def _ask(self) -> None:
        chosen = self._who.currentData()
        asks = chosen is not None and sign_in.state(self._desk, int(chosen)).has_passphrase
        self._passphrase.setVisible(asks)
