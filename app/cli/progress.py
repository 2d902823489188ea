"""How far long work is, on standard error: for a person who waits, and without a word about short work."""

from __future__ import annotations

import sys

from app.cli import streams
from app.cli.output import Output
from app.work import Work

_LONG = 500  # units: what has fewer is done before anybody wonders
_STEP = 5  # per cent between two lines where no terminal shows them in one place


class Progress:
    """Makes the `Work` of a command's parts. `close` ends the line that a terminal shows them in."""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._shown = -1
        self._terminal = sys.stderr is not None and sys.stderr.isatty()

    def work(self, key: str) -> Work:
        """The work whose progress is said by the sentence `key`, filled with `percent`."""
        self.close()

        def show(done: int, total: int) -> None:
            percent = done * 100 // total if total else 0
            if total < _LONG or percent == self._shown or (not self._terminal and percent % _STEP):
                return
            self._shown = percent
            sentence = self._out.words(key, percent=percent)
            if self._terminal:
                streams.say(f"\r{sentence}", end="")
            else:
                streams.say(sentence)

        return Work(show)

    def close(self) -> None:
        """End the line, if one was begun."""
        if self._terminal and self._shown >= 0:
            streams.say("")
        self._shown = -1
