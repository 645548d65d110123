"""A survey of any length, the same each time: 40 strata of 60 clusters, answers of 1 to 5, who lives where."""

from pathlib import Path

import polars as pl

STRATA, CLUSTERS, POPULATION = 40, 60, 500
WIJKEN = ("moerwijk", "morgenstond", "bouwlust", "vrederust", "elsewhere", "elsewhere", "elsewhere")
ITEMS = {
    "know-each-other": "q1",
    "pleasant-contact": "q2",
    "solidarity": "q3",
    "feel-at-home": "q4",
    "feels-unsafe": "unsafe",
}
METADATA = {
    "kind": "survey",
    "source": "made for a measurement of speed",
    "period": "2019-najaar",
    "definitionVersions": {"social-cohesion": 1, "feeling-unsafe": 1},
    "columns": {
        "respondent": "respondent",
        "weight": "weight",
        "stratum": "stratum",
        "psu": "psu",
        "fpc": "fpc",
        "wijk": "wijk",
        "answers": ITEMS,
    },
    "codes": {"5": 4, "4": 3, "3": 2, "2": 1, "1": 0, "9": "missing"},
}


def write_survey(path: Path, rows: int) -> None:
    number = pl.int_range(rows, dtype=pl.UInt64)
    stratum = number % STRATA
    cluster = _drawn(number, 1) % CLUSTERS
    answers = [(_drawn(number, seed) % 5 + 1).alias(column) for seed, column in enumerate(ITEMS.values(), start=10)]
    frame = pl.select(
        pl.format("r{}", number).alias("respondent"),
        (0.5 + (_drawn(number, 2) % 25_000) / 10_000).round(4).alias("weight"),
        pl.format("s{}", stratum).alias("stratum"),
        pl.format("s{}p{}", stratum, cluster).alias("psu"),
        pl.lit(POPULATION).alias("fpc"),
        pl.lit(2 * rows // STRATA + 1).alias("population"),
        pl.lit(pl.Series(WIJKEN)).gather(_drawn(number, 3) % len(WIJKEN)).alias("wijk"),
        *answers,
    )
    frame.with_columns(pl.col("unsafe").clip(1, 2)).write_csv(path)


def _drawn(number: pl.Expr, seed: int) -> pl.Expr:
    return number.hash(seed)
