"""Whether one archive's record continues that of an earlier archive, by what both prove."""

from __future__ import annotations

from app.archive.types import Problem, Verification, Whose


def continuation_problems(later: Verification, earlier: Verification) -> list[Problem]:
    """Why `later` does not continue `earlier`, nothing where it does. Both as `verify_archive` found them.

    Two records with one beginning that go on differently (a fork) are named with the events between which
    they part, as far as the archives tell.
    """
    if not earlier.ok:
        return [Problem("earlier_unsound")]
    if earlier.origin == "" or later.origin == "":
        return [Problem("no_checkpoint")]
    if earlier.origin != later.origin:
        return [Problem("another_record")]
    if later.size < earlier.size:
        return [Problem("not_later", "", f"{later.size} < {earlier.size}")]
    found = []
    trees = _trees(later)
    if trees.get(earlier.size) != earlier.root:
        agreed, differing = parting(trees, _trees(earlier))
        found.append(Problem("fork", "", f"{agreed}–{differing or earlier.size}"))
    same = earlier.fingerprint == later.fingerprint or earlier.fingerprint in later.forebears
    if not same and later.whose not in (Whose.EXPECTED, Whose.KNOWN, Whose.FOLLOWS, Whose.FOLLOWS_KNOWN):
        found.append(Problem("other_key_since", "", later.signed_by))
    return found


def parting(one: dict[int, str], other: dict[int, str]) -> tuple[int, int]:
    """The largest size at which two records are the same, the smallest at which they differ; 0 for none."""
    common = sorted(one.keys() & other.keys())
    differing = [size for size in common if one[size] != other[size]]
    first = differing[0] if differing else 0
    same = (size for size in common if one[size] == other[size])
    return max((size for size in same if not first or size < first), default=0), first


def _trees(found: Verification) -> dict[int, str]:
    """The roots that an archive tells, by size."""
    return {tree.size: tree.root for tree in found.earlier} | {found.size: found.root}
