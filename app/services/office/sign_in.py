"""Sign-in: a member proves who they are with a passphrase. Optional for one member, wanted in a team.

Only an argon2id hash is kept, outside the record; setting, changing and resetting one are events. Wrong
tries cost a growing wait, which is kept in the database and so survives a restart. Services trust the member
id they are given: whoever hands it to them (window, commands) asks here first.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from app.errors import Refusal
from app.models.tables import Member, Passphrase
from app.services.base.clock import moment, now, stamp
from app.services.base.desk import Desk
from app.services.base.enums import ProposalKind, Role
from app.services.base.secret import Secret
from app.services.office.team import member_view
from app.services.office.views import GivenPassphrase, Session, SignInState
from app.services.record.attempts import record_attempt, records_refusals
from app.services.record.ledger import record
from app.services.record.passphrases import (
    CHANGED,
    CLEARED,
    REHASHED,
    RESET,
    SET,
    given_at,
    is_recorded,
    may_be_told,
    seal,
)
from app.services.record.proof import prove_who
from app.services.record.proposals import alone, propose, second_there
from app.services.record.roles import (
    active_member,
    authorities,
    deciders,
    is_proven,
    sign_in_in_force,
    team_size,
)

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 256  # code points
TEMPORARY_FOR = timedelta(days=7)  # how long a temporary passphrase can be used
FREE_TRIES = 4  # a slip of the hand, the wrong keyboard layout
FIRST_WAIT, LONGEST_WAIT = 15, 900  # seconds
_FEWEST_DIFFERENT = 5
# For a temporary passphrase: told by voice, typed once. 31 signs that nobody confuses, 12 of them: 59 bits.
_SPOKEN = "abcdefghjkmnpqrstuvwxyz23456789"


def state(desk: Desk, member_id: int) -> SignInState:
    """Whether a member has a passphrase, must change it, or has to wait before the next try."""
    with desk.store.read():
        member = active_member(member_id)
        row = _row(member_id)
        if row is None:
            givers = tuple(Member.get_by_id(one).name for one in sorted(_givers(member)))
            return SignInState(member_view(member), False, False, 0, givers)
        wait = wait_left(row.failures, _last_failure(row), datetime.now(UTC))
        return SignInState(member_view(member), True, row.temporary, wait)


def wanted(desk: Desk) -> bool:
    """Whether each member should have a passphrase: there are several, or one has set one."""
    with desk.store.read():
        return Member.select().where(Member.active).count() > 1 or sign_in_in_force()


def in_force(desk: Desk) -> bool:
    """Whether a member here has a passphrase, so that nobody acts without having signed in."""
    with desk.store.read():
        return sign_in_in_force()


def sign_in(desk: Desk, member_id: int, passphrase: Secret, draft_id: int | None = None) -> Session:
    """Prove that `member_id` is here. `Session.must_change`: a new passphrase has to be set first.

    `draft_id` is what they want to do something to, for the record of who tried it in another's name.
    Raises `Refusal` for a wrong passphrase, one tried before the wait is over, or a member who has none.
    """
    tried, wait = _begin_try(desk, member_id)
    if wait:
        raise Refusal("signin.wait", seconds=wait)
    session = _end_try(desk, member_id, tried, passphrase, _matches(tried, passphrase))
    if session is None:
        refusal = Refusal("signin.wrong")
        record_attempt(desk, refusal, "sign_in", member_id, draft=draft_id)
        raise refusal
    return session


@records_refusals
def set_first(desk: Desk, member_id: int, new: Secret, vouched_by: int | None = None) -> Session:
    """Set the first passphrase of a member who has none, and sign them in.

    In an office of several the authority sets theirs first; everybody else then needs a temporary one that
    was given to them (`reset`), or the authority beside them, proven (`vouched_by`). Else whoever sits at the
    desk could claim a colleague. Raises `Refusal` without that, where there is one already, and for one that
    is too weak.
    """
    with desk.store.read():
        name = active_member(member_id).name
    _judge(new, name)
    hashed = _hash(new)
    with desk.store.write():
        prove_who()
        member = active_member(member_id)
        if _row(member_id) is not None:
            raise Refusal("signin.set_already", name=member.name)
        givers = _givers(member)
        if givers and not (vouched_by in givers and _is_proven_authority(vouched_by)):
            raise Refusal("signin.needs_code", name=member.name, by=_names(givers))
        Passphrase.create(
            member=member, hash=hashed, failures=0, last_failure_at="", changed_at=now(), temporary=False
        )
        facts: dict[str, object] = {"member": member_id, "seal": seal(hashed)}
        if vouched_by is not None:
            facts["vouched_by"] = vouched_by
        record(desk, SET, by=member_id, facts=facts)
        return Session(member_view(member), datetime.now(UTC), False)


def change(desk: Desk, member_id: int, old: Secret, new: Secret) -> Session:
    """Change one's own passphrase. Raises `Refusal` like `sign_in`, one too weak, or the same."""
    session = sign_in(desk, member_id, old)
    if _normal(old) == _normal(new):
        raise Refusal("signin.same")
    _judge(new, session.member.name)
    hashed = _hash(new)
    with desk.store.write():
        row = _row(member_id)
        if row is None:
            raise Refusal("signin.none_set", name=session.member.name)
        row.hash, row.changed_at, row.temporary = hashed, now(), False
        row.save()
        record(desk, CHANGED, by=member_id, facts={"member": member_id, "seal": seal(hashed)})
    return Session(session.member, session.at, False)


@records_refusals
def reset(desk: Desk, member_id: int, by: int, reason: str = "") -> GivenPassphrase:
    """Give a member who has no passphrase, or forgot theirs, a temporary one, good for setting their own.

    The authority does that; where no other authority can, a moderator does. In a team it is only proposed
    where a moderator does it, or somebody else could confirm that a passphrase in use is replaced.
    Raises `Refusal` for anybody else, for one's own, and for one without a passphrase in a team.
    """
    made, hashed = _temporary()
    with desk.store.write():
        prove_who(besides=member_id)
        member = active_member(member_id)
        if by not in _who_may_reset(member_id):
            raise Refusal("signin.reset_by_authority", name=member.name)
        giver = active_member(by)
        if team_size() > 1:
            if not is_proven(by):
                raise Refusal("signin.own_first", name=giver.name)
            in_use = _row(member_id) is not None
            if giver.role != Role.AUTHORITY or (in_use and second_there(by, besides=member_id)):
                content = {"member": member_id}
                return GivenPassphrase(proposed=propose(desk, ProposalKind.PASSPHRASE, content, by, reason))
        _give(desk, member, hashed, by, alone())
    return GivenPassphrase(secret=made)


def confirmed_reset(desk: Desk, member_id: int, by: int, proposal: int) -> Secret:
    """Give the temporary passphrase that a proposal asks for. In a transaction.

    Raises `Refusal` where `by`, who proposed it, may do so no more.
    """
    made, hashed = _temporary()
    member = active_member(member_id)
    if by not in _who_may_reset(member_id):
        raise Refusal("signin.reset_by_authority", name=member.name)
    _give(desk, member, hashed, by, {"proposal": proposal})
    return made


def clear(desk: Desk, member_id: int) -> None:
    """Take away the passphrase of one whom nobody here can give a temporary one, as an event for all to see.

    The way back for an office of one. Whoever can run it can read the data folder anyway; the record tells.
    Raises `Refusal` where somebody else may reset it.
    """
    with desk.store.write():
        prove_who(besides=member_id)
        member = active_member(member_id)
        if _who_may_reset(member_id):
            raise Refusal("signin.reset_by_authority", name=member.name)
        taken = Passphrase.delete().where(Passphrase.member == member).execute()
        if not taken and not may_be_told(member_id):
            raise Refusal("signin.none_set", name=member.name)
        record(desk, CLEARED, facts={"member": member_id})


def may_reset(desk: Desk, member_id: int, by: int) -> bool:
    """Whether `by` may give `member_id` a temporary passphrase."""
    with desk.store.read():
        return by in _who_may_reset(member_id)


def wait_left(failures: int, last_failure: datetime | None, at: datetime) -> int:
    """Seconds until the next try is allowed, 0 if it is now.

    Nothing for the first tries, then 15 seconds, doubled each time up to 15 minutes. Under a clock that was
    moved back it is never more than the whole wait.
    """
    if failures < FREE_TRIES or last_failure is None:
        return 0
    whole: int = min(FIRST_WAIT * 2 ** min(failures - FREE_TRIES, 16), LONGEST_WAIT)
    left = last_failure + timedelta(seconds=whole) - at
    seconds: int = -(-left // timedelta(seconds=1))
    return min(max(seconds, 0), whole)


def _temporary() -> tuple[Secret, str]:
    """A new temporary passphrase and its hash."""
    spoken = "-".join("".join(secrets.choice(_SPOKEN) for _ in range(4)) for _ in range(3))
    made = Secret(spoken)
    return made, _hash(made)


def _give(desk: Desk, member: Member, hashed: str, by: int, facts: Mapping[str, object]) -> None:
    Passphrase.delete().where(Passphrase.member == member).execute()
    Passphrase.create(
        member=member, hash=hashed, failures=0, last_failure_at="", changed_at=now(), temporary=True
    )
    record(desk, RESET, by=by, facts={"member": member.id, "seal": seal(hashed), **facts})


def _givers(member: Member) -> set[int]:
    """Who has to give a member their first passphrase; nobody where they may set it by themselves."""
    if Member.select().where(Member.active).count() == 1:
        return set()
    if sign_in_in_force():
        return _who_may_reset(member.id)
    others = authorities() - {member.id}
    if member.role == Role.AUTHORITY or (member.role == Role.MODERATOR and not others):
        return set()
    return others or deciders() - {member.id}


def _is_proven_authority(member_id: int) -> bool:
    return is_proven(member_id) and member_id in authorities()


def _names(members: set[int]) -> str:
    return ", ".join(Member.get_by_id(one).name for one in sorted(members))


def _begin_try(desk: Desk, member_id: int) -> tuple[str, int]:
    """The hash to compare with and 0, or how many seconds it is too early.

    A try counts before it is looked at: neither a crash nor a second window gives a free one.
    """
    with desk.store.write():
        member = active_member(member_id)
        row = _row(member_id)
        if not (is_recorded(member_id, row.hash) if row is not None else not may_be_told(member_id)):
            raise Refusal("signin.not_recorded", name=member.name)
        if row is None:
            raise Refusal("signin.none_set", name=member.name)
        at = datetime.now(UTC)
        given = given_at(member_id) if row.temporary else ""
        if given and moment(given) + TEMPORARY_FOR < at:
            raise Refusal("signin.code_expired", name=member.name, days=TEMPORARY_FOR.days)
        last = _last_failure(row)
        if last is not None and last > at:  # the clock was moved back: the wait begins anew, and ends
            row.last_failure_at = stamp(at)
        wait = wait_left(row.failures, _last_failure(row), at)
        if not wait:
            row.failures += 1
            row.last_failure_at = stamp(at)
        row.save()
        return row.hash, wait


def _end_try(desk: Desk, member_id: int, tried: str, passphrase: Secret, right: bool) -> Session | None:
    with desk.store.write():
        row = _row(member_id)
        if right and row is not None and row.hash == tried:
            row.failures, row.last_failure_at = 0, ""
            if _hasher().check_needs_rehash(tried):
                row.hash = _hash(passphrase)
                record(desk, REHASHED, by=member_id, facts={"member": member_id, "seal": seal(row.hash)})
            row.save()
            return Session(member_view(active_member(member_id)), datetime.now(UTC), bool(row.temporary))
        if row is not None and row.failures > FREE_TRIES:
            record(desk, "signin.failed", facts={"member": member_id, "failures": row.failures})
        return None


def _row(member_id: int) -> Passphrase | None:
    row: Passphrase | None = Passphrase.get_or_none(Passphrase.member == member_id)
    return row


def _last_failure(row: Passphrase) -> datetime | None:
    return moment(row.last_failure_at) if row.last_failure_at else None


def _who_may_reset(member_id: int) -> set[int]:
    """The other authorities, else the moderators: once somebody has a passphrase, of those who have one."""
    others = deciders() - {member_id}
    if sign_in_in_force():
        others = {one for one in others if is_proven(one)}
    return (authorities() - {member_id}) or others


def _judge(new: Secret, name: str) -> None:
    """Refuse what a neighbour would try first. Length does the rest, not signs (NIST SP 800-63B-4)."""
    text = _normal(new)
    if len(text) < SHORTEST:
        raise Refusal("signin.too_short", least=SHORTEST)
    if len(text) > LONGEST:
        raise Refusal("signin.too_long", most=LONGEST)
    bare = text.casefold().replace(name.casefold(), "") if name else text
    if len(set(bare)) < _FEWEST_DIFFERENT or bare.strip().isdecimal():
        raise Refusal("signin.too_easy")


def _normal(secret: Secret) -> str:
    """One form for what two keyboards write differently: য় has two spellings in Unicode."""
    return unicodedata.normalize("NFKC", secret.reveal())


@cache
def _hasher() -> PasswordHasher:
    """argon2-cffi's defaults are RFC 9106's for little memory: argon2id, 64 MiB, t=3."""
    from argon2 import PasswordHasher  # most starts prove nobody

    return PasswordHasher()


def _hash(secret: Secret) -> str:
    return _hasher().hash(_normal(secret))


def _matches(hashed: str, secret: Secret) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(hashed, _normal(secret))
    except (VerificationError, InvalidHashError):
        return False
