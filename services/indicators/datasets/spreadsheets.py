"""The first sheet of an XLSX file, row by row: what a sheet says of its own size is not believed."""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import polars as pl
from python_calamine import CalamineWorkbook

MOST_UNPACKED = 800_000_000
"""Bytes of XML: a full sheet of a million rows and a dozen columns has 600 million."""
Cells = Sequence[object]


class NoSheet(Exception):
    """The spreadsheet can't be read; says why."""


def sheet_columns(path: Path) -> list[str]:
    """Names in the first row. Raises NoSheet."""
    with rows_of(path) as rows:
        names = [text_of(cell) or "" for cell in next(rows, ())]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise NoSheet("The first row of the first sheet is empty: it must have the names of the columns.")
    return names


def sheet_batches(path: Path, wanted: Sequence[str], size: int) -> Iterator[pl.DataFrame]:
    """The wanted columns as text, `size` rows at a time; an empty row at the end is no row."""
    with rows_of(path) as rows:
        there = [text_of(cell) for cell in next(rows, ())]
        places = [there.index(name) for name in wanted]
        kept: list[list[str | None]] = []
        empty = 0
        for cells in rows:
            if all(cell == "" for cell in cells):
                empty += 1
                continue
            kept += [[None] * len(places)] * empty
            empty = 0
            kept.append([text_of(cells[place]) for place in places])
            if len(kept) >= size:
                yield frame_of(kept, wanted)
                kept = []
        yield frame_of(kept, wanted)


def frame_of(rows: Sequence[Sequence[str | None]], names: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


@contextmanager
def rows_of(path: Path) -> Iterator[Iterator[Cells]]:
    """Each as wide as the widest; an empty cell is ""."""
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise NoSheet("This spreadsheet is too large. Save it as CSV (UTF-8).")
        with path.open("rb") as file:  # a file that was laid down has no name that tells what it is
            yield CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).iter_rows()
    except NoSheet:
        raise
    except Exception:  # a spreadsheet is a folder of XML, and can be wrong in any way
        raise NoSheet("This spreadsheet can't be read. Save it as XLSX, or as CSV (UTF-8).") from None


def text_of(cell: object) -> str | None:
    """As people typed it: whole numbers without decimals, days as 2019-09-15."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    text = str(cell)
    return None if text in ("", "NA") else text
