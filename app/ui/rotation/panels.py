"""What each step of a guided rotation says and asks: one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bangla.dates import local, long_date
from app.services.base.enums import RotationReason
from app.services.base.secret import Secret
from app.services.secrets import rotation
from app.services.secrets.views import CredentialView
from app.ui.context import Context
from app.ui.rotation.new_password import NewPassword
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Label, Paragraph
from app.ui.widgets.fields import Choice, LineRow
from app.ui.widgets.form_row import FormRow

REASONS = (
    RotationReason.PLANNED,
    RotationReason.COMPROMISED,
    RotationReason.PERSON_LEFT,
    RotationReason.PLATFORM_FORCED,
)


_IN_A_ROW = 2


class _Panel(QWidget):
    """A heading, a paragraph, fields if any, and a row of buttons; the first button is the step's own."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(12))
        self._column.addWidget(Label(tr(f"rotation.{key}.title"), "heading", wrap=True))
        self._column.addWidget(Paragraph(tr(f"rotation.{key}.body")))
        self._first: QWidget | None = None
        self._buttons: tuple[Button, ...] = ()

    def add(self, field: QWidget) -> None:
        self._column.addWidget(field)
        self._first = self._first or field

    def end_with(self, *buttons: Button) -> None:
        self._buttons = buttons
        self._column.addSpacing(px(4))
        # More than two stand in two rows: their words are long in either language.
        together = len(buttons) if len(buttons) <= _IN_A_ROW else 1
        for part in (buttons[:together], buttons[together:]):
            row = QHBoxLayout()
            row.setSpacing(px(8))
            for button in part:
                row.addWidget(button)
            row.addStretch(1)
            self._column.addLayout(row)
        self._column.addStretch(1)
        self._first = self._first or buttons[0]

    def take_focus(self) -> None:
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)


def _button(text: str, does: Callable[[], object], *, primary: bool = False) -> Button:
    button = Button(text, "primary" if primary else "plain")
    button.setAutoDefault(True)  # Enter presses the button in front, as a person led by keyboard expects
    button.clicked.connect(lambda: does())
    return button


class StartPanel(_Panel):
    """Why, and the new password: made here, or typed."""

    def __init__(
        self,
        context: Context,
        account_id: int,
        reason: RotationReason,
        start: Callable[[RotationReason, Secret], None],
    ) -> None:
        super().__init__("make")
        self._start = start
        self._reason = Choice(REASONS, "rotation.reason")
        self._reason.set_value(reason)
        why = FormRow(self._reason)
        why.set_label(tr("rotation.why"))
        self._new = NewPassword(context, account_id)
        self.add(self._new)
        self.add(why)
        self.end_with(_button(tr("rotation.make.go"), self._go, primary=True))

    def _go(self) -> None:
        new = self._new.secret()
        if new is not None:
            self._start(RotationReason(self._reason.value()), new)


class CopyPanel(_Panel):
    """Copy the old or the new password; `other` is the second thing one can do here."""

    def __init__(
        self, which: str, copy: Callable[[], None], other_text: str, other: Callable[[], None]
    ) -> None:
        super().__init__(f"copy_{which}")
        self.end_with(
            _button(tr(f"rotation.copy_{which}.go"), copy, primary=True), _button(other_text, other)
        )


class ConfirmPanel(_Panel):
    """Did the platform take it?"""

    def __init__(
        self, confirm: Callable[[], None], copy_new: Callable[[], None], copy_old: Callable[[], None]
    ) -> None:
        super().__init__("confirm")
        self.end_with(
            _button(tr("rotation.confirm.go"), confirm, primary=True),
            _button(tr("rotation.copy_new_again"), copy_new),
            _button(tr("rotation.copy_old_again"), copy_old),
        )


class StorePanel(_Panel):
    """Store and record, with a note if one is wanted."""

    def __init__(self, finish: Callable[[str], None], take_back: Callable[[], None]) -> None:
        super().__init__("store")
        note = LineRow()
        note.set_label(tr("rotation.note"))
        # It drops the old password: Enter never does that, whatever has the focus; a click or Space does.
        store = _button(tr("rotation.store.go"), lambda: finish(note.text()), primary=True)
        back = _button(tr("rotation.not_taken"), take_back)
        for button in (store, back):
            button.takes_enter = False
            button.setAutoDefault(False)
            button.setDefault(False)
        self.add(note)
        self.end_with(store, back)


class DonePanel(_Panel):
    """What was recorded, and when the next change is due."""

    def __init__(self, context: Context, credential: CredentialView, close: Callable[[], object]) -> None:
        super().__init__("done")
        today = local(datetime.now(UTC)).date()
        for status in rotation.statuses(context.desk, today):
            if status.credential_id == credential.id and status.due is not None:
                day = long_date(status.due, language())
                self.add(Label(tr("rotation.next_due", day=day), "strong", wrap=True))
        self._first = None
        self.end_with(_button(tr("button.close"), close, primary=True))
