"""What citizens wrote, from a sheet (.csv, .xlsx) with a row for each, or a platform's download of messages.

Of downloads the shape of Messenger's `message_N.json` is known, as Facebook gives it to a page. A list of
comments that other programs save as a sheet is read by its headings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from itertools import groupby
from typing import Any

from app.errors import Refusal
from app.intake.dates import DHAKA, schedule
from app.intake.headings import Headings
from app.intake.sheets import Cell, Sheet, read_csv, read_xlsx
from app.intake.texts import post_text
from app.values import dataclass


class CitizenColumn(StrEnum):
    """What a column of a sheet holds."""

    TEXT = "text"
    AUTHOR = "author"
    RECEIVED = "received"
    KIND = "kind"
    TRACKING = "tracking"
    URL = "url"


_WORDS = {
    CitizenColumn.TEXT: "text, comment, comments, comment text, comment content, message, content, question, "
    "লেখা, মন্তব্য, প্রশ্ন, বক্তব্য, অভিযোগ, বার্তা, মতামত",
    CitizenColumn.AUTHOR: "author, from, name, author name, user, username, user name, profile name, "
    "commenter, sender, নাম, লেখক, প্রেরক, নাগরিক, নাগরিকের নাম, মন্তব্যকারী",
    CitizenColumn.RECEIVED: "received, received at, date, time, date and time, created, created at, "
    "created time, published at, timestamp, comment date, তারিখ, সময়, তারিখ ও সময়, পাওয়ার তারিখ, "
    "পাওয়ার সময়, প্রাপ্তির তারিখ",
    CitizenColumn.KIND: "kind, type, category, ধরন",
    CitizenColumn.TRACKING: "tracking, tracking number, tracking no, grs, grs number, ট্র্যাকিং, "
    "ট্র্যাকিং নম্বর, জিআরএস নম্বর",
    CitizenColumn.URL: "url, link, address, permalink, comment url, comment link, post url, ঠিকানা, লিংক",
}
_HEADINGS = Headings(_WORDS, needed=(CitizenColumn.TEXT,))


@dataclass(frozen=True, slots=True)
class IncomingResponse:
    """One citizen's words.

    `row` is its number in the sheet, 0 elsewhere; `received` None where it is not known.
    """

    row: int
    text: str
    author: str = ""
    received: datetime | None = None
    kind: str = ""
    tracking: str = ""
    url: str = ""


def read_responses(data: bytes, name: str, page: str = "") -> tuple[IncomingResponse, ...]:
    """All that a file holds, in its order; all or none. `page` is the office's own name, as messages show it.

    Of a conversation only what came after the page's last message is taken: the rest was answered there.
    Raises `Refusal` for another kind of file, an encoding that would have to be guessed, a sheet without a
    column of words or with one twice, and a row with no words or a date nobody can read, by its number.
    """
    if name.lower().endswith(".json"):
        return tuple(_conversation(data, name, page))
    if name.lower().endswith(".xlsx"):
        sheets: Sequence[Sheet] = read_xlsx(data, name)
    else:
        sheets = [read_csv(data, name, fit=_HEADINGS.fit)]
    for sheet in sheets:
        header = _HEADINGS.header(sheet.rows)
        if header is not None:
            return tuple(_rows(sheet.rows, header, name))
    raise Refusal("response.columns", name=name)


def _rows(rows: Sequence[Sequence[Cell]], header: int, name: str) -> Iterator[IncomingResponse]:
    columns: dict[int, CitizenColumn] = {}
    for at, cell in enumerate(rows[header]):
        column = _HEADINGS.column(cell)
        if column is None:
            continue
        if column in columns.values():
            raise Refusal("response.column_twice", name=name, heading=str(cell).strip())
        columns[at] = column
    width = len(rows[header])
    for number, row in enumerate(rows[header + 1 :], start=header + 2):
        if not any(_written(cell) for cell in row):
            continue
        if any(_written(cell) for cell in row[width:]):
            raise Refusal("response.row_cells", name=name, row=number)
        cells = {columns[at]: cell for at, cell in enumerate(row) if at in columns}
        words = {column: _written(cell) for column, cell in cells.items()}
        if not words.get(CitizenColumn.TEXT):
            raise Refusal("response.row_empty", name=name, row=number)
        yield IncomingResponse(
            row=number,
            text=post_text(words[CitizenColumn.TEXT], f"{name} › {number}"),
            author=words.get(CitizenColumn.AUTHOR, ""),
            received=_moment(cells.get(CitizenColumn.RECEIVED, ""), name, number),
            kind=words.get(CitizenColumn.KIND, ""),
            tracking=words.get(CitizenColumn.TRACKING, ""),
            url=words.get(CitizenColumn.URL, ""),
        )


def _moment(cell: Cell, name: str, row: int) -> datetime | None:
    if isinstance(cell, time):
        raise Refusal("response.row_date", name=name, row=row, date=cell.isoformat("minutes"))
    try:
        written = schedule(cell)
    except Refusal:
        raise Refusal("response.row_date", name=name, row=row, date=str(cell).strip()[:60]) from None
    return datetime.fromisoformat(written).replace(tzinfo=DHAKA).astimezone(UTC) if written else None


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.strip()
    return cell.isoformat()[:10] if isinstance(cell, date) else str(cell)


def _conversation(data: bytes, name: str, page: str) -> Iterator[IncomingResponse]:
    """What a citizen wrote since the page last answered, each stretch of one person as one."""
    messages = _messages(data, name)
    senders = {sender for _, sender, _ in messages}
    ours = {sender for sender in senders if sender.casefold() == page.strip().casefold()}
    if not ours and len(senders) > 1:
        raise Refusal("response.whose_messages", name=name, page=page)
    since = max((at for at, sender, _ in messages if sender in ours), default=None)
    waiting = [one for one in messages if since is None or one[0] > since]
    for sender, stretch in groupby(waiting, key=lambda one: one[1]):
        lines = list(stretch)
        yield IncomingResponse(0, "\n".join(text for _, _, text in lines), sender, lines[0][0], "question")


def _messages(data: bytes, name: str) -> list[tuple[datetime, str, str]]:
    """Time, sender and words of each message, the oldest first."""
    try:
        found: Any = json.loads(data)
        messages = [
            (
                datetime.fromtimestamp(one["timestamp_ms"] / 1000, UTC),
                _mended(str(one["sender_name"])).strip(),
                _mended(str(one["content"])).strip(),
            )
            for one in found["messages"]
            if str(one.get("content", "")).strip()
        ]
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, OSError, RecursionError):
        raise Refusal("response.unknown_download", name=name) from None
    return sorted(messages)


def _mended(text: str) -> str:
    """The download writes UTF-8 as if it were Latin-1; turned back only where that gives a text."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
