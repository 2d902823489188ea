"""What an answer has to say besides of what it wrote: that it bears no signature, or a doubtful time."""

from __future__ import annotations

from datetime import datetime

from app.models.tables import Event
from app.services.base.desk import Desk
from app.services.record.clockwatch import behind, leapt, set_back
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class Remarks:
    """`signed`: whether the record's last event bears a signature.

    `behind`: a time recorded already that the desk's clock has not reached again, or that it was set back
    from lately. `leapt`: the time of the last event before the clock leapt far ahead lately. Else None.
    """

    signed: bool
    behind: datetime | None = None
    leapt: datetime | None = None


def remarks(desk: Desk) -> Remarks:
    """What is to be said of the newest event. Quick: for every answer that is given."""
    with desk.store.read():
        last = Event.select(Event.signature).order_by(Event.id.desc()).first()
        signed = last is None or bool(last.signature)
        return Remarks(signed=signed, behind=behind() or set_back(), leapt=leapt())
