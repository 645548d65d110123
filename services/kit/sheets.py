"""Every list as a file for a spreadsheet: CSV and XLSX, all rows, safe against formulas.

How a route uses it:

    @sheets(router, "/v1/milestones")          # makes /v1/milestones.csv and /v1/milestones.xlsx
    @anyone
    def milestones_sheet(request: Request, asked: Annotated[MilestoneFilters, Query()]) -> Response:
        return sheet_answer(request, "milestones", COLUMNS, rows)

`COLUMNS` are the names of the fields as in the list's JSON; `rows` gives each row's cells in that order, and may be
lazy: the file is written to a temporary one first, so that a slow reader keeps no database connection, and a mistake on
the way is an honest 500 instead of half a file. A cell is text, number, date, True/False ("ja"/"nee"), None, or a list.
CSV is UTF-8 with a mark, with semicolons, as Dutch spreadsheets want it.
"""

import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import PurePosixPath
from typing import IO, Any, TypeVar
from uuid import UUID

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from services.kit.etags import item_etag, matches

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES = {"csv": CSV, "xlsx": XLSX}
IN_MEMORY = 2_000_000
"""Bytes of a file that are kept in memory; what is larger goes to disk while it is made."""
CHUNK = 64_000
BEGINS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BREAKS_OUT = ("\t", "\r", "\n")
MOST_IN_A_CELL = 32_767
UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
Cell = str | int | float | Decimal | date | datetime | None
Row = Sequence[Any]
Route = TypeVar("Route", bound=Callable[..., Any])


def sheets(router: APIRouter, path: str) -> Callable[[Route], Route]:
    """Puts the route at `path`.csv and `path`.xlsx. Above `@anyone`, so that the access is declared already."""

    def register(route: Route) -> Route:
        for ending, media_type in MEDIA_TYPES.items():
            content = {media_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}}
            summary = f"{route.__name__.replace('_', ' ').capitalize()} ({ending})"
            answers: dict[int | str, dict[str, Any]] = {200: {"description": "All rows.", "content": content}}
            options: dict[str, Any] = {"response_class": Response, "responses": answers, "summary": summary}
            router.get(f"{path}.{ending}", **options)(route)
        return route

    return register


def sheet_answer(request: Request, name: str, columns: Sequence[str], rows: Iterable[Row]) -> Response:
    """The file that the address ends in, for download as `name`.csv or `name`.xlsx; 304 without reading a row."""
    ending = PurePosixPath(request.url.path).suffix.removeprefix(".")
    headers = {
        "ETag": item_etag(request.app.state.version.now(), ending),
        "Cache-Control": "no-cache",
        "Vary": "Authorization",
        "Content-Disposition": f'attachment; filename="{name}.{ending}"',
        "X-Content-Type-Options": "nosniff",
    }
    if matches(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    file: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (closed when it was sent)
    try:
        WRITERS[ending](file, columns, rows)
        size = file.tell()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    headers["Content-Length"] = str(size)
    return StreamingResponse(_parts_of(file), 200, headers, MEDIA_TYPES[ending])


def as_csv(file: IO[bytes], columns: Sequence[str], rows: Iterable[Row]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_in_csv(safe(cell)) for cell in row])
    text.flush()
    text.detach()


def as_xlsx(file: IO[bytes], columns: Sequence[str], rows: Iterable[Row]) -> None:
    from openpyxl import Workbook  # not earlier: it takes long to load, and few ask for a workbook

    book = Workbook(write_only=True)
    page = book.create_sheet("Lijst")
    page.freeze_panes = "A2"
    page.append([_heading(page, column) for column in columns])
    for row in rows:
        page.append([_in_xlsx(safe(cell)) for cell in row])
    book.save(file)
    file.seek(0, io.SEEK_END)


WRITERS: dict[str, Callable[[IO[bytes], Sequence[str], Iterable[Row]], None]] = {"csv": as_csv, "xlsx": as_xlsx}


def safe(cell: Any) -> Cell:
    """A cell that no spreadsheet takes for a formula: such a text gets an apostrophe before it.

    Numbers stay numbers. Signs that no spreadsheet can show are left out; a list becomes a text with commas.
    """
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if cell is None or isinstance(cell, int | float | Decimal | date):
        return cell
    if isinstance(cell, list | tuple) and all(isinstance(part, str) for part in cell):
        cell = ", ".join(cell)
    text = str(cell) if isinstance(cell, str | UUID) else orjson.dumps(cell).decode()
    text = UNSHOWABLE.sub("", text)[: MOST_IN_A_CELL - 1]
    dangerous = text.startswith(BREAKS_OUT) or text.lstrip().startswith(BEGINS_A_FORMULA)
    return f"'{text}" if dangerous else text


def _in_csv(cell: Cell) -> str | int | float | Decimal:
    """Numbers with a comma, as a Dutch spreadsheet reads them."""
    if cell is None:
        return ""
    if isinstance(cell, float | Decimal):
        return str(cell).replace(".", ",")
    return cell.isoformat() if isinstance(cell, date) else cell


def _in_xlsx(cell: Cell) -> Cell:
    """A workbook knows no time zones: moments are in UTC."""
    if isinstance(cell, datetime) and cell.tzinfo is not None:
        return cell.astimezone(UTC).replace(tzinfo=None)
    return cell


def _heading(page: Any, column: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(page, column)
    cell.font = Font(bold=True)
    return cell


def _parts_of(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while part := file.read(CHUNK):
            yield part
