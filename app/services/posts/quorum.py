"""Which approvals count toward the number a post needs.

In a team where somebody has a passphrase, an approval counts only of a member who had chosen one of their own
by then: before, whoever sat at the desk could have given it in their name. Call inside a transaction.
"""

from __future__ import annotations

from collections.abc import Callable

from app.models.tables import Decision, Draft, Member
from app.services.base.drafts import valid_decisions
from app.services.base.enums import State, Verdict
from app.services.record.passphrases import own_since
from app.services.record.roles import is_proven, sign_in_in_force, team_size


def counted_approvals(draft: Draft) -> set[int]:
    """The members whose approval of the current version counts."""
    approvals = _approvals(draft)
    # Once approved it stays so: what was enough then is not judged by what holds now.
    if draft.state in (State.APPROVED, State.PUBLISHED):
        return {row.member_id for row in approvals}
    counts = counting()
    return {row.member_id for row in approvals if counts(row.member_id, row.at)}


def counting() -> Callable[[int, str], bool]:
    """What says of a member's approval of a moment whether it counts now, for many drafts at once."""
    if not _strict():
        return lambda _member, _at: True
    since: dict[int, str] = {}

    def counts(member: int, at: str) -> bool:
        if member not in since:
            since[member] = own_since(member)
        return bool(since[member]) and since[member] <= at

    return counts


def uncounted_approvals(draft: Draft) -> set[int]:
    """The members who approved the current version without its counting yet."""
    return {row.member_id for row in _approvals(draft)} - counted_approvals(draft)


def uncounted_names(draft: Draft) -> tuple[str, ...]:
    """The names of `uncounted_approvals`, in the order they joined."""
    return tuple(str(Member.get_by_id(one).name) for one in sorted(uncounted_approvals(draft)))


def counts_now(member: int) -> bool:
    """Whether an approval that `member` gives now counts."""
    return not _strict() or is_proven(member)


def _strict() -> bool:
    return team_size() > 1 and sign_in_in_force()


def _approvals(draft: Draft) -> list[Decision]:
    return [row for row in valid_decisions(draft) if row.verdict == Verdict.APPROVE]
