"""Several chosen drafts as one person stands to them: which they saw, and which of them they may approve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.services.base.enums import State
from app.services.posts.bulk import BulkRow
from app.ui.translation import tr
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class Chosen:
    """`rows` in the list's order; `seen`: the ids of those that were on screen in full, as they are now."""

    rows: Sequence[BulkRow]
    seen: frozenset[int]

    @property
    def approvable(self) -> list[BulkRow]:
        """What may be approved now: seen, and nothing in the way."""
        return [row for row in self.rows if row.id in self.seen and not row.obstacles]

    @property
    def unseen(self) -> list[BulkRow]:
        """What is still to be looked at before it can be approved, whatever else is in the way."""
        return [row for row in self.rows if row.id not in self.seen and row.state is State.PENDING]

    @property
    def pending(self) -> list[BulkRow]:
        """What may be returned: it was on screen, and is not decided."""
        return [row for row in self.rows if row.id in self.seen and row.state is State.PENDING]

    @property
    def open(self) -> list[BulkRow]:
        """What may be mended."""
        return [row for row in self.rows if row.state in (State.PENDING, State.RETURNED)]

    @property
    def in_the_way(self) -> Counter[str]:
        """How many of those that were seen are kept off by which obstacle, each by its first."""
        keys = (row.obstacles[0].key for row in self.rows if row.id in self.seen and row.obstacles)
        return Counter("checks" if key.startswith("checks_") else key for key in keys)

    def cost_of_versions(self) -> str:
        """What a new version of each does to who may approve it."""
        again = sum(bool(row.approvals) for row in self.open)
        return tr("bulk.versions", n=again) if again else tr("bulk.versions_plain")
