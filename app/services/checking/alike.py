"""Which kept images may show the same as one, by their hashes: asked of an index, not of every image.

A hash of 64 bits is looked up by its four bands of 16. Two hashes that differ in at most 4n + 3 bits differ
in at most n bits of some band, so all bands within n bits of the wanted one's hold them all (M. Norouzi, A.
Punjani, D. Fleet, "Fast Exact Search in Hamming Space with Multi-Index Hashing", 2014). With n = 3 that is
every hash up to 15 bits away, and of those exactly 16 away all but one in fifty.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any

from peewee import SQL

from app.checks.photo import known
from app.checks.photo.known import Look
from app.models.tables import ImageHash
from app.models.transaction import current

BANDS = 4
_BITS = 16  # of a band: four hexadecimal digits
_MOST_FLIPPED = 3
_AT_ONCE = 500  # values in one query


def alike(sha256: str, looks: Look, most: int) -> list[tuple[int, bool, str]]:
    """The images nearest to one, at most `most`: bits that differ, whether only mirrored, SHA-256.

    The image itself is not among them, nor one that is more than `known.NEAR` bits away. Call inside a
    transaction.
    """
    found: set[str] = set()
    near: list[tuple[int, bool, str]] = []
    for flipped in range(_MOST_FLIPPED + 1):
        new = _hashes(looks, flipped) - found
        found |= new
        if new:
            near = sorted({*near, *_images(new, sha256, looks, most)})[:most]
        # Nearer ones would have been found by now.
        if len(near) == most and near[-1][0] <= BANDS * flipped + BANDS - 1:
            break
    return near


def _hashes(looks: Look, flipped: int) -> set[str]:
    """The kept hashes near to the image's or its mirror image's, with a band so many bits from theirs."""
    import numpy as np

    found: set[str] = set()
    for mine in {looks.hash, looks.mirrored}:
        for texts in _sharing(mine, flipped):
            # Of a million images tens of thousands share a band: compared together, as numbers of 64 bits.
            others = np.frombuffer(bytes.fromhex(texts), dtype=">u8")
            near = np.bitwise_count(others ^ np.uint64(int(mine, 16))) <= known.NEAR
            found.update(f"{int(other):016x}" for other in others[near])
    return found


def _sharing(hash_: str, flipped: int) -> Iterator[str]:
    """The kept hashes with a band that differs from this one's in exactly so many bits, joined together."""
    for number in range(BANDS):
        start = number * _BITS // 4
        value = int(hash_[start : start + _BITS // 4], 16)
        values = [f"{value ^ mask:04x}" for mask in _masks(flipped)]
        for first in range(0, len(values), _AT_ONCE):
            some = values[first : first + _AT_ONCE]
            (texts,) = current().row(_in_band(number, len(some)), *some) or ("",)
            yield texts or ""


def _in_band(number: int, n: int) -> str:
    """The query for the hashes whose band has one of `n` values; its index alone answers it."""
    band = f'substr("hash", {1 + number * _BITS // 4}, {_BITS // 4})'
    marks = ", ".join("?" * n)
    one = f'SELECT DISTINCT {band} AS band, "hash" AS hash FROM "image_hash" WHERE {band} IN ({marks})'  # noqa: S608
    return f"SELECT {current().engine.joined}(hash, '') FROM ({one}) AS found WHERE length(hash) = 16"  # noqa: S608


def _images(hashes: set[str], sha256: str, looks: Look, most: int) -> Iterator[tuple[int, bool, str]]:
    """The images of these hashes, of one hash at most so many: cards of one template can be thousands."""
    band = SQL(f'substr("hash", 1, {_BITS // 4})')
    for hash_ in hashes:
        rows: Any = (
            ImageHash.select(ImageHash.sha256, ImageHash.mirrored)
            .where(
                (band == hash_[: _BITS // 4])
                & (ImageHash.hash == hash_)
                & (ImageHash.made_by == known.VERSION)
                & (ImageHash.sha256 != sha256)
            )
            .limit(most)
        )
        for other, mirrored in rows.tuples():
            bits, turned = known.distance(looks, Look(hash_, mirrored))
            if bits <= known.NEAR:
                yield bits, turned, other


@cache
def _masks(flipped: int) -> tuple[int, ...]:
    """Every 16 bits of which so many are set."""
    return tuple(sum(1 << bit for bit in bits) for bits in combinations(range(_BITS), flipped))
