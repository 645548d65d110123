"""Files as polars frames of text: CSV, Parquet and SPSS, told apart by what is in them, not by their name."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pyreadstat
from polars.exceptions import PolarsError

EMPTY = ("", "NA")


class Unreadable(Exception):
    """The file can't be read; the sentence says why, in words for whoever sent it."""


def read_rows(path: Path, wanted: Sequence[str]) -> pl.DataFrame:
    """The wanted columns that are there, as text; empty cells are null. Raises Unreadable."""
    try:
        rows = _lazy(path)
        there = rows.collect_schema().names()
        return rows.select([name for name in dict.fromkeys(wanted) if name in there]).collect()
    except Unreadable:
        raise
    except (PolarsError, pyreadstat.ReadstatError, OSError, ValueError) as error:
        raise Unreadable(f"The file can't be read: {str(error).splitlines()[0][:200]}") from error


def _lazy(path: Path) -> pl.LazyFrame:
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise Unreadable("The file is empty.")
    if start.startswith(b"PAR1"):
        return _as_text(pl.scan_parquet(path))
    if start.startswith((b"$FL2", b"$FL3")):
        frame, _ = pyreadstat.read_sav(str(path), output_format="polars", apply_value_formats=False)
        return _as_text(frame.lazy())
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")):
        raise Unreadable("This is no CSV, SPSS (.sav) or Parquet file.")
    return _csv(path)


def _csv(path: Path) -> pl.LazyFrame:
    with path.open("rb") as file:
        header = file.readline(1_000_000)
    separator = max(b",;\t", key=lambda byte: header.count(bytes([byte])))
    return pl.scan_csv(
        path, separator=chr(separator), infer_schema=False, null_values=list(EMPTY), glob=False, encoding="utf8"
    )


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
