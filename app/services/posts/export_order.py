"""What an archive is asked to hold, and which posts these are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.posts.approved_posts import approved
from app.services.posts.archives import LAST, ArchiveMade, changed_since, withdrawn_among
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What an archive is to hold: posts approved from `since` to `until`, of an account and by number.

    `account` is a handle, "" for all; without `drafts` all of them are wanted. `base` is the archive since
    which it tells, and `by` the member who exports.
    """

    since: date | None
    until: date | None
    account: str
    drafts: frozenset[int]
    base: ArchiveMade | None
    by: int | None

    def choose(self, desk: Desk) -> tuple[list[tuple[int, str]], tuple[int, ...]]:
        """The posts with the time of their approval, and those approved no more that the base has.

        Raises `Refusal` where there are none, or where one of `drafts` is not approved.
        """
        chosen = _by_number(approved(desk, self.since, self.until, self.account), self.drafts)
        withdrawn: tuple[int, ...] = ()
        if self.base is not None:
            changed = changed_since(desk, self.base.begun) | self.base.left_out
            chosen = [each for each in chosen if each[0] in changed]
            withdrawn = withdrawn_among(desk, changed)
        if not chosen:
            raise Refusal("archive.nothing" if self.base is None else "archive.nothing_new")
        return chosen, withdrawn

    def facts(self, posts: int) -> dict[str, object]:
        """What the events about the archive say of it; `posts` is how many were chosen."""
        facts: dict[str, object] = {
            "posts": posts,
            "since": iso_day(self.since),
            "until": iso_day(self.until),
            "account": self.account,
        }
        if self.drafts:
            facts["drafts"] = sorted(self.drafts)
        if self.base is not None:
            facts["base"] = self.base.number
        return facts


def base_of(made: Sequence[ArchiveMade], wanted: int, account: str) -> ArchiveMade:
    """The archive since which the new one tells. Raises `Refusal` where there is none of that number."""
    for each in made:
        fits = each.covers(account) if wanted == LAST else each.number == wanted
        if each.number and fits:
            return each
    raise Refusal("archive.no_former" if wanted == LAST else "archive.no_number", n=wanted)


def iso_day(day: date | None) -> str:
    """A day as archives write it, "" for none."""
    return "" if day is None else day.isoformat()


def _by_number(chosen: list[tuple[int, str]], drafts: Collection[int]) -> list[tuple[int, str]]:
    """Those of `chosen` that were asked for by number. Raises `Refusal` with the first that is not there."""
    if not drafts:
        return chosen
    missing = sorted(set(drafts) - {id_ for id_, _ in chosen})
    if missing:
        raise Refusal("archive.draft_not_approved", draft=missing[0])
    return [each for each in chosen if each[0] in drafts]
