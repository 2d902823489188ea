"""Which sentence a refused call becomes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.errors import Refusal


def refused(action: Callable[..., object], *arguments: object, **named: object) -> str:
    """The key of the `Refusal` that `action` raises; the test fails when it raises none."""
    with pytest.raises(Refusal) as refusal:
        action(*arguments, **named)
    return refusal.value.key
