"""Files as polars frames of text, some rows at a time: CSV, Parquet, SPSS and XLSX, told apart by what is in them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyreadstat
from polars.exceptions import PolarsError

from services.indicators.datasets.spreadsheets import NoSheet, sheet_batches, sheet_columns

EMPTY = ("", "NA")
ROWS = 200_000
"""At a time: memory follows these, not the length of the file."""
Batches = Callable[[Sequence[str]], Iterator[pl.DataFrame]]
Labels = Mapping[str, Mapping[str, str]]


class Unreadable(Exception):
    """The file can't be read; the sentence says why, in words for whoever sent it."""


@dataclass(frozen=True)
class Rows:
    """`columns` are all of the file's; `labels` what SPSS says that a number of a column means."""

    columns: Sequence[str]
    _batches: Batches
    labels: Labels = field(default_factory=dict)

    def batches(self, wanted: Sequence[str]) -> Iterator[pl.DataFrame]:
        """The wanted columns that are there, as text; empty cells are null. Raises Unreadable."""
        there = [name for name in dict.fromkeys(wanted) if name in self.columns]
        with telling_why():
            yield from self._batches(there)


def open_rows(path: Path) -> Rows:
    """Raises Unreadable."""
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise Unreadable("The file is empty.")
    with telling_why():
        if start.startswith(b"PAR1"):
            return _lazy(_as_text(pl.scan_parquet(path)))
        if start.startswith((b"$FL2", b"$FL3")):
            return _spss(path)
        if start.startswith(b"PK\x03\x04"):
            return Rows(sheet_columns(path), lambda names: sheet_batches(path, names, ROWS))
        if start.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")):
            raise Unreadable("This is no CSV, SPSS (.sav), Parquet or XLSX file.")
        return _lazy(_csv(path))


def lines_of(path: Path) -> int | None:
    """Of a text, without its header: for who shows progress. None where only reading it all would tell."""
    with path.open("rb") as file:
        if file.read(4) in (b"PAR1", b"$FL2", b"$FL3", b"PK\x03\x04"):
            return None
        file.seek(0)
        return max(sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b"")) - 1, 0)


@contextmanager
def telling_why() -> Iterator[None]:
    try:
        yield
    except NoSheet as error:
        raise Unreadable(str(error)) from None
    except (PolarsError, pyreadstat.ReadstatError, OSError, ValueError) as error:
        raise Unreadable(f"The file can't be read: {str(error).splitlines()[0][:200]}") from error


def _lazy(rows: pl.LazyFrame) -> Rows:
    def batches(names: Sequence[str]) -> Iterator[pl.DataFrame]:
        return rows.select(names).collect_batches(chunk_size=ROWS, maintain_order=True)

    return Rows(rows.collect_schema().names(), batches)


def _csv(path: Path) -> pl.LazyFrame:
    with path.open("rb") as file:
        header = file.readline(1_000_000)
    separator = max(b",;\t", key=lambda byte: header.count(bytes([byte])))
    return pl.scan_csv(
        path, separator=chr(separator), infer_schema=False, null_values=list(EMPTY), glob=False, encoding="utf8"
    )


def _spss(path: Path) -> Rows:
    """What its maker declared missing is read as it stands: only a code makes an answer missing."""
    _, about = pyreadstat.read_sav(str(path), metadataonly=True, user_missing=True, output_format="polars")

    def batches(names: Sequence[str]) -> Iterator[pl.DataFrame]:
        for start in range(0, max(about.number_rows or 0, 1), ROWS):
            frame, _ = pyreadstat.read_sav(
                str(path),
                usecols=list(names),
                row_offset=start,
                row_limit=ROWS,
                user_missing=True,
                apply_value_formats=False,
                output_format="polars",
            )
            yield _as_text(frame.lazy()).collect()

    labels = {
        column: {_text_of(number): str(label) for number, label in meanings.items()}
        for column, meanings in about.variable_value_labels.items()
    }
    return Rows(about.column_names, batches, labels)


def _text_of(number: object) -> str:
    return str(int(number)) if isinstance(number, float) and number.is_integer() else str(number)


def _as_text(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Whole numbers without decimals, as people typed them."""
    names = rows.collect_schema()
    return rows.select(_text(name, kind) for name, kind in names.items())


def _text(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if kind.is_float():
        whole = column.is_finite() & (column == column.round())
        text = (
            pl.when(whole).then(column.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(column.cast(pl.String))
        )
    else:
        text = column.cast(pl.String)
    return pl.when(text.is_in(list(EMPTY))).then(None).otherwise(text).alias(name)
