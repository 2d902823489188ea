"""What a platform shows of a picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checks.photo.crops import Region, in_circle, lost, lost_by_shape, lost_round, seen, square

sides = st.integers(1, 5000)
sizes = st.tuples(sides, sides)

FACEBOOK, ON_PHONE = (851, 315), (560, 315)


@pytest.mark.parametrize(
    ("size", "part", "region"),
    [
        ((851, 315), FACEBOOK, Region(0, 0, 851, 315)),
        ((851, 315), ON_PHONE, Region(145.5, 0, 560, 315)),
        ((1702, 630), ON_PHONE, Region(291, 0, 1120, 630)),
        ((851, 851), FACEBOOK, Region(0, 268, 851, 315)),
        ((1702, 315), FACEBOOK, Region(425.5, 0, 851, 315)),
    ],
)
def test_the_middle_is_shown(size: tuple[int, int], part: tuple[int, int], region: Region) -> None:
    assert seen(size, FACEBOOK, part) == region


def test_a_square_on_a_banner_loses_what_is_above_and_below() -> None:
    assert lost((851, 851), seen((851, 851), FACEBOOK, FACEBOOK)) == pytest.approx(1 - 315 / 851)
    assert lost_by_shape((851, 851), FACEBOOK) == pytest.approx(1 - 315 / 851)
    assert lost_by_shape((1640, 624), FACEBOOK) < 0.03
    assert lost_round((100, 100)) == pytest.approx(0.2146, abs=1e-4)


@given(sizes, sizes, st.floats(0.01, 1), st.floats(0.01, 1))
def test_what_is_shown_lies_in_the_middle_of_the_picture(
    size: tuple[int, int], banner: tuple[int, int], across: float, down: float
) -> None:
    part = max(1, round(banner[0] * across)), max(1, round(banner[1] * down))
    region = seen(size, banner, part)
    assert region.x >= 0
    assert region.y >= 0
    assert region.x + region.width / 2 == pytest.approx(size[0] / 2)
    assert region.y + region.height / 2 == pytest.approx(size[1] / 2)
    assert region.width <= size[0]
    assert region.height <= size[1]
    assert 0 <= lost(size, region) < 1
    whole = seen(size, banner, banner)
    assert region.width <= whole.width + 1e-6
    assert region.height <= whole.height + 1e-6
    assert lost(size, whole) == pytest.approx(lost_by_shape(size, banner), abs=1e-6)


@given(sizes)
def test_a_circle_holds_its_middle_and_no_corner(size: tuple[int, int]) -> None:
    part = square(size)
    assert part.width == part.height == min(size)
    side = min(size)
    corner = (round(part.x), round(part.y), side, side)
    assert not in_circle(size, corner)
    assert in_circle(size, (size[0] // 2, size[1] // 2, 0, 0), leeway=0.2) or side < 6


def test_a_box_is_inside_by_its_area() -> None:
    region = Region(10, 10, 100, 100)
    assert region.inside((10, 10, 100, 100)) == 1
    assert region.inside((60, 10, 100, 100)) == 0.5
    assert region.inside((110, 10, 5, 5)) == 0
