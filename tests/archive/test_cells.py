from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.archive.cells import BOM, safe_cell, table

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+88", "-2", "@SUM(A1)", "\tx", "\rx", "\n=x", "＝1", " =1", "\u00a0@x", "=cmd|'/C calc'!A0"],
)
def test_no_cell_starts_a_formula(cell: str) -> None:
    assert safe_cell(cell) == "'" + cell


def test_ordinary_text_and_numbers_are_left_alone() -> None:
    for cell in ("ঈদ মোবারক", "a=b", "৫+৩", "", "২০-১১-২০২৬"):
        assert safe_cell(cell) == cell
    assert safe_cell(-5) == "-5"


def test_a_cell_holds_no_more_than_a_spreadsheet_can() -> None:
    assert safe_cell("ক" * 40_000) == "ক" * 32_766 + "…"


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5))
def test_a_table_is_read_back_cell_by_cell(rows: list[tuple[str, str]]) -> None:
    written = table(rows)
    assert written.startswith(BOM)
    read = list(csv.reader(io.StringIO(written[1:], newline="")))
    assert read == [[safe_cell(cell) for cell in row] for row in rows]


def test_new_lines_stay_inside_quotes() -> None:
    assert table([("এক\nদুই", 3)]) == '\ufeff"এক\nদুই",3\r\n'
