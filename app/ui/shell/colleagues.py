"""Hears what other desks of the office record, so that it is on this screen at once.

Nothing here waits: the server's connection says by itself when there is something to take. Where it broke, it
is opened again in a job every few seconds. Whenever listening begins, everything is read anew.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from app.errors import Refusal
from app.services.record import news
from app.services.record.news import Listening, News
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.shell.presence import Presence
from app.ui.translation import tr

_AGAIN = 5_000  # milliseconds until a broken connection is tried again
_DECIDED = "draft.decided"
_SERVER, _UNTIL_BACK = "server", 24 * 3600  # what is said of it stays, until it is back


class Colleagues(QObject):
    """Lives as long as the window; does nothing where the office is in the desk's own folder."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._listener: Listening | None = None
        self._notifier: QSocketNotifier | None = None
        self._lost = False
        self._presence = Presence(context, self)
        self._again = QTimer(self, interval=_AGAIN, singleShot=True)
        self._again.timeout.connect(self.listen)

    def listen(self) -> None:
        """Begin to listen, away from the window's thread."""
        desk = self._context.desk
        if desk.shares_office:
            jobs.run(
                lambda _work: news.listening(desk), self._begin, lambda _refusal: self._lose(), owner=self
            )

    def leave(self) -> None:
        """The window closes: its draft is open here no more. Its jobs are still to be waited for."""
        self._again.stop()
        self._presence.leave()
        self.close()

    def close(self) -> None:
        """Listen no more."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _begin(self, listener: Listening | None) -> None:
        if listener is None:
            return
        self._listener = listener
        self._notifier = QSocketNotifier(listener.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        self._presence.connected(listener.key)
        if self._lost:
            self._lost = False
            messages.say(tr("colleagues.back"), about=_SERVER)
        self._read_again(office=True)  # what was recorded since the screen was read, and before we listened

    def _hear(self) -> None:
        if self._listener is None:
            return
        try:
            heard = self._listener.heard()
        except Refusal:
            self._lose()
            return
        if any(each.kind == news.WINDOW for each in heard):
            self._presence.look()
        recorded = [each for each in heard if each.kind != news.WINDOW]
        if recorded:
            self._context.moved_elsewhere.emit(frozenset(each.draft for each in recorded))
            self._read_again(office=not all(each.of_drafts for each in recorded))
        decided = [each for each in recorded if each.kind == _DECIDED]
        if decided:
            desk = self._context.desk
            jobs.run(
                lambda _work: news.with_details(desk, decided[-1]), _say, lambda _refusal: None, owner=self
            )

    def _lose(self) -> None:
        self.close()
        self._presence.lost()
        if not self._lost:
            self._lost = True
            messages.say(tr("colleagues.lost"), "warn", seconds=_UNTIL_BACK, about=_SERVER)
        self._again.start()

    def _read_again(self, *, office: bool) -> None:
        self._context.drafts_changed.emit()
        if office:
            self._context.office_changed.emit()


def _say(news: News) -> None:
    if news.draft is not None and news.verdict:
        messages.say(tr(f"colleagues.{news.verdict}", name=news.member, id=news.draft))
