"""The hashes of all kept images, packed in pages: which of them are near to one.

No index passes over most of the hashes where up to 16 of 64 bits may differ: by bands of a hash, one in
twelve was left to be read row by row. Packed, a million take 8 MB, and are all compared sooner than two
thousand rows are read. A desk keeps the pages it has read: the next image asks for those written since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.checks.photo import known
from app.checks.photo.known import Look
from app.models.tables import HashPage, ImageHash
from app.models.transaction import current
from app.services.base.desk import Desk

OF_A_PAGE = 1024
_SIZE = 8  # bytes of a hash
_PAGES_AT_ONCE = 500  # in one query
_COMPARED_AT_ONCE = 16  # pages: what is worked out of so many stays in the processor's own memory


def put(hash_: str) -> None:
    """Have a hash compared from now on. Call in the transaction that keeps it."""
    last = HashPage.select().order_by(HashPage.id.desc()).first()
    if last is None or len(last.hashes) >= _SIZE * OF_A_PAGE:
        HashPage.create(hashes=bytes.fromhex(hash_), written=1)
    else:
        _write(last, last.hashes + bytes.fromhex(hash_))


def take_out(hashes: Collection[str]) -> None:
    """Have these compared no more, but those of an image that is kept. Call in a transaction that writes."""
    still = {row.hash for row in ImageHash.select(ImageHash.hash).where(ImageHash.hash.in_(list(hashes)))}
    gone = {bytes.fromhex(hash_) for hash_ in hashes if hash_ not in still}
    for page in list(HashPage.select()) if gone else ():
        left = b"".join(one for one in _each(page.hashes) if one not in gone)
        if left != page.hashes:
            _write(page, left)


def near(desk: Desk, looks: Look) -> list[tuple[int, str]]:
    """The hashes at most `known.NEAR` bits from the image's or its mirror image's; the nearest first.

    Each with how many bits differ. Call inside a transaction.
    """
    import numpy as np

    found: dict[str, int] = {}
    written = current().rows('SELECT "id", "written" FROM "hash_page" ORDER BY "id"')
    pages = desk.derived.pages.get(dict(written), _read)
    both = [np.frombuffer(bytes.fromhex(mine), np.uint64) for mine in {looks.hash, looks.mirrored}]
    for first in range(0, len(pages), _COMPARED_AT_ONCE):
        some = b"".join(pages[first : first + _COMPARED_AT_ONCE])
        others = np.frombuffer(some, np.uint64)  # in whatever order of bytes: only bits are counted
        for mine in both:
            bits = np.bitwise_count(others ^ mine)
            for place in np.nonzero(bits <= known.NEAR)[0]:
                hash_ = others[place].tobytes().hex()
                found[hash_] = min(int(bits[place]), found.get(hash_, known.NEAR))
    return sorted((bits, hash_) for hash_, bits in found.items())


def _read(ids: Collection[int]) -> dict[int, bytes]:
    """These pages, without what somebody wrote behind one that is no hash."""
    found: dict[int, bytes] = {}
    wanted = sorted(ids)
    for first in range(0, len(wanted), _PAGES_AT_ONCE):
        some = wanted[first : first + _PAGES_AT_ONCE]
        for page in HashPage.select().where(HashPage.id.in_(some)):
            found[page.id] = page.hashes[: len(page.hashes) // _SIZE * _SIZE]
    return found


def _write(page: HashPage, hashes: bytes) -> None:
    of_it = HashPage.id == page.id
    HashPage.update(hashes=hashes, written=HashPage.written + 1).where(of_it).execute()


def _each(page: bytes) -> Iterable[bytes]:
    return (page[at : at + _SIZE] for at in range(0, len(page), _SIZE))
