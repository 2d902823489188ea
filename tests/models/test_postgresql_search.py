"""The search on PostgreSQL: it finds what SQLite finds, in the same order, from the newest on."""

from __future__ import annotations

import logging
import re
from contextlib import closing
from pathlib import Path

import pytest

from app.models import search
from app.models.engines import postgresql_search
from app.models.engines.address import OfficeAddress
from app.models.opening import open_store
from app.models.store import Store
from app.models.tables import DeskSetting, Draft
from tests.helpers.postgresql import Server

pytestmark = pytest.mark.postgresql


def test_texts_are_ordered_and_compared_as_in_sqlite(store: Store, tmp_path: Path) -> None:
    names = ["ক", "খ", "Z", "a", "\u09dc", "\u09a1\u09bc", "á", "2", "10", " x", "A b", "Ab"]
    with closing(open_store(tmp_path / "other.db", tmp_path)) as other:
        orders = []
        for each in (store, other):
            with each.write():
                for name in names:
                    DeskSetting.create(key=name, value="")
                orders.append([row.key for row in DeskSetting.select().order_by(DeskSetting.key)])
    assert orders[0] == orders[1]


TEXTS = (
    "ভূমি উন্নয়ন কর মেলা ২০২৬",
    "ভূমিকম্প হলে কী করবেন",
    "Land Fair: ভূমি-মেলা, ১০টা",
    "বিদ্যাল\u09af\u09bcের মাঠে",
    "It's a quote 'ভূমি' & | ! ( ) : * \\ <->",
    "x" * 5000 + " শেষ",
    "",
)


WANTED = ("ভূমি", "ভূ মে", "fair land", "LAND", "বিদ্যালয়", "quote ' ভূমি", "শেষ", "xxxx", "নেই", "২০২৬", "10")


def test_the_search_finds_what_the_other_engine_finds(store: Store, tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "other.db", tmp_path)) as other:
        found = []
        for each in (store, other):
            with each.write():
                for text in TEXTS:
                    empty = {"version": 1, "important": False, "created_at": "", "updated_at": ""}
                    made = Draft.create(state="pending", **empty)
                    search.remember(search.Searched.DRAFT, made.id, text)
                for query in WANTED:
                    condition = search.matching(search.Searched.DRAFT, Draft.id, query)
                    assert condition is not None
                    found.append(
                        (query, [row.id for row in Draft.select().where(condition).order_by(Draft.id)])
                    )
    half = len(found) // 2
    assert found[:half] == found[half:]
    assert any(ids for _, ids in found)


def test_the_beginning_of_a_common_word_is_walked_to_from_the_newest_on(
    server: Server, store: Store, address: OfficeAddress
) -> None:
    """As the server takes a beginning to stand in 2 % of the rows, it read and sorted all of them."""
    with store.write():
        search.remember_new(search.Searched.DRAFT, ((id_, ("উপজেলা",)) for id_ in range(1, 20_001)))
    with server.connected(address.database) as connection:
        connection.execute("ANALYZE draft_search")
        walked = postgresql_search._WALKED.format(of="draft")
        plan = str(connection.execute(f"EXPLAIN {walked}", ("'উপজ':*", 0, 2_000)).fetchall())  # type: ignore[arg-type]
    assert "Index Scan Backward" in plan
    assert "Sort" not in plan


def test_what_nearly_only_the_newest_have_is_found_without_walking_to_the_oldest(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    rare = {*range(1, 11), *range(19_801, 20_001)}
    with store.write() as writing:
        words = ((id_, ("২৯৯৯" if id_ in rare else "নোটিশ",)) for id_ in range(1, 20_001))
        search.remember_new(search.Searched.DRAFT, words)
        with caplog.at_level(logging.DEBUG, "peewee"):
            found = postgresql_search._newest(writing.database, "draft", "'২৯৯৯':*", 500)
    assert found == sorted(rare, reverse=True)
    walked = [record.getMessage() for record in caplog.records if 'COALESCE("words"' in record.getMessage()]
    assert [int(re.findall(r", (\d+), 500", asked)[0]) for asked in walked] == [10_000], "half of the rows"
