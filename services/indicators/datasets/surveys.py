"""A survey, checked whole and brought to values: design, area and answers. Who answered is not kept (Art. 7.8)."""

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from services.contracts.indicators.datasets import DatasetMetadata
from services.indicators.datasets.areas import Areas, area_checks, area_of
from services.indicators.datasets.problems import Check, Problems
from services.indicators.datasets.reading import Rows

DESIGN = ("weight", "stratum", "psu", "fpc")
UNKNOWN_CODE = "has an answer that no code explains"
EMPTY_CODE = "is empty, and no code says what empty means"
MISSING = -1
FEW = 30
"""Respondents of a wijk below which its figures say little."""


class SurveyIntake:
    """Takes the rows of a file some at a time; `problems` has all that is wrong when they have been taken."""

    def __init__(self, rows: Rows, metadata: DatasetMetadata, areas: Areas) -> None:
        self.rows, self.metadata, self.areas = rows, metadata, areas
        self.problems = Problems()
        self.names = metadata.columns
        self.wanted = [*self.names.named.values(), *self.names.answers.values()]

    def take(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Columns `who` (a number), `weight stratum psu fpc` (where there), `area`, and values per question."""
        staged = rows.with_columns(*self._numbers(rows), *self._values(rows))
        checks = [*self._of_respondents(rows), *self._of_design(rows), *self._of_areas(rows), *self._of_answers(rows)]
        self.problems.check(staged, checks)
        self.problems.seen += rows.height
        return staged.select(self._kept(rows))

    def whole(self, sample: pl.DataFrame) -> pl.DataFrame:
        """What only all rows together can tell; the sample without its respondents."""
        who = sample["who"].drop_nulls() if "who" in sample.columns else pl.Series()
        if who.n_unique() < len(who):
            self._tell_twice()
        if not self.problems.total and "fpc" in sample.columns:
            _check_population(sample, self.names.fpc or "", self.problems)
        return sample.drop("who", strict=False)

    def report(self, sample: pl.DataFrame) -> dict[str, Any]:
        return report_of(sample, list(self.names.answers))

    def warnings(self, sample: pl.DataFrame) -> list[str]:
        return [*_lonely_strata(sample, self.metadata.lonely_strata), *_few_respondents(sample, self.areas.wijken)]

    def _numbers(self, rows: pl.DataFrame) -> Iterator[pl.Expr]:
        for role in ("weight", "fpc"):
            if (column := getattr(self.names, role)) in rows.columns:
                yield pl.col(column).str.strip_chars().cast(pl.Float64, strict=False).alias(f"={role}")

    def _values(self, rows: pl.DataFrame) -> Iterator[pl.Expr]:
        """MISSING for what a code calls missing, null for an answer that no code explains."""
        for item, column in self.names.answers.items():
            if column in rows.columns:
                codes = self._codes_of(column)
                values = pl.Series([MISSING if code == "missing" else code for code in codes.values()], dtype=pl.Int8)
                place = pl.col(column).fill_null("").cast(pl.Enum(list(codes)), strict=False).to_physical()
                yield pl.lit(values).gather(place).alias(f"={item}")

    def _codes_of(self, column: str) -> dict[str, int | str]:
        """Codes of answers, and of the numbers that SPSS labels with such an answer."""
        codes = dict(self.metadata.codes)
        for number, label in self.rows.labels.get(column, {}).items():
            if number not in codes and label in codes:
                codes[number] = codes[label]
        return dict(codes)

    def _of_respondents(self, rows: pl.DataFrame) -> Iterator[Check]:
        if (column := self.names.respondent) in rows.columns and column:
            yield Check(column, pl.col(column).is_null(), "is empty: every row needs its respondent")

    def _of_design(self, rows: pl.DataFrame) -> Iterator[Check]:
        for role in DESIGN:
            if (column := getattr(self.names, role)) not in rows.columns:
                continue
            text, number = pl.col(column), pl.col(f"={role}")
            yield Check(column, text.is_null(), f"is empty: every row needs its {role}")
            if role in ("weight", "fpc"):
                yield Check(column, text.is_not_null() & number.is_null(), "is no number (write 1.25)")
                yield Check(column, number.is_not_null() & ~number.is_finite(), "is no finite number")
                least = number <= 0 if role == "weight" else number < 1
                yield Check(column, least, "is not above zero" if role == "weight" else "is below one")

    def _of_areas(self, rows: pl.DataFrame) -> Iterator[Check]:
        if (column := self.names.wijk) in rows.columns and column:
            yield from area_checks(column, self.metadata.area, self.areas)

    def _of_answers(self, rows: pl.DataFrame) -> Iterator[Check]:
        told = set()
        for item, column in self.names.answers.items():
            if column in rows.columns and column not in told:
                told.add(column)
                text, unknown = pl.col(column), pl.col(f"={item}").is_null()
                yield Check(column, unknown & text.is_not_null(), UNKNOWN_CODE)
                yield Check(column, unknown & text.is_null(), EMPTY_CODE)

    def _kept(self, rows: pl.DataFrame) -> Iterator[pl.Expr]:
        if (column := self.names.respondent) in rows.columns and column:
            yield pl.when(pl.col(column).is_not_null()).then(pl.col(column).hash()).alias("who")
        for role in DESIGN:
            if (column := getattr(self.names, role)) in rows.columns:
                yield pl.col(f"={role}" if role in ("weight", "fpc") else column).alias(role)
        if (column := self.names.wijk) in rows.columns and column:
            yield area_of(column, self.metadata.area, self.areas)
        for item, column in self.names.answers.items():
            if column in rows.columns:
                value = pl.col(f"={item}")
                yield pl.when(value != MISSING).then(value).alias(item)

    def _tell_twice(self) -> None:
        """The numbers of respondents said so; their names say which, and whether it is true."""
        column = self.names.respondent or ""
        names = pl.concat(list(self.rows.batches([column])))
        self.problems.seen = 0
        twice = pl.col(column).is_duplicated() & pl.col(column).is_not_null()
        self.problems.check(names, [Check(column, twice, "is there more than once: everybody answers once")])


def _check_population(sample: pl.DataFrame, column: str, found: Problems) -> None:
    """One population per stratum, not smaller than its sample."""
    per = _strata(sample).agg(
        pl.col("fpc").min().alias("low"), pl.col("fpc").max().alias("high"), _units(sample).alias("units")
    )
    for name, low, high, drawn in per.sort("stratum").iter_rows():
        where = f"stratum {name}: " if name else ""
        if low != high:
            found.of_file("must be one number per stratum", column, f"{where}{low:g} to {high:g}")
        elif low < drawn:
            found.of_file("is smaller than the sample of its stratum", column, f"{where}{low:g} < {drawn}")


def _strata(sample: pl.DataFrame) -> Any:
    stratum = pl.col("stratum") if "stratum" in sample.columns else pl.lit("").alias("stratum")
    return sample.group_by(stratum)


def _units(sample: pl.DataFrame) -> pl.Expr:
    return pl.col("psu").n_unique() if "psu" in sample.columns else pl.len()


def _lonely_strata(sample: pl.DataFrame, rule: str) -> list[str]:
    units = _strata(sample).agg(_units(sample).alias("units")).filter(pl.col("units") == 1)
    names = ", ".join(units["stratum"].sort().head(10))
    return [f"One unit only in stratum {names}: its spread is unknown; the rule “{rule}” is used."] if names else []


def _few_respondents(sample: pl.DataFrame, wijken: Sequence[str]) -> list[str]:
    per = dict(sample.group_by(pl.col("area").cast(pl.String)).len().iter_rows())
    few = [f"{wijk} ({per.get(wijk, 0)})" for wijk in wijken if per.get(wijk, 0) < FEW]
    return [f"Fewer than {FEW} respondents in {', '.join(few)}."] if few else []


def report_of(sample: pl.DataFrame, items: Sequence[str]) -> dict[str, Any]:
    """What is in the file, for whoever sent it and whoever approves: rows per area, weights, questions not answered."""
    weight = sample["weight"]
    squares = float((weight * weight).sum())
    per_area = sample.group_by(pl.col("area").cast(pl.String)).len().sort("area")
    return {
        "rows": sample.height,
        "rowsPerArea": dict(per_area.iter_rows()),
        "weights": {
            "sum": weight.sum(),
            "least": weight.min(),
            "most": weight.max(),
            "designEffect": sample.height * squares / float(weight.sum()) ** 2,
        },
        "strata": sample["stratum"].n_unique() if "stratum" in sample.columns else 1,
        "notAnswered": {item: sample[item].null_count() for item in items},
    }
