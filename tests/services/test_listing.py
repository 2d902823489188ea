"""Which drafts a list shows, and in which order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.bangla.dates import DHAKA
from app.models.engines.sqlite import SqliteEngine
from app.services.base.desk import Desk
from app.services.base.enums import Order, Reply, Show
from app.services.base.schedules import due_at
from app.services.checking import draft_checks
from app.services.posts import intake, listing, listing_query, queue, review, selectivity
from app.services.posts.listing import Wanted
from app.services.posts.views import PostForm
from app.work import Work
from tests.services.posts import APPEAL, CLEAN, write


def composed(desk: Desk, by: int, n: int, schedule: str = "", account: int = 1, use: str = "post") -> int:
    form = PostForm(f"{CLEAN} {n}", use=use, account_id=account, purpose="5.c", schedule=schedule)
    return intake.compose(desk, form, by)


def in_days(days: int) -> str:
    return (datetime.now(DHAKA) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def shown(desk: Desk, show: Show = Show.ALL, order: Order = Order.DUE, **more: int | str) -> list[int]:
    return listing.ids(desk, Wanted(show, order=order, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("order", list(Order))
def test_of_what_is_over_the_newest_are_listed_and_all_are_counted(
    desk: Desk, office_of_one: dict[str, int], order: Order
) -> None:
    me = office_of_one["Rahima"]
    rejected = [composed(desk, me, n) for n in range(4)]
    pending = composed(desk, me, 9)
    for draft in rejected:
        review.reject(desk, draft, "উৎস নেই", me)
    newest = rejected[2:] if order is Order.OLDEST else rejected[:1:-1]
    assert listing.ids(desk, Wanted(Show.REJECTED, order=order), most=2) == newest
    assert set(listing.ids(desk, Wanted(Show.ALL, order=order), most=2)) == {pending, *newest}
    assert sorted(listing.ids(desk, Wanted(Show.ALL, order=order))) == sorted([*rejected, pending])
    tallies = listing.tallies(desk, Wanted())
    assert (tallies[Show.REJECTED], tallies[Show.PENDING], tallies[Show.ALL]) == (4, 1, 5)
    assert listing.shows(desk, Wanted(Show.REJECTED), rejected[0])
    assert not listing.shows(desk, Wanted(Show.PENDING), rejected[0])


@pytest.mark.parametrize("order", list(Order))
def test_a_list_read_a_page_at_a_time_is_the_whole_list(
    desk: Desk, office_of_one: dict[str, int], order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = office_of_one["Rahima"]
    over = [composed(desk, me, n) for n in range(7)]
    for draft in over[:5]:
        review.reject(desk, draft, "উৎস নেই", me)
    for draft in over[5:]:
        draft_checks.check_draft(desk, draft, Work())
        review.approve(desk, draft, queue.draft(desk, draft).version.digest, me)
    pending = composed(desk, me, 9)
    whole = {show: listing.ids(desk, Wanted(show, order=order)) for show in (Show.ALL, Show.REJECTED)}
    assert sorted(whole[Show.ALL]) == [*over, pending]
    monkeypatch.setattr(listing, "_AT_ONCE", 2)
    for show, ids in whole.items():
        assert listing.ids(desk, Wanted(show, order=order)) == ids
        assert listing.ids(desk, Wanted(show, order=order), most=100) == ids


@pytest.mark.parametrize("most_few", [0, 5_000])
def test_of_what_is_over_on_one_page_no_more_are_counted_than_listed(
    desk: Desk, office_of_one: dict[str, int], most_few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectivity, "FEW", most_few)
    monkeypatch.setattr(listing, "MOST_OVER", 2)
    me = office_of_one["Rahima"]
    for draft in [composed(desk, me, n, account=1 + n % 2) for n in range(7)]:
        review.reject(desk, draft, "উৎস নেই", me)
    waiting = [composed(desk, me, 7 + n) for n in range(3)]
    one, other = Wanted(account=1), Wanted(account=2)
    assert listing.most_counted(one) == 2
    assert listing.most_counted(Wanted()) is None
    tallies = listing.tallies(desk, one)
    assert (tallies[Show.REJECTED], tallies[Show.PENDING], tallies[Show.ALL]) == (3, 3, 6)
    assert listing.tallies(desk, other)[Show.PENDING] == 0
    assert listing.ids(desk, one, most=1) == [*waiting, 7]
    assert listing.tallies(desk, Wanted())[Show.ALL] == 10


@pytest.mark.sqlite
@pytest.mark.parametrize("search", ["", CLEAN.split()[0]])
def test_what_is_over_is_read_in_order_and_what_was_found_by_its_id(desk: Desk, search: str) -> None:
    with desk.store.read() as transaction:
        assert isinstance(transaction.engine, SqliteEngine)
        asked: list[tuple[str, object]] = []
        run = transaction.database.execute_sql

        def heard(sql: str, params: object = None) -> object:
            asked.append((sql, params))
            return run(sql, params)

        transaction.database.execute_sql = heard
        try:
            listing.ids(desk, Wanted(Show.PUBLISHED, search), most=10)
        finally:
            del transaction.database.execute_sql
        plans = [
            " ".join(row[3] for row in run(f"EXPLAIN QUERY PLAN {sql}", params))
            for sql, params in asked
            if sql.rstrip().endswith("LIMIT ?") and '"draft"' in sql
        ]
    assert plans
    for plan in plans:
        if search:
            assert "draft_state_updated_at" not in plan
        else:
            assert "draft_state_updated_at" in plan
            assert "TEMP B-TREE" not in plan


def test_what_is_due_first_comes_first_then_the_oldest_and_what_is_over_last(
    desk: Desk, team: dict[str, int]
) -> None:
    me = team["Karim"]
    far = in_days(100)[:10]
    oldest, late, day, hour, newest = (
        composed(desk, me, n, schedule)
        for n, schedule in enumerate(["", in_days(-3), far, f"{far}T23:00", ""])
    )
    gone = write(desk, me, "বাতিল").id
    review.reject(desk, gone, "এখন নয়", team["Rahima"])
    assert shown(desk) == [late, hour, day, oldest, newest, gone], "a mere day is due at its end"
    assert shown(desk, Show.PENDING) == [late, hour, day, oldest, newest]
    assert shown(desk, order=Order.OLDEST) == [oldest, late, day, hour, newest, gone]
    assert shown(desk, order=Order.NEWEST)[0] == gone


def test_the_gravest_first_whatever_was_dismissed(desk: Desk, team: dict[str, int]) -> None:
    me = team["Karim"]
    clean, warned, blocked = (write(desk, me, text) for text in (CLEAN, "ফোন ০১৭১২৩৪৫৬৭৮।", APPEAL))
    assert shown(desk, order=Order.GRAVEST) == [blocked.id, warned.id, clean.id]
    ids = [finding.id for finding in blocked.findings]
    review.answer_together(desk, ids, Reply.DISMISSED, "উদ্ধৃতি", team["Rahima"])
    assert shown(desk, order=Order.GRAVEST) == [warned.id, clean.id, blocked.id]


def test_by_account_and_by_author_and_only_one_kind(desk: Desk, team: dict[str, int]) -> None:
    first = composed(desk, team["Selina"], 1, account=2)
    second = composed(desk, team["Karim"], 2, account=1, use="banner")
    assert shown(desk, order=Order.AUTHOR) == [second, first]
    assert shown(desk, order=Order.ACCOUNT) == [first, second], "Latin names before Bangla ones"
    assert shown(desk, kind="banner") == [second]
    assert shown(desk, account=2) == [first]
    counted = listing.tallies(desk, Wanted(kind="banner"))
    assert (counted[Show.PENDING], counted[Show.ALL]) == (1, 1)


def test_what_waits_for_one_is_not_ones_own_nor_approved_already(desk: Desk, team: dict[str, int]) -> None:
    mine, other = write(desk, team["Rahima"], "ক"), write(desk, team["Karim"], "খ")
    assert shown(desk, Show.MINE, member=team["Rahima"]) == [other.id]
    assert shown(desk, Show.MINE, member=team["Selina"]) == [mine.id, other.id]
    assert shown(desk, Show.MINE, member=team["Jamal"]) == [], "a drafter decides nothing"
    assert shown(desk, Show.MINE) == []
    review.approve(desk, other.id, other.version.digest, team["Rahima"])
    assert shown(desk, Show.MINE, member=team["Rahima"]) == []
    assert listing.tallies(desk, Wanted(member=team["Selina"]))[Show.MINE] == 2


def test_approved_and_its_time_is_over(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    drafts = []
    for n, schedule in enumerate([in_days(-1), in_days(1), "", datetime.now(DHAKA).date().isoformat()]):
        form = PostForm(f"{CLEAN} {n}", account_id=1, purpose="5.c", schedule=schedule)
        draft = write(desk, me, f"{CLEAN} {n}")
        intake.revise(desk, draft.id, form, me)
        drafts.append(draft.id)
    assert shown(desk, Show.LATE) == [], "none is approved"
    for id_ in drafts:
        draft_checks.check_draft(desk, id_, Work())
        review.approve(desk, id_, queue.draft(desk, id_).version.digest, me)
    assert shown(desk, Show.LATE) == [drafts[0]]
    assert listing.tallies(desk, Wanted())[Show.LATE] == 1


@pytest.mark.parametrize(
    ("schedule", "due"),
    [
        ("", None),
        ("next week", None),
        ("2026-11-25", datetime(2026, 11, 25, 17, 59, tzinfo=UTC)),
        ("2026-11-25T10:30", datetime(2026, 11, 25, 4, 30, tzinfo=UTC)),
        ("2026-11-25T10:30+00:00", datetime(2026, 11, 25, 10, 30, tzinfo=UTC)),
    ],
)
def test_when_a_post_is_due(schedule: str, due: datetime | None) -> None:
    assert due_at(schedule) == due


@pytest.mark.sqlite
def test_what_waits_for_one_member_is_asked_of_each_open_draft_alone(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    with desk.store.read() as transaction:
        assert isinstance(transaction.engine, SqliteEngine)
        waiting = listing_query.found(Wanted()).of(Show.MINE, office_of_one["Rahima"])
        sql, values = waiting.query.sql()
        plan = " ".join(
            row[3] for row in transaction.database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        )
    assert "draft_state_updated_at" in plan
    assert "decision_draft_id" in plan
