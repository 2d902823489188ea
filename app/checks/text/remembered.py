"""What was worked out for a word, remembered for the next time: posts are made of the same few thousand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(dict[Key, Value]):
    """What a function returns for a key, worked out when first asked for by `[key]`.

    Emptied when it has `most` of them, since a text may have any. A dictionary that fills itself spares
    a call of Python's for each of a post's words.
    """

    def __init__(self, work_out: Callable[[Key], Value], most: int) -> None:
        super().__init__()
        self._work_out = work_out
        self._most = most

    def __missing__(self, key: Key) -> Value:
        value = self._work_out(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value
