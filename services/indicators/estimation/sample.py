"""A sample as sums: one pass over the rows, and everything after it is small arithmetic.

The frame has columns `y` (float, null = no answer), `weight` (float) and `group` (text, null = in no domain), and where
the design has them `stratum`, `psu` (text) and `fpc` (first-stage units in the population of the stratum). Sums can be
added up: those of two files with different units are those of one file.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

KEYS = ("stratum", "psu", "group")
SQUARES = ("ww", "wwy", "wwyy")


class Cell(NamedTuple):
    """Sums over all rows of one group that have an answer. y is less the shift."""

    group: str | None
    rows: int
    w: float
    wy: float


class Stratum(NamedTuple):
    """Of units with a weight above zero it is told apart how many: only these give degrees of freedom, as in R."""

    name: str
    units: int
    weighty_units: int
    population: float | None


@dataclass(frozen=True, slots=True)
class Sums:
    """Of one cell: columns, with a row for each unit, or for each stratum where every row is a unit.

    `place` is that of the unit, or of the stratum. Units are in the order of their strata. Clusters have no squares:
    nothing is done with those of their rows.
    """

    place: list[int]
    w: list[float]
    wy: list[float]
    ww: list[float]
    wwy: list[float]
    wwyy: list[float]


@dataclass(frozen=True, slots=True)
class Sample:
    """`shift` was taken from every y, so that squares lose no digits when y is far from zero. `sums` are per cell."""

    strata: tuple[Stratum, ...]
    shift: float
    cells: tuple[Cell, ...]
    sums: tuple[Sums, ...]
    clustered: bool

    @property
    def df(self) -> int:
        """Units less strata, of the full design (Lumley 2010, ch. 2)."""
        return sum(max(stratum.weighty_units - 1, 0) for stratum in self.strata)

    @property
    def groups(self) -> list[str]:
        return sorted({cell.group for cell in self.cells if cell.group is not None})


def sample_of(frame: pl.DataFrame) -> Sample:
    """The sums of `frame`, which must be without problems (`checks.problems_of`)."""
    shift = weighted_mean(frame)
    return sample_from(summed(frame.lazy(), shift).collect(), shift)


def weighted_mean(frame: pl.DataFrame) -> float:
    """Of those who answered; 0 when nobody did."""
    answered = pl.col("weight").filter(pl.col("y").is_not_null()).sum()
    mean = frame.select((pl.col("weight") * pl.col("y")).sum() / answered).item()
    return float(mean) if mean is not None and mean == mean else 0.0


def summed(rows: pl.LazyFrame, shift: float, *more: pl.Expr) -> pl.LazyFrame:
    """One row per stratum, unit and group: `units` and `weighty` count all rows, for those without an answer are of the
    design too, and these say the least and the `most` of their `population`; the others are of rows with an answer.
    `more` is what else is wanted of all rows."""
    columns = rows.collect_schema().names()
    answered = pl.col("y").is_not_null()
    w = pl.when(answered).then(pl.col("weight")).otherwise(0.0)
    wy = w * (pl.col("y").fill_null(shift) - shift)
    sums = {name: pl.col(name) for name in ("w", "wy")}
    if "psu" not in columns:
        sums |= {"ww": sums["w"] ** 2, "wwy": sums["w"] * sums["wy"], "wwyy": sums["wy"] ** 2}
    fpc = pl.col("fpc") if "fpc" in columns else pl.lit(None, pl.Float64)
    keys = [key for key in KEYS if key in columns]
    return (
        rows.with_columns(w.alias("w"), wy.alias("wy"))
        .group_by(keys)
        .agg(
            answered.sum().alias("rows"),
            pl.len().alias("units"),
            (pl.col("weight") > 0).sum().alias("weighty"),
            fpc.min().alias("population"),
            fpc.max().alias("most"),
            *(each.sum().alias(name) for name, each in sums.items()),
            *more,
        )
        .with_columns(pl.lit("").alias(key) for key in KEYS if key not in keys)
    )


def sample_from(sums: pl.DataFrame, shift: float) -> Sample:
    """Of what was `summed`: the rows of some units are those of the sample that has only these units."""
    clustered = "ww" not in sums.columns
    keys = ["stratum", "psu"] if clustered else ["stratum"]
    sums = sums.sort(keys)
    strata = tuple(map(Stratum._make, strata_of(sums).select(Stratum._fields).iter_rows()))
    cells = sums.group_by("group", maintain_order=True).agg(pl.col("rows", "w", "wy").sum())
    placed = sums.with_columns(pl.struct(keys).rle_id().alias("place"))
    parts = placed.partition_by("group", maintain_order=True)
    of_cells = tuple(Sums(*_lists(part, ("place", "w", "wy", *SQUARES))) for part in parts)
    return Sample(strata, shift, tuple(map(Cell._make, cells.iter_rows())), of_cells, clustered)


def _lists(frame: pl.DataFrame, names: tuple[str, ...]) -> list[list[Any]]:
    return [frame[name].to_list() if name in frame.columns else [] for name in names]


def strata_of(sums: pl.DataFrame) -> pl.DataFrame:
    """The columns of `Stratum`, and `most` as in the sums, whose order it has."""
    units, weighty = pl.col("units").sum(), pl.col("weighty").sum()
    if "ww" not in sums.columns:
        units, weighty = pl.col("psu").n_unique(), pl.col("psu").filter(pl.col("weighty") > 0).n_unique()
    return sums.group_by(pl.col("stratum").alias("name"), maintain_order=True).agg(
        units.alias("units"), weighty.alias("weighty_units"), pl.col("population").min(), pl.col("most").max()
    )
