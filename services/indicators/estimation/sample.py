"""A sample as sums: one pass over the rows, and everything after it is small arithmetic.

The frame has columns `y` (float, null = no answer), `weight` (float) and `group` (text, null = in no domain), and where
the design has them `stratum`, `psu` (text) and `fpc` (first-stage units in the population of the stratum). Sums can be
added up: those of two files with different units are those of one file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

KEYS = ("stratum", "psu", "group", "answered")


class Cell(NamedTuple):
    """Sums over the rows of one group in one unit, or in one stratum where every row is a unit. y is less the shift."""

    group: str | None
    answered: bool
    rows: int
    weighty: int
    w: float
    wy: float
    ww: float
    wwy: float
    wwyy: float


@dataclass(frozen=True, slots=True)
class Stratum:
    """`clusters` has the cells of each unit; it is empty where rows are units, and then `cells` has the squares too."""

    name: str
    cells: tuple[Cell, ...]
    clusters: tuple[tuple[Cell, ...], ...]
    population: float | None

    @property
    def units(self) -> int:
        return len(self.clusters) or sum(cell.rows for cell in self.cells)

    @property
    def weighty_units(self) -> int:
        """Units with a weight above zero: only these give degrees of freedom, as in R."""
        if not self.clusters:
            return sum(cell.weighty for cell in self.cells)
        return sum(any(cell.weighty for cell in cluster) for cluster in self.clusters)


@dataclass(frozen=True, slots=True)
class Sample:
    """`shift` was taken from every y, so that squares lose no digits when y is far from zero. `cells` are the sums of
    each group over all strata."""

    strata: tuple[Stratum, ...]
    shift: float
    cells: tuple[Cell, ...]

    @property
    def df(self) -> int:
        """Units less strata, of the full design (Lumley 2010, ch. 2)."""
        return sum(max(stratum.weighty_units - 1, 0) for stratum in self.strata)

    @property
    def groups(self) -> list[str]:
        return sorted({cell.group for cell in self.cells if cell.group is not None})


def sample_of(frame: pl.DataFrame) -> Sample:
    """The sums of `frame`, which must be without problems (`checks.problems_of`)."""
    shift = _weighted_mean(frame)
    clustered = "psu" in frame.columns
    by_stratum: dict[str, list[tuple[str | None, Cell]]] = {}
    summed = _summed(frame, shift)
    for stratum, psu, *sums in summed.iter_rows():
        by_stratum.setdefault(stratum, []).append((psu, Cell(*sums)))
    population = _population(frame)
    strata = [_stratum(name, cells, clustered, population.get(name)) for name, cells in sorted(by_stratum.items())]
    together = summed.drop("stratum", "psu").group_by("group", "answered").sum()
    return Sample(tuple(strata), shift, tuple(Cell(*sums) for sums in together.iter_rows()))


def _weighted_mean(frame: pl.DataFrame) -> float:
    answered = pl.col("weight").filter(pl.col("y").is_not_null()).sum()
    mean = frame.select((pl.col("weight") * pl.col("y")).sum() / answered).item()
    return float(mean) if mean is not None and mean == mean else 0.0


def _summed(frame: pl.DataFrame, shift: float) -> pl.DataFrame:
    """One row per stratum, unit, group and whether there is an answer; rows without one still count in the design.

    Squares are of rows: where clusters are the units nothing is done with them, and they are left out.
    """
    w, y = pl.col("weight"), pl.col("y").fill_null(shift) - shift
    wy = w * pl.col("y")
    squares = {"sum_ww": w * w, "sum_wwy": w * wy, "sum_wwyy": wy * wy}
    sums = {"w": w, "sum_wy": wy} | (dict.fromkeys(squares, pl.lit(0.0)) if "psu" in frame.columns else squares)
    constant = [pl.lit(None, pl.String).alias(key) for key in ("stratum", "psu") if key not in frame.columns]
    return (
        frame.lazy()
        .with_columns(constant)
        .with_columns(pl.col("stratum").fill_null(""), y.alias("y"), pl.col("y").is_not_null().alias("answered"))
        .group_by(KEYS)
        .agg(pl.len(), (w > 0).sum().alias("weighty"), *(each.sum().alias(name) for name, each in sums.items()))
        .collect()
    )


def _population(frame: pl.DataFrame) -> dict[str, float]:
    if "fpc" not in frame.columns:
        return {}
    if "stratum" not in frame.columns:
        return {"": frame["fpc"][0]}
    return dict(frame.group_by("stratum").agg(pl.col("fpc").first()).iter_rows())


def _stratum(
    name: str, placed: Sequence[tuple[str | None, Cell]], clustered: bool, population: float | None
) -> Stratum:
    cells = tuple(cell for _, cell in placed)
    if not clustered:
        return Stratum(name, cells, (), population)
    units: dict[str | None, list[Cell]] = {}
    for psu, cell in placed:
        units.setdefault(psu, []).append(cell)
    return Stratum(name, cells, tuple(map(tuple, units.values())), population)
