"""Which kept images may show the same as one, by their hashes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.checks.photo import known
from app.checks.photo.known import Look
from app.models.transaction import current
from app.services.base.desk import Desk
from app.services.checking import hash_pages

_AT_ONCE = 20  # hashes in one query
# Of one hash only so many: cards of one template can be thousands.
_OF_ONE = (
    'SELECT * FROM (SELECT "sha256", "hash", "mirrored" FROM "image_hash"'
    ' WHERE "hash" = ? AND "made_by" = ? AND "sha256" <> ? LIMIT ?) AS found'
)


def alike(desk: Desk, sha256: str, looks: Look, most: int) -> list[tuple[int, bool, str]]:
    """The images nearest to one, at most `most`: bits that differ, whether only mirrored, SHA-256.

    The image itself is not among them, nor one that is more than `known.NEAR` bits away. Call inside a
    transaction.
    """
    near: list[tuple[int, bool, str]] = []
    hashes = hash_pages.near(desk, looks)
    for first in range(0, len(hashes), _AT_ONCE):
        # Nearer ones would have been found by now.
        if len(near) == most and near[-1][0] <= hashes[first][0]:
            break
        some = [hash_ for _, hash_ in hashes[first : first + _AT_ONCE]]
        near = sorted({*near, *_images(some, sha256, looks, most)})[:most]
    return near


def _images(hashes: Sequence[str], sha256: str, looks: Look, most: int) -> Iterator[tuple[int, bool, str]]:
    values = [value for hash_ in hashes for value in (hash_, known.VERSION, sha256, most)]
    for other, hash_, mirrored in current().rows(" UNION ALL ".join([_OF_ONE] * len(hashes)), *values):
        bits, turned = known.distance(looks, Look(hash_, mirrored))
        if bits <= known.NEAR:
            yield bits, turned, other
