"""An old key that somebody types: in a team, a second member confirms that it is this office's own.

Whoever names a key says whose decisions come into the office's record. An office of one names it alone; a
team's member proposes it, and archives signed by it come in once it is confirmed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from app.archive.keys import expected_key, named_by
from app.archive.types import Verification, Whose
from app.errors import Refusal
from app.models.tables import Proposal
from app.services.base.desk import Desk
from app.services.base.enums import ProposalKind, ProposalState
from app.services.posts.verifying import known_keys
from app.services.record.proof import prove_proposal, prove_who
from app.services.record.proposals import is_open, needs_second, propose

_OWN = frozenset({Whose.KNOWN, Whose.EARLIER})
_HOLDS = (ProposalState.CONFIRMED, ProposalState.ALONE)


def keys_here(desk: Desk) -> dict[str, Whose]:
    """Whose the keys are that archives may be signed by: those of this record, and those confirmed for it."""
    own = known_keys(desk)
    with desk.store.read():
        confirmed = _confirmed()
    return own | {key: Whose.EXPECTED for key in confirmed if own.get(key) not in _OWN}


def propose_keys(
    desk: Desk, found: Sequence[tuple[str, Verification]], written: str, by: int | None
) -> int | None:
    """Propose the keys that somebody typed and nobody confirmed; None where these archives may come in.

    `found` is what was verified, by the archives' names. Raises `Refusal` where the same waits already.
    """
    with desk.store.read():
        trusted = _trusted(desk)
        unsure = [(name, one) for name, one in found if _is_unsure(one, written, trusted)]
        if not unsure or not needs_second(by) or by is None:
            return None
    keys = sorted({one.fingerprint for _, one in unsure})
    archives = [{"name": name, "posts": one.posts} for name, one in unsure]
    with desk.store.write():
        for row in Proposal.select().where(Proposal.kind == ProposalKind.ARCHIVE_KEY):
            if is_open(row) and set(keys) <= set(row.content["keys"]):
                raise Refusal("proposal.there", id=row.id)
        return propose(desk, ProposalKind.ARCHIVE_KEY, {"keys": keys, "archives": archives}, by)


def prove_trust(desk: Desk, found: Verification, written: str, by: int | None) -> dict[str, object]:
    """What the event says of how a key came to be trusted, proven against signed events.

    Raises `Refusal` for one that a team would have to confirm. Call inside a transaction that writes.
    """
    if found.whose not in (Whose.EXPECTED, Whose.FOLLOWS):
        return {}
    prove_who()
    if not needs_second(by):
        return {}
    confirmed = _confirmed()
    named = [id_ for key, id_ in confirmed.items() if _is_of(key, found, written)]
    for id_ in named[:1]:
        prove_proposal(id_)
        return {"proposal": id_}
    if _is_unsure(found, written, _trusted(desk)):
        raise Refusal("restored.second")
    return {}


def _is_unsure(found: Verification, written: str, trusted: Collection[str]) -> bool:
    typed = found.whose in (Whose.EXPECTED, Whose.FOLLOWS)
    return typed and not any(_is_of(key, found, written) for key in trusted)


def _is_of(key: str, found: Verification, written: str) -> bool:
    """Whether an archive is signed by `key`, or by one that it handed on to, where it is the one typed."""
    if key == found.fingerprint:
        return True
    return found.whose is Whose.FOLLOWS and named_by(expected_key(written), key)


def _trusted(desk: Desk) -> set[str]:
    return {key for key, whose in known_keys(desk).items() if whose in _OWN} | set(_confirmed())


def _confirmed() -> Mapping[str, int]:
    """The keys that were confirmed, each with its proposal. Call inside a transaction."""
    rows = Proposal.select().where(
        (Proposal.kind == ProposalKind.ARCHIVE_KEY) & Proposal.state.in_([one.value for one in _HOLDS])
    )
    return {key: int(row.id) for row in rows.order_by(Proposal.id) for key in row.content["keys"]}
