"""Past posts as a table for other programs: all that stood on the pages, or what nobody approved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.archive.cells import table
from app.bangla.dates import local
from app.errors import Refusal
from app.i18n import Translator
from app.models.tables import PastPost
from app.new_files import write_new
from app.services.base.desk import Desk
from app.services.past.matching import unapproved
from app.services.past.reading import AT_ONCE, past_posts
from app.services.past.views import PastView, Unapproved
from app.values import dataclass
from app.work import Work

_COLUMNS = (
    "id",
    "day",
    "time",
    "platform",
    "account",
    "text",
    "url",
    "media",
    "approved",
    "nearest",
    "likeness",
    "answer",
    "reason",
)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a table holds: how many posts, and how many of these nobody approved."""

    posts: int
    unapproved: int


def save_unapproved(out: Path, found: Iterable[Unapproved], words: Translator) -> None:
    """Write those that nobody approved to a new `.csv`; nothing is overwritten.

    Raises `Refusal` for another ending, and like `write_new`.
    """
    _save(out, ((one.post, one) for one in found), words)


def save_all(desk: Desk, account_id: int | None, out: Path, words: Translator, work: Work) -> Saved:
    """Write every past post, the newest first, with what is said of its approval; of one account, or of all.

    Raises what `save_unapproved` does, `Refusal` where there are none, and `Cancelled`.
    """
    _require_csv(out)
    found = {one.post.id: one for one in unapproved(desk, account_id, work)}
    with desk.store.read():
        query = PastPost.select(PastPost.id).order_by(PastPost.published_at.desc(), PastPost.id.desc())
        if account_id is not None:
            query = query.where(PastPost.account == account_id)
        ids = [row.id for row in query]
    if not ids:
        raise Refusal("history.none_taken")
    _save(out, ((post, found.get(post.id)) for post in _read(desk, ids)), words)
    return Saved(len(ids), sum(not one.before for one in found.values()))


def _read(desk: Desk, ids: list[int]) -> Iterator[PastView]:
    for first in range(0, len(ids), AT_ONCE):
        with desk.store.read():
            posts = past_posts(ids[first : first + AT_ONCE])
        yield from posts


def _save(out: Path, rows: Iterable[tuple[PastView, Unapproved | None]], words: Translator) -> None:
    _require_csv(out)
    head = [words(f"past_posts.column.{name}") for name in _COLUMNS]
    text = table([head, *(_cells(post, one, words) for post, one in rows)])
    write_new(out, text.encode("utf-8"))


def _require_csv(out: Path) -> None:
    if out.suffix.lower() != ".csv":
        raise Refusal("history.not_csv", name=out.name)


def _cells(post: PastView, one: Unapproved | None, words: Translator) -> list[str | int]:
    at, answer = local(post.published_at), post.answer
    approved = "matches" if one is None else "before" if one.before else "nobody"
    return [
        post.id,
        at.date().isoformat(),
        f"{at:%H:%M}",
        words(f"platform.{post.platform}"),
        post.account,
        post.text,
        post.url,
        len(post.media),
        words(f"past_posts.approval.{approved}"),
        (one.nearest or "") if one is not None else "",
        f"{one.likeness:.2f}" if one is not None and one.nearest is not None else "",
        words(f"past.reply.{answer.reply}") if answer is not None else "",
        answer.reason if answer is not None else "",
    ]
