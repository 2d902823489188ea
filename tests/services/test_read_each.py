"""Several kept files read one after the other, from a folder and from a server."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.engines.address import OfficeAddress
from app.services.base.desk import Desk, open_desk
from tests.services.by_hand import change_image, changed

LONG = bytes(1 << 20) + b"a piece more"
GONE = hashlib.sha256(b"never kept").hexdigest()


@pytest.fixture
def elsewhere(tmp_path: Path, office_on_server: OfficeAddress) -> Iterator[Desk]:
    desk = open_desk(tmp_path / "elsewhere", str(office_on_server))
    yield desk
    desk.close()


def kept(desk: Desk, count: int) -> dict[str, bytes]:
    files = [b"file %d" % number for number in range(count)]
    return {desk.blobs.put(data): data for data in (*files[:2], LONG, *files[2:])}


def test_each_file_comes_in_its_turn_but_for_one_that_is_not_there(desk: Desk) -> None:
    files = kept(desk, 20)
    names = list(files)
    names.insert(3, GONE)
    names.insert(7, "no name of a file")
    assert list(desk.blobs.read_each(names)) == list(files.items())


@pytest.mark.postgresql
def test_a_desk_without_copies_gets_the_same_and_keeps_them(desk: Desk, elsewhere: Desk) -> None:
    files = kept(desk, 40)
    damaged, *whole = files
    change_image(desk, damaged)
    got = list(elsewhere.blobs.read_each([GONE, *files]))
    assert got == [(name, files[name]) for name in whole]
    changed(desk, "DELETE FROM kept_piece")
    assert list(elsewhere.blobs.read_each(files)) == got, "its own copies now"


@pytest.mark.postgresql
def test_a_dozen_files_take_one_question_to_the_server(
    desk: Desk, elsewhere: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    files = [desk.blobs.put(b"file %d" % number) for number in range(12)]
    with caplog.at_level(logging.DEBUG, "peewee"):
        assert len(list(elsewhere.blobs.read_each([*files, GONE]))) == 12
    assert sum("SELECT" in record.getMessage() for record in caplog.records) == 1
