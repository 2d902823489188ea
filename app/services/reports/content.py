"""What a report says, as the value that is signed, printed, kept and added up: complete without a database.

`document` is what the signature covers (as RFC 8785); `read_content` reads it from a stranger's file and
believes nothing of its shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.bangla.workdays import Quarter
from app.services.base.clock import moment, stamp
from app.services.reports.figures import Number
from app.values import dataclass, field

FORMAT = "anumodon-report-1"
_KEY = re.compile(r"[a-z][a-z_]*(\.[^\s.][^\s]*)+")
_MOST, _MOST_ROWS, _LONGEST = 5_000, 1_000_000, 4_000


class BadContent(ValueError):
    """A document that no program of ours writes."""


@dataclass(frozen=True, slots=True)
class OfficeNames:
    """Whose report it is. `record` is the name of the office's record (`services.record.tree.origin`)."""

    name_bn: str
    name_en: str
    parent_bn: str
    parent_en: str
    address_bn: str
    address_en: str
    website: str
    record: str

    def name(self, language: str) -> str:
        """The office's name, in the other language where it has none in this one."""
        return (self.name_bn or self.name_en) if language == "bn" else (self.name_en or self.name_bn)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account, and how many posts it published in each month of the quarter."""

    key: str
    platform: str
    name: str
    url: str
    months: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class TaskLine:
    """What is to be done. `due` is an ISO day or ""."""

    text: str
    responsible: str
    due: str
    carried: bool
    done: bool


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An awareness activity; `day` is an ISO day."""

    day: str
    title: str
    place: str
    people: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that an earlier report of the same quarter had otherwise."""

    key: str
    before: Number
    after: Number


@dataclass(frozen=True, slots=True)
class Earlier:
    """The report of the same quarter made before this one, and what differs."""

    at: datetime
    digest: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """A whole report. `events`, `root` and `note` (as it is signed) are the record's head of that moment.

    `key` is the fingerprint of the office's key, "" for none.

    `rows` says for a figure what it was counted from (a `Rows`) and the ids in the office's own database.
    """

    quarter: Quarter
    complete: bool
    made_at: datetime
    made_by: str
    role: str
    memo: str
    office: OfficeNames
    figures: Mapping[str, Number]
    rows: Mapping[str, tuple[str, tuple[int, ...]]]
    accounts: tuple[AccountLine, ...]
    tasks: tuple[TaskLine, ...]
    activities: tuple[ActivityLine, ...]
    events: int
    root: str
    note: str
    key: str
    earlier: Earlier | None = field(default=None)

    def value(self, key: str) -> Number:
        """A figure, None without data."""
        return self.figures.get(key)

    def of(self, prefix: str) -> dict[str, Number]:
        """The figures whose keys begin so, by what follows."""
        return {
            key.removeprefix(prefix): value for key, value in self.figures.items() if key.startswith(prefix)
        }

    def document(self) -> dict[str, object]:
        """What is signed."""
        office = self.office
        earlier = self.earlier
        return {
            "format": FORMAT,
            "quarter": str(self.quarter),
            "complete": self.complete,
            "made_at": stamp(self.made_at),
            "made_by": self.made_by,
            "role": self.role,
            "memo": self.memo,
            "office": {name: getattr(office, name) for name in _OFFICE},
            "figures": dict(self.figures),
            "rows": {key: [of, list(ids)] for key, (of, ids) in self.rows.items()},
            "accounts": [
                {
                    "key": line.key,
                    "platform": line.platform,
                    "name": line.name,
                    "url": line.url,
                    "months": None if line.months is None else list(line.months),
                }
                for line in self.accounts
            ],
            "tasks": [{name: getattr(line, name) for name in _TASK} for line in self.tasks],
            "activities": [{name: getattr(line, name) for name in _ACTIVITY} for line in self.activities],
            "record": {"events": self.events, "root": self.root, "note": self.note, "key": self.key},
            "earlier": None
            if earlier is None
            else {
                "made_at": stamp(earlier.at),
                "digest": earlier.digest,
                "differences": [[one.key, one.before, one.after] for one in earlier.differences],
            },
        }


_OFFICE = ("name_bn", "name_en", "parent_bn", "parent_en", "address_bn", "address_en", "website", "record")
_TASK = ("text", "responsible", "due", "carried", "done")
_ACTIVITY = ("day", "title", "place", "people")


def read_content(document: object) -> Content:
    """The report of a document as `Content.document` writes it. Raises `BadContent` for any other."""
    try:
        content = _read(document)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise BadContent(str(problem)) from problem
    if content.document() != document:
        raise BadContent("not as it is written")
    return content


def _read(document: Any) -> Content:
    if document["format"] != FORMAT:
        raise BadContent("another format")
    year, number = document["quarter"].split("-Q")
    figures = document["figures"]
    if len(figures) > _MOST or not all(map(_KEY.fullmatch, figures)):
        raise BadContent("figures")
    head, earlier = document["record"], document["earlier"]
    return Content(
        quarter=Quarter(int(year), _within(int(number), 1, 4)),
        complete=_truth(document["complete"]),
        made_at=moment(document["made_at"]),
        made_by=_text(document["made_by"]),
        role=_text(document["role"]),
        memo=_text(document["memo"]),
        office=OfficeNames(**{name: _text(document["office"][name]) for name in _OFFICE}),
        figures={key: _number(value) for key, value in figures.items()},
        rows={
            _text(key): (_text(of), tuple(map(_count, _listed(ids, _MOST_ROWS))))
            for key, (of, ids) in document["rows"].items()
        },
        accounts=tuple(
            AccountLine(
                _text(line["key"]),
                _text(line["platform"]),
                _text(line["name"]),
                _text(line["url"]),
                None if line["months"] is None else _months(line["months"]),
            )
            for line in _listed(document["accounts"])
        ),
        tasks=tuple(
            TaskLine(
                _text(line["text"]),
                _text(line["responsible"]),
                _day(line["due"]),
                _truth(line["carried"]),
                _truth(line["done"]),
            )
            for line in _listed(document["tasks"])
        ),
        activities=tuple(
            ActivityLine(
                _day(line["day"]), _text(line["title"]), _text(line["place"]), _count(line["people"])
            )
            for line in _listed(document["activities"])
        ),
        events=_count(head["events"]),
        root=_text(head["root"]),
        note=_text(head["note"]),
        key=_text(head["key"]),
        earlier=None
        if earlier is None
        else Earlier(
            moment(earlier["made_at"]),
            _text(earlier["digest"]),
            tuple(
                Difference(_text(key), _number(before), _number(after))
                for key, before, after in _listed(earlier["differences"])
            ),
        ),
    )


def _listed(value: Any, most: int = _MOST) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise BadContent("a list")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise BadContent("a text")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadContent("a truth value")
    return value


def _number(value: Any) -> Number:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise BadContent("a number")


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadContent("a count")
    return value


def _within(value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        raise BadContent("out of range")
    return value


def _months(value: Any) -> tuple[int, int, int]:
    first, second, third = map(_count, _listed(value))
    return first, second, third


def _day(value: Any) -> str:
    text = _text(value)
    return date.fromisoformat(text).isoformat() if text else ""
