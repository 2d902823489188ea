"""The benches refuse folders too small to compare, before anything is measured."""

from __future__ import annotations

import argparse

import pytest

from tests.bench.growth import LEAST, folder_size


def test_a_folder_of_too_few_posts_is_refused() -> None:
    assert folder_size(str(LEAST)) == LEAST
    with pytest.raises(argparse.ArgumentTypeError, match="too few"):
        folder_size("100")
