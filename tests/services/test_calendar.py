"""The calendar: scheduled and published posts on their days, what is late, and the files others read."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.i18n import Translator
from app.services.base.desk import Desk
from app.services.checking import draft_checks
from app.services.posts import intake, publication, queue, review
from app.services.posts.calendar import Standing, calendar, late, save_calendar
from app.work import Work
from tests.helpers.days import today
from tests.services.posts import CLEAN, form, write
from tests.services.refusals import refused


def scheduled(desk: Desk, me: int, when: str, *, approve: bool = True) -> int:
    id_ = intake.compose(desk, replace(form(f"{CLEAN} {when}"), schedule=when), me)
    if approve:
        draft_checks.check_draft(desk, id_, Work())
        review.approve(desk, id_, queue.draft(desk, id_).version.digest, me)
    return id_


def test_each_post_stands_on_its_day_as_it_stands(desk: Desk, me: int) -> None:
    tomorrow, yesterday = today() + timedelta(days=1), today() - timedelta(days=1)
    waiting = scheduled(desk, me, f"{tomorrow}T10:00", approve=False)
    coming = scheduled(desk, me, f"{tomorrow}")
    over = scheduled(desk, me, f"{yesterday}T15:00")
    out = write(desk, me)
    review.approve(desk, out.id, out.version.digest, me)
    publication.publish(desk, out.id, "example.org/1", datetime.now(UTC), me)
    scheduled(desk, me, f"{today() + timedelta(days=40)}")
    found = calendar(desk, today() - timedelta(days=7), today() + timedelta(days=7))
    assert [(one.draft_id, one.standing, one.day) for one in found] == [
        (over, Standing.LATE, yesterday),
        (out.id, Standing.PUBLISHED, today()),
        (coming, Standing.APPROVED, tomorrow),
        (waiting, Standing.PENDING, tomorrow),
    ]
    assert [one.draft_id for one in late(desk)] == [over]
    assert calendar(desk, today() - timedelta(days=7), today() + timedelta(days=7), account=2) == ()
    publication.publish(desk, over, "example.org/2", datetime.now(UTC), me)
    assert late(desk) == ()


def test_days_the_wrong_way_round_are_refused(desk: Desk, me: int) -> None:
    assert refused(calendar, desk, today(), today() - timedelta(days=1)) == "calendar.span"
    assert refused(calendar, desk, date(2000, 1, 1), today()) == "calendar.span"


def test_files_are_new_safe_and_folded(desk: Desk, me: int, tmp_path: Path) -> None:
    tomorrow = today() + timedelta(days=1)
    id_ = intake.compose(desk, replace(form(f"=1+1, মেলা; {CLEAN} " * 3), schedule=f"{tomorrow}T10:00"), me)
    found = calendar(desk, today(), tomorrow)
    words = Translator("bn")
    save_calendar(tmp_path / "posts.csv", found, words)
    rows = list(csv.reader((tmp_path / "posts.csv").read_text("utf-8-sig").splitlines()))
    assert rows[1][:2] == [tomorrow.isoformat(), "10:00"]
    assert rows[1][5].startswith("'="), "no cell begins a formula"
    assert rows[1][7] == str(id_)
    save_calendar(tmp_path / "posts.ics", found, words)
    written = (tmp_path / "posts.ics").read_bytes()
    lines = written.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    whole = written.replace(b"\r\n ", b"").decode("utf-8")
    assert f"DTSTART:{tomorrow:%Y%m%d}T040000Z" in whole
    assert "STATUS:TENTATIVE" in whole
    assert "\\, মেলা\\;" in whole
    assert refused(save_calendar, tmp_path / "posts.ics", found, words) == "archive.exists"
    assert refused(save_calendar, tmp_path / "posts.txt", found, words) == "calendar.kind"
