"""Queries that are kept for each of their values, and answers kept for one look at the tables."""

from __future__ import annotations

import pytest

from app.models.kept_sql import select
from app.models.tables import DraftCount
from app.models.transaction import current
from app.services.base.desk import Desk


def counted(name: str, state: str) -> list[int]:
    return [
        row.n for row in select(name, lambda: DraftCount.select().where(DraftCount.state == state), state)
    ]


def test_each_asks_with_its_own_values(desk: Desk) -> None:
    with desk.store.write():
        DraftCount.insert_many([{"state": "one", "n": 1}, {"state": "two", "n": 2}]).execute()
    for _ in range(2):
        with desk.store.read():
            assert [counted("of a state", state) for state in ("one", "two", "three")] == [[1], [2], []]


def test_what_a_transaction_wrote_is_found(desk: Desk) -> None:
    with desk.store.write():
        assert counted("of a state", "new") == []
        DraftCount.create(state="new", n=7)
        assert counted("of a state", "new") == [7]


def test_values_that_are_not_the_querys_parameters_are_an_error(desk: Desk) -> None:
    query = DraftCount.select().where(DraftCount.state == "one").limit(1)
    with desk.store.read(), pytest.raises(ValueError, match="forgotten is asked with"):
        select("forgotten", lambda: query, "one")


def test_a_look_asks_once_and_the_next_one_again(desk: Desk) -> None:
    def seen(of: str) -> list[int]:
        return current().cached("of a state", of, lambda: counted("of a state", of))

    with desk.store.write():
        DraftCount.create(state="seen", n=1)
        assert seen("seen") == [1]
        DraftCount.update(n=2).where(DraftCount.state == "seen").execute()
        assert seen("seen") == [2]  # whoever writes asks each time
    with desk.store.read():
        first = seen("seen")
        assert seen("seen") is first
        assert seen("never") == []
    with desk.store.write():
        DraftCount.update(n=3).where(DraftCount.state == "seen").execute()
    with desk.store.read():
        assert seen("seen") == [3]
