"""What must hold for the columns of a design before anything is added up."""

from collections.abc import Iterator

import polars as pl

from services.indicators.estimation.problems import Problem, found

Names = dict[str, str]
"""What the columns `y`, `weight`, `stratum`, `psu`, `fpc` are called in the file, for the words of a problem."""


def problems_of(frame: pl.DataFrame, names: Names) -> list[Problem]:
    """All problems of a frame as `sample.sample_of` wants it; empty if there are none."""
    if frame.height == 0:
        return [Problem("The file has no rows")]
    return [*problems_of_rows(frame, names), *problems_of_population(_strata(frame, names), names)]


def problems_of_rows(frame: pl.DataFrame, names: Names) -> Iterator[Problem]:
    for column, rule, wrong in _rules(names):
        yield from _where(frame, wrong, rule, names[column])


def is_wrong(names: Names) -> pl.Expr:
    """Whether a row breaks any rule for rows."""
    return pl.any_horizontal(wrong.fill_null(False) for _, _, wrong in _rules(names))


def _rules(names: Names) -> Iterator[tuple[str, str, pl.Expr]]:
    """Column, what is wrong in words, and in which rows."""
    for column in ("weight", "stratum", "psu", "fpc"):
        if column in names:
            yield column, "is empty", pl.col(column).is_null()
    for column in ("y", "weight", "fpc"):
        if column in names:
            yield column, "is not a finite number", ~pl.col(column).is_finite()
    yield "weight", "is below zero", pl.col("weight") < 0


def problems_of_population(strata: pl.DataFrame, names: Names) -> Iterator[Problem]:
    """One population per stratum, not smaller than its sample. `strata` has the columns `name`, `units` and, the least
    and the most that its rows say, `population` and `most`."""
    if "fpc" not in names:
        return
    for name, units, low, high in strata.select("name", "units", "population", "most").sort("name").iter_rows():
        where = f"of stratum {name} " if name else ""
        if low != high:
            yield Problem(f"the population {where}must be one number, and runs from {low:g} to {high:g}", names["fpc"])
        elif low is not None and low < units:
            yield Problem(f"the population {where}is {low:g}, smaller than its sample of {units}", names["fpc"])


def _strata(frame: pl.DataFrame, names: Names) -> pl.DataFrame:
    units = pl.col("psu").n_unique() if "psu" in names else pl.len()
    name = pl.col("stratum") if "stratum" in names else pl.lit("")
    fpc = pl.col("fpc") if "fpc" in names else pl.lit(None, pl.Float64)
    return frame.group_by(name.alias("name")).agg(
        units.alias("units"), fpc.min().alias("population"), fpc.max().alias("most")
    )


def _where(frame: pl.DataFrame, wrong: pl.Expr, rule: str, column: str) -> list[Problem]:
    mask = frame.select(wrong.fill_null(False)).to_series()
    return found(rule, column, mask.arg_true().to_list()) if mask.any() else []
