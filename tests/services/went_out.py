"""A post that was approved and went out long ago, for tests of what becomes due since."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.services.base.desk import Desk
from app.services.posts import publication


def out_since(desk: Desk, draft_id: int, at: datetime, by: int, url: str = "https://facebook.com/1") -> None:
    """Record that an approved post is out since `at`, as if it had been approved before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publication, "approved_at", lambda _draft: at)
        publication.publish(desk, draft_id, url, at, by)
