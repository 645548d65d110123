"""A file becomes columns and rows of text; what can't be read is refused in a sentence."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

MOST_BYTES = 5_000_000
MOST_UNPACKED = 60_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 100
MOST_IN_A_CELL = 5_000
SHOWN_DIGITS = 15
"""So many a spreadsheet shows of a number; what it computed can have more."""
DELIMITERS = (";", "\t", ",")
ZIP = b"PK\x03\x04"


class Unreadable(Exception):
    """The file as a whole can't be used; says why."""


@dataclass(frozen=True)
class Line:
    """One row: its number as a spreadsheet counts (the column names stand on 1), and its cells."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def read_sheet(content: bytes, knows: Callable[[str], bool] = lambda name: True) -> Sheet:
    """CSV (`;`, comma or tab; UTF-8, UTF-16 with a mark, or Windows-1252) or the first sheet of an XLSX.

    `knows` tells names of columns apart from other text: so the separator is found. Raises Unreadable.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
    lines = _xlsx(content) if content.startswith(ZIP) else _csv(_decoded(content), knows)
    return _sheet([Line(row, tuple(cells)) for row, cells in lines if any(cells)])


def _sheet(filled: Sequence[Line]) -> Sheet:
    if not filled:
        raise Unreadable("The file is empty.")
    head, lines = filled[0], filled[1:]
    if len(lines) > MOST_ROWS:
        raise Unreadable(f"The file has more than {MOST_ROWS} rows. Make several files of it.")
    width = max(len(line.cells) for line in filled)
    if width > MOST_COLUMNS:
        raise Unreadable(f"The file has more than {MOST_COLUMNS} columns.")
    return Sheet(head.cells, tuple(lines))


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("This is neither a CSV file nor an XLSX file. Save it as CSV (UTF-8) or XLSX.")


def _csv(text: str, knows: Callable[[str], bool]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, knows), strict=True)
    try:
        for row, cells in enumerate(reader, start=1):
            if row > MOST_ROWS * 2:
                raise Unreadable(f"The file has more than {MOST_ROWS} rows. Make several files of it.")
            yield row, [_limited(cell, row) for cell in cells]
    except csv.Error as error:
        raise Unreadable(f"Line {reader.line_num} can't be read as CSV: {error}.") from None


def _delimiter(text: str, knows: Callable[[str], bool]) -> str:
    """The one that gives most columns with a name that we know."""
    head = text.split("\n", 1)[0][:10_000]

    def known(delimiter: str) -> int:
        return sum(knows(name.strip().strip('"')) for name in head.split(delimiter))

    return max(DELIMITERS, key=known)


def _xlsx(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Row by row: what a sheet says of its own size is not believed."""
    from openpyxl import load_workbook  # not earlier: it takes long to load, and few files are workbooks
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    try:
        _refuse_bombs(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        assert isinstance(sheet, ReadOnlyWorksheet)
        sheet.reset_dimensions()
        for row, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), start=1):
            if row > MOST_ROWS * 2:
                raise Unreadable(f"The sheet has more than {MOST_ROWS} rows. Make several files of it.")
            yield row, _without_empty_end([_limited(_text(cell), row) for cell in cells])
    except Unreadable:
        raise
    except Exception:  # a spreadsheet is a folder of XML, and can be wrong in any way
        raise Unreadable("This spreadsheet can't be read. Save it as XLSX, or as CSV (UTF-8).") from None


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _refuse_bombs(content: bytes) -> None:
    """A small file that unpacks to a huge one, or that says less than it unpacks to."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > 1_000 or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Unreadable("This spreadsheet is too large when it is unpacked.")
        if archive.testzip() is not None:
            raise zipfile.BadZipFile


def _text(cell: Any) -> str:
    """As somebody would have typed it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.{SHOWN_DIGITS}g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ", "minutes")
    if isinstance(cell, timedelta):
        return (datetime.min + cell).time().isoformat("minutes")  # noqa: DTZ901 (a length of time as a clock time)
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _limited(cell: str, row: int) -> str:
    if len(cell) > MOST_IN_A_CELL:
        raise Unreadable(f"There is a cell on row {row} with more than {MOST_IN_A_CELL} characters.")
    return cell.strip()
