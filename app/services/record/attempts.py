"""Refused attempts to get round who decides: events of the record, and nothing but events.

Deciding on one's own post, deciding without the role for it, acting as a colleague without their passphrase,
doing alone or without a name what takes more: each is refused where it is tried, and stands in the record
afterwards, in an event of its own. The same by the same person counts once in `AGAIN_AFTER`, and in that time
at most `MOST` of one person, so that nobody fills the record with them. What was typed is never in it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from app.errors import Refusal
from app.models.tables import Draft, Event, Finding, Member
from app.services.base.clock import stamp
from app.services.base.desk import Desk
from app.services.record.ledger import record

REFUSED = "attempt.refused"
AGAIN_AFTER = timedelta(minutes=10)
MOST = 20

# What a refusal was about, by its key.
ABOUT = {
    "review.cannot.own_draft": "own",
    "review.cannot.not_a_decider": "role",
    "review.drafter_cannot": "role",
    "record.authority_only": "authority",
    "record.second_missing": "second",
    "record.second_same": "second",
    "signin.wrong": "passphrase",
    "signin.needs_code": "unproven",
    "signin.set_first": "unproven",
    "signin.reset_by_authority": "authority",
    "signin.who": "nameless",
    "proposal.who": "nameless",
}
UNPROVEN = frozenset({"passphrase", "unproven"})  # somebody said they were this member, and were not believed

Verb = TypeVar("Verb", bound=Callable[..., Any])


def records_refusals(verb: Verb) -> Verb:
    """Decorator: record the attempts that a verb, whose first argument is the desk, refuses.

    Who tried it, or said they were, is its argument `by` or `member_id`; the draft `draft_id`, or that of
    `finding_ids`.
    """
    code = verb.__code__  # its names in order, without what `inspect` costs each command
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]

    @wraps(verb)
    def call(*args: Any, **more: Any) -> Any:
        try:
            return verb(*args, **more)
        except Refusal as refusal:
            if refusal.key in ABOUT:
                given = dict(zip(names, args, strict=False)) | more
                by = given.get("by", given.get("member_id"))
                found = next(iter(given.get("finding_ids", ())), None)
                record_attempt(
                    given["desk"], refusal, verb.__name__, by, draft=given.get("draft_id"), finding=found
                )
            raise

    return cast(Verb, call)


def record_attempt(
    desk: Desk,
    refusal: Refusal,
    act: str,
    by: int | None = None,
    *,
    draft: int | None = None,
    finding: int | None = None,
) -> None:
    """Record that `act` was tried and refused, where that tells who wanted to decide what they may not.

    `by` is who tried it, or whom they said they were; None for nobody. Nothing is kept where the record takes
    nothing now: the refusal itself is what counts.
    """
    about = ABOUT.get(refusal.key)
    if about is None:
        return
    with contextlib.suppress(Refusal), desk.store.write():
        member: Member | None = Member.get_or_none(Member.id == by)
        name = str(member.name) if member is not None else ""
        if about in UNPROVEN:
            name = str(refusal.params.get("name", name))
        draft = _draft(draft, finding)
        facts: dict[str, object] = {"act": act, "about": about, "why": refusal.key, "name": name}
        proven = by if member is not None and about not in UNPROVEN else None
        if not _enough(facts, proven, draft):
            record(desk, REFUSED, by=proven, draft=draft, facts=facts)


def _draft(draft: int | None, finding: int | None) -> int | None:
    """The draft that was meant, None for one that is not there."""
    if finding is not None:
        row: Finding | None = Finding.get_or_none(Finding.id == finding)
        return None if row is None else int(row.run.version.draft_id)
    return draft if draft is not None and Draft.get_or_none(Draft.id == draft) is not None else None


def _enough(facts: dict[str, object], by: int | None, draft: int | None) -> bool:
    """Whether this stands in the record already, or too much by this person."""
    since = stamp(datetime.now(UTC) - AGAIN_AFTER)
    lately = list(Event.select().where((Event.kind == REFUSED) & (Event.at >= since)))
    theirs = [event for event in lately if event.member == by and event.body.get("name") == facts["name"]]
    same = any(event.draft == draft and facts.items() <= event.body.items() for event in theirs)
    return same or len(theirs) >= MOST
