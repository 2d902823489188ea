"""Who sits at the desk, in the tests of services."""

from __future__ import annotations

import pytest


@pytest.fixture
def me(office_of_one: dict[str, int]) -> int:
    """The one moderator of an office."""
    return office_of_one["Rahima"]
