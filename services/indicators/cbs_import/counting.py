"""From a table of CBS to the counts of a register, where a definition says which columns they are. Pure."""

from collections.abc import Iterator, Sequence

import polars as pl

from services.contracts.deal_indicators import CbsCounts
from services.contracts.indicators.cbs_tables import CbsTable
from services.contracts.indicators.datasets import DatasetColumns, DatasetMetadata
from services.indicators.datasets.areas import Areas
from services.indicators.datasets.definitions import Edition
from services.indicators.datasets.reading import Rows

BUURT = "BU"


def missing_columns(counts: CbsCounts, table: CbsTable) -> list[str]:
    """What a definition names and the table does not have."""
    there = {each.key for each in table.columns}
    named = [counts.area, counts.count, *([counts.households] if counts.households else []), *counts.where]
    return [name for name in named if name not in there]


def metadata_of(edition: Edition, counts: CbsCounts, table: CbsTable) -> DatasetMetadata:
    """What is said of the counts, as of a file that somebody brings."""
    return DatasetMetadata(
        kind="cbs",
        source=f"CBS, {table.id}: {table.title}"[:200],
        period=counts.period,
        area="cbs-buurt",
        definition_versions={edition.indicator_id: edition.version},
        columns=DatasetColumns(wijk=counts.area, count=counts.count, households=counts.households),
        rounded_to=counts.rounded_to,
    )


def rows_of(found: pl.DataFrame, counts: CbsCounts, areas: Areas) -> Rows:
    """Those of the buurten of the city, as text. A count that CBS does not give has no row."""
    ours = found.filter(pl.col(counts.area).str.starts_with(BUURT + areas.municipality.removeprefix("GM")))
    for name, key in counts.where.items():
        ours = ours.filter(pl.col(name) == key.rstrip())
    numbers = [counts.count, *([counts.households] if counts.households else [])]
    ours = ours.drop_nulls(numbers).with_columns(pl.col(numbers).round(0).cast(pl.Int64).cast(pl.String))

    def batches(wanted: Sequence[str]) -> Iterator[pl.DataFrame]:
        yield ours.select(wanted)

    return Rows(ours.columns, batches)
