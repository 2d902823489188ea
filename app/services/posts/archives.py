"""The archives that this record tells of, the newest first, and what has changed since one of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.archive.types import Former
from app.models.tables import Decision, Draft
from app.models.transaction import current
from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.base.enums import State, Verdict
from app.services.record.bodies import read_body
from app.values import dataclass

EXPORTED = "archive.exported"
LAST = 0  # for the newest archive of all
_PLACES = "archive_places"  # the desk's setting: where it put which archive
# Events about a draft that change nothing an archive holds.
_UNCHANGING = ("draft.checked", "draft.copies_saved")


@dataclass(frozen=True, slots=True)
class ArchiveMade:
    """An archive as the record tells of it. `number` is 0 and `digest` "" for those of older releases.

    `begun` is how many events the record had, `at` when it was done (as kept), `place` where this desk put
    it, "" where another desk made it. `base` is the number of the archive since which it tells, 0 for all.
    """

    number: int
    begun: int
    at: str
    member: str
    posts: int
    size: int
    digest: str
    name: str
    since: str
    until: str
    account: str
    drafts: tuple[int, ...]
    base: int
    left_out: frozenset[int]
    place: str

    def covers(self, account: str) -> bool:
        """Whether it held every post of the account then, alone or with those it builds on."""
        whole = not (self.since or self.until or self.drafts)
        return whole and self.account in ("", account)


def archives_made(desk: Desk) -> list[ArchiveMade]:
    """Every archive that was made of this record, the newest first."""
    places = _places(desk)
    with desk.store.read():
        query = "SELECT at, member_name, body FROM event WHERE kind = ? ORDER BY id DESC"
        rows = [(str(at), str(name), read_body(body)) for at, name, body in current().rows(query, EXPORTED)]
    return [_made(at, name, body, places) for at, name, body in rows if body is not None]


def changed_since(desk: Desk, size: int) -> set[int]:
    """The drafts about which something was recorded after event `size` that an archive holds."""
    marks = ", ".join("?" for _ in _UNCHANGING)
    query = f"SELECT DISTINCT draft FROM event WHERE id > ? AND draft IS NOT NULL AND kind NOT IN ({marks})"  # noqa: S608 -- marks alone
    with desk.store.read():
        return {int(draft) for (draft,) in current().rows(query, size, *_UNCHANGING)}


def withdrawn_among(desk: Desk, drafts: set[int]) -> tuple[int, ...]:
    """Those whose approval was taken back, and that are not approved anew."""
    with desk.store.read():
        rows = (
            Draft.select(Draft.id)
            .join(Decision, on=(Decision.draft == Draft.id))
            .where(
                (Decision.verdict == Verdict.APPROVE)
                & (Decision.void_at != "")
                & Draft.state.not_in([State.APPROVED, State.PUBLISHED])
            )
            .distinct()
        )
        return tuple(sorted(row.id for row in rows if row.id in drafts))


def former_of(made: ArchiveMade) -> Former:
    """An archive as another names it."""
    return Former(made.number, made.digest, made.at)


def remember_place(desk: Desk, digest: str, place: Path) -> None:
    """Keep, at this desk alone, where an archive lies."""
    places = {**_places(desk), digest: str(place.absolute())}
    desk_settings.set_(desk, _PLACES, json.dumps(places))


def _places(desk: Desk) -> dict[str, str]:
    try:
        kept = json.loads(desk_settings.get(desk, _PLACES, "{}"))
    except (ValueError, RecursionError):
        return {}
    return dict(kept) if isinstance(kept, dict) else {}


def _made(at: str, member: str, body: dict[str, Any], places: dict[str, str]) -> ArchiveMade:
    digest = str(body.get("digest", ""))
    return ArchiveMade(
        number=int(body.get("number", 0)),
        begun=int(body.get("record", 0)),
        at=at,
        member=member,
        posts=int(body.get("posts", 0)),
        size=int(body.get("bytes", 0)),
        digest=digest,
        name=str(body.get("name", "")),
        since=str(body.get("since", "")),
        until=str(body.get("until", "")),
        account=str(body.get("account", "")),
        drafts=tuple(body.get("drafts", ())),
        base=int(body.get("base", 0)),
        left_out=frozenset(int(each["draft"]) for each in body.get("left_out", ())),
        place=places.get(digest, ""),
    )
