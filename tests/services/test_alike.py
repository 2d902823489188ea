"""Finding images that look alike by an index: nothing near is passed over, and not every image is read."""

from __future__ import annotations

import hashlib
import random

import pytest

from app.checks.photo import known
from app.checks.photo.known import Look
from app.models.engines.sqlite import SqliteEngine
from app.models.tables import ImageHash
from app.services.base.desk import Desk
from app.services.checking.alike import BANDS, _in_band, alike

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
    return names


def found(desk: Desk, most: int = 1000, hash_: str = MINE, mirrored: str = TURNED) -> list[tuple[int, str]]:
    with desk.store.read():
        return [(bits, name) for bits, _, name in alike("itself", Look(hash_, mirrored), most)]


@pytest.mark.parametrize("bits", range(16))
def test_every_image_so_few_bits_away_is_found(desk: Desk, bits: int) -> None:
    names = keep(desk, [differing(MINE, bits) for _ in range(40)])
    keep(desk, [differing(MINE, 17 + far % 30) for far in range(200)])
    assert sorted(found(desk)) == sorted((bits, name) for name in names)


def test_nearly_every_image_just_near_enough_is_found(desk: Desk) -> None:
    keep(desk, [differing(MINE, known.NEAR) for _ in range(400)])
    assert len(found(desk)) > 360


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
    with desk.store.read():
        assert alike("itself", Look(MINE, TURNED), 12) == [(0, True, "copy")]


def test_neither_itself_nor_another_ways_hash_counts(desk: Desk) -> None:
    keep(desk, [MINE], made_by="another")
    with desk.store.write():
        ImageHash.create(sha256="itself", hash=MINE, mirrored=TURNED, made_by=known.VERSION)
    assert found(desk) == []


@pytest.mark.sqlite
@pytest.mark.parametrize("number", range(BANDS))
def test_a_band_is_answered_by_its_index_alone(desk: Desk, number: int) -> None:
    with desk.store.read() as transaction:
        assert isinstance(transaction.engine, SqliteEngine)
        planned = transaction.rows(f"EXPLAIN QUERY PLAN {_in_band(number, 2)}", "0000", "ffff")
        plan = " ".join(str(row[3]) for row in planned)
    assert f"COVERING INDEX image_hash_band_{number + 1}" in plan
