"""Queries whose SQL is kept: each with its own values, and never the SQL of another."""

from __future__ import annotations

import pytest

from app.models.kept_sql import kept
from app.models.tables import DraftCount
from app.services.base.desk import Desk


def counted(name: str, state: str) -> list[int]:
    query = DraftCount.select().where(DraftCount.state == state)
    return [row.n for row in kept(query, name, state)]


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
        list(kept(query, "forgotten", "one"))
