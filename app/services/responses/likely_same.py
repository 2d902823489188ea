"""Whether what somebody is about to enter is likely in the register already, typed in by a colleague.

It is only told: two people may well write the same.
"""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import UTC, datetime, timedelta

from app.bangla.dates import local
from app.models.tables import Response
from app.services.base.clock import midnight
from app.services.base.desk import Desk
from app.services.responses.register import line
from app.services.responses.views import ResponseForm


def likely_same(desk: Desk, form: ResponseForm) -> int | None:
    """The newest response that is likely the same as `form`, None where there is none.

    It has the same tracking number; or it came to the same page on the same day with the same words (or,
    where there are none, the same screenshot), from the same name or with one of the names missing.
    Raises `Refusal` for a name or number too long to be one.
    """
    tracking, author = line(form.tracking), _folded(line(form.author))
    received = form.received if form.received is not None else datetime.now(UTC)
    day = local(received).date()
    that_day = (Response.received_at >= midnight(day)) & (
        Response.received_at < midnight(day + timedelta(days=1))
    )
    words = _folded(form.text)
    shot = hashlib.sha256(form.screenshot.data).hexdigest() if form.screenshot is not None else ""
    with desk.store.read():
        newest = Response.id.desc()
        if tracking:
            row = Response.select().where(Response.tracking == tracking).order_by(newest).first()
            if row is not None:
                return int(row.id)
        here = (Response.account == form.account_id) & that_day
        for row in Response.select().where(here).order_by(newest):
            alike = _folded(row.text) == words if words else not row.text and row.screenshot == shot
            if alike and (not author or not row.author or _folded(row.author) == author):
                return int(row.id)
    return None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
