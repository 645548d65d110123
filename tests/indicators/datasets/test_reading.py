"""All kinds of files give the same rows; what can't be read is refused in a sentence."""

from datetime import date
from io import BytesIO
from pathlib import Path

import polars as pl
import pyreadstat
import pytest
from openpyxl import Workbook

from services.indicators.datasets.laying import lay_down
from services.indicators.datasets.reading import Unreadable, open_rows
from tests.indicators.datasets.surveys import GOOD, HEADER, written

NAMES = HEADER.split(",")
NUMBERS = ("nr", "gewicht", "pop", "q1", "q2", "q3", "q4", "veilig")


def rows_of(path: Path) -> pl.DataFrame:
    return pl.concat(list(open_rows(path).batches(NAMES)))


@pytest.fixture
def csv(tmp_path: Path) -> pl.DataFrame:
    return rows_of(written(tmp_path / "a.csv", list(GOOD)))


def test_parquet_and_spss(tmp_path: Path, csv: pl.DataFrame) -> None:
    typed = csv.with_columns(pl.col(*NUMBERS).cast(pl.Float64))
    typed.write_parquet(tmp_path / "a.parquet")
    pyreadstat.write_sav(typed, str(tmp_path / "a.sav"))
    assert rows_of(tmp_path / "a.parquet").equals(csv)
    assert rows_of(tmp_path / "a.sav").equals(csv)


def test_a_spreadsheet(tmp_path: Path, csv: pl.DataFrame) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(NAMES)
    for row in csv.with_columns(pl.col(*NUMBERS).cast(pl.Float64)).iter_rows():
        sheet.append(row)
    sheet.append([None] * len(NAMES))
    book.save(tmp_path / "a.xlsx")
    assert rows_of(tmp_path / "a.xlsx").equals(csv)


def test_rows_of_a_spreadsheet_keep_their_numbers(tmp_path: Path) -> None:
    """Of a file as it comes in: laid down, without a name that tells what it is. An empty row in between counts."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (["nr", "dag", None, "q1"], [1, date(2019, 9, 15), None, 5], [], [2, None, "x", 0.1]):
        sheet.append(row)
    book.save(content := BytesIO())
    rows = open_rows(lay_down(BytesIO(content.getvalue()), tmp_path).path)
    assert list(rows.columns) == ["nr", "dag", "", "q1"]
    read = pl.concat(list(rows.batches(["q1", "nr", "dag"])))
    assert read.rows() == [("5", "1", "2019-09-15"), (None, None, None), ("0.1", "2", None)]


def test_what_spss_calls_missing_and_what_it_labels_is_read_as_it_stands(tmp_path: Path) -> None:
    frame = pl.DataFrame({"q1": [1.0, 9.0]})
    pyreadstat.write_sav(
        frame, str(tmp_path / "a.sav"), missing_ranges={"q1": [9]}, variable_value_labels={"q1": {1: "eens"}}
    )
    rows = open_rows(tmp_path / "a.sav")
    assert pl.concat(list(rows.batches(["q1"])))["q1"].to_list() == ["1", "9"]
    assert rows.labels == {"q1": {"1": "eens"}}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_any_dress(tmp_path: Path, separator: str, encoding: str) -> None:
    content = f"nr,plaats\r\n1,Café\r\n2,\r\n".replace(",", separator).encode(encoding)  # noqa: F541
    laid = lay_down(BytesIO(content), tmp_path)
    rows = open_rows(laid.path)
    assert (list(rows.columns), laid.size) == (["nr", "plaats"], len(content))
    assert pl.concat(list(rows.batches(["nr", "plaats"]))).rows() == [("1", "Café"), ("2", None)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.4 hello", "no CSV"),
        (b"PAR1garbage", "can't be read"),
        (b"PK\x03\x04zip", "can't be read"),
        (b"$FL2" + b"x" * 400, "can't be read"),
    ],
)
def test_a_file_that_is_not_what_it_says(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(Unreadable, match=said):
        list(open_rows(tmp_path / "a.csv").batches(["x"]))
