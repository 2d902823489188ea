"""Which approvals count toward the number a post needs.

An approval counts only while its member may decide: the number is a majority of the team there is, and who
has left it or is no more than a drafter now is not of it. Of one who is taken back it counts again.

In a team where somebody has a passphrase, an approval counts only of a member who had chosen one of their own
by then: before, whoever sat at the desk could have given it in their name. Call inside a transaction.
"""

from __future__ import annotations

from collections.abc import Callable

from app.models.tables import Decision, Draft, Member
from app.services.base.drafts import valid_decisions
from app.services.base.enums import State, Verdict
from app.services.record.passphrases import own_since
from app.services.record.roles import deciders, is_proven, sign_in_in_force, team_size


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
    here = deciders()
    if not _strict():
        return lambda member, _at: member in here
    since: dict[int, str] = {}

    def counts(member: int, at: str) -> bool:
        if member not in here:
            return False
        if member not in since:
            since[member] = own_since(member)
        return bool(since[member]) and since[member] <= at

    return counts


def uncounted_approvals(draft: Draft) -> set[int]:
    """The members who approved the current version without its counting yet."""
    return {row.member_id for row in _approvals(draft)} - counted_approvals(draft)


def uncounted_names(draft: Draft) -> tuple[str, ...]:
    """The names of `uncounted_approvals` of who is here, in the order they joined."""
    return _names(uncounted_approvals(draft) & deciders())


def gone_names(draft: Draft) -> tuple[str, ...]:
    """The names of those whose approval does not count because they decide no more, as `uncounted_names`."""
    return _names(uncounted_approvals(draft) - deciders())


def _names(members: set[int]) -> tuple[str, ...]:
    return tuple(str(Member.get_by_id(one).name) for one in sorted(members))


def counts_now(member: int) -> bool:
    """Whether an approval that `member` gives now counts."""
    return not _strict() or is_proven(member)


def _strict() -> bool:
    return team_size() > 1 and sign_in_in_force()


def _approvals(draft: Draft) -> list[Decision]:
    return [row for row in valid_decisions(draft) if row.verdict == Verdict.APPROVE]
