"""A survey, checked whole and brought to values: design, area and answers. Who answered is not kept (Art. 7.8)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from services.contracts.datasets import ELSEWHERE, DatasetMetadata
from services.contracts.deal_indicators import IndicatorDefinition
from services.indicators.datasets.definitions import highest_value, items_of
from services.indicators.datasets.problems import Check, Problems

DESIGN = ("weight", "stratum", "psu", "fpc")
UNKNOWN_CODE = "has an answer that no code explains"
EMPTY_CODE = "is empty, and no code says what empty means"


@dataclass(frozen=True)
class Areas:
    """The deal's wijken by their slugs, and its CBS buurten with the wijk of each."""

    wijken: Sequence[str]
    buurten: Mapping[str, str]
    municipality: str
    """CBS code of the city, GM…: its buurten begin with the same four digits."""


def wanted_columns(metadata: DatasetMetadata) -> list[str]:
    return [*metadata.columns.named.values(), *metadata.columns.answers.values()]


def check_survey(
    rows: pl.DataFrame, metadata: DatasetMetadata, definitions: Sequence[IndicatorDefinition], areas: Areas
) -> Problems:
    """Every problem of the columns that are there; `rows` are text."""
    found = Problems()
    names = metadata.columns
    if names.respondent in rows.columns:
        _check_respondents(rows, names.respondent, found)
    found.check(rows, _of_design(rows, metadata))
    found.check(rows, _of_areas(rows, metadata, areas))
    found.check(rows, _of_answers(rows, metadata))
    if not found.total:
        _check_population(prepared(rows, metadata, areas), names.fpc or "", found)
    _check_codes(metadata, definitions, found)
    return found


def _check_respondents(rows: pl.DataFrame, column: str, found: Problems) -> None:
    found.check(rows, [Check(column, pl.col(column).is_null(), "is empty: every row needs its respondent")])
    if rows[column].drop_nulls().n_unique() != rows[column].len() - rows[column].null_count():
        twice = pl.col(column).is_duplicated() & pl.col(column).is_not_null()
        found.check(rows, [Check(column, twice, "is there more than once: everybody answers once")])


def _of_design(rows: pl.DataFrame, metadata: DatasetMetadata) -> Iterator[Check]:
    for role in DESIGN:
        column = getattr(metadata.columns, role)
        if column not in rows.columns:
            continue
        text = pl.col(column)
        yield Check(column, text.is_null(), f"is empty: every row needs its {role}")
        if role in ("weight", "fpc"):
            number = _number(column)
            yield Check(column, text.is_not_null() & number.is_null(), "is no number (write 1.25)")
            yield Check(column, number.is_not_null() & ~number.is_finite(), "is no finite number")
            least = number < 0 if role == "weight" else number < 1
            yield Check(column, least, "is below zero" if role == "weight" else "is below one")


def _of_areas(rows: pl.DataFrame, metadata: DatasetMetadata, areas: Areas) -> Iterator[Check]:
    column = metadata.columns.wijk
    if column not in rows.columns:
        return
    text = pl.col(column)
    yield Check(column, text.is_null(), f"is empty: name the area, or “{ELSEWHERE}” for the rest of the city")
    if metadata.area == "cbs-buurt":
        ours = text.str.starts_with("BU" + areas.municipality.removeprefix("GM")) & (text.str.len_chars() == 10)
        yield Check(column, text.is_not_null() & ~ours & (text != ELSEWHERE), "is no CBS buurt of this city")
    else:
        known = [*areas.wijken, ELSEWHERE]
        yield Check(column, text.is_not_null() & ~text.is_in(known), f"is not one of {', '.join(known)}")


def _of_answers(rows: pl.DataFrame, metadata: DatasetMetadata) -> Iterator[Check]:
    codes = list(metadata.codes)
    for column in dict.fromkeys(metadata.columns.answers.values()):
        if column in rows.columns:
            yield Check(column, pl.col(column).is_not_null() & ~pl.col(column).is_in(codes), UNKNOWN_CODE)
            if "" not in metadata.codes:
                yield Check(column, pl.col(column).is_null(), EMPTY_CODE)


def _check_population(sample: pl.DataFrame, column: str, found: Problems) -> None:
    """One population per stratum, not smaller than its sample."""
    if "fpc" not in sample.columns:
        return
    stratum = pl.col("stratum") if "stratum" in sample.columns else pl.lit("").alias("stratum")
    units = pl.col("psu").n_unique() if "psu" in sample.columns else pl.len()
    per = sample.group_by(stratum).agg(
        pl.col("fpc").min().alias("low"), pl.col("fpc").max().alias("high"), units.alias("units")
    )
    for name, low, high, drawn in per.sort("stratum").iter_rows():
        if low != high:
            found.of_file("must be one number per stratum", column, f"stratum {name}: {low:g} to {high:g}")
        elif low < drawn:
            found.of_file("is smaller than the sample of its stratum", column, f"stratum {name}: {low:g} < {drawn}")


def _check_codes(metadata: DatasetMetadata, definitions: Sequence[IndicatorDefinition], found: Problems) -> None:
    asked = {item for definition in definitions for item in items_of(definition)}
    for definition in definitions:
        for item in items_of(definition):
            if item not in metadata.columns.answers:
                found.of_file(f"{definition.id} needs the answers to {item}", value=item)
    for item in metadata.columns.answers:
        if item not in asked:
            found.of_file("is a question of none of the named definitions", value=item)
    highest = max((highest_value(definition) for definition in definitions), default=0)
    for answer, value in metadata.codes.items():
        if value != "missing" and value > highest:
            found.of_file(f"a code is from 0 to {highest}, or missing", value=f"{answer} = {value}")


def prepared(rows: pl.DataFrame, metadata: DatasetMetadata, areas: Areas) -> pl.DataFrame:
    """Columns `weight stratum psu fpc` (where there), `area` (wijk or elsewhere) and values per question."""
    names = metadata.columns
    chosen = [_number(getattr(names, role)).alias(role) for role in ("weight", "fpc") if getattr(names, role)]
    chosen += [pl.col(getattr(names, role)).alias(role) for role in ("stratum", "psu") if getattr(names, role)]
    if names.wijk:
        chosen.append(_area(names.wijk, metadata, areas).cast(pl.Categorical).alias("area"))
    values = {code: None if value == "missing" else value for code, value in metadata.codes.items()}
    chosen += [
        pl.col(column)
        .fill_null("")
        .replace_strict(list(values), list(values.values()), default=None, return_dtype=pl.Int8)
        .alias(item)
        for item, column in names.answers.items()
    ]
    return rows.select(chosen)


def _area(column: str, metadata: DatasetMetadata, areas: Areas) -> pl.Expr:
    if metadata.area == "deal-wijk":
        return pl.col(column)
    return pl.col(column).replace_strict(areas.buurten, default=ELSEWHERE, return_dtype=pl.String)


def _number(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars().cast(pl.Float64, strict=False)


def report_of(sample: pl.DataFrame, metadata: DatasetMetadata) -> dict[str, Any]:
    """What is in the file, for whoever sent it and whoever approves: rows per area, weights, questions not answered."""
    report: dict[str, Any] = {"rows": sample.height}
    if "area" in sample.columns:
        per = sample.group_by(pl.col("area").cast(pl.String)).len().sort("area")
        report["rowsPerArea"] = dict(per.iter_rows())
    if "weight" in sample.columns:
        weights = sample["weight"]
        report["weights"] = {"sum": weights.sum(), "least": weights.min(), "most": weights.max()}
    report["notAnswered"] = {item: sample[item].null_count() for item in metadata.columns.answers}
    return report
