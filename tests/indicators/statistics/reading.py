"""The numbers of every form, under one name: what is measured, where, when, and which bound."""

import csv
import re
from collections.abc import Iterable, Mapping
from io import StringIO
from itertools import product
from typing import Any

import httpx

from services.indicators.statistics.codes_rules import period_key

Key = tuple[str, str, str, str]
"""Topic (`social-cohesion` or `social-cohesion-change`), area, period as CBS writes it, margin."""
Numbers = dict[Key, float | None]
MARGINS = {"MW00000": "value", "MOG0095": "lower", "MBG0095": "upper"}


def topic(indicator: str, measure: str) -> str:
    return indicator if measure == "value" else f"{indicator}-{measure}"


def of_figures(figures: Iterable[Mapping[str, Any]]) -> Numbers:
    """Of what has the names of the CSV; a bound that is not there is no number at all."""
    found: Numbers = {}
    for each in figures:
        where = topic(each["indicatorId"], each["measure"]), each["areaId"], period_key(each["periodLabel"])
        for margin in MARGINS.values():
            if each["value"] in ("", None) or each[margin] not in ("", None):
                found[(*where, margin)] = _number(each[margin])
    return found


def in_csv(text: str) -> Numbers:
    return of_figures(csv.DictReader(StringIO(text)))


def in_odata(client: httpx.Client) -> Numbers:
    """What is public now; of a day that is frozen and goes on, the newest."""
    rows, address = [], "/odata/v4/Observations"
    while address:
        page = client.get(address).json()
        rows += page["value"]
        address = page.get("@odata.nextLink")
    said = {"indicatorId": "IndicatorId", "measure": "Measure", "areaId": "AreaId", "value": "Value"}
    said |= {"lower": "Lower", "upper": "Upper"}
    rows.sort(key=lambda row: row["MeasuredAt"])
    return of_figures(
        {ours: row[theirs] for ours, theirs in said.items()} | {"periodLabel": row["PeriodLabel"] or row["Period"]}
        for row in rows
    )


def in_json_stat(answer: httpx.Response) -> Numbers:
    """Only cells of what was measured; every cell has a status, and those with `published` a number."""
    said = answer.json()
    places = [said["dimension"][name]["category"]["index"] for name in said["id"]]
    found: Numbers = {}
    for cell, value, status in zip(product(*places), said["value"], said["status"], strict=True):
        assert (value is None) == (status not in ("published", "unreliable", "provisional"))
        figure, area, period, margin = cell
        indicator, _, measure = figure.rpartition(".")
        if status not in ("not-measured", "no-margin"):
            found[topic(indicator, measure), area, period_key(period), margin] = value
    return found


def in_table(table: Mapping[str, Any], rows: str) -> Numbers:
    """Of a table of CBS, `rows` being `typed` or `untyped`: what stands empty there is left out."""
    topics = [each["Key"] for each in table["properties"] if each["Type"] == "Topic"]
    assert {row["RegioS"] for row in table[rows]} == {each["Key"] for each in table["regions"]}
    assert {row["Perioden"] for row in table[rows]} == {each["Key"] for each in table["periods"]}
    found: Numbers = {}
    for row, key in product(table[rows], topics):
        where = _topic(key), row["RegioS"].strip().lower(), row["Perioden"], MARGINS[row["Marges"]]
        if row[key] not in ("", None):
            found[where] = _number(row[key])
    return found


def _topic(key: str) -> str:
    words = re.findall(r"[A-Z][a-z0-9]*", key.rpartition("_")[0])
    return "-".join(words).lower()


def _number(said: Any) -> float | None:
    return None if said in (None, ".", "") else float(said)
