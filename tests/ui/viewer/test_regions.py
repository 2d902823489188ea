"""Boxes stay on the image, whatever a hand or the keyboard does to them."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.ui.viewer.regions import HANDLES, SMALLEST, Regions, dragged, span

FAR = st.integers(-5_000, 5_000)
SIZE = st.integers(0, 5_000)


class Hand(RuleBasedStateMachine):
    """Does anything in any order."""

    @initialize(width=st.integers(1, 3_000), height=st.integers(1, 3_000))
    def open(self, width: int, height: int) -> None:
        self.regions = Regions(width, height)

    @rule(x=FAR, y=FAR, width=SIZE, height=SIZE)
    def add(self, x: int, y: int, width: int, height: int) -> None:
        before = len(self.regions.boxes)
        self.regions.add((x, y, width, height))
        assert self.regions.selected == before

    @rule(x=FAR, y=FAR, width=SIZE, height=SIZE)
    def choose_twice(self, x: int, y: int, width: int, height: int) -> None:
        found = (x, y, width, height)
        before = list(self.regions.boxes)
        if not self.regions.holds(found):
            self.regions.choose(found)
            assert self.regions.holds(found)
            self.regions.choose(found)
            assert self.regions.boxes == before

    @rule(across=FAR, down=FAR)
    def move(self, across: int, down: int) -> None:
        before = self.regions.selected_box
        self.regions.move(across, down)
        if before is not None and self.regions.selected_box is not None:
            assert self.regions.selected_box[2:] == before[2:]

    @rule(across=FAR, down=FAR)
    def resize(self, across: int, down: int) -> None:
        self.regions.resize(across, down)

    @rule(handle=st.sampled_from(HANDLES), x=FAR, y=FAR)
    def drag(self, handle: tuple[int, int], x: int, y: int) -> None:
        if self.regions.selected_box is not None:
            self.regions.replace(dragged(self.regions.selected_box, handle, x, y))

    @rule()
    def remove(self) -> None:
        self.regions.remove()

    @rule(by=st.sampled_from((-1, 1)))
    def step(self, by: int) -> None:
        self.regions.step(by)

    @invariant()
    def all_on_the_image(self) -> None:
        regions = self.regions
        for x, y, width, height in regions.boxes:
            assert x >= 0
            assert y >= 0
            assert x + width <= regions.width
            assert y + height <= regions.height
            assert width >= min(SMALLEST, regions.width)
            assert height >= min(SMALLEST, regions.height)
        assert regions.selected is None or 0 <= regions.selected < len(regions.boxes)


TestHand = Hand.TestCase


def test_a_box_is_drawn_from_any_corner() -> None:
    assert span(30, 40, 10, 15) == span(10, 15, 30, 40) == (10, 15, 20, 25)


def test_a_handle_moves_its_own_sides_only() -> None:
    assert dragged((10, 10, 20, 20), (1, 0), 50, 99) == (10, 10, 40, 20)
    assert dragged((10, 10, 20, 20), (-1, -1), 5, 5) == (5, 5, 25, 25)
    assert dragged((10, 10, 20, 20), (0, 1), 99, 12) == (10, 10, 20, 2)
    assert dragged((10, 10, 20, 20), (-1, 0), 40, 0) == (30, 10, 10, 20), "over the other side it turns"


def test_the_smallest_box_under_the_hand_is_meant() -> None:
    regions = Regions(200, 200)
    regions.add((0, 0, 150, 150))
    regions.add((20, 20, 30, 30))
    assert regions.at(30, 30) == 1
    assert regions.at(120, 120) == 0
    assert regions.at(180, 180) is None


def test_a_box_holds_its_edges_and_nothing_beyond() -> None:
    regions = Regions(200, 200)
    regions.add((20, 40, 30, 50))
    for x, y in ((20, 40), (50, 40), (20, 90), (50, 90)):
        assert regions.at(x, y) == 0
    for x, y in ((19.5, 60), (50.5, 60), (30, 39.5), (30, 90.5)):
        assert regions.at(x, y) is None


def test_what_was_found_is_chosen_with_a_margin() -> None:
    regions = Regions(200, 200)
    regions.choose((100, 100, 40, 60))
    assert regions.boxes == [(92, 88, 56, 84)]
    assert regions.selected is None
