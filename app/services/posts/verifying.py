"""Verifies archives, one or several, against the keys that this desk knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from app.archive import keys
from app.archive.continuation import continuation_problems
from app.archive.sets import SetVerification, VerifiedArchive, verify_set
from app.archive.types import Verification, Whose
from app.archive.verify import NONE_KNOWN, verify_archive
from app.services.base.desk import Desk
from app.services.record.keys import KeyState, office_keys
from app.work import Work

_WHOSE = {
    KeyState.IN_USE: Whose.KNOWN,
    KeyState.REPLACED: Whose.EARLIER,
    KeyState.ENDED: Whose.EARLIER,
    KeyState.LOST: Whose.LOST,
}


def verify(
    path: Path,
    work: Work,
    *,
    expected_key: str = "",
    known: Mapping[str, Whose] = NONE_KNOWN,
    allow_unsigned: bool = False,
    continues: Path | None = None,
) -> Verification:
    """Everything `anumodon verify` says of an archive; needs no data folder.

    `expected_key` as a person writes it (see `archive.keys.expected_key`), "" for any; `known` as
    `known_keys` gives them. An unsigned archive is not in order unless `allow_unsigned`: nobody can tell
    whose it is. With `continues`, an earlier archive, the record has to continue the one of that. Raises what
    `verify_archive` does, and `Refusal` for an `expected_key` that is none.
    """
    found = verify_archive(
        path,
        work,
        expected_key=keys.expected_key(expected_key) if expected_key.strip() else "",
        known_keys=known,
        must_be_signed=not allow_unsigned,
    )
    if continues is None:
        return found
    earlier = verify_archive(continues, work, known_keys=known, must_be_signed=not allow_unsigned)
    return replace(found, problems=(*found.problems, *continuation_problems(found, earlier)))


def verify_all(
    paths: Sequence[Path],
    work: Work,
    *,
    expected_key: str = "",
    known: Mapping[str, Whose] = NONE_KNOWN,
    allow_unsigned: bool = False,
) -> SetVerification:
    """Verify each of several archives as `verify` does, and whether one is missing between them."""
    found = []
    for path in paths:
        one = verify(path, work, expected_key=expected_key, known=known, allow_unsigned=allow_unsigned)
        found.append(VerifiedArchive(path.name, one))
    return verify_set(found)


def known_keys(desk: Desk) -> dict[str, Whose]:
    """Whose the keys are that this desk knows, by fingerprint: those registered and its own. None is made.

    One registered behind this desk's own key that no key of the office let in is not one of them.
    """
    signer = desk.keys.existing()
    own = "" if signer is None else keys.fingerprint_of(signer.public_key)
    with desk.store.read():
        known = {name: _WHOSE[state] for name, state in office_keys().vouched_for(own).items()}
    return known if not own else {own: Whose.KNOWN, **known}
