"""Writes news passages and photographs down as an office would hand them in: calendars and folders."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

from openpyxl import Workbook

from tests.eval.shared import Photo

POSTS = 300
IN_CALENDARS = 150
PHOTO_EVERY = 3
ACCOUNT = "sample_upeo"
HEADINGS = ("ক্রম", "তারিখ", "একাউন্ট", "লেখা", "ছবি", "ছবির বর্ণনা", "উদ্দেশ্য", "সূত্র", "প্রস্তুতকারী")
ALT = "সংবাদের সঙ্গে দেওয়া ছবি"
SOURCE = "দৈনিক সংবাদপত্র"
DRAFTER = "Jamal"


@dataclass(frozen=True, slots=True)
class RawPost:
    """A post before it is written down. Every second one has a source, as in a careless office."""

    number: int
    text: str
    photo: Photo | None

    @property
    def source(self) -> str:
        return SOURCE if self.number % 2 else ""

    def row(self) -> tuple[str, ...]:
        """The post as a calendar has it, under `HEADINGS`."""
        day = date(2026, 12, 1) + timedelta(days=self.number)
        image, alt = (self.photo.path.name, ALT) if self.photo else ("", "")
        return (
            str(self.number),
            f"{day:%d/%m/%Y}",
            ACCOUNT,
            self.text,
            image,
            alt,
            "5.c",
            self.source,
            DRAFTER,
        )

    def sidecar(self) -> str:
        """The post's post.toml."""
        sources = f'sources = ["{self.source}"]\n' if self.source else ""
        alt = f'alt = ["{ALT}"]\n' if self.photo else ""
        return f'account = "{ACCOUNT}"\npurpose = "5.c"\nauthor = "{DRAFTER}"\n{sources}{alt}'


def choose(news: Sequence[str], photos: Sequence[Photo], count: int = POSTS) -> list[RawPost]:
    """`count` passages from all over every fourth line, on which no rule was tuned; photographs in turn."""
    untuned = news[1::4]
    step = max(1, len(untuned) // count)
    in_turn = cycle(photos)
    return [
        RawPost(number, text, next(in_turn) if number % PHOTO_EVERY == 0 else None)
        for number, text in enumerate(untuned[::step][:count], 1)
    ]


def write(posts: Sequence[RawPost], folder: Path) -> list[Path]:
    """Write the first half as two calendars, .xlsx and .csv, the others a folder each; what to take in."""
    calendars, others = posts[:IN_CALENDARS], posts[IN_CALENDARS:]
    middle = len(calendars) // 2
    return [
        _calendar(calendars[:middle], folder / "calendar-excel", ".xlsx"),
        _calendar(calendars[middle:], folder / "calendar-csv", ".csv"),
        _folders(others, folder / "folders"),
    ]


def _calendar(posts: Sequence[RawPost], folder: Path, extension: str) -> Path:
    folder.mkdir(parents=True)
    file = folder / f"content-calendar{extension}"
    rows = [HEADINGS, *(post.row() for post in posts)]
    if extension == ".xlsx":
        book = Workbook(write_only=True)
        sheet = book.create_sheet("ডিসেম্বর")
        for row in rows:
            sheet.append(row)
        book.save(file)
    else:
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows(rows)
    for post in posts:
        _copy_photo(post, folder)
    return folder


def _folders(posts: Sequence[RawPost], folder: Path) -> Path:
    for post in posts:
        own = folder / f"post-{post.number:03}"
        own.mkdir(parents=True)
        (own / "post.txt").write_text(post.text, encoding="utf-8")
        (own / "post.toml").write_text(post.sidecar(), encoding="utf-8")
        _copy_photo(post, own)
    return folder


def _copy_photo(post: RawPost, folder: Path) -> None:
    if post.photo is not None:
        shutil.copyfile(post.photo.path, folder / post.photo.path.name)
