"""Which posts an archive holds, as the record tells of the archives that were made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from peewee import JOIN, fn

from app.models.tables import Account, Decision, Draft, Event, Version
from app.services.base.clock import day_of
from app.services.base.enums import Verdict

EXPORTED = "archive.exported"


def archived_posts(last_acts: Mapping[int, str]) -> set[int]:
    """Those of these drafts of which an archive was made after their last act. Call inside a transaction.

    `last_acts`: when the last thing was done about each. A post that was never approved is in no archive, and
    needs none: it counts as archived.
    """
    if not last_acts:
        return set()
    exports = [
        (str(event.at), event.body)
        for event in Event.select(Event.at, Event.body).where(Event.kind == EXPORTED).order_by(Event.id)
    ]
    approved: dict[int, tuple[str, str]] = {}
    rows: Any = (
        Draft.select(Draft.id, fn.MAX(Decision.at), fn.MAX(Account.handle))
        .join(Decision, on=((Decision.draft == Draft.id) & (Decision.version == Draft.version)))
        .switch(Draft)
        .join(Version, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .join(Account, JOIN.LEFT_OUTER, on=(Version.account == Account.id))
        .where(
            Draft.id.in_(list(last_acts))
            & (Decision.verdict == Verdict.APPROVE.value)
            & (Decision.void_at == "")
        )
        .group_by(Draft.id)
        .tuples()
    )
    for draft, at, handle in rows:
        approved[draft] = (day_of(at).isoformat(), str(handle or ""))
    return {
        draft
        for draft, last in last_acts.items()
        if draft not in approved
        or any(at >= last and _holds(body, draft, *approved[draft]) for at, body in exports)
    }


def _holds(body: Mapping[str, Any] | str, draft: int, day: str, account: str) -> bool:
    facts = json.loads(body) if isinstance(body, str) else body
    if any(left.get("draft") == draft for left in facts.get("left_out", ())):
        return False
    if isinstance(facts.get("drafts"), list):
        return draft in facts["drafts"]
    since, until, handle = (str(facts.get(name) or "") for name in ("since", "until", "account"))
    if (since and day < since) or (until and day > until):
        return False
    return not handle or handle.strip().removeprefix("@") == account
