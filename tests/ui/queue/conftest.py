"""What the queue's tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.ui.messages import Message, bridge


@pytest.fixture
def messages() -> Iterator[list[Message]]:
    """What the page tells the person in passing."""
    heard: list[Message] = []
    bridge.shown.connect(heard.append)
    yield heard
    bridge.shown.disconnect(heard.append)
