"""This computer's name, by which people tell the desks of an office apart."""

from __future__ import annotations

from app import computer

_LONGEST = 80  # characters


def computer_name() -> str:
    """What this computer is called in its network, at most 80 characters; "" where it has no name."""
    return computer.computer_name()[:_LONGEST]
