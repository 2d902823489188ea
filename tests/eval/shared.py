"""The real texts and photographs measured with. They lie outside the project and never come into it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Comment:
    """A hateful comment and the type its annotators gave it: Personal, Political, Religious, Geopolitical."""

    text: str
    type: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A labelled photograph. `faces` is None where nobody counted them."""

    path: Path
    split: str
    kind: str
    faces: int | None


@dataclass(frozen=True, slots=True)
class Shared:
    """A folder with `data/text` and `data/photos`. A part that is not there is None."""

    folder: Path

    @property
    def news(self) -> list[str] | None:
        """Neutral passages of about 300 characters: the first is line 1 of the file, an odd one."""
        file = self.folder / "data" / "text" / "news" / "news-posts.txt"
        return file.read_text(encoding="utf-8").splitlines() if file.is_file() else None

    @property
    def comments(self) -> list[Comment] | None:
        file = self.folder / "data" / "text" / "hate" / "bengali_hate_v2.0.csv"
        if not file.is_file():
            return None
        with file.open(encoding="utf-8-sig", newline="") as rows:
            return [Comment(row["text"], row["label"]) for row in csv.DictReader(rows)]

    @property
    def photos(self) -> list[Photo] | None:
        folder = self.folder / "data" / "photos"
        if not (folder / "labels.csv").is_file():
            return None
        with (folder / "labels.csv").open(encoding="utf-8", newline="") as rows:
            return [
                Photo(
                    path=folder / row["split"] / row["file"],
                    split=row["split"],
                    kind=row["kind"],
                    faces=int(row["faces_label"]) if row["faces_label"].isdigit() else None,
                )
                for row in csv.DictReader(rows)
            ]
