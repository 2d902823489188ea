"""A password changed step by step: make a new one, copy both, the platform took it, store.

It may be left at any step: the change stays under way, both passwords stay in the keyring, and opening it
again goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Refusal
from app.services.base.enums import RotationReason, Step
from app.services.base.secret import Secret
from app.services.secrets import rotation_guide
from app.services.secrets.views import CredentialView
from app.ui import jobs
from app.ui.context import Context
from app.ui.rotation.panels import ConfirmPanel, CopyPanel, DonePanel, StartPanel, StorePanel
from app.ui.rotation.steps import Steps
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Button, Label
from app.ui.widgets.dialog import Dialog

_PLACES: dict[Step | None, int] = {
    None: 0,
    Step.GENERATED: 1,
    Step.OLD_COPIED: 2,
    Step.NEW_COPIED: 3,
    Step.CONFIRMED: 4,
    Step.DONE: 5,
}


class RotationDialog(Dialog):
    """For one credential. `reason` is what a new change is begun for, if none is under way."""

    def __init__(
        self, context: Context, credential: CredentialView, reason: RotationReason, parent: QWidget
    ) -> None:
        super().__init__(tr("rotation.title", label=credential.label), parent, width=780)
        self._context = context
        self._credential = credential
        self._reason = reason
        self._step: Step | None = None
        self._skipped_old = False
        self._steps = Steps()
        self._panel = QWidget()
        self._place = QVBoxLayout()
        self._place.addWidget(self._panel)
        columns = QHBoxLayout()
        columns.setSpacing(px(32))
        columns.addWidget(self._steps, alignment=Qt.AlignmentFlag.AlignTop)
        columns.addLayout(self._place, 1)
        self.body.addWidget(Label(f"{credential.account} · @{credential.handle}", "small"))
        self.body.addLayout(columns, 1)
        self._lent = Label(look="small", wrap=True)
        self.body.addWidget(self._lent)
        self._stop = Button(tr("rotation.stop"), "quiet")
        self._stop.clicked.connect(self._stop_it)
        self._later = Button(tr("rotation.later"), keys="Esc")
        self._later.clicked.connect(self.reject)
        self.buttons.insertWidget(0, self._stop)
        self.buttons.addWidget(self._later)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tell_time)
        self._second.start()
        self.finished.connect(lambda _result: context.office_changed.emit())
        self._read()

    @property
    def _by(self) -> int:
        member = self._context.member
        return member.id if member is not None else 0

    def _read(self) -> None:
        """Show the step the record says it is at."""
        under_way = rotation_guide.guide(self._context.desk, self._credential.id)
        self._show(under_way.step if under_way is not None else None)

    def _show(self, step: Step | None) -> None:
        self._step = step
        self._steps.show_step(_PLACES[step] + (step is Step.GENERATED and self._skipped_old))
        panel = self._panel_for(step)
        old, self._panel = self._panel, panel
        self._place.replaceWidget(old, panel)
        old.deleteLater()
        panel.show()
        under_way = step is not None and step is not Step.DONE
        self._stop.setVisible(under_way and step is not Step.CONFIRMED)
        self._later.setText(tr("rotation.later" if under_way else "button.close"))
        self._later.setVisible(step is not Step.DONE)  # its panel has one of its own
        self._tell_time()
        self.fit()
        QTimer.singleShot(0, panel, panel.take_focus)

    def _panel_for(self, step: Step | None) -> StartPanel | CopyPanel | ConfirmPanel | StorePanel | DonePanel:
        match step:
            case None:
                return StartPanel(self._context, self._credential.account_id, self._reason, self._start)
            case Step.GENERATED if not self._skipped_old:
                return CopyPanel("old", self._copy_old, tr("rotation.not_asked_for"), self._skip_old)
            case Step.GENERATED | Step.OLD_COPIED:
                return CopyPanel("new", self._copy_new, tr("rotation.copy_old_again"), self._copy_old)
            case Step.NEW_COPIED:
                return ConfirmPanel(self._confirm, self._copy_new, self._copy_old)
            case Step.CONFIRMED:
                return StorePanel(self._finish, self._take_back)
            case _:
                return DonePanel(self._context, self._credential, self.accept)

    # What the panels' buttons do. The keyring may take seconds, so all of it happens away from the window.

    def _start(self, reason: RotationReason, new: Secret) -> None:
        desk, credential, by = self._context.desk, self._credential.id, self._by
        self._run(lambda: rotation_guide.start(desk, credential, reason, new, by))

    def _copy_old(self) -> None:
        self._copy(rotation_guide.old_password)

    def _copy_new(self) -> None:
        self._copy(rotation_guide.new_password)

    def _skip_old(self) -> None:
        self._skipped_old = True
        self._show(self._step)

    def _copy(self, read: Callable[..., Secret]) -> None:
        desk, credential, by = self._context.desk, self._credential.id, self._by
        self._run(
            lambda: read(desk, credential, by), lambda secret: self._context.clipboard.lend(secret.reveal())
        )

    def _confirm(self) -> None:
        desk, credential, by = self._context.desk, self._credential.id, self._by
        self._run(lambda: rotation_guide.confirm(desk, credential, by))

    def _take_back(self) -> None:
        desk, credential, by = self._context.desk, self._credential.id, self._by
        self._run(lambda: rotation_guide.take_back_confirmation(desk, credential, by))

    def _finish(self, note: str) -> None:
        desk, credential, by = self._context.desk, self._credential.id, self._by
        self._run(
            lambda: rotation_guide.finish(desk, credential, by, note),
            lambda _tidy: self._show(Step.DONE),
            read=False,
        )

    def _stop_it(self) -> None:
        desk, credential, by = self._context.desk, self._credential.id, self._by
        self._run(lambda: rotation_guide.stop(desk, credential, by), lambda _tidy: self.reject(), read=False)

    def _run(
        self,
        work: Callable[[], object],
        then: Callable[..., object] | None = None,
        *,
        read: bool = True,
    ) -> None:
        self.complain("")
        held = self.focusWidget()
        # The focus goes on to what is not off: a second Enter must not stop the change.
        self._stop.setEnabled(False)
        self._panel.setEnabled(False)

        def done(result: object) -> None:
            if then is not None:
                then(result)
            if read:
                self._read()

        def failed(refusal: Refusal) -> None:
            self._panel.setEnabled(True)
            if held is not None:
                held.setFocus(Qt.FocusReason.OtherFocusReason)
            self.refuse(refusal)
            self.fit()

        def ended() -> None:
            self._stop.setEnabled(True)

        jobs.run(lambda _work: work(), done, failed, owner=self, ended=ended)

    def _tell_time(self) -> None:
        left = self._context.clipboard.seconds_left
        self._lent.setText(tr("rotation.lent", n=left) if left else "")
        self._lent.setVisible(bool(left))
