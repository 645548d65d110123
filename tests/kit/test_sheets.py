"""Lists as CSV and XLSX: what goes in comes out, and nothing that somebody typed becomes a formula."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from services.kit.sheets import BEGINS_A_FORMULA, as_csv, as_xlsx, safe

COLUMNS = ["title", "value"]


def csv_rows(rows: list[list[Any]]) -> list[list[str]]:
    file = io.BytesIO()
    as_csv(file, COLUMNS, rows)
    return list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline=""), delimiter=";"))


def xlsx_cells(rows: list[list[Any]]) -> list[list[tuple[Any, str]]]:
    """Value and type of each cell, as the file says it."""
    file = io.BytesIO()
    as_xlsx(file, COLUMNS, rows)
    (page,) = load_workbook(io.BytesIO(file.getvalue())).worksheets
    return [[(cell.value, cell.data_type) for cell in row] for row in page.iter_rows()]


@pytest.mark.parametrize(
    "text", ["=1+1", "+31", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "=cmd|'/c calc'!A0"]
)
def test_a_text_that_would_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == "'" + text
    assert csv_rows([[text, 1]])[1][0] == "'" + text
    assert xlsx_cells([[text, 1]])[1][0][1] != "f"


@pytest.mark.parametrize(
    ("cell", "in_csv", "in_xlsx"),
    [
        ("Café Zuid; 'samen'", "Café Zuid; 'samen'", "Café Zuid; 'samen'"),
        (-5, "-5", -5),
        (2.5, "2,5", 2.5),
        (Decimal("-12.10"), "-12,10", -12.1),
        (True, "ja", "ja"),
        (False, "nee", "nee"),
        (None, "", None),
        (["moerwijk", "bouwlust"], "moerwijk, bouwlust", "moerwijk, bouwlust"),
        ([], "", None),
        ([{"a": 1}], '[{"a":1}]', '[{"a":1}]'),
        (date(2026, 3, 1), "2026-03-01", datetime.fromisoformat("2026-03-01")),
        (datetime(2026, 3, 1, 12, tzinfo=UTC), "2026-03-01T12:00:00+00:00", datetime.fromisoformat("2026-03-01T12:00")),
        ("a\x07b", "ab", "ab"),
    ],
)
def test_each_kind_of_cell(cell: Any, in_csv: str, in_xlsx: Any) -> None:
    assert csv_rows([["x", cell]])[1][1] == in_csv
    assert xlsx_cells([["x", cell]])[1][1][0] == in_xlsx


def test_csv_is_as_a_dutch_spreadsheet_wants_it() -> None:
    file = io.BytesIO()
    as_csv(file, COLUMNS, [["é", 1]])
    assert file.getvalue() == b"\xef\xbb\xbftitle;value\r\n\xc3\xa9;1\r\n"


def test_a_text_longer_than_a_cell_is_cut() -> None:
    assert len(str(safe("=" * 40_000))) == 32_767


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30))
@example("\x00=1")
@example("\x0b\t=1")
def test_no_text_at_all_begins_a_formula(text: str) -> None:
    cell = safe(text)
    assert isinstance(cell, str)
    assert not cell.lstrip().startswith(BEGINS_A_FORMULA)
    assert not cell.startswith(("\t", "\r", "\n"))
