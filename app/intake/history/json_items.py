"""The items of a JSON list one by one, however long the list is."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from app.errors import Refusal

_MOST = 16 << 20  # characters of one item: the longest post with all its images has a hundredth
_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def items(pieces: Iterable[bytes], shown: str, key: str | None = None) -> Iterator[Any]:
    """The items of the file's list: the first one in it, or of the one called `key`.

    What stands before the list (X writes a piece of JavaScript there) is passed over. A file that is one
    object and no list is its own only item, unless a `key` is asked for. Raises `Refusal` "history.bad_json"
    for what is cut off or no JSON.
    """
    text = _Text(pieces, shown)
    start = rf'"{re.escape(key)}"\s*:\s*\[' if key else r"[\[{]"
    found = text.find(re.compile(start))
    if found is None:
        if key and not text.empty:
            return
        raise Refusal("history.bad_json", name=shown)
    if found.endswith("{"):
        text.back()
        yield text.item()
        return
    first = True
    while True:
        sign = text.sign()
        if sign == "]":
            return
        if not first:
            if sign != ",":
                raise Refusal("history.bad_json", name=shown)
            text.skip()
            if text.sign() == "]":
                raise Refusal("history.bad_json", name=shown)
        first = False
        yield text.item()


class _Text:
    """The text of a file as far as it is needed."""

    def __init__(self, pieces: Iterable[bytes], shown: str) -> None:
        self._pieces = iter(pieces)
        self._shown = shown
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self._buffer = ""
        self._at = 0
        self._ended = False
        self.empty = True

    def find(self, wanted: re.Pattern[str]) -> str | None:
        """Go behind what is wanted, and return it; None where the file has no such thing."""
        while True:
            match = wanted.search(self._buffer, self._at)
            if match is not None:
                self._at = match.end()
                return match[0]
            # What may be the beginning of it stays.
            self._at = max(self._at, len(self._buffer) - 200)
            if not self._more():
                return None

    def back(self) -> None:
        """One sign back."""
        self._at -= 1

    def skip(self) -> None:
        """One sign on."""
        self._at += 1

    def sign(self) -> str:
        """The next sign that is no space. Raises `Refusal` at the end of the file."""
        while True:
            match = _SPACE.match(self._buffer, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                raise self._bad()

    def item(self) -> Any:
        """The value that begins here."""
        self.sign()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as problem:
                if len(self._buffer) - self._at > _MOST or not self._more():
                    raise self._bad() from problem
                continue
            except RecursionError as problem:
                raise self._bad() from problem
            if end == len(self._buffer) and self._more():
                continue  # a number may go on
            self._at = end
            return value

    def _more(self) -> bool:
        """Take in as much again as is there, so that a long item is not read over and over."""
        if self._ended:
            return False
        kept = self._buffer[self._at :]
        taken, wanted = [kept], max(len(kept), 1 << 16)
        try:
            while wanted > 0:
                piece = next(self._pieces, None)
                if piece is None:
                    self._ended = True
                    taken.append(self._decode.decode(b"", final=True))
                    break
                text = self._decode.decode(piece)
                wanted -= len(text)
                taken.append(text)
        except UnicodeDecodeError as problem:
            raise self._bad() from problem
        self._buffer, self._at = "".join(taken), 0
        self.empty = self.empty and not self._buffer.strip()
        return len(self._buffer) > len(kept)

    def _bad(self) -> Refusal:
        return Refusal("history.bad_json", name=self._shown)
