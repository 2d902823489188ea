"""One post published before, as a row of the list and as what is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from app.bangla import dates
from app.bangla.digits import to_bangla
from app.errors import Refusal
from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.past import recheck
from app.services.past.views import Noticed, PastView, Unapproved
from app.services.posts import queue
from app.services.posts.views import DraftView, FormImage, PostForm
from app.ui.translation import language, tr
from app.ui.widgets.entry_list import Entry
from app.values import dataclass, replace

LEFT, ANSWERED, NOTICED = "left", "answered", "noticed"
_MOST = 2000  # rows of a list


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the list."""

    post: PastView
    unapproved: Unapproved | None
    noticed: Noticed | None


def listed(pill: str, found: Sequence[Unapproved], noticed: Sequence[Noticed]) -> list[Item]:
    """The rows under a pill, the newest `_MOST`."""
    by_post = {one.post.id: one for one in found}
    if pill == NOTICED:
        return [Item(one.post, by_post.get(one.post.id), one) for one in noticed[:_MOST]]
    answered = pill == ANSWERED
    chosen = [one for one in found if not one.before and (one.post.answer is not None) == answered]
    return [Item(one.post, one, None) for one in chosen[:_MOST]]


def looked_at(desk: Desk, item: Item) -> tuple[Item, DraftView | None]:
    """What is shown of a row: with what today's rules notice, and the approved post nearest to it."""
    noticed = item.noticed or recheck.in_text(desk, item.post)
    nearest = item.unapproved.nearest if item.unapproved is not None else None
    return replace(item, noticed=noticed), None if nearest is None else queue.draft(desk, nearest)


def draft_form(desk: Desk, post: PastView) -> PostForm:
    """A past post as one that is being written, to be checked and approved now."""
    images = []
    for one in post.media:
        try:
            images.append(
                FormImage("", file=IncomingFile(one.name.rpartition("/")[2], desk.blobs.read(one.sha256)))
            )
        except Refusal:
            continue  # gone or changed: the audit names it
    return PostForm(text=post.text, account_id=post.account_id, images=tuple(images))


def _short_time(post: PastView) -> str:
    """Day and clock by the common calendar: a row has no room for both."""
    at = dates.local(post.published_at)
    clock = f"{at:%H:%M}"
    return f"{dates.gregorian_day(at.date(), language())} {to_bangla(clock) if language() == 'bn' else clock}"


def entry(item: Item) -> Entry:
    """The row of a past post: its first words, its day, and a chip with what there is to say of it."""
    post, unapproved = item.post, item.unapproved
    text = " ".join(post.text.split()) or tr("past.no_text")
    day = _short_time(post)
    if item.noticed is not None:
        chip = (item.noticed.worst.value, tr(f"severity.{item.noticed.worst}"))
    elif post.answer is not None:
        chip = ("good", tr(f"past.reply_short.{post.answer.reply}"))
    elif unapproved is None or unapproved.nearest is None:
        chip = ("block", tr("past.like_none"))
    elif unapproved.image and unapproved.likeness < 0.5:
        chip = ("warn", tr("past.like_image"))
    else:
        chip = ("warn", tr("past.like", n=round(unapproved.likeness * 100)))
    return Entry(str(post.id), text, day, chip=chip)
