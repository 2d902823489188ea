"""What whoever sits at the desk would only be refused is off, and the reason stands beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui import messages
from app.ui.context import Context
from app.ui.translation import tr
from app.ui.widgets import Label


def may_decide(context: Context) -> bool:
    """False for a drafter at the desk. While nobody was chosen, the act itself asks who it is."""
    return context.member is None or context.member.decides


def for_deciders(context: Context, *controls: QWidget) -> None:
    """Turn off for a drafter what the services refuse a drafter; the tip says why."""
    if not may_decide(context):
        for control in controls:
            control.setEnabled(False)
            control.setToolTip(tr("queue.drafter"))


def says_drafter(context: Context) -> bool:
    """Say why it cannot be done, where a drafter pressed the key of what is off; whether it was said."""
    if may_decide(context):
        return False
    messages.say(tr("queue.drafter"), "warn")
    return True


def drafter_note(context: Context) -> tuple[QWidget, ...]:
    """A line above cards whose buttons are off for a drafter; nothing for anybody else."""
    return () if may_decide(context) else (Label(tr("queue.drafter"), "wanted", wrap=True),)
