"""YAML values with their position in the file, so that every mistake names file, line and column."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import yaml

from app.checks.text.mistakes import Mistake, MistakeFound
from app.i18n import Bilingual, bilingual

# libyaml reads a whole pack in a tenth of the time; the pure reader gives the same nodes and places.
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_CLAUSE_ID = re.compile(r"\d{1,2}(\.\d)?(\.[a-j])?|circular\.([a-h]|tags)")

Choice = TypeVar("Choice", bound=StrEnum)


class Entry:
    """A value of a pack file: a text, a list or a mapping.

    Asking for what it is not raises `MistakeFound` with its place.
    """

    def __init__(self, file: str, node: yaml.Node) -> None:
        self.file = file
        self._node = node

    def mistake(self, key: str, **params: str | int) -> MistakeFound:
        """The mistake `error.rulepack.<key>` at this value, as an exception to raise."""
        mark = self._node.start_mark
        return _mistake(self.file, mark.line, mark.column, key, **params)

    @property
    def identity(self) -> int:
        """The same for all entries of one value of a file that is still in memory."""
        return id(self._node)

    def plain(self, emptied: Container[int]) -> Any:
        """The value as texts, lists and dictionaries; lists and mappings of these identities are empty."""
        if isinstance(self._node, yaml.ScalarNode):
            return self.text(empty=True)
        if self.is_list:
            return [] if self.identity in emptied else [item.plain(emptied) for item in self.items()]
        if self.identity in emptied:
            return {}
        return {key.text(): value.plain(emptied) for key, value in self.pairs()}

    @property
    def is_list(self) -> bool:
        return isinstance(self._node, yaml.SequenceNode)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self._node, yaml.MappingNode)

    def text(self, empty: bool = False) -> str:
        """A text; it has to say something unless `empty`. Numbers and yes/no are taken as written."""
        if not isinstance(self._node, yaml.ScalarNode):
            raise self.mistake("not_text")
        written = str(self._node.value).strip()
        if empty and not written:
            return ""
        if not written or (self._node.style is None and written in ("~", "null")):
            raise self.mistake("empty")
        return written

    def whole(self, at_least: int) -> int:
        """A whole number not below `at_least`."""
        written = self.text()
        if not written.isdecimal() or int(written) < at_least:
            raise self.mistake("not_whole", least=at_least)
        return int(written)

    def number(self) -> float:
        """A number, with or without a sign and a fraction."""
        try:
            number = float(self.text())
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise self.mistake("not_number")
        return number

    def flag(self) -> bool:
        written = self.text()
        if written not in ("true", "false"):
            raise self.mistake("not_flag")
        return written == "true"

    def choice(self, kind: type[Choice]) -> Choice:
        """One of the words of an enumeration."""
        try:
            return kind(self.text())
        except ValueError:
            raise self.mistake("not_choice", text=self.text(), choices=", ".join(kind)) from None

    def bilingual(self) -> Bilingual:
        """A mapping of exactly `bn` and `en`."""
        self.only("bn", "en")
        return Bilingual(bn=self.need("bn").text(), en=self.need("en").text())

    def items(self) -> list[Entry]:
        """The values of a list."""
        if not isinstance(self._node, yaml.SequenceNode):
            raise self.mistake("not_list")
        return [Entry(self.file, node) for node in self._node.value]

    def pairs(self) -> Iterator[tuple[Entry, Entry]]:
        """Keys and values of a mapping."""
        if not isinstance(self._node, yaml.MappingNode):
            raise self.mistake("not_mapping")
        for key, value in self._node.value:
            yield Entry(self.file, key), Entry(self.file, value)

    def get(self, name: str) -> Entry | None:
        """The value of a key, None where it is absent."""
        if not isinstance(self._node, yaml.MappingNode):
            raise self.mistake("not_mapping")
        for key, value in self._node.value:  # without an entry for each key: a pack asks a thousand times
            if isinstance(key, yaml.ScalarNode) and key.value.strip() == name:
                return Entry(self.file, value)
        return None

    def need(self, name: str) -> Entry:
        """The value of a key that has to be there."""
        value = self.get(name)
        if value is None:
            raise self.mistake("missing_key", name=name)
        return value

    def only(self, *names: str) -> None:
        """Refuse keys that are not in `names`, and keys said twice."""
        seen: set[str] = set()
        for key, _ in self.pairs():
            if key.text() not in names:
                raise key.mistake("unknown_key", name=key.text(), names=", ".join(names))
            if key.text() in seen:
                raise key.mistake("twice", name=key.text())
            seen.add(key.text())


def clause_of(entry: Entry) -> str:
    """A clause by its ASCII id. Raises `MistakeFound`."""
    clause = entry.text()
    if not _CLAUSE_ID.fullmatch(clause):
        raise entry.mistake("bad_clause", text=clause)
    return clause


class CompiledEntry(Entry):
    """An entry of a compiled pack, made of what `Entry.plain` returned: faster, and not validated again."""

    def __init__(self, file: str, value: Any) -> None:
        self.file = file
        self._value = value

    def mistake(self, key: str, **params: str | int) -> MistakeFound:
        """The mistake `error.rulepack.<key>` in this file; where in it is no longer known."""
        return _mistake(self.file, 0, 0, key, **params)

    @property
    def identity(self) -> int:
        return id(self._value)

    def plain(self, emptied: Container[int]) -> Any:
        return self._value

    @property
    def is_list(self) -> bool:
        return isinstance(self._value, list)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self._value, dict)

    def text(self, empty: bool = False) -> str:
        return str(self._value)

    def items(self) -> list[Entry]:
        return [CompiledEntry(self.file, value) for value in self._value]

    def pairs(self) -> Iterator[tuple[Entry, Entry]]:
        for key, value in self._value.items():
            yield CompiledEntry(self.file, key), CompiledEntry(self.file, value)

    def get(self, name: str) -> Entry | None:
        value = self._value.get(name)
        return None if value is None else CompiledEntry(self.file, value)

    def only(self, *names: str) -> None:
        """All its keys are known to be right."""


def read_bytes(path: Path) -> bytes:
    """The bytes of a pack's file. Raises `MistakeFound` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise _mistake(path.name, 0, 0, "unreadable", problem=error.strerror or "") from None


def parse(file: str, content: bytes) -> Entry:
    """The whole of a YAML file. Raises `MistakeFound` where it is not YAML, not UTF-8 or empty."""
    try:
        node = yaml.compose(content.decode("utf-8-sig"), Loader=_Loader)
    except UnicodeDecodeError:
        raise _mistake(file, 0, 0, "not_utf8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        raise _mistake(file, line, column, "not_yaml", problem=error.problem or "") from None
    except yaml.reader.ReaderError as error:
        raise _mistake(file, 0, 0, "not_yaml", problem=error.reason) from None
    if node is None:
        raise _mistake(file, 0, 0, "empty")
    return Entry(file, node)


def _mistake(file: str, line: int, column: int, key: str, **params: str | int) -> MistakeFound:
    """`line` and `column` count from 0, as YAML marks do."""
    return MistakeFound(Mistake(file, line + 1, column + 1, bilingual(f"error.rulepack.{key}", **params)))
