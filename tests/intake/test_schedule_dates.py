"""When a post should go out, as written in a calendar or a post.toml."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bangla.digits import to_bangla
from app.errors import Refusal
from app.intake.dates import schedule


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("২৫/১১/২০২৬ ১০:৩০", "2026-11-25T10:30"),
        ("25-11-2026", "2026-11-25"),
        ("৫.১.২৭", "2027-01-05"),
        ("2026-11-25", "2026-11-25"),
        ("২০২৬-১১-২৫ ০৯:০৫", "2026-11-25T09:05"),
        ("2026-11-25T10:30:00Z", "2026-11-25T16:30"),
        ("2026-11-25T20:30-05:00", "2026-11-26T07:30"),
        ("2026-11-25T00:00", "2026-11-25T00:00"),
        ("২৫ নভেম্বর ২০২৬, বিকাল ৩টা", "2026-11-25T15:00"),
        ("২৬শে মার্চ ২০২৭ সকাল ৯.৩০ ঘটিকায়", "2027-03-26T09:30"),
        ("১লা জানুয়ারি, ২০২৭", "2027-01-01"),
        ("25 Nov 2026 3:30 PM", "2026-11-25T15:30"),
        ("25/11/2026 12:15 am", "2026-11-25T00:15"),
        ("২৫/১১/২০২৬ রাত ৯টায়", "2026-11-25T21:00"),
        ("দুপুর ১২টা", None),
        ("২৫/১১/২০২৬ দুপুর ১২টা", "2026-11-25T12:00"),
        ("২৫/১১/২০২৬ ৩টা", None),
        ("২৫/১১/২০২৬ রাত ১২টা", None),
        ("২৫/১১/২০২৬ ১০", None),
        ("31/02/2026", None),
        ("11/25/2026", None),
        ("25/11/20266", None),
        ("25/11/2026 25:00", None),
        ("৪৬৩৫১", None),
        ("১০ অগ্রহায়ণ ১৪৩৩", None),
        ("আগামীকাল", None),
        ("9999-12-31T23:59-12:00", None),
        ("", ""),
        ("  ", ""),
        (dt.datetime(2026, 11, 25), "2026-11-25"),
        (dt.datetime(2026, 11, 25, 9, 5, 59), "2026-11-25T09:05"),
        (dt.datetime(2026, 11, 25, 9, 5, tzinfo=dt.UTC), "2026-11-25T15:05"),
        (dt.date(2026, 11, 25), "2026-11-25"),
        (dt.time(9, 5), None),
    ],
)
def test_a_date_is_understood_or_refused_never_guessed(written, iso):
    if iso is None:
        with pytest.raises(Refusal) as refused:
            schedule(written)
        assert refused.value.key == "intake.bad_date"
    else:
        assert schedule(written) == iso


moments = st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 12, 31)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
formats = st.sampled_from(
    [
        "%d/%m/%Y %H:%M",
        "%d-%m-%Y %H.%M",
        "%d.%m.%y, %H:%M",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%dT%H:%M:%S",
        "%d %B %Y %I:%M %p",
    ]
)


@given(moments, formats, st.booleans())
def test_every_moment_comes_back_from_every_way_of_writing_it(moment, layout, bangla):
    written = moment.strftime(layout)
    assert schedule(to_bangla(written) if bangla else written) == moment.isoformat(timespec="minutes")


@given(st.text(max_size=40) | st.text("০১২৩৪৫৬৭৮৯0123456789/-.: TZটা রাতPM+", max_size=30))
def test_whatever_is_written_gives_iso_or_a_refusal(written):
    try:
        found = schedule(written)
    except Refusal as refusal:
        assert refusal.key == "intake.bad_date"
    else:
        assert found == "" or dt.datetime.fromisoformat(found)
