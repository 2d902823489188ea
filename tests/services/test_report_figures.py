"""A quarter over 500 posts and 200 responses: every figure counted again by a query of its own."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from app.bangla.workdays import Quarter
from app.errors import Refusal
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import PURPOSES
from app.services.record.audit import audit
from app.services.reports.counting import count, parse_quarter
from app.services.reports.figures import QuarterCount
from app.work import Work
from tests.services.report_quarter import POSTS, RESPONSES, quarter_folder

QUARTER = Quarter(2020, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quarter_folder(tmp_path_factory.mktemp("quarter") / "data")


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Desk]:
    desk = open_desk(folder)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def counted(desk: Desk) -> QuarterCount:
    return count(desk, QUARTER)


@pytest.fixture(scope="module")
def sql(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "anumodon.db")) as connection:
        yield connection


def number(sql: sqlite3.Connection, query: str) -> Any:
    return sql.execute(query).fetchone()[0]


def test_the_record_of_the_quarter_is_sound(desk: Desk) -> None:
    assert audit(desk, Work()).problems == ()


@pytest.mark.parametrize(
    ("key", "query"),
    [
        ("posts.taken_in", "SELECT COUNT(*) FROM draft"),
        ("posts.approved", "SELECT COUNT(DISTINCT draft_id) FROM decision WHERE verdict = 'approve'"),
        ("posts.returned", "SELECT COUNT(*) FROM draft WHERE state = 'returned'"),
        ("posts.rejected", "SELECT COUNT(*) FROM draft WHERE state = 'rejected'"),
        ("posts.published", "SELECT COUNT(DISTINCT draft_id) FROM publication"),
        ("posts.unpublished", "SELECT COUNT(*) FROM draft WHERE state = 'approved'"),
        ("posts.state.pending", "SELECT COUNT(*) FROM draft WHERE state = 'pending'"),
        ("posts.state.published", "SELECT COUNT(*) FROM draft WHERE state = 'published'"),
        ("findings.found", "SELECT COUNT(*) FROM finding"),
        ("findings.upheld", "SELECT COUNT(*) FROM answer WHERE reply = 'upheld'"),
        ("findings.dismissed", "SELECT COUNT(*) FROM answer WHERE reply = 'dismissed'"),
        (
            "findings.unanswered",
            "SELECT COUNT(*) FROM finding WHERE id NOT IN (SELECT finding_id FROM answer)",
        ),
        ("findings.blocks", "SELECT COUNT(*) FROM finding WHERE severity = 'block'"),
        (
            "findings.blocks.upheld",
            "SELECT COUNT(*) FROM answer JOIN finding ON finding.id = finding_id"
            " WHERE reply = 'upheld' AND severity = 'block'",
        ),
        ("findings.clause.7.c", "SELECT COUNT(*) FROM finding WHERE clauses LIKE '%7.c%'"),
        (
            "posts.corrected",
            "SELECT COUNT(DISTINCT draft_id) FROM publication_act WHERE kind = 'correction'",
        ),
        ("posts.taken_down", "SELECT COUNT(DISTINCT draft_id) FROM publication_act WHERE kind = 'removal'"),
        (
            "awareness.received",
            "SELECT COUNT(*) FROM guideline_reader"
            " WHERE active AND received BETWEEN '2020-01-01' AND '2020-03-31'",
        ),
        (
            "awareness.signed",
            "SELECT COUNT(*) FROM guideline_reader"
            " WHERE active AND signed BETWEEN '2020-01-01' AND '2020-03-31'",
        ),
        (
            "awareness.not_received",
            "SELECT COUNT(*) FROM guideline_reader"
            " WHERE active AND (received = '' OR received > '2020-03-31')",
        ),
        ("responses.received", "SELECT COUNT(*) FROM response"),
        (
            "responses.in_time",
            "SELECT COUNT(*) FROM response WHERE answered_at <> '' AND date(answered_at, '+6 hours') <= due",
        ),
        (
            "responses.late",
            "SELECT COUNT(*) FROM response WHERE answered_at <> '' AND date(answered_at, '+6 hours') > due",
        ),
        (
            "responses.overdue",
            "SELECT COUNT(*) FROM response WHERE answered_at = '' AND due < '2020-03-31'",
        ),
        ("responses.kind.grievance.received", "SELECT COUNT(*) FROM response WHERE kind = 'grievance'"),
        ("responses.received.account.x:sample.upeo", "SELECT COUNT(*) FROM response WHERE account_id = 2"),
        (
            "responses.in_time.account.x:sample.upeo",
            "SELECT COUNT(*) FROM response"
            " WHERE account_id = 2 AND answered_at <> '' AND date(answered_at, '+6 hours') <= due",
        ),
        (
            "responses.late.account.x:sample.upeo",
            "SELECT COUNT(*) FROM response"
            " WHERE account_id = 2 AND answered_at <> '' AND date(answered_at, '+6 hours') > due",
        ),
        (
            "responses.overdue.account.x:sample.upeo",
            "SELECT COUNT(*) FROM response WHERE account_id = 2 AND answered_at = '' AND due < '2020-03-31'",
        ),
    ],
)
def test_a_figure_is_what_a_query_of_its_own_finds(
    counted: QuarterCount, sql: sqlite3.Connection, key: str, query: str
) -> None:
    figure = counted.figure(key)
    assert figure.value == number(sql, query) > 0
    assert len(figure.rows) == figure.value == len(set(figure.rows))


def test_published_posts_by_account_month_kind_and_purpose_add_up(
    counted: QuarterCount, sql: sqlite3.Connection
) -> None:
    rows = sql.execute(
        "SELECT platform, purpose, strftime('%m', publication.at, '+6 hours') FROM publication"
        " JOIN version ON version.draft_id = publication.draft_id AND version.number = publication.version"
        " JOIN account ON account.id = account_id"
    ).fetchall()
    platforms = Counter(f"{row[0]}:sample.upeo" for row in rows)
    purposes = Counter(row[1] for row in rows)
    assert {key: one.value for key, one in counted.of("posts.published.account.").items()} == platforms
    assert {one: counted.value(f"posts.published.purpose.{one}") for one in PURPOSES} == {
        one: purposes.get(one, 0) for one in PURPOSES
    }
    assert counted.value("purposes.unserved") == 1
    assert counted.value("posts.published.kind.post") == counted.value("posts.published") == len(rows)
    by_month = Counter((f"{row[0]}:sample.upeo", int(row[2]) - 1) for row in rows)
    assert {
        (line.account.key, month): n for line in counted.months for month, n in enumerate(line.months) if n
    } == by_month


def test_times_to_a_decision_are_those_of_the_rows(counted: QuarterCount, sql: sqlite3.Connection) -> None:
    rows = sql.execute(
        "SELECT decision.at, version.created_at FROM decision JOIN version USING (draft_id)"
    ).fetchall()
    took = [
        (datetime.fromisoformat(at) - datetime.fromisoformat(begun)).total_seconds() / 60
        for at, begun in rows
    ]
    assert counted.value("decision.median_minutes") == round(median(took))
    assert counted.value("decision.longest_minutes") == round(max(took))


@pytest.mark.parametrize(
    ("key", "which"),
    [
        ("responses.kind.grievance.median_days", "kind = 'grievance'"),
        ("responses.median_days.account.x:sample.upeo", "account_id = 2"),
        ("responses.median_days", "TRUE"),
    ],
)
def test_how_fast_citizens_were_answered_by_kind_and_account(
    counted: QuarterCount, sql: sqlite3.Connection, key: str, which: str
) -> None:
    rows = sql.execute(
        "SELECT id, date(received_at, '+6 hours'), date(answered_at, '+6 hours') FROM response"
        f" WHERE answered_at <> '' AND {which}"
    ).fetchall()
    took = []
    for _, received, answered in rows:
        begun, ended = date.fromisoformat(received), date.fromisoformat(answered)
        days = (begun + timedelta(days=n) for n in range(1, (ended - begun).days + 1))
        took.append(sum(day.weekday() not in (4, 5) for day in days))  # Friday and Saturday are off
    assert took
    assert counted.value(key) == median(took)
    assert set(counted.figure(key).rows) == {row[0] for row in rows}


def test_the_longest_time_without_a_post(counted: QuarterCount, sql: sqlite3.Connection) -> None:
    rows = sql.execute(
        "SELECT date(publication.at, '+6 hours') FROM publication JOIN version USING (draft_id)"
        " WHERE account_id = 3 ORDER BY 1"
    ).fetchall()
    days = [date.fromisoformat(row[0]) for row in rows]
    gaps = [(later - earlier).days - 1 for earlier, later in pairwise(days)]
    after = (date(2020, 3, 31) - days[-1]).days
    assert counted.value("quiet.longest_days.account.youtube:sample.upeo") == max(*gaps, after)


def test_what_nobody_entered_is_no_zero(counted: QuarterCount) -> None:
    for key in (
        "unapproved.posts",
        "awareness.activities",
        "rotations.done",
        "tasks.open",
    ):
        assert counted.value(key) is None
    assert counted.value("archives.exported") == 0


def test_where_nothing_was_taken_down_the_figure_is_a_true_zero(desk: Desk) -> None:
    counted = count(desk, Quarter(2020, 2))
    assert (counted.value("posts.corrected"), counted.value("posts.taken_down")) == (0, 0)


def test_a_quarter_before_the_record_has_no_data_and_one_to_come_is_refused(desk: Desk) -> None:
    assert set(count(desk, Quarter(2019, 3)).numbers().values()) == {None}
    with pytest.raises(Refusal) as problem:
        count(desk, Quarter(2096, 1))
    assert problem.value.key == "report.not_begun"
    for written in ("2026", "2026-Q5", "২০২৬-Q৫", "26-Q1", "0000-Q1", "1800-Q1", ""):
        with pytest.raises(Refusal):
            parse_quarter(written)


def test_the_quarter_is_as_large_as_it_says(sql: sqlite3.Connection) -> None:
    assert number(sql, "SELECT COUNT(*) FROM draft") == POSTS
    assert number(sql, "SELECT COUNT(*) FROM response") == RESPONSES
    (first, last) = sql.execute("SELECT MIN(created_at), MAX(created_at) FROM draft").fetchone()
    assert "2020-01" in first
    assert "2020-03" in last
    assert json.loads(number(sql, "SELECT body FROM event WHERE kind = 'draft.taken'"))["rows"]
