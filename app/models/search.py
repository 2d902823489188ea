"""Full-text search over drafts. SQLite's FTS5 lives here and nowhere else."""

from __future__ import annotations

import unicodedata

import regex

from app.models.tables import database

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_JOINERS = str.maketrans("", "", "\u200c\u200d")


def remember(draft_id: int, *parts: str) -> None:
    """Make a draft findable by the words in `parts`, instead of what it was findable by before."""
    database.execute_sql('DELETE FROM "draft_search" WHERE rowid = ?', (draft_id,))
    database.execute_sql(
        'INSERT INTO "draft_search" (rowid, content) VALUES (?, ?)', (draft_id, _folded(" ".join(parts)))
    )


def find(query: str) -> str | None:
    """An FTS5 expression for a person's words: all of them, each as a prefix. None when there is no word."""
    words = _WORD.findall(_folded(query))
    return " ".join(f'"{word}"*' for word in words) or None


def _folded(text: str) -> str:
    # NFC and no joiners on both sides, or the two spellings of ড় and ক্ষ do not meet (measured 15 of 16).
    return unicodedata.normalize("NFC", text).translate(_JOINERS)
