from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.media.decoder import Decoder


@pytest.fixture(scope="session")
def decoder() -> Iterator[Decoder]:
    with Decoder() as decoder:
        yield decoder
