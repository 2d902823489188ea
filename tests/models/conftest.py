"""A PostgreSQL server with an office of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.models.engines.address import OfficeAddress
from app.models.opening_office import open_office_store
from app.models.store import Store
from tests.helpers.postgresql import Server, running_server


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as server:
        yield server


@pytest.fixture
def address(server: Server) -> Iterator[OfficeAddress]:
    made = server.new_office()
    yield made
    server.drop(made)


@pytest.fixture
def store(server: Server, address: OfficeAddress) -> Iterator[Store]:
    opened = open_office_store(address, server.password)
    yield opened
    opened.close()
