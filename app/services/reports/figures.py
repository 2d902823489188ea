"""The figures of a quarter as values: each with its number and the rows behind it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from app.bangla.workdays import Quarter
from app.values import dataclass, field

Number = int | float | None


class Rows(StrEnum):
    """What the ids behind a figure are."""

    NONE = ""
    DRAFT = "draft"
    FINDING = "finding"
    RESPONSE = "response"
    ROTATION = "rotation"
    EVENT = "event"
    ACTIVITY = "activity"
    TASK = "task"
    READER = "reader"
    PAST_POST = "past_post"


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is None where there is no data, which is not zero. `rows` are the ids it was counted from."""

    key: str
    value: Number
    of: Rows = Rows.NONE
    rows: tuple[int, ...] = ()


def counted(key: str, of: Rows, rows: Iterable[int]) -> Figure:
    """A figure that is how many rows there are."""
    ids = tuple(rows)
    return Figure(key, len(ids), of, ids)


def unknown(*keys: str) -> list[Figure]:
    """Figures of which there is no data."""
    return [Figure(key, None) for key in keys]


@dataclass(frozen=True, slots=True)
class AccountRef:
    """An account as reports name it: `key` is platform and handle, unique in the office."""

    id: int
    platform: str
    handle: str
    name: str

    @property
    def key(self) -> str:
        return f"{self.platform}:{self.handle}"


@dataclass(frozen=True, slots=True)
class MonthLine:
    """Posts published by an account in each of the quarter's months."""

    account: AccountRef
    months: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class TaskView:
    """What is to be done, by whom, by when (an ISO day, ""); `carried` from an earlier quarter."""

    id: int
    text: str
    responsible: str
    due: str
    carried: bool
    done: bool


@dataclass(frozen=True, slots=True)
class QuarterCount:
    """All figures of a quarter as they stood at `at`; `complete` once the quarter is over."""

    quarter: Quarter
    at: datetime
    complete: bool
    figures: tuple[Figure, ...]
    accounts: tuple[AccountRef, ...] = ()
    months: tuple[MonthLine, ...] = ()
    tasks: tuple[TaskView, ...] = ()
    _by_key: dict[str, Figure] = field(default_factory=dict, repr=False, compare=False)

    def figure(self, key: str) -> Figure:
        """The figure of that key; one without data where it was not counted."""
        if not self._by_key:
            self._by_key.update({figure.key: figure for figure in self.figures})
        return self._by_key.get(key, Figure(key, None))

    def value(self, key: str) -> Number:
        """Its number, None without data."""
        return self.figure(key).value

    def of(self, prefix: str) -> dict[str, Figure]:
        """The figures whose keys begin so, by what follows."""
        return {
            figure.key.removeprefix(prefix): figure
            for figure in self.figures
            if figure.key.startswith(prefix)
        }

    def numbers(self) -> dict[str, Number]:
        """All numbers by key."""
        return {figure.key: figure.value for figure in self.figures}
