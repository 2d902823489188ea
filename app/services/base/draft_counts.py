"""How many drafts there are in each state, kept as they move: nobody has to count what is decided.

The record's own functions (`services.record.ledger`) tell of every draft they write.
"""

from __future__ import annotations

from app.models.tables import Draft, DraftCount, Table
from app.services.base.enums import State


def draft_counts() -> dict[State, int]:
    """The number of drafts in every state. Call inside a transaction."""
    kept = {row.state: row.n for row in DraftCount.select()}
    return {state: int(kept.get(state.value, 0)) for state in State}


def state_of_draft(row: Table) -> str:
    """The state a row is counted in, "" for one that is no draft."""
    return str(row.state) if isinstance(row, Draft) else ""


def moved(before: str, after: str) -> None:
    """Count a draft where it is now; "" is nowhere. Call in the transaction that moves it."""
    if before == after:
        return
    for state, by in ((before, -1), (after, 1)):
        if state:
            counted = DraftCount.update(n=DraftCount.n + by).where(DraftCount.state == state).execute()
            if not counted:
                DraftCount.create(state=state, n=by)
