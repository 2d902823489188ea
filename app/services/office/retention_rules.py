"""The office's classes of purposes and years of classes, changed together: all of it or none."""

from __future__ import annotations

from collections.abc import Mapping

from app.services.base.desk import Desk
from app.services.base.enums import RecordClass
from app.services.office.retention import set_purpose_class, set_years
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class RulesSet:
    """What became of several changes: how many are in force, and the numbers of those only proposed."""

    recorded: int
    proposals: tuple[int, ...]


def set_rules(
    desk: Desk, classes: Mapping[str, RecordClass], years: Mapping[RecordClass, int], reason: str, by: int
) -> RulesSet:
    """Choose the classes of several purposes and the years of several classes.

    Each as `set_purpose_class` and `set_years` do, the years first: whether a purpose's new class is shorter
    is told by what they are then. Raises `Refusal` like both.
    """
    with desk.store.write():
        made = [set_years(desk, one, wanted, reason, by) for one, wanted in years.items()]
        made += [set_purpose_class(desk, purpose, one, reason, by) for purpose, one in classes.items()]
    proposals = tuple(number for number in made if number is not None)
    return RulesSet(len(made) - len(proposals), proposals)
