"""The archive page's list: the newest approvals first, narrowed by filters and searches."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from app.models import search
from app.models.engines import postgresql_search
from app.models.engines.sqlite import SqliteEngine
from app.services.base.counts_and_search import draft_counts
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.posts import approved_list as listed
from app.services.posts import publication, queue, review, selectivity
from app.services.posts.approved_list import Wanted, approved_list
from app.services.posts.views import DraftView
from tests.helpers.days import today
from tests.services.posts import write
from tests.services.refusals import refused

ALL = Wanted(None, None, "", "", None)


NUMBERS = count(1)  # of addresses: each is recorded once


def approved(desk: Desk, me: int) -> DraftView:
    draft = write(desk, me)
    review.approve(desk, draft.id, draft.version.digest, me)
    return draft


def publish(desk: Desk, draft: DraftView, me: int) -> None:
    publication.publish(desk, draft.id, f"https://facebook.com/posts/{next(NUMBERS)}", datetime.now(UTC), me)


def wanted(
    since: date | None = None,
    until: date | None = None,
    account: str = "",
    search: str = "",
    state: State | None = None,
) -> Wanted:
    return Wanted(since, until, account, search, state)


def test_the_last_approved_comes_first_and_counts_are_of_all(desk: Desk, me: int) -> None:
    first, second, third = (approved(desk, me) for _ in range(3))
    write(desk, me)
    publish(desk, second, me)
    found = approved_list(desk, ALL)
    assert found.ids == (third.id, second.id, first.id)
    assert found.counts == {State.APPROVED: 2, State.PUBLISHED: 1}
    assert approved_list(desk, wanted(state=State.PUBLISHED)).ids == (second.id,)
    assert approved_list(desk, wanted(state=State.APPROVED)).ids == (third.id, first.id)


def test_no_more_than_wanted_are_listed_and_more_is_said(desk: Desk, me: int) -> None:
    drafts = [approved(desk, me) for _ in range(4)]
    found = approved_list(desk, ALL, most=3)
    assert found.ids == tuple(draft.id for draft in reversed(drafts[1:]))
    assert (found.counts[State.APPROVED], found.cut) == (4, frozenset())
    since = approved_list(desk, wanted(since=today() - timedelta(days=1)), most=3)
    assert (since.counts[State.APPROVED], since.cut) == (3, {State.APPROVED})


def test_a_period_is_of_whole_days_by_the_newest_approval(desk: Desk, me: int) -> None:
    draft = approved(desk, me)
    for state in (State.APPROVED, State.PUBLISHED):
        for since, until, there in (
            (today(), today(), True),
            (today() + timedelta(days=1), None, False),
            (None, today() - timedelta(days=1), False),
        ):
            found = approved_list(desk, wanted(since, until)).ids
            assert found == ((draft.id,) if there else ()), (state, since, until)
        publish(desk, draft, me)


def test_a_decision_taken_back_and_an_edited_post_are_not_listed(desk: Desk, me: int) -> None:
    draft, other = approved(desk, me), approved(desk, me)
    review.undo(desk, draft.id, me)
    assert approved_list(desk, ALL).ids == (other.id,)
    review.approve(desk, draft.id, draft.version.digest, me)
    assert approved_list(desk, ALL).ids == (draft.id, other.id)


def test_a_post_of_two_approvals_is_listed_once_by_the_second(desk: Desk, team: dict[str, int]) -> None:
    drafts = [write(desk, team["Jamal"]) for _ in range(2)]
    for number, name in ((0, "Rahima"), (1, "Rahima"), (1, "Karim"), (0, "Karim")):
        review.approve(desk, drafts[number].id, drafts[number].version.digest, team[name])
    assert approved_list(desk, ALL).ids == (drafts[0].id, drafts[1].id)


@pytest.mark.parametrize("most_few", [0, 5_000])
def test_an_account_and_words_narrow_the_list(
    desk: Desk, me: int, most_few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectivity, "FEW", most_few)
    draft = approved(desk, me)
    found = approved_list(desk, wanted(account="sample_upeo"))
    assert (found.ids, found.counts) == ((draft.id,), {State.APPROVED: 1, State.PUBLISHED: 0})
    assert approved_list(desk, wanted(search=draft.version.text.split()[0])).ids == (draft.id,)
    assert approved_list(desk, wanted(search="কোথাও নেই")).ids == ()
    assert refused(approved_list, desk, wanted(account="nobody")) == "office.no_account"


def test_counts_follow_every_move_of_a_draft(desk: Desk, me: int) -> None:
    def counted() -> dict[State, int]:
        with desk.store.read():
            return {state: n for state, n in draft_counts().items() if n}

    draft = approved(desk, me)
    rejected = write(desk, me)
    review.reject(desk, rejected.id, "উৎস নেই", me)
    assert counted() == {State.APPROVED: 1, State.REJECTED: 1}
    review.undo(desk, draft.id, me)
    assert counted() == {State.PENDING: 1, State.REJECTED: 1}
    review.approve(desk, draft.id, draft.version.digest, me)
    publish(desk, draft, me)
    assert counted() == {State.PUBLISHED: 1, State.REJECTED: 1}


@pytest.mark.parametrize("sampled", [4, 1_000])
def test_a_search_for_a_common_word_finds_the_newest(
    desk: Desk, me: int, sampled: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_FOUND", 2)
    monkeypatch.setattr(postgresql_search, "_SAMPLE", sampled)  # a server walks through rows, or gathers them
    drafts = [write(desk, me) for _ in range(4)]
    word = drafts[0].version.text.split()[0]
    newest = {draft.id for draft in drafts[2:]}
    assert set(queue.ids(desk, None, word)) == newest
    assert set(queue.ids(desk, None, word[:-1])) == newest, "a word's beginning"


def test_what_a_search_finds_is_asked_for_once_and_counted_by_state(
    desk: Desk, me: int, caplog: pytest.LogCaptureFixture
) -> None:
    first, second, third, fourth = (approved(desk, me) for _ in range(4))
    publish(desk, second, me)
    publish(desk, fourth, me)
    word = first.version.text.split()[0]
    with caplog.at_level(logging.DEBUG, "peewee"):
        found = approved_list(desk, wanted(search=word))
    assert sum('"decision"' in record.getMessage() for record in caplog.records) == 1
    assert found.ids == (fourth.id, third.id, second.id, first.id)
    assert (found.counts, found.cut) == ({State.APPROVED: 2, State.PUBLISHED: 2}, frozenset())
    one = approved_list(desk, wanted(search=word, state=State.PUBLISHED), most=1)
    assert (one.ids, one.counts) == ((fourth.id,), {State.APPROVED: 1, State.PUBLISHED: 1})
    assert one.cut == {State.APPROVED, State.PUBLISHED}
    assert approved_list(desk, wanted(search="।!")) == found, "signs alone narrow nothing"


@pytest.mark.sqlite
def test_the_newest_are_walked_to_by_an_index(desk: Desk) -> None:
    with desk.store.read() as transaction:
        assert isinstance(transaction.engine, SqliteEngine)
        sql, values = listed.newest_query(ALL, (), listed.STATES, 10).sql()
        plan = [row[3] for row in transaction.database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert any("USING INDEX decision_at" in step for step in plan)
    assert not any("TEMP B-TREE" in step for step in plan)


def test_whether_a_later_approval_stands_is_asked_of_each_row_a_list_comes_to(desk: Desk) -> None:
    with desk.store.read() as transaction:
        sql, values = listed.newest_query(ALL, (), listed.STATES, 10).sql()
        explain = "EXPLAIN QUERY PLAN" if isinstance(transaction.engine, SqliteEngine) else "EXPLAIN"
        plan = str(transaction.database.execute_sql(f"{explain} {sql}", values).fetchall())
    assert "CORRELATED" in plan or "SubPlan" in plan
    assert "Anti Join" not in plan, "a server would compare all approvals for the newest few"


@pytest.mark.sqlite
def test_unsigned_events_are_found_by_an_index(desk: Desk) -> None:
    with desk.store.read() as transaction:
        assert isinstance(transaction.engine, SqliteEngine)
        sql = """EXPLAIN QUERY PLAN SELECT "id" FROM "event" WHERE "id" > 7 AND "signature" = ''"""
        plan = " ".join(row[3] for row in transaction.database.execute_sql(sql))
    assert "event_unsigned" in plan
