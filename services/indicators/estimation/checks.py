"""What must hold for the columns of a design before anything is added up."""

from collections.abc import Iterator, Mapping

import polars as pl

from services.indicators.estimation.problems import Problem, found

Names = dict[str, str]
"""What the columns `y`, `weight`, `stratum`, `psu`, `fpc` are called in the file, for the words of a problem."""


def problems_of(frame: pl.DataFrame, names: Names) -> list[Problem]:
    """All problems of a frame as `sample.sample_of` wants it; empty if there are none."""
    if frame.height == 0:
        return [Problem("The file has no rows")]
    return [*problems_of_rows(frame, names), *problems_of_population(frame, names, _units(frame, names))]


def problems_of_rows(frame: pl.DataFrame, names: Names) -> Iterator[Problem]:
    for column in ("weight", "stratum", "psu", "fpc"):
        if column in names:
            yield from _where(frame, pl.col(column).is_null(), "is empty", names[column])
    for column in ("y", "weight", "fpc"):
        if column in names and frame.schema[column].is_float():
            yield from _where(frame, ~pl.col(column).is_finite(), "is not a finite number", names[column])
    yield from _where(frame, pl.col("weight") < 0, "is below zero", names["weight"])


def problems_of_population(frame: pl.DataFrame, names: Names, units: Mapping[str, int]) -> Iterator[Problem]:
    """One population per stratum, not smaller than its sample; `units` has the sampled units per stratum."""
    if "fpc" not in names:
        return
    fpc = pl.col("fpc")
    per = frame.group_by(_stratum(names)).agg(fpc.min().alias("low"), fpc.max().alias("high"))
    for name, low, high in per.sort("stratum").iter_rows():
        count = units.get(name or "", 0)
        where = f"of stratum {name} " if name else ""
        if low != high:
            yield Problem(f"the population {where}must be one number, and runs from {low:g} to {high:g}", names["fpc"])
        elif low is not None and low < count:
            yield Problem(f"the population {where}is {low:g}, smaller than its sample of {count}", names["fpc"])


def _units(frame: pl.DataFrame, names: Names) -> Mapping[str, int]:
    units = pl.col("psu").n_unique() if "psu" in names else pl.len()
    return dict(frame.group_by(_stratum(names)).agg(units.alias("units")).iter_rows())


def _stratum(names: Names) -> pl.Expr:
    return pl.col("stratum") if "stratum" in names else pl.lit("").alias("stratum")


def _where(frame: pl.DataFrame, wrong: pl.Expr, rule: str, column: str) -> list[Problem]:
    mask = frame.select(wrong.fill_null(False)).to_series()
    return found(rule, column, mask.arg_true().to_list()) if mask.any() else []
