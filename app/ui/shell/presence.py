"""Says at the other desks which draft or response this window has open, and learns which they have.

All of it in jobs, one after the other. Who goes from draft to draft quickly is told of where they stop. A
colleague who leaves says so; one whose desk died is missed at the next look, which comes every few seconds
while anybody is there.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.posts import presence
from app.services.posts.presence import OpenElsewhere
from app.ui import jobs
from app.ui.context import Context

_PAUSE = 250  # milliseconds on one draft before it is told of
_LOOK = 5_000  # milliseconds between two looks whether those who are there live


class Presence(QObject):
    """Call `connected` with the key of the connection on which the window listens, `lost` once it is gone."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._key: int | None = None
        self._busy = self._say_wanted = self._look_wanted = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self._do(say=True))
        self._again = QTimer(self, singleShot=True, interval=_LOOK)
        self._again.timeout.connect(self.look)
        context.looking_changed.connect(self._on_looking)
        context.member_changed.connect(self._on_looking)

    def connected(self, key: int) -> None:
        """The window listens, and is known by `key` from now on."""
        self._key = key
        self._do(say=True)

    def lost(self) -> None:
        """Nothing is known of the others any more."""
        self._key = None
        self._again.stop()
        self._context.show_open_elsewhere(())

    def leave(self) -> None:
        """Say at once that this window has nothing open: it closes."""
        if self._key is not None:
            desk, key, self._key = self._context.desk, self._key, None
            jobs.run(lambda _work: presence.show(desk, key, None, None), _ignore, _ignore, owner=self)

    def look(self) -> None:
        """See what the others have open now."""
        self._do(say=False)

    def _on_looking(self) -> None:
        if self._key is not None:
            self._pause.start()

    def _do(self, *, say: bool) -> None:
        """Say what is open here if that is wanted, and look; while that is under way, once more after it."""
        if self._key is None:
            return
        if self._busy:
            self._say_wanted |= say
            self._look_wanted = True
            return
        self._busy = True
        desk, key = self._context.desk, self._key
        draft, response = self._context.looking_at, self._context.looking_at_response
        member = self._context.member
        by = member.id if member is not None else None
        jobs.run(
            lambda _work: _work_done(desk, key, draft, response, by, say=say),
            self._take,
            _ignore,  # that the server is not reached is said by whoever listens
            owner=self,
            ended=self._ended,
        )

    def _take(self, found: tuple[OpenElsewhere, ...]) -> None:
        if self._key is None:
            return
        self._context.show_open_elsewhere(found)
        if found:
            self._again.start()

    def _ended(self) -> None:
        self._busy = False
        say, look = self._say_wanted, self._look_wanted
        self._say_wanted = self._look_wanted = False
        if say or look:
            self._do(say=say)


def _work_done(
    desk: Desk, key: int, draft: int | None, response: int | None, member: int | None, *, say: bool
) -> tuple[OpenElsewhere, ...]:
    if say:
        presence.show(desk, key, draft, member, response)
    return presence.elsewhere(desk, key)


def _ignore(_outcome: Refusal | None) -> None:
    """Nothing rests on it."""
