"""The last audit of the record that was asked for in the settings: what came of it, and when."""

from __future__ import annotations

import json
from datetime import datetime

from app.services.base import clock, desk_settings
from app.services.base.desk import Desk
from app.services.program.doctor import Reading
from app.values import dataclass

SETTING = "record_examined"


@dataclass(frozen=True, slots=True)
class LastAudit:
    """`at` is in UTC."""

    reading: Reading
    at: datetime


def last_audit(desk: Desk) -> LastAudit | None:
    """What was kept last; None if nothing was."""
    try:
        kept = json.loads(desk_settings.get(desk, SETTING, "{}"))
        params: dict[str, str | int] = {"n": int(kept["n"]), "problems": int(kept["problems"])}
        return LastAudit(Reading("record", not params["problems"], params), clock.moment(kept["at"]))
    except (ValueError, KeyError, TypeError):  # nothing kept, or not by us
        return None


def keep_audit(desk: Desk, reading: Reading) -> None:
    """Keep what an audit came to, as of now."""
    desk_settings.set_(desk, SETTING, json.dumps({**reading.params, "at": clock.now()}))
