"""How far a large file is on its way to or from the office's server, with a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.services.base.transfers import Transfer
from app.ui import messages
from app.ui.context import Context
from app.ui.theme import px
from app.ui.translation import language_changed, refusal_text, tr
from app.ui.widgets.progress_strip import ProgressStrip

_MB = 1 << 20


class TransferStrip(ProgressStrip):
    """Above the pages while a file is on its way, whatever work it is part of; the newest of several."""

    _moved = Signal(object)  # a Transfer, from the thread that carries it
    _kept_nothing = Signal(object)  # a Refusal

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._transfer: Transfer | None = None
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(px(16), px(6), px(16), px(6))
        self._moved.connect(self._show)
        self._kept_nothing.connect(lambda refusal: messages.say(refusal_text(refusal), "warn", seconds=12))
        self.cancelled.connect(self._stop)
        language_changed.connect(self._say)
        context.desk.blobs.watch(
            lambda transfer: self._tell(self._moved, transfer),
            lambda refusal: self._tell(self._kept_nothing, refusal),
        )

    def _tell(self, signal: SignalInstance, what: object) -> None:
        """From whatever thread; the desk may outlive the window."""
        if isValid(self):
            signal.emit(what)

    def _show(self, transfer: Transfer) -> None:
        if transfer.ended:
            if transfer is self._transfer:
                self._transfer = None
                self.stop()
            return
        if transfer is not self._transfer:
            self._transfer = transfer
            self.start("", tr("button.stop"))
        self._say()
        self.show_progress(transfer.done // 1024, transfer.total // 1024)

    def _say(self) -> None:
        if self._transfer is not None:
            way = "sending" if self._transfer.sending else "fetching"
            done, of = self._transfer.done // _MB, -(-self._transfer.total // _MB)
            self.set_texts(tr(f"colleagues.{way}", done=done, of=of), tr("button.stop"))

    def _stop(self) -> None:
        if self._transfer is not None:
            self._transfer.cancel()
