"""Copies that a desk has of files which were destroyed, by an order carried out at another desk."""

from __future__ import annotations

from app.services.base.desk import Desk
from app.services.record.destroyed import destroyed_images


def destroy_copies(desk: Desk) -> int:
    """Overwrite and remove them, and return how many there were. Nothing to do but on an office's server.

    Raises `Refusal` where the server is not reached or a copy cannot be removed.
    """
    if not desk.shares_office:
        return 0
    with desk.store.read():
        gone = destroyed_images()
    return sum(desk.blobs.destroy_copy(sha256) for sha256 in sorted(gone))
