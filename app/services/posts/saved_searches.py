"""Searches of the archive under a name. Of this desk alone: they decide nothing and are not recorded."""

from __future__ import annotations

import json
from datetime import date

from app.errors import Refusal
from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.posts.approved_list import Wanted

_KEY = "saved_searches"
_MOST, _LONGEST = 50, 60


def saved_searches(desk: Desk) -> dict[str, Wanted]:
    """The searches by their names, in the order of these."""
    return {name: _read(entry) for name, entry in sorted(_stored(desk).items())}


def save_search(desk: Desk, name: str, wanted: Wanted) -> None:
    """Keep a search under a name, in place of one that had it. Raises `Refusal` for no name, or too many."""
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST:
        raise Refusal("saved_search.name", most=_LONGEST)
    stored = _stored(desk)
    if name not in stored and len(stored) >= _MOST:
        raise Refusal("saved_search.too_many", most=_MOST)
    stored[name] = {
        "since": wanted.since.isoformat() if wanted.since else "",
        "until": wanted.until.isoformat() if wanted.until else "",
        "account": wanted.account,
        "search": wanted.search,
        "state": wanted.state.value if wanted.state is not None else "",
        "purpose": wanted.purpose,
        "important": wanted.important,
        "person": wanted.person,
        "finding": wanted.finding,
        "kind": wanted.kind,
    }
    desk_settings.set_(desk, _KEY, json.dumps(stored, ensure_ascii=False))


def forget_search(desk: Desk, name: str) -> None:
    """Keep a search no longer. Raises `Refusal` where there is none of that name."""
    stored = _stored(desk)
    if name not in stored:
        raise Refusal("saved_search.none", name=name)
    del stored[name]
    desk_settings.set_(desk, _KEY, json.dumps(stored, ensure_ascii=False))


def _stored(desk: Desk) -> dict[str, dict[str, object]]:
    try:
        found = json.loads(desk_settings.get(desk, _KEY, "{}"))
    except ValueError:  # not ours any more
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): entry for name, entry in found.items() if isinstance(entry, dict)}


def _read(entry: dict[str, object]) -> Wanted:
    def text(name: str) -> str:
        return str(entry.get(name) or "")

    def day(name: str) -> date | None:
        try:
            return date.fromisoformat(text(name)) if text(name) else None
        except ValueError:
            return None

    state = text("state")
    return Wanted(
        day("since"),
        day("until"),
        text("account"),
        text("search"),
        State(state) if state in set(State) else None,
        purpose=text("purpose"),
        important=bool(entry.get("important")),
        person=text("person"),
        finding=text("finding"),
        kind=text("kind"),
    )
