"""A content calendar: a sheet in which every row is a post, and its images lie beside the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from enum import StrEnum

from app.bangla.blank import is_blank
from app.errors import Refusal
from app.intake import names
from app.intake.attachments import read_attachments, with_alts
from app.intake.dates import schedule
from app.intake.headings import Headings
from app.intake.sheets import Cell, Sheet, read_csv, read_xlsx
from app.intake.texts import post_text
from app.intake.trees import Tree, find
from app.intake.types import IncomingPost, UnreadablePost


class Column(StrEnum):
    """What a column of a calendar holds."""

    TEXT = "text"
    IMAGES = "images"
    ALT = "alt"
    ACCOUNT = "account"
    PURPOSE = "purpose"
    SOURCES = "sources"
    SCHEDULE = "schedule"
    TIME = "time"
    AUTHOR = "author"
    KIND = "kind"


# One meaning may take several columns: ছবি ১ and ছবি ২; date and time.
_REPEATABLE = frozenset({Column.IMAGES, Column.ALT, Column.SOURCES, Column.SCHEDULE, Column.TIME})

_WORDS = {
    Column.TEXT: "text, post, post text, caption, content, লেখা, পোস্ট, পোস্টের লেখা, মূল লেখা, বিষয়বস্তু, কনটেন্ট, "
    "কন্টেন্ট, ক্যাপশন",
    Column.IMAGES: "image, images, image file, image files, photo, photos, picture, pictures, ছবি, ছবির নাম, "
    "ছবির ফাইল, ছবিসমূহ, সংযুক্তি, video, videos, video file, audio, audio file, media, attachment, attachments, "
    "ভিডিও, ভিডিওর নাম, ভিডিও ফাইল, অডিও, অডিও ফাইল",
    Column.ALT: "alt, alt text, alt texts, বিকল্প লেখা, ছবির বর্ণনা, ছবির বিবরণ",
    Column.ACCOUNT: "account, page, handle, একাউন্ট, অ্যাকাউন্ট, পেজ, একাউন্ট/পেজ, ফেসবুক পেজ",
    Column.PURPOSE: "purpose, উদ্দেশ্য, পোস্টের উদ্দেশ্য",
    Column.SOURCES: "source, sources, সূত্র, তথ্যসূত্র, উৎস, তথ্যের উৎস",
    Column.SCHEDULE: "schedule, scheduled, date, publish date, date and time, তারিখ, প্রকাশের তারিখ, "
    "তারিখ ও সময়, সময়সূচি",
    Column.TIME: "time, publish time, সময়, প্রকাশের সময়",
    Column.AUTHOR: "author, drafter, prepared by, লেখক, প্রস্তুতকারী, খসড়াকারী, খসড়া প্রস্তুতকারী",
    Column.KIND: "kind, post kind, ধরন, পোস্টের ধরন, খসড়ার ধরন",
}


_HEADINGS = Headings(_WORDS, needed=(Column.TEXT, Column.IMAGES))


class Calendar:
    """Reads the calendar at `path` of a tree, row by row.

    While `posts` runs, `done` of its `rows` rows are read. After it has run, `images` holds the paths of all
    images that some row names, and `readable` is False if the calendar itself was refused.
    """

    def __init__(self, tree: Tree, path: str, origin: str) -> None:
        self._tree = tree
        self._path = path
        self._folder, _, self._name = path.rpartition("/")
        self._origin = origin
        self.images: set[str] = set()
        self.readable = True
        self.done, self.rows = 0, 1

    def posts(self) -> Iterator[IncomingPost | UnreadablePost]:
        """One post a row, named "file › row" or "file › sheet › row". A blank row is none."""
        try:
            sheets = [(sheet, _HEADINGS.header(sheet.rows)) for sheet in self._sheets()]
            layouts = [
                (sheet, header, _columns(sheet.rows[header]))
                for sheet, header in sheets
                if header is not None
            ]
            if not layouts:
                raise Refusal("intake.calendar_headings", name=names.shown(self._name))
        except Refusal as refusal:
            self.readable = False
            yield UnreadablePost(self._origin, refusal)
            return
        self.rows = max(1, sum(len(sheet.rows) - header - 1 for sheet, header, _ in layouts))
        written = False
        for sheet, header, columns in layouts:
            width = len(sheet.rows[header])
            for number, row in enumerate(sheet.rows[header + 1 :], start=header + 2):
                self.done += 1
                cells = [
                    (columns[at], cell) for at, cell in enumerate(row) if at in columns and _written(cell)
                ]
                if cells:
                    written = True
                    origin = " › ".join(filter(None, (self._origin, sheet.title, str(number))))
                    yield self._post(origin, cells, overflowing=any(map(_written, row[width:])))
        if not written:
            self.readable = False
            yield UnreadablePost(
                self._origin, Refusal("intake.calendar_nothing", name=names.shown(self._name))
            )

    def _sheets(self) -> list[Sheet]:
        data, name = self._tree.read(self._path), names.shown(self._name)
        if names.split(name)[1] == ".xlsx":
            return read_xlsx(data, name)
        return [read_csv(data, name, fit=_HEADINGS.fit)]

    def _post(
        self, origin: str, cells: list[tuple[Column, Cell]], overflowing: bool
    ) -> IncomingPost | UnreadablePost:
        def of(*wanted: Column) -> list[Cell]:
            return [cell for column in wanted for found, cell in cells if found is column]

        def words(column: Column) -> str:
            return " ".join(map(_written, of(column)))

        def parts(column: Column, between: str) -> tuple[str, ...]:
            pieces = [piece.strip() for cell in of(column) for piece in re.split(between, _written(cell))]
            return tuple(filter(None, pieces))

        # Before all else, so that a row refused for whatever reason still accounts for its images.
        paths, missing = self._look_for(parts(Column.IMAGES, r"[;,\n]"))
        self.images.update(paths)
        try:
            if missing is not None:
                raise missing
            if overflowing:
                raise Refusal("intake.calendar_cells")
            post = IncomingPost(
                origin=origin,
                text=post_text(words(Column.TEXT), origin),
                files=with_alts(read_attachments(self._tree, paths), _alts(of(Column.ALT), len(paths))),
                account=words(Column.ACCOUNT),
                purpose=words(Column.PURPOSE),
                sources=parts(Column.SOURCES, r"[;\n]"),
                schedule=_moment(of(Column.SCHEDULE, Column.TIME)),
                author=words(Column.AUTHOR),
                kind=words(Column.KIND),
                along=_shown(paths),
            )
            if is_blank(post.text) and not post.files:
                raise Refusal("intake.empty", name=origin)
        except Refusal as refusal:
            return UnreadablePost(origin, refusal, _shown(paths))
        return post

    def _look_for(self, wanted: Sequence[str]) -> tuple[list[str], Refusal | None]:
        """Paths of the images that are there, and what is to be said of the first that is not."""
        paths: list[str] = []
        missing: Refusal | None = None
        for name in wanted:
            try:
                paths.append(find(self._tree, self._folder, name))
            except Refusal as refusal:
                missing = missing or refusal
        return paths, missing


def _shown(paths: Sequence[str]) -> tuple[str, ...]:
    return tuple(names.shown(path.rpartition("/")[2]) for path in paths)


def _columns(header: Sequence[Cell]) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    for at, cell in enumerate(header):
        column = _HEADINGS.column(cell)
        if column is None:
            continue
        if column in columns.values() and column not in _REPEATABLE:
            raise Refusal("intake.calendar_twice", heading=_written(cell))
        columns[at] = column
    return columns


def _alts(cells: list[Cell], images: int) -> list[str]:
    """Alternative texts, one a line or between "|"; a single image may have several lines."""
    whole = "\n".join(map(_written, cells))
    if images <= 1:
        return [whole] if whole else []
    return [piece.strip() for piece in re.split(r"[|\n]", whole)] if whole else []


def _moment(cells: list[Cell]) -> str:
    if len(cells) == 1:
        return schedule(cells[0])
    return schedule(" ".join(map(_written, cells)))


def _written(cell: Cell) -> str:
    """A cell as a person would have typed it."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, datetime) and cell.time() != time(0):
        return cell.isoformat(" ", "minutes")
    return cell.isoformat()[:10]
