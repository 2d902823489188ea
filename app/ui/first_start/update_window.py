"""At the first start of a new version: how far the copy is that is kept before the tables change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.errors import Cancelled
from app.services.base.desk import Desk
from app.ui import jobs
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Label, ProgressStrip
from app.work import Work

_WIDTH = 560
_SOON = 400  # milliseconds: what is done by then needs no window


class UpdateWindow(QWidget):
    """Opens the desk on a worker, shows itself where that takes long, and has the program go on after it.

    `desk` is then the open desk, None where it was stopped or failed; `problem` is why it failed.
    """

    def __init__(self, open_: Callable[[Work], Desk]) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self.problem: Exception | None = None
        self._stopping = False
        self.setWindowTitle(tr("updating.title"))
        self.setFixedWidth(px(_WIDTH))
        title = Label(look="title")
        title.setText(tr("updating.title"))
        self._message = Label(wrap=True)
        self._message.setText(tr("updating.copying"))
        self.setAccessibleDescription(self._message.text())
        self.strip = ProgressStrip()
        self.strip.cancelled.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(14))
        column.addWidget(title)
        column.addWidget(self._message)
        column.addWidget(self.strip)
        self.strip.start("", tr("button.stop"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()  # a key pressed for something else must not stop it
        self._timer = QTimer(self, singleShot=True, interval=_SOON)
        self._timer.timeout.connect(self.show)
        self._timer.start()
        self._open = open_
        self._job: jobs.Job | None = jobs.run(
            self._opened, self._take, progress=self._show_progress, owner=self, ended=self._end
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the copy, and stay until it has stopped: what changes the tables goes on to its end."""
        if self._job is None:
            super().closeEvent(event)
            return
        event.ignore()
        self._stopping = True
        self._job.cancel()
        self._message.setText(tr("updating.stopping"))

    def _opened(self, work: Work) -> Desk | Exception:
        try:
            return self._open(work)
        except Cancelled:
            raise
        except Exception as problem:  # noqa: BLE001 -- raised again where the program starts, which tells it
            return problem

    def _take(self, outcome: Desk | Exception) -> None:
        if isinstance(outcome, Exception):
            self.problem = outcome
        elif self._stopping:
            outcome.close()
        else:
            self.desk = outcome

    def _show_progress(self, done: int, total: int) -> None:
        if done < total:
            self.strip.show_progress(done, total)
        elif not self._stopping:
            self._message.setText(tr("updating.changing"))
            self.strip.start("", "")

    def _end(self) -> None:
        self._job = None
        self._timer.stop()
        self.close()
        QApplication.quit()
