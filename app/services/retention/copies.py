"""Copies that a desk has of files which were destroyed, by an order carried out at another desk."""

from __future__ import annotations

from app.models.transaction import current
from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.posts.copy_cache import forget_copies
from app.services.record.destroyed import DESTROYED, DONE, destroyed_images
from app.services.record.kept_tree import origin

_UP_TO = "copies_destroyed"  # the record and its last event about destruction that this desk has followed


def destroy_copies(desk: Desk) -> int:
    """Overwrite and remove them, and return how many images there were. Only on an office's server.

    Costs one query where nothing was destroyed since the last time. Raises `Refusal` where the server is not
    reached or a copy cannot be removed.
    """
    if not desk.shares_office:
        return 0
    known = desk_settings.get(desk, _UP_TO)
    with desk.store.read():
        # When the order is done too: until then a copy may have come from the server again.
        row = current().row("SELECT MAX(id) FROM event WHERE kind IN (?, ?)", DESTROYED, DONE)
        if row is None or row[0] is None:
            return 0
        now = f"{origin()} {row[0]}"
        if now == known:
            return 0
        gone = destroyed_images()
    removed = sum(desk.blobs.destroy_copy(sha256) for sha256 in sorted(gone))
    forget_copies(desk)
    desk_settings.set_(desk, _UP_TO, now)
    return removed
