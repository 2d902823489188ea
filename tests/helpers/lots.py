"""How many examples of a property are tried: a few in every run, many with `ANUMODON_HYPOTHESIS=thorough`."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import settings

USUAL, THOROUGH = 30, 2_000
_TIMES = 40  # how many times more of what has a number of its own
BY_HAND = os.environ.get("ANUMODON_HYPOTHESIS") == "thorough"


def register() -> None:
    """Make the run's number of examples that of all properties without one of their own."""
    # No deadline: how long one example takes says more of the machine than of the code.
    settings.register_profile("ours", deadline=None, max_examples=THOROUGH if BY_HAND else USUAL)
    settings.load_profile("ours")


def examples(few: int, **more: Any) -> settings:
    """Settings for a property whose example takes long, or needs more tries: `few`, many more by hand."""
    return settings(deadline=None, max_examples=few * (_TIMES if BY_HAND else 1), **more)
