"""Where the office was before it moved: all that was recorded until then may still lie there.

No order of destruction reaches it: a folder may be at another desk, a server's database takes no desk of an
office that left. So whoever carries an order out is told of it, and the certificate says it.
"""

from __future__ import annotations

from app.models.tables import Event
from app.services.base.desk import Desk
from app.services.record.ledger import ARRIVED


def former_places(desk: Desk) -> tuple[str, ...]:
    """Each database the office was moved from, as the record names it: a file or a server's address."""
    with desk.store.read():
        arrived = Event.select(Event.body).where(Event.kind == ARRIVED).order_by(Event.id)
        return tuple(dict.fromkeys(str(row.body["from"]) for row in arrived))
