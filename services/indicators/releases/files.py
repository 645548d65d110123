"""The files of a release: the same figures as JSON, CSV and Parquet."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

import orjson
import polars as pl

Figures = Sequence[Mapping[str, Any]]
COLUMNS: dict[str, type[pl.DataType]] = {
    "cell": pl.Int32,
    "indicatorId": pl.String,
    "definitionVersion": pl.Int32,
    "measure": pl.String,
    "areaKind": pl.String,
    "areaId": pl.String,
    "areaLabel": pl.String,
    "wijk": pl.String,
    "period": pl.Date,
    "periodLabel": pl.String,
    "periodStarts": pl.Date,
    "periodEnds": pl.Date,
    "value": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "level": pl.Float64,
    "se": pl.Float64,
    "df": pl.Float64,
    "respondents": pl.Int64,
    "denominator": pl.Int64,
    "unit": pl.String,
    "status": pl.String,
    "statusReason": pl.String,
    "uncertainty": pl.String,
    "comparabilityGroup": pl.String,
    "target": pl.Float64,
    "targetMet": pl.Boolean,
    "source": pl.String,
    "release": pl.Int32,
    "measuredAt": pl.Datetime,
}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}


def as_json(about: Mapping[str, Any], figures: Figures) -> bytes:
    return orjson.dumps({**about, "items": list(figures)}, option=orjson.OPT_APPEND_NEWLINE)


def as_csv(_: Mapping[str, Any], figures: Figures) -> bytes:
    return frame(figures).write_csv().encode()


def as_parquet(_: Mapping[str, Any], figures: Figures) -> bytes:
    written = BytesIO()
    frame(figures).write_parquet(written, compression="zstd")
    return written.getvalue()


WRITERS: Mapping[str, Callable[[Mapping[str, Any], Figures], bytes]] = {
    "csv": as_csv,
    "json": as_json,
    "parquet": as_parquet,
}


def frame(figures: Figures) -> pl.DataFrame:
    """A row per figure; `uncertainty` is its kind, `source` what was asked, separated by spaces."""
    return pl.DataFrame([_row(figure) for figure in figures], schema=COLUMNS, orient="row")


def _row(figure: Mapping[str, Any]) -> tuple[Any, ...]:
    flat = {
        **figure,
        "uncertainty": figure["uncertainty"]["kind"],
        "source": " ".join(f"{each['service']}:{each['path']}" for each in figure["source"]),
        "measuredAt": datetime.fromisoformat(figure["measuredAt"]).replace(tzinfo=None),
    }
    days = {name: day and date.fromisoformat(day) for name, day in figure.items() if COLUMNS.get(name) is pl.Date}
    return tuple({**flat, **days}.get(name) for name in COLUMNS)


def checksum(content: bytes) -> str:
    return sha256(content).hexdigest()
