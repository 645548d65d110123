"""The rows of a table as a frame: the same whichever version of OData they came by."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from services.indicators.cbs_import.sources import Source

TITLE = " (title)"
"""Beside each dimension stands a column with what its keys mean."""
Row = Mapping[str, Any]


def frame(source: Source, rows: Iterable[Row]) -> pl.DataFrame:
    """A row per combination of keys, and a column per dimension, its titles, and topic."""
    wide = _pivoted(source, rows) if source.table.protocol == "v4" else rows
    columns = source.table.columns
    read = [tuple(_value(row.get(each.key), each.text) for each in columns) for row in wide]
    schema = {each.key: pl.String if each.text else pl.Float64 for each in columns}
    found = pl.DataFrame(read, schema=schema, orient="row")
    return found.with_columns(
        pl.col(name).replace_strict(dict(titles), default=None, return_dtype=pl.String).alias(name + TITLE)
        for name, titles in source.titles.items()
    )


def _pivoted(source: Source, rows: Iterable[Row]) -> Iterable[Row]:
    """OData 4 has a row per topic."""
    found: dict[Sequence[str], dict[str, Any]] = {}
    for row in rows:
        keys = {name: row[name] for name in source.dimensions}
        value = row["Value"] if row.get("StringValue") is None else row["StringValue"]
        found.setdefault(tuple(keys.values()), keys)[row["Measure"]] = value
    return found.values()


def _value(said: Any, text: bool) -> Any:
    """Words without the spaces that CBS fills them up with; a number that is not there is null."""
    if text:
        return str(said).rstrip() or None if said is not None else None
    return float(said) if isinstance(said, int | float) else None
