"""Counts of a register, per area, rounded by its source (Art. 3: problematic debts of CAK)."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from services.contracts.indicators.datasets import DatasetMetadata
from services.indicators.datasets.areas import Areas, area_checks, area_of
from services.indicators.datasets.problems import Check, Problems
from services.indicators.datasets.reading import Rows

NUMBERS = ("count", "households")


class RegisterIntake:
    """Columns `area`, `unit` (the area as the file has it), `count`, and `households` where the file has them."""

    def __init__(self, rows: Rows, metadata: DatasetMetadata, areas: Areas) -> None:
        self.rows, self.metadata, self.areas = rows, metadata, areas
        self.problems = Problems()
        self.names = metadata.columns
        self.wanted = list(self.names.named.values())

    def take(self, rows: pl.DataFrame) -> pl.DataFrame:
        staged = rows.with_columns(
            pl.col(column).str.strip_chars().cast(pl.Int64, strict=False).alias(f"={role}")
            for role, column in self._numbers(rows)
        )
        if (column := self.names.wijk) in rows.columns and column:
            self.problems.check(staged, area_checks(column, self.metadata.area, self.areas))
        self.problems.check(staged, self._of_numbers(rows))
        self.problems.seen += rows.height
        return staged.select(self._kept(rows))

    def whole(self, counts: pl.DataFrame) -> pl.DataFrame:
        """One row per area."""
        if "unit" in counts.columns and self.names.wijk:
            self.problems.seen = 0
            twice = pl.col("unit").is_duplicated() & pl.col("unit").is_not_null()
            found = counts.with_columns(pl.col("unit").alias(self.names.wijk))
            self.problems.check(found, [Check(self.names.wijk, twice, "is there more than once: one row per area")])
        return counts

    def report(self, counts: pl.DataFrame) -> dict[str, Any]:
        per_area = counts.group_by(pl.col("area").cast(pl.String)).agg(pl.col("count").sum()).sort("area")
        return {
            "rows": counts.height,
            "countPerArea": dict(per_area.iter_rows()),
            "roundedTo": self.metadata.rounded_to,
        }

    def warnings(self, counts: pl.DataFrame) -> list[str]:
        there = set(counts["area"].cast(pl.String))
        without = [wijk for wijk in self.areas.wijken if wijk not in there]
        return [f"Nothing about {', '.join(without)}."] if without else []

    def _numbers(self, rows: pl.DataFrame) -> Iterator[tuple[str, str]]:
        for role in NUMBERS:
            if (column := getattr(self.names, role)) in rows.columns:
                yield role, column

    def _of_numbers(self, rows: pl.DataFrame) -> Iterator[Check]:
        there = dict(self._numbers(rows))
        for role, column in there.items():
            text, number = pl.col(column), pl.col(f"={role}")
            yield Check(column, text.is_null(), "is empty: a count that is not known has no row")
            yield Check(column, text.is_not_null() & number.is_null(), "is no whole number")
            yield Check(column, number < 0, "is below zero")
            if self.metadata.rounded_to > 1:
                step = self.metadata.rounded_to
                yield Check(column, (number >= 0) & (number % step != 0), f"is no multiple of {step} (`roundedTo`)")
        if len(there) == len(NUMBERS):
            yield Check(there["count"], pl.col("=count") > pl.col("=households"), "is more than there are households")

    def _kept(self, rows: pl.DataFrame) -> Iterator[pl.Expr]:
        if (column := self.names.wijk) in rows.columns and column:
            yield area_of(column, self.metadata.area, self.areas)
            yield pl.col(column).alias("unit")
        for role, _ in self._numbers(rows):
            yield pl.col(f"={role}").alias(role)
