"""Choosing how long a post is kept: its class by purpose or of its own, years of a class, and what holds it.

What shortens (a shorter class, fewer years, a hold released) takes a second member in a team, and counts
for a list of what may be destroyed only from the next January on: nobody shortens and destroys in one day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.errors import Refusal
from app.models.tables import Draft, Member, RetentionRule, RetentionStep, Version
from app.services.base.clock import moment, now
from app.services.base.desk import Desk
from app.services.base.drafts import draft_row
from app.services.base.enums import PURPOSES, ProposalKind, RecordClass, RetentionKind
from app.services.base.reasons import require_reason
from app.services.office.retention_periods import MOST_YEARS, Rules, held, newest, steps_of
from app.services.record.destroyed import refuse_destroyed
from app.services.record.ledger import create, record
from app.services.record.proposals import alone, needs_second, propose
from app.services.record.roles import decider
from app.values import dataclass

RULE_SET, CLASS_SET, HELD, RELEASED = (
    "retention.rule_set",
    "retention.class_set",
    "retention.held",
    "retention.released",
)


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a post is kept. `years` is None for ever; `of_post` whether the class was chosen for this post.

    `ours`: neither class nor years are the office's own choice. `hold` is why it is held, "" where it is not.
    """

    record_class: RecordClass
    years: int | None
    of_post: bool
    ours: bool
    purpose: str
    hold: str = ""
    held_by: str = ""
    held_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class with its years, None for ever. `ours`: the office chose nothing."""

    record_class: RecordClass
    years: int | None
    ours: bool


@dataclass(frozen=True, slots=True)
class PurposeView:
    """The class of a purpose, "" for posts that name none."""

    purpose: str
    record_class: RecordClass
    ours: bool


def keeping(desk: Desk, draft_id: int) -> Keeping:
    """How a post is kept now. Raises `Refusal` for an unknown draft."""
    with desk.store.read():
        draft = draft_row(draft_id)
        version = Version.get((Version.draft == draft) & (Version.number == draft.version))
        steps = steps_of([draft_id]).get(draft_id, [])
        own = newest(steps, RetentionKind.CLASS)
        rules = Rules()
        of_post = own is not None and bool(own.record_class)
        by_purpose = rules.of_purpose(version.purpose)[-1]
        chosen = RecordClass(own.record_class if own is not None and of_post else by_purpose.value)
        years = rules.years(chosen)[-1]
        holding = held(steps)
        return Keeping(
            record_class=chosen,
            years=None if chosen is RecordClass.KA else int(years.value),
            of_post=of_post,
            ours=not of_post and not by_purpose.at and not years.at,
            purpose=version.purpose,
            hold=holding.reason if holding is not None else "",
            held_by=str(Member.get_by_id(holding.member_id).name) if holding is not None else "",
            held_at=moment(holding.at) if holding is not None else None,
        )


def rules(desk: Desk) -> tuple[tuple[ClassView, ...], tuple[PurposeView, ...]]:
    """The classes with their years, and the class of each purpose."""
    with desk.store.read():
        known = Rules()
        years = {one: known.years(one)[-1] for one in RecordClass}
        classes = tuple(
            ClassView(one, None if one is RecordClass.KA else int(setting.value), not setting.at)
            for one, setting in years.items()
        )
        purposes = []
        for purpose in (*PURPOSES, ""):
            setting = known.of_purpose(purpose)[-1]
            purposes.append(PurposeView(purpose, RecordClass(setting.value), not setting.at))
        return classes, tuple(purposes)


def set_class(desk: Desk, draft_id: int, wanted: RecordClass | None, reason: str, by: int) -> int | None:
    """Choose a post's class, None for that of its purpose. A shorter one is only proposed in a team.

    Returns the proposal's number then, else None. Raises `Refusal` for a drafter, no reason, a class it has
    already, and a post that was destroyed.
    """
    require_reason(reason)
    with desk.store.write():
        decider(by)
        refuse_destroyed(draft_id)
        before = keeping(desk, draft_id)
        known = Rules()
        after = wanted or RecordClass(known.of_purpose(before.purpose)[-1].value)
        if before.of_post == (wanted is not None) and after is before.record_class:
            raise Refusal("retention.same_class")
        shorter = known.length(after) < known.length(before.record_class)
        if shorter and needs_second(by):
            content = {"verb": "class", "draft": draft_id, "class": wanted.value if wanted else ""}
            return propose(desk, ProposalKind.RETENTION, content, by, reason)
        facts = alone() if shorter else None
        _step(desk, draft_id, RetentionKind.CLASS, wanted.value if wanted else "", reason, by, facts)
        return None


def hold(desk: Desk, draft_id: int, reason: str, by: int) -> None:
    """Hold a post: it is on no list of what may be destroyed until it is released.

    Raises `Refusal` for a drafter, no reason, one that is held, and a post that was destroyed.
    """
    require_reason(reason)
    with desk.store.write():
        decider(by)
        draft_row(draft_id)
        refuse_destroyed(draft_id)
        if held(steps_of([draft_id]).get(draft_id, [])) is not None:
            raise Refusal("retention.held_already")
        _step(desk, draft_id, RetentionKind.HOLD, "", reason, by)


def release(desk: Desk, draft_id: int, reason: str, by: int) -> int | None:
    """Release a held post; in a team only proposed, and then the proposal's number is returned.

    Raises `Refusal` for a drafter, no reason, and one that is not held.
    """
    require_reason(reason)
    with desk.store.write():
        decider(by)
        if held(steps_of([draft_id]).get(draft_id, [])) is None:
            raise Refusal("retention.not_held")
        if needs_second(by):
            content = {"verb": "release", "draft": draft_id}
            return propose(desk, ProposalKind.RETENTION, content, by, reason)
        _step(desk, draft_id, RetentionKind.RELEASE, "", reason, by, alone())
        return None


def set_purpose_class(desk: Desk, purpose: str, wanted: RecordClass, reason: str, by: int) -> int | None:
    """Choose the class of a purpose's posts ("" for those that name none); otherwise as `set_class`."""
    if purpose not in (*PURPOSES, ""):
        raise Refusal("intake.unknown_purpose", purpose=purpose)
    with desk.store.write():
        decider(by)
        known = Rules()
        before = RecordClass(known.of_purpose(purpose)[-1].value)
        shorter = known.length(wanted) < known.length(before)
        content: dict[str, object] = {"verb": "purpose", "purpose": purpose, "class": wanted.value}
        return _set_rule(desk, content, shorter, before is wanted, reason, by)


def set_years(desk: Desk, of: RecordClass, years: int, reason: str, by: int) -> int | None:
    """Choose how many years a class is kept; fewer are only proposed in a team.

    Returns and raises as `set_class`, and refuses years for what is kept for ever and none or too many.
    """
    if of is RecordClass.KA:
        raise Refusal("retention.for_ever")
    if not 1 <= years <= MOST_YEARS:
        raise Refusal("retention.years_range", most=MOST_YEARS)
    with desk.store.write():
        decider(by)
        before = int(Rules().years(of)[-1].value)
        content = {"verb": "years", "class": of.value, "years": years}
        return _set_rule(desk, content, years < before, years == before, reason, by)


def confirmed_retention(
    desk: Desk, content: Mapping[str, object], reason: str, by: int, proposal: int
) -> None:
    """Carry out what a proposal would change of how posts are kept. In a transaction.

    Raises `Refusal` for a post that was destroyed since, or is held no more.
    """
    facts: dict[str, object] = {"proposal": proposal}
    match content["verb"]:
        case "class":
            draft = int(str(content["draft"]))
            refuse_destroyed(draft)
            _step(desk, draft, RetentionKind.CLASS, str(content["class"]), reason, by, facts)
        case "release":
            draft = int(str(content["draft"]))
            if held(steps_of([draft]).get(draft, [])) is None:
                raise Refusal("retention.not_held")
            _step(desk, draft, RetentionKind.RELEASE, "", reason, by, facts)
        case _:
            _rule(desk, content, reason, by, facts)


def _set_rule(
    desk: Desk, content: dict[str, object], shorter: bool, same: bool, reason: str, by: int
) -> int | None:
    if same:
        raise Refusal("retention.same_rule")
    require_reason(reason)
    if shorter and needs_second(by):
        return propose(desk, ProposalKind.RETENTION, content, by, reason)
    _rule(desk, content, reason, by, alone() if shorter else None)
    return None


def _rule(
    desk: Desk, content: Mapping[str, object], reason: str, by: int, facts: dict[str, object] | None
) -> None:
    row = create(
        RetentionRule,
        purpose=str(content.get("purpose", "")),
        record_class=str(content["class"]),
        years=int(str(content.get("years", 0))),
        reason=reason.strip(),
        member=by,
        at=now(),
    )
    record(desk, RULE_SET, row, by=by, facts=facts)


_EVENTS = {
    RetentionKind.CLASS: CLASS_SET,
    RetentionKind.HOLD: HELD,
    RetentionKind.RELEASE: RELEASED,
}


def _step(
    desk: Desk,
    draft_id: int,
    kind: RetentionKind,
    record_class: str,
    reason: str,
    by: int,
    facts: dict[str, object] | None = None,
) -> None:
    row = create(
        RetentionStep,
        draft=Draft.get_by_id(draft_id),
        kind=kind.value,
        record_class=record_class,
        reason=reason.strip(),
        member=by,
        at=now(),
    )
    record(desk, _EVENTS[kind], row, by=by, draft=draft_id, facts=facts)
