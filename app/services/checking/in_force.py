"""The rules and detectors in force, and whether a check was made with them."""

from __future__ import annotations

from app.models.kept_sql import Rows, select
from app.models.tables import CheckRun, OfficeRule
from app.services.base.desk import Desk
from app.services.base.enums import CheckState
from app.services.checking import outdating
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class InForce:
    """What a check runs with: one fingerprint of all text rules, and the versions of the detectors.

    `outdated`: the runs that no longer count, whatever they ran with.
    """

    rules: str
    detectors: dict[str, str]
    outdated: frozenset[int]


def rules_in_force(desk: Desk) -> InForce:
    """The rules and detectors of this moment, for `state_of`. Call inside a transaction."""
    rules = fingerprint_of_rules(desk.pack_holder.fingerprint, _fingerprint_of_own_rules(desk))
    return InForce(rules, desk.detectors.versions, outdating.outdated())


def state_of(run: CheckRun | None, now_in_force: InForce) -> CheckState:
    """How far the checks are, by a version's newest run and the `rules_in_force`."""
    if run is None:
        return CheckState.WAITING
    if run.failure:
        return CheckState.FAILED
    return CheckState.DONE if is_by(run, now_in_force) else CheckState.STALE


def is_by(run: CheckRun, now_in_force: InForce) -> bool:
    """Whether a run counts by the `rules_in_force`.

    One that looked at more counts too, as at another desk that can read text on images as well: else the
    two would check a post in turn for ever.
    """
    same_rules = run.rulepack.partition("+")[2] == now_in_force.rules
    same_detectors = now_in_force.detectors.items() <= run.detectors.items()
    return same_rules and same_detectors and run.id not in now_in_force.outdated


def is_of_another_desk(run: CheckRun, now_in_force: InForce) -> bool:
    """Whether a run counts but for the rule pack or detectors it was made with, which are a desk's own."""
    own_rules = run.rulepack.partition("+")[2].partition(".")[2]
    same = own_rules == now_in_force.rules.partition(".")[2]
    return same and not run.failure and run.id not in now_in_force.outdated


def fingerprint_of_rules(pack: str, own: str) -> str:
    """One fingerprint of the rule pack's and the office's; without own rules it is the pack's."""
    return f"{pack}.{own}" if own else pack


def prefetch_rules() -> None:
    """Ask for what `rules_in_force` looks at. Call in `Transaction.prefetch`."""
    _own_rule()
    outdating.outdated_rows()


def _own_rule() -> Rows[OfficeRule]:
    return select("an own rule", lambda: OfficeRule.select().where(OfficeRule.active).limit(1), 1)


def _fingerprint_of_own_rules(desk: Desk) -> str:
    if _own_rule().first() is None:
        return ""
    from app.services.checking.overlay import overlay  # what reads a rule takes long to import

    return overlay(desk).fingerprint
