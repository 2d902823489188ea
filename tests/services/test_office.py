"""The office's own figures: what is taken, up to the last day, and what is refused."""

from __future__ import annotations

import pytest

from app.services.base.desk import Desk
from app.services.office import office
from app.services.office.views import OfficeForm
from tests.services import seconded
from tests.services.refusals import refused


def change(desk: Desk, name: str, days: int) -> None:
    seconded.change_office(desk, OfficeForm("নমুনা", "Sample", **{name: days}), None)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("rotation_days", 1, 3650), ("lead_days", 0, 365), ("report_days", 0, 90), ("quiet_days", 1, 3650)],
)
def test_days_are_taken_from_the_least_to_the_most(
    desk: Desk, office_of_one: dict[str, int], name: str, least: int, most: int
) -> None:
    for days in (least, most):
        change(desk, name, days)
        assert getattr(office.office(desk), name) == days
    for days in (least - 1, most + 1):
        assert refused(change, desk, name, days) == "office.days_range"
    assert getattr(office.office(desk), name) == most
