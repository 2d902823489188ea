"""Finding images that look alike by their packed hashes: nothing near is passed over."""

from __future__ import annotations

import hashlib
import random

import pytest

from app.checks.photo import known
from app.checks.photo.known import Look
from app.models.tables import HashPage, ImageHash
from app.services.base.desk import Desk
from app.services.checking import hash_pages
from app.services.checking.alike import alike

CHANCE = random.Random(1971)
MINE = f"{CHANCE.getrandbits(64):016x}"
TURNED = f"{CHANCE.getrandbits(64):016x}"


def differing(hash_: str, bits: int) -> str:
    """The hash with so many bits changed, wherever."""
    value = int(hash_, 16)
    for bit in CHANCE.sample(range(64), bits):
        value ^= 1 << bit
    return f"{value:016x}"


def keep(desk: Desk, hashes: list[str], made_by: str = known.VERSION) -> list[str]:
    names = [hashlib.sha256(f"{place} {hash_}".encode()).hexdigest() for place, hash_ in enumerate(hashes)]
    with desk.store.write():
        for name, hash_ in zip(names, hashes, strict=True):
            ImageHash.create(sha256=name, hash=hash_, mirrored="f" * 16, made_by=made_by)
            hash_pages.put(hash_)
    return names


def found(desk: Desk, most: int = 1000, hash_: str = MINE, mirrored: str = TURNED) -> list[tuple[int, str]]:
    with desk.store.read():
        return [(bits, name) for bits, _, name in alike(desk, "itself", Look(hash_, mirrored), most)]


@pytest.mark.parametrize("bits", range(known.NEAR + 1))
def test_every_image_so_few_bits_away_is_found(desk: Desk, bits: int) -> None:
    names = keep(desk, [differing(MINE, bits) for _ in range(40)])
    keep(desk, [differing(MINE, 17 + far % 30) for far in range(200)])
    assert sorted(found(desk)) == sorted((bits, name) for name in names)


def test_the_nearest_come_first_and_no_more_than_wanted(desk: Desk) -> None:
    names = {bits: keep(desk, [differing(MINE, bits) for _ in range(3)]) for bits in (14, 9, 5, 2, 0)}
    wanted = [(bits, name) for bits in sorted(names) for name in sorted(names[bits])]
    assert found(desk, most=8) == wanted[:8]


def test_thousands_of_cards_of_one_template_are_not_all_read(desk: Desk) -> None:
    keep(desk, [MINE] * 2000)
    assert len(found(desk, most=12)) == 12


def test_a_mirrored_copy_is_found_and_said_to_be_one(desk: Desk) -> None:
    with desk.store.write():
        ImageHash.create(sha256="copy", hash=TURNED, mirrored=MINE, made_by=known.VERSION)
        hash_pages.put(TURNED)
    with desk.store.read():
        assert alike(desk, "itself", Look(MINE, TURNED), 12) == [(0, True, "copy")]


def test_neither_itself_nor_another_ways_hash_counts(desk: Desk) -> None:
    keep(desk, [MINE], made_by="another")
    with desk.store.write():
        ImageHash.create(sha256="itself", hash=MINE, mirrored=TURNED, made_by=known.VERSION)
        hash_pages.put(MINE)
    assert found(desk) == []


def test_pages_grow_to_their_size_and_a_new_one_begins(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hash_pages, "OF_A_PAGE", 3)
    names = keep(desk, [differing(MINE, bits) for bits in range(8)])
    with desk.store.read():
        assert [len(page.hashes) for page in HashPage.select().order_by(HashPage.id)] == [24, 24, 16]
    assert found(desk) == sorted((bits, name) for bits, name in enumerate(names))


def test_a_hash_that_no_image_has_any_more_is_taken_out(desk: Desk) -> None:
    gone, shared, other = (differing(MINE, bits) for bits in (1, 2, 3))
    first, *_ = keep(desk, [gone, shared, shared, other])
    assert len(found(desk)) == 4  # and the desk has read the page
    with desk.store.write():
        ImageHash.delete().where(ImageHash.sha256 == first).execute()
        hash_pages.take_out([gone, shared])
    with desk.store.read():
        assert [hash_ for _, hash_ in hash_pages.near(desk, Look(MINE, MINE))] == [shared, other]


def test_what_is_no_hash_in_a_page_stops_nothing(desk: Desk) -> None:
    (name,) = keep(desk, [MINE])
    with desk.store.write():
        HashPage.create(hashes=b"broken", written=1)
    assert found(desk) == [(0, name)]
