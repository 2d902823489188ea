"""Whether an archive may be taken in: whole, signed by a key that is trusted, and of another record."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.archive.keys import grouped
from app.archive.types import Verification, Whose
from app.errors import Refusal
from app.models.tables import Event
from app.services.base.desk import Desk
from app.services.posts.verifying import verify
from app.work import Work

TRUSTED = frozenset({Whose.EXPECTED, Whose.KNOWN, Whose.EARLIER, Whose.FOLLOWS, Whose.FOLLOWS_KNOWN})


def judged(desk: Desk, path: Path, expected_key: str, known: Mapping[str, Whose], work: Work) -> Verification:
    """What `verify` says of an archive that may be taken in.

    `expected_key` is the key the person expects, as they write it, "" for one of the `known`. Raises
    `Refusal` for any other archive, each reason in one sentence, and `Cancelled`.
    """
    found = verify(path, work, expected_key=expected_key, known=known, allow_unsigned=True)
    name = path.name
    if found.foreign:
        raise Refusal("restored.foreign", name=name)
    if found.redacted:
        raise Refusal("restored.redacted", name=name)
    kinds = {problem.kind for problem in found.problems}
    if "unsigned" in kinds or (not kinds and not found.fingerprint):
        raise Refusal("restored.unsigned", name=name)
    if kinds == {"other_key"}:
        raise Refusal("restored.other_key", name=name, fingerprint=grouped(found.fingerprint))
    if found.problems or found.chain is None:
        first = found.problems[0].file if found.problems else ""
        raise Refusal("restored.damaged", name=name, n=len(found.problems), file=first or name)
    if found.whose is Whose.LOST:
        raise Refusal("restored.lost_key", name=name, fingerprint=grouped(found.fingerprint))
    if found.whose not in TRUSTED:
        raise Refusal("restored.stranger", name=name, fingerprint=grouped(found.fingerprint))
    with desk.store.read():
        own = (Event.id == found.chain.count) & (Event.hash == found.chain.hash)
        if Event.select().where(own).exists():
            raise Refusal("restored.own_record", name=name)
    return found


def record_name(found: Verification) -> str:
    """What names the record an archive is of; those of the first releases bear only its key."""
    return found.origin or f"key:{found.fingerprint}"
