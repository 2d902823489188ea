"""What a clause of the guideline has to do with in this office: rules, findings, reminders."""

from __future__ import annotations

import json

from app.i18n import Bilingual
from app.models.transaction import current
from app.services.base.clock import day_of
from app.services.base.desk import Desk
from app.services.due import reminders
from app.services.due.views import pressing
from app.values import dataclass

MOST = 200  # findings told one by one, the newest

# Of the newest check of the version that a draft has now.
_FINDINGS = """SELECT f.title, f.text, v.draft_id, r.finished_at
    FROM finding f JOIN check_run r ON f.run_id = r.id JOIN version v ON r.version_id = v.id
    JOIN draft d ON d.id = v.draft_id AND d.version = v.number
    WHERE f.clauses LIKE ? AND r.id = (SELECT MAX(n.id) FROM check_run n WHERE n.version_id = v.id)
    ORDER BY f.id DESC LIMIT ?"""


@dataclass(frozen=True, slots=True)
class ClauseFinding:
    """A finding that cites the clause. `day` is an ISO day in Dhaka; `text` may be "" (of an image)."""

    title: Bilingual
    text: str
    draft: int
    day: str


@dataclass(frozen=True, slots=True)
class ClauseUse:
    """`rules` is how many rules of the pack cite the clause; `due` how many reminders name it."""

    rules: int
    findings: tuple[ClauseFinding, ...]
    due: int


def clause_use(desk: Desk, clause: str) -> ClauseUse:
    """What a clause has to do with here. Waits for the rule pack: call it in a job."""
    rules = sum(clause in rule.clauses for rule in desk.pack_holder.pack.rules)
    due = sum(row.clause == clause for row in pressing(reminders.due(desk, reminders.today())))
    with desk.store.read():
        rows = list(current().rows(_FINDINGS, f'%"{clause}"%', MOST))
    findings = tuple(
        ClauseFinding(Bilingual(**json.loads(title)), text, draft, day_of(at).isoformat())
        for title, text, draft, at in rows
    )
    return ClauseUse(rules, findings, due)
