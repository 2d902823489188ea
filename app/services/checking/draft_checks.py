"""Runs the checks over drafts and keeps what they found, with the versions of what they ran with."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from typing import Any

from peewee import JOIN, fn

from app.checks.types import PostFacts, TextReport
from app.errors import Refusal
from app.models.tables import CheckRun, Draft, Version
from app.services.base.desk import Desk
from app.services.base.drafts import newest_run
from app.services.base.enums import CheckState, State
from app.services.checking import leases
from app.services.checking.check_job import Job, Result, check_text_with, look, read_job
from app.services.checking.check_results import keep
from app.services.checking.in_force import fingerprint_of_rules, is_of_another_desk, rules_in_force, state_of
from app.services.checking.leases import Lease
from app.services.checking.overlay import overlay
from app.work import Work

_LOOK_AGAIN = 0.25  # seconds between two looks whether another desk's check is over


def live(desk: Desk, text: str, facts: PostFacts) -> TextReport:
    """The text rules alone, for a text still being typed. Keeps nothing."""
    with desk.store.read():
        own = overlay(desk)
    return check_text_with(text, facts, desk.pack_holder.pack, own)


def waiting(desk: Desk, opened: Collection[int] = ()) -> list[int]:
    """Drafts still to be decided whose current version wants checking here, oldest first.

    Where desks check by different rules, as with two releases, each has its turn, or they would go on in
    turn for ever: what was checked by this desk's rules already, and by others since, is left out, unless it
    was `opened` here since.
    """
    with desk.store.read():
        rules = rules_in_force(desk)
        runs = list(_runs(newest=True))
        due = [(draft_id, run) for draft_id, run in runs if state_of(run, rules) is not CheckState.DONE]
        by_others = {
            draft_id
            for draft_id, run in due
            if run is not None and is_of_another_desk(run, rules) and draft_id not in opened
        }
        had_turn: set[int] = set()
        if by_others:
            every = _runs(newest=False)
            had_turn = {
                id_ for id_, run in every if run is not None and state_of(run, rules) is CheckState.DONE
            }
        return [draft_id for draft_id, _ in due if draft_id not in by_others & had_turn]


def _runs(*, newest: bool) -> Iterator[tuple[int, CheckRun | None]]:
    """Each draft still to be decided, the oldest first, with every or the newest run over its version now."""
    later = CheckRun.alias()
    of_newest = CheckRun.id == later.select(fn.MAX(later.id)).where(later.version == Version.id)
    columns = (CheckRun.id, CheckRun.failure, CheckRun.rulepack, CheckRun.detectors)
    rows: Any = (
        Draft.select(Draft.id, *columns)
        .join(Version, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .join(CheckRun, JOIN.LEFT_OUTER, on=of_newest if newest else (CheckRun.version == Version.id))
        .where(Draft.state.in_([State.PENDING, State.RETURNED]))
        .order_by(Draft.id)
    )
    for draft_id, run_id, failure, rulepack, detectors in rows.tuples():
        found = CheckRun(id=run_id, failure=failure, rulepack=rulepack, detectors=detectors)
        yield draft_id, found if run_id is not None else None


def check_draft(desk: Desk, draft_id: int, work: Work) -> None:
    """Check a draft's current version and keep the findings. Where another desk is at it, wait for that.

    A check that cannot run is kept as failed with its reason, and keeps approval off. Answers already
    given to the same findings of this version, or of the one before with the same text and images, are
    carried over. Raises `Cancelled`, and `Refusal` for an unknown draft, and where this desk can record
    nothing or does not reach the office's server.
    """
    waited = False
    while True:
        job = read_job(desk, draft_id)
        with leases.held(desk, job.version) as lease:
            if lease is not None:
                # Looked at under the lease: the other desk may have handed in at any moment before it.
                if not (waited and _is_done(desk, job.version)):
                    _check(desk, job, lease, work)
                return
        waited = True
        work.step(0, len(job.images) + 1)
        threading.Event().wait(_LOOK_AGAIN)


def check_waiting(desk: Desk, draft_id: int, work: Work) -> bool:
    """Check a draft where its current version still wants it, as `check_draft`; wait for no other desk.

    False where another desk is at it just now.
    """
    job = read_job(desk, draft_id)
    with leases.held(desk, job.version) as lease:
        if lease is None:
            return False
        if not _is_done(desk, job.version):
            _check(desk, job, lease, work)
    return True


def _is_done(desk: Desk, version: int) -> bool:
    with desk.store.read():
        run = newest_run(Version.get_by_id(version))
        return state_of(run, rules_in_force(desk)) is CheckState.DONE


def _check(desk: Desk, job: Job, lease: Lease, work: Work) -> None:
    rulepack, failure, result = "", "", Result((), "", (), ())
    try:
        pack = desk.pack_holder.pack
        # An edited pack that kept its version counts as another, and so do other rules of the office.
        rulepack = f"{pack.version}+{fingerprint_of_rules(pack.fingerprint, job.overlay.fingerprint)}"
        result = look(desk, job, pack, work)
    except Refusal as refusal:
        if refusal.key.startswith("database."):
            raise  # of the office's server or disk, not of the post
        failure = refusal.key
    keep(desk, job, lease, rulepack, result, failure)
