"""Bodies of events as they are read outside of the audit: one that somebody damaged tells nothing.

The audit names it; lists, reminders and archives go on without it.
"""

from __future__ import annotations

import json
from typing import Any


def read_body(text: object) -> dict[str, Any] | None:
    """What an event's body tells, its `rows` among it; None for one that no program of ours wrote."""
    try:
        body = json.loads(str(text))
    except (ValueError, RecursionError):
        return None
    rows = body.get("rows") if isinstance(body, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return None
    return dict(body)
