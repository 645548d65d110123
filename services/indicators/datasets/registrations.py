"""A registration of persons: who (a pseudonym, kept as a keyed hash), when, and what happened (Art. 3)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import polars as pl

from services.contracts.indicators.datasets import DatasetMetadata
from services.indicators.datasets.areas import Areas, area_checks, area_of
from services.indicators.datasets.problems import Check, Problems
from services.indicators.datasets.reading import Rows

Keyed = Callable[[str], bytes]
"""The same for the same person in every file, and nothing that tells who."""
UNKNOWN_EVENT = "is an event that no indicator counts; name it in `events`, or as missing in `codes`"


class RegistrationIntake:
    """Columns `person` (keyed hash), `date`, `event`, and `area` where the file has it."""

    def __init__(self, rows: Rows, metadata: DatasetMetadata, areas: Areas, keyed: Keyed, today: date) -> None:
        self.rows, self.metadata, self.areas, self.keyed, self.today = rows, metadata, areas, keyed, today
        self.problems = Problems()
        self.names = metadata.columns
        self.wanted = list(self.names.named.values())
        counted = [word for words in metadata.events.values() for word in words]
        self.events = list(dict.fromkeys([*counted, *(word for word in metadata.codes if word)]))

    def take(self, rows: pl.DataFrame) -> pl.DataFrame:
        staged = rows.with_columns(self._days(rows))
        self.problems.check(staged, [*self._of_persons(rows), *self._of_days(rows), *self._of_events(rows)])
        if (column := self.names.wijk) in rows.columns and column:
            self.problems.check(staged, area_checks(column, self.metadata.area, self.areas))
        self.problems.seen += rows.height
        return self._kept(staged)

    def whole(self, events: pl.DataFrame) -> pl.DataFrame:
        return events

    def report(self, events: pl.DataFrame) -> dict[str, Any]:
        """`persons` per indicator are distinct in this file; a person counts once over all files together."""
        per_event = events.group_by(pl.col("event").cast(pl.String)).len().sort("event")
        return {
            "rows": events.height,
            "persons": events["person"].n_unique(),
            "personsPerIndicator": {
                indicator: events.filter(pl.col("event").cast(pl.String).is_in(words))["person"].n_unique()
                for indicator, words in self.metadata.events.items()
            },
            "rowsPerEvent": dict(per_event.iter_rows()),
            "firstDay": str(events["date"].min()),
            "lastDay": str(events["date"].max()),
        }

    def warnings(self, events: pl.DataFrame) -> list[str]:
        twice = events.height - events.unique().height
        return [f"{twice} rows say the same as another row; a person counts once."] if twice else []

    def _days(self, rows: pl.DataFrame) -> list[pl.Expr]:
        column = self.names.date
        return (
            [pl.col(column).str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False).alias("=date")]
            if (column in rows.columns and column)
            else []
        )

    def _of_persons(self, rows: pl.DataFrame) -> Iterator[Check]:
        if (column := self.names.person) in rows.columns and column:
            yield Check(column, pl.col(column).is_null(), "is empty: every row needs its person")

    def _of_days(self, rows: pl.DataFrame) -> Iterator[Check]:
        if (column := self.names.date) in rows.columns and column:
            day = pl.col("=date")
            yield Check(column, pl.col(column).is_null(), "is empty: every row needs its date")
            yield Check(column, pl.col(column).is_not_null() & day.is_null(), "is no date (write 2020-03-31)")
            yield Check(column, day > self.today, "is in the future")
            if self.metadata.fieldwork:
                outside = (day < self.metadata.fieldwork.start) | (day > self.metadata.fieldwork.end)
                yield Check(column, outside & (day <= self.today), "lies outside the days of `fieldwork`")

    def _of_events(self, rows: pl.DataFrame) -> Iterator[Check]:
        if (column := self.names.event) in rows.columns and column:
            text = pl.col(column)
            yield Check(column, text.is_null(), "is empty: every row needs its event")
            unknown = text.cast(pl.Enum(self.events), strict=False).is_null()
            yield Check(column, text.is_not_null() & unknown, UNKNOWN_EVENT)

    def _kept(self, rows: pl.DataFrame) -> pl.DataFrame:
        kept: list[pl.Expr | pl.Series] = []
        if (column := self.names.person) in rows.columns and column:
            hashes = [None if name is None else self.keyed(name) for name in rows[column]]
            kept.append(pl.Series("person", hashes, dtype=pl.Binary))
        if "=date" in rows.columns:
            kept.append(pl.col("=date").alias("date"))
        if (column := self.names.event) in rows.columns and column:
            kept.append(pl.col(column).cast(pl.Enum(self.events), strict=False).alias("event"))
        if (column := self.names.wijk) in rows.columns and column:
            kept.append(area_of(column, self.metadata.area, self.areas))
        return rows.select(kept)
