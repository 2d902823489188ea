"""What nobody approved, as a table for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.archive.cells import table
from app.bangla.dates import local
from app.errors import Refusal
from app.i18n import Translator
from app.new_files import write_new
from app.services.past.views import Unapproved

_COLUMNS = (
    "id",
    "day",
    "time",
    "platform",
    "account",
    "text",
    "url",
    "nearest",
    "likeness",
    "answer",
    "reason",
)


def save_unapproved(out: Path, found: Iterable[Unapproved], words: Translator) -> None:
    """Write them to a new `.csv`; nothing is overwritten.

    Raises `Refusal` for another ending, and like `write_new`.
    """
    if out.suffix.lower() != ".csv":
        raise Refusal("history.not_csv", name=out.name)
    head = [words(f"past_posts.column.{name}") for name in _COLUMNS]
    text = table([head, *(_cells(one, words) for one in found)])
    write_new(out, text.encode("utf-8"))


def _cells(one: Unapproved, words: Translator) -> list[str | int]:
    post, at = one.post, local(one.post.published_at)
    answer = post.answer
    return [
        post.id,
        at.date().isoformat(),
        f"{at:%H:%M}",
        words(f"platform.{post.platform}"),
        post.account,
        post.text,
        post.url,
        one.nearest or "",
        f"{one.likeness:.2f}" if one.nearest is not None else "",
        words(f"past.reply.{answer.reply}") if answer is not None else "",
        answer.reason if answer is not None else "",
    ]
