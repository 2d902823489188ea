"""Several archives of one record together: whether one is missing between them, or goes on differently.

Each archive names the one made before it by its digest, whatever it holds; so the chain from one to the next
is whole, or it is known which is not here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.archive.continuation import continuation_problems
from app.archive.types import Former, Problem, Verification


@dataclass(frozen=True, slots=True)
class VerifiedArchive:
    """An archive of the set, by the name it was given with."""

    name: str
    found: Verification


@dataclass(frozen=True, slots=True)
class SetVerification:
    """What was found of the set, the earliest archive first. `problems` are those between the archives.

    `before` is the archive that the earliest one names, None where it names none: what came before is not
    here, which is only a problem to who has asked for everything.
    """

    archives: tuple[VerifiedArchive, ...]
    problems: tuple[Problem, ...]
    before: Former | None

    @property
    def ok(self) -> bool:
        return not self.problems and all(each.found.ok for each in self.archives)


def verify_set(archives: Sequence[VerifiedArchive]) -> SetVerification:
    """Compare archives that were each verified alone; there is at least one.

    A redacted copy, or a bag of another program, says nothing of what lies between archives.
    """
    every = sorted(archives, key=lambda each: (each.found.size, each.found.number))
    ordered = [each for each in every if not each.found.redacted and not each.found.foreign]
    digests = {each.found.digest for each in ordered}
    problems: list[Problem] = []
    for earlier, later in pairwise(ordered):
        if earlier.found.digest == later.found.digest:
            problems.append(Problem("set_twice", later.name, earlier.name))
            continue
        found = continuation_problems(later.found, earlier.found)
        problems += [
            Problem(each.kind, later.name, each.detail) for each in found if each.kind != "not_later"
        ]
    for each in ordered:
        former = each.found.former
        begins = each.found.digest == ordered[0].found.digest
        if not begins and former is not None and former.digest not in digests:
            problems.append(Problem("set_gap", each.name, f"{former.number}, {former.made_at[:10]}"))
        base = each.found.base
        if base is not None and base.digest not in digests and base != former:
            problems.append(Problem("set_no_base", each.name, f"{base.number}, {base.made_at[:10]}"))
    first = ordered[0].found.former if ordered else None
    return SetVerification(tuple(every), tuple(problems), first)
