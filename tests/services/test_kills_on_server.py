"""Desk, connection, cable and server killed while three desks work: nothing acknowledged is lost.

Hundreds of kills: `python -m tests.helpers.kills 200`.
"""

from __future__ import annotations

import pytest

from tests.helpers.kills import kill_at_random

pytestmark = pytest.mark.postgresql


def test_six_kills_lose_nothing_and_every_desk_goes_on_by_itself() -> None:
    done = kill_at_random(6)
    assert (done["desk"], done["backend"], done["cable"], done["server"]) == (2, 2, 1, 1)
    assert done["acknowledged"] >= 6 * 3
