"""Posts of years ago, for tests of how long they are kept."""

from __future__ import annotations

from datetime import UTC, datetime

from app.models.tables import Decision, Draft, Publication
from app.services.base.clock import stamp
from app.services.base.desk import Desk
from app.services.record.ledger import record
from tests.services.by_hand import by_hand

OLD = datetime(2018, 3, 4, 5, 6, tzinfo=UTC)


def long_ago(desk: Desk, draft_id: int, at: datetime = OLD) -> None:
    """As if the post had been decided on and published then; the record says so too."""
    then = stamp(at)
    with by_hand(desk) as hand:
        hand.execute("UPDATE draft SET created_at = ?, updated_at = ? WHERE id = ?", (then, then, draft_id))
        hand.execute("UPDATE decision SET at = ? WHERE draft_id = ?", (then, draft_id))
        hand.execute(
            "UPDATE publication SET at = ?, recorded_at = ? WHERE draft_id = ?", (then, then, draft_id)
        )
    with desk.store.write():
        decisions = Decision.select().where(Decision.draft == draft_id)
        out = Publication.select().where(Publication.draft == draft_id)
        record(desk, "test.long_ago", Draft.get_by_id(draft_id), *decisions, *out, draft=draft_id)
