"""A post's path from the first draft to what became of it after it went out, from top to bottom."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from app.errors import Refusal
from app.models.tables import Event, Version
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.base.enums import Verdict
from app.services.posts import aftercare, queue
from app.services.posts.aftercare import ActKind, ActView
from app.services.posts.views import DraftView
from app.services.record.destroyed import Destroyed, destroyed
from app.services.record.proof import prove_left, prove_post
from app.values import dataclass


class StepKind(StrEnum):
    """What a step of the path is."""

    WRITTEN = "written"
    CHECKED = "checked"
    APPROVED = "approved"
    PUBLISHED = "published"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `who` are the members of it; `version` what it is about, `url` where it stands.

    `found` is how many things a check noticed; `act` is what was done after publication.
    """

    kind: StepKind
    at: datetime
    who: tuple[str, ...]
    version: int = 0
    url: str = ""
    found: int = 0
    rulepack: str = ""
    act: ActView | None = None


@dataclass(frozen=True, slots=True)
class PostPath:
    """`events` are those of the record about the post; `sound` whether all of it matches them.

    `removed`: it is not at its address any more; `destroyed`: by which order its words and images are gone.
    """

    draft: DraftView
    steps: tuple[Step, ...]
    events: int
    sound: bool
    removed: bool
    destroyed: Destroyed | None = None


def post_path(desk: Desk, draft_id: int) -> PostPath:
    """The path of a draft. Raises `Refusal` for an unknown id."""
    draft = queue.draft(desk, draft_id)
    done = aftercare.acts(desk, draft_id)
    with desk.store.read():
        versions = list(Version.select().where(Version.draft == draft_id).order_by(Version.number))
        events = Event.select().where(Event.draft == draft_id).count()
        gone = destroyed(draft_id)
        try:
            if gone is None:
                prove_post(draft_id)
            else:
                prove_left(draft_id)
            sound = True
        except Refusal:
            sound = False
    steps = [
        Step(StepKind.WRITTEN, moment(row.created_at), (row.author,) if row.author else (), row.number)
        for row in versions
    ]
    checks = draft.checks
    if checks.finished_at is not None:
        noticed = sum(not finding.reassures for finding in draft.findings)
        number = draft.version.number
        steps.append(
            Step(StepKind.CHECKED, checks.finished_at, (), number, found=noticed, rulepack=checks.rulepack)
        )
    given = [one for one in draft.decisions if one.void_at is None and one.verdict is Verdict.APPROVE]
    if given:
        names = tuple(one.member for one in given)
        steps.append(Step(StepKind.APPROVED, given[-1].at, names, given[-1].version))
    steps += [
        Step(StepKind.PUBLISHED, one.at, (one.member,), draft.version.number, url=one.url)
        for one in draft.publications
    ]
    steps += [Step(StepKind.ACT, act.at, (act.member,), url=act.url, act=act) for act in done]
    last = draft.publications[-1].url if draft.publications else ""
    removed = any(act.kind is ActKind.REMOVAL and act.published_as == last for act in done)
    return PostPath(draft, tuple(steps), events, sound, removed, gone)
