"""The store's transactions: each store keeps its own rows, and nothing is read or written outside one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from peewee import InternalError, OperationalError

from app.models import search
from app.models.engines.address import OfficeAddress
from app.models.opening import open_store
from app.models.opening_office import open_office_store
from app.models.store import Store
from app.models.tables import Account, DeskSetting, Member, OfficeRule
from app.models.transaction import NoTransaction


@pytest.fixture
def here(tmp_path: Path, office_on_server: OfficeAddress | None) -> Callable[[], Store]:
    """Opens the store called here once more: a file, or a database on a server."""
    if office_on_server is not None:
        return lambda: open_office_store(office_on_server)
    return lambda: open_store(tmp_path / "here.db", tmp_path)


@pytest.fixture
def stores(tmp_path: Path, here: Callable[[], Store]) -> Iterator[tuple[Store, Store]]:
    opened = here(), open_store(tmp_path / "there.db", tmp_path)
    yield opened
    for store in opened:
        store.close()


@pytest.fixture
def store(stores: tuple[Store, Store]) -> Store:
    return stores[0]


def keys(store: Store) -> set[str]:
    with store.read():
        return {row.key for row in DeskSetting.select()}


def keys_seen_elsewhere(store: Store) -> set[str]:
    """As another thread reads, in no transaction of this one's; fails if it is kept waiting."""
    found: list[set[str]] = []
    thread = threading.Thread(target=lambda: found.append(keys(store)))
    thread.start()
    thread.join(timeout=20)
    assert found, "the read was kept waiting"
    return found[0]


def test_two_stores_open_at_once_each_keep_their_own_rows(stores: tuple[Store, Store]) -> None:
    here, there = stores
    with here.write():
        DeskSetting.create(key="first", value="here")
    with there.write():
        DeskSetting.create(key="second", value="there")
    with here.write():
        DeskSetting.create(key="third", value="here")
    assert keys(here) == {"first", "third"}
    assert keys(there) == {"second"}


def test_a_row_is_asked_for_its_neighbours_in_its_own_store(stores: tuple[Store, Store]) -> None:
    for store, name in zip(stores, ("Rahima", "Karim"), strict=True):
        with store.write():
            member = Member.create(name=name, role="moderator", active=True, joined_at="", left_at="")
            empty = dict.fromkeys(("rule", "value", "clause", "severity", "title", "why", "reason", "at"), "")
            OfficeRule.create(**empty, kind="off", member=member, active=True)
    for store, name in zip(stores, ("Rahima", "Karim"), strict=True):
        with store.read():
            assert OfficeRule.get().member.name == name


def test_transactions_of_two_stores_are_not_mixed(stores: tuple[Store, Store]) -> None:
    here, there = stores
    with here.read(), pytest.raises(NoTransaction), there.read():
        pass
    with here.write(), pytest.raises(NoTransaction), there.write():
        pass
    assert keys(here) == keys(there) == set()


def test_nothing_is_read_or_written_outside_a_transaction(store: Store) -> None:
    with pytest.raises(NoTransaction):
        DeskSetting.create(key="lost", value="")
    with pytest.raises(NoTransaction):
        list(Account.select())
    with store.read():
        later = DeskSetting.select()
    with pytest.raises(NoTransaction):
        list(later)
    assert keys(store) == set()


def test_a_read_writes_nothing(store: Store) -> None:
    with store.read(), pytest.raises(NoTransaction), store.write():
        pass
    with store.read(), pytest.raises((OperationalError, InternalError), match=r"read-?only"):
        DeskSetting.create(key="lost", value="")
    assert keys(store) == set()


def test_a_failed_part_of_a_write_leaves_the_rest(store: Store) -> None:
    with store.write():
        DeskSetting.create(key="kept", value="")
        with pytest.raises(ZeroDivisionError), store.write():
            DeskSetting.create(key="lost", value="")
            _ = 1 / 0
    assert keys(store) == {"kept"}


def test_what_follows_a_part_that_failed_is_not_done(store: Store) -> None:
    done: list[str] = []
    with store.write() as whole:
        whole.after_commit("anchor", lambda: done.append("whole"))
        with pytest.raises(ZeroDivisionError), store.write() as part:
            part.after_commit("anchor", lambda: done.append("part"))
            _ = 1 / 0
    assert done == ["whole"]


def test_a_long_read_sees_one_state_and_keeps_nobody_waiting(store: Store) -> None:
    """The long read goes on while another thread writes and then reads what was written."""
    with store.write():
        DeskSetting.create(key="before", value="")
    seen: list[set[str]] = []

    def meanwhile() -> None:
        with store.write():
            DeskSetting.create(key="meanwhile", value="")
        seen.append(keys(store))

    with store.read():
        assert DeskSetting.select().count() == 1
        thread = threading.Thread(target=meanwhile)
        thread.start()
        thread.join(timeout=20)
        assert seen == [{"before", "meanwhile"}], "the write was kept waiting"
        assert DeskSetting.select().count() == 1, "a read sees one state of the tables"


def test_a_read_waits_for_no_write(store: Store) -> None:
    with store.write():
        DeskSetting.create(key="not yet", value="")
        assert keys_seen_elsewhere(store) == set()
    assert keys(store) == {"not yet"}


def test_opening_and_reading_take_no_write_lock(store: Store, here: Callable[[], Store]) -> None:
    """A command opens the folder and reads while the window's write is under way."""
    with store.write():
        DeskSetting.create(key="not yet", value="")
        second = here()
        try:
            assert keys_seen_elsewhere(second) == set()
        finally:
            second.close()


def test_a_database_is_sound_after_it_was_written_to_between_two_checks(store: Store) -> None:
    for draft in range(3):
        with store.write():
            search.remember(search.Searched.DRAFT, draft, f"post number {draft}")
        assert store.sound()
