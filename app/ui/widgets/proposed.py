"""Says that a change waits for a second member, wherever one was asked for."""

from __future__ import annotations

from app.ui import messages
from app.ui.translation import tr


def say_proposed(outcome: object) -> bool:
    """Say it where `outcome` is a proposal's number, or has one; whether it was shown."""
    number = outcome if isinstance(outcome, int) else getattr(outcome, "proposed", None)
    if number is None:
        return False
    messages.say(tr("proposal.made", id=number), "warn", seconds=10)
    return True
