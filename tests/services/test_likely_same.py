"""The same complaint typed in twice is told, and nobody is kept from entering it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.base.enums import ResponseKind
from app.services.responses import register
from app.services.responses.likely_same import likely_same
from app.services.responses.views import ResponseForm
from app.values import replace
from tests.helpers.images import encoded, picture

CAME = datetime(2026, 9, 30, 4, tzinfo=UTC)
FIRST = ResponseForm(1, ResponseKind.GRIEVANCE, "রাস্তার বাতি জ্বলে না।", "করিম", CAME, tracking="GRS-7")


def test_the_same_number_or_the_same_words_of_a_day_are_likely_the_same(desk: Desk, me: int) -> None:
    assert likely_same(desk, FIRST) is None
    id_ = register.add(desk, FIRST, me)
    assert likely_same(desk, FIRST) == id_
    for again in (
        replace(FIRST, tracking="", received=CAME + timedelta(hours=5), text=" রাস্তার  বাতি\nজ্বলে না।"),
        replace(FIRST, tracking="", author="", kind=ResponseKind.QUESTION),
        replace(FIRST, text="বাতি জ্বলে না", author="রহিম", received=CAME + timedelta(days=9)),
    ):
        assert likely_same(desk, again) == id_, again
    for other in (
        replace(FIRST, tracking="", received=CAME + timedelta(days=1)),
        replace(FIRST, tracking="", author="রহিম"),
        replace(FIRST, tracking="GRS-8", text="পানি নেই।"),
        replace(FIRST, tracking="", text="পানি নেই।"),
        replace(FIRST, tracking="", received=None),
    ):
        assert likely_same(desk, other) is None, other


def test_two_screenshots_without_words_are_the_same_where_they_are_one(desk: Desk, me: int) -> None:
    shot = IncomingFile("shot.png", encoded(picture(20, 20), "PNG"))
    form = ResponseForm(1, ResponseKind.QUESTION, "", received=CAME, screenshot=shot)
    id_ = register.add(desk, form, me)
    assert likely_same(desk, form) == id_
    other = IncomingFile("shot.png", encoded(picture(30, 20), "PNG"))
    assert likely_same(desk, replace(form, screenshot=other)) is None
