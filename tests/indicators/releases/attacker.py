"""An outsider who reads everything that is public, and computes what can be known of what is hidden.

Knows only HTTP, how many people live in each wijk, what the scale of a survey is, and which areas are parts of which.
Figures of two releases that never contradict one another are taken to be the same. The solver is not ours.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from itertools import combinations
from math import inf
from typing import Any

import httpx
import polars as pl
from highspy import Highs, HighsModelStatus

PEOPLE = {"bouwlust": 16_685, "vrederust": 12_345, "morgenstond": 19_345, "moerwijk": 21_300}
DEAL = "den-haag-zuidwest"
SCALES = {"social-cohesion": (0.0, 10.0), "feeling-unsafe": (0.0, 100.0)}
Cell = tuple[str, str, str]
"""Measure, period, area."""
Seen = tuple[str, int, Cell, float | None, str]
"""Indicator, release, cell, value, status."""


@dataclass
class Edition:
    """What one release, or more that agree, say of an indicator."""

    values: dict[Cell, float] = field(default_factory=dict)
    hidden: set[Cell] = field(default_factory=set)

    def agrees(self, other: "Edition") -> bool:
        return all(other.values.get(cell, value) == value for cell, value in self.values.items())

    def add(self, other: "Edition") -> None:
        self.values |= other.values
        self.hidden |= other.hidden


def ranges_of_hidden(client: httpx.Client) -> dict[tuple[str, Cell], tuple[float, float]]:
    """The narrowest range for every hidden figure of a level, over all ways to combine editions."""
    found: dict[tuple[str, Cell], tuple[float, float]] = {}
    for indicator, editions in read_all(client).items():
        for edition in [*editions, *together(editions)]:
            for cell in edition.hidden:
                if cell[0] in ("value", "number"):
                    low, high = bounds(indicator, edition, cell)
                    least, most = found.get((indicator, cell), (-inf, inf))
                    found[indicator, cell] = max(low, least), min(high, most)
    return found


def together(editions: list[Edition]) -> Iterator[Edition]:
    for size in range(2, len(editions) + 1):
        for some in combinations(editions, size):
            if all(one.agrees(other) for one, other in combinations(some, 2)):
                whole = Edition()
                for each in some:
                    whole.add(each)
                yield whole


def read_all(client: httpx.Client) -> dict[str, list[Edition]]:
    """Per indicator an edition for each release, from every format."""
    editions: dict[str, dict[int, Edition]] = {}
    for indicator, release, cell, value, status in seen(client):
        edition = editions.setdefault(indicator, {}).setdefault(release, Edition())
        if value is not None:
            edition.values[cell] = value
        elif status == "hidden":
            edition.hidden.add(cell)
    return {indicator: list(by_release.values()) for indicator, by_release in editions.items()}


def seen(client: httpx.Client) -> Iterator[Seen]:
    yield from map(of_json, everything(client, "/v1/measurements?latest=false&pageSize=3"))
    yield from map(of_odata, everything(client, "/odata/v4/Observations"))
    for verdict in everything(client, "/v1/assessments?pageSize=100"):
        for figure in filter(None, (verdict["baseline"], verdict["latest"])):
            cell = "value", figure["period"], verdict["areaId"]
            yield verdict["indicatorId"], figure["release"] or 0, cell, figure["value"], figure["status"]
    for release in everything(client, "/v1/releases"):
        for name in (release["id"], release["number"]):
            address = f"/v1/releases/{name}/measurements"
            yield from map(of_json, client.get(f"{address}.json").json()["items"])
            yield from map(of_json, pl.read_csv(StringIO(client.get(f"{address}.csv").text)).to_dicts())
            yield from map(of_json, pl.read_parquet(BytesIO(client.get(f"{address}.parquet").content)).to_dicts())


def everything(client: httpx.Client, address: str | None) -> Iterator[dict[str, Any]]:
    """All pages of a list, and of each item its own address too."""
    while address:
        page = client.get(address).json()
        for item in page.get("items") or page["value"]:
            yield item
            if address.startswith("/v1/measurements"):
                yield client.get(f"/v1/measurements/{item['id']}").json()
        address = page.get("next") or page.get("@odata.nextLink")


def of_json(item: Mapping[str, Any]) -> Seen:
    cell = item["measure"], item["periodLabel"] or "now", item["areaId"]
    return item["indicatorId"], item.get("release") or 0, cell, item["value"], item["status"]


def of_odata(item: Mapping[str, Any]) -> Seen:
    cell = item["Measure"], item["PeriodLabel"] or "now", item["AreaId"]
    return item["IndicatorId"], item["Release"] or 0, cell, item["Value"], item["Status"]


def bounds(indicator: str, edition: Edition, wanted: Cell) -> tuple[float, float]:
    """By linear programming over all that the edition says."""
    solver = Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    low, high = SCALES.get(indicator, (0.0, inf))
    numbers: dict[Cell, Any] = {}

    def number(cell: Cell) -> Any:
        if cell not in numbers:
            value = edition.values.get(cell)
            ends = (low, high) if value is None else (value, value)
            if value is None and cell[0] not in ("value", "number"):
                ends = (-inf, inf)
            numbers[cell] = solver.addVariable(*ends)
        return numbers[cell]

    number(wanted)
    for measure, period in sorted({cell[:2] for cell in edition.values.keys() | edition.hidden}):
        if measure in ("value", "number"):
            weights = PEOPLE if indicator in SCALES else dict.fromkeys(PEOPLE, 1)
            whole = sum(PEOPLE.values()) if indicator in SCALES else 1
            parts = sum((share / whole) * number((measure, period, wijk)) for wijk, share in weights.items())
            solver.addConstr(parts == number((measure, period, DEAL)))
    for measure, period, area in edition.values:
        if measure == "change":
            earlier = number(("value", "2019-najaar", area))
            solver.addConstr(number(("value", period, area)) - earlier == number((measure, period, area)))
    solver.minimize(numbers[wanted])
    least = solver.getObjectiveValue()
    solver.maximize(numbers[wanted])
    endless = solver.getModelStatus() in (HighsModelStatus.kUnbounded, HighsModelStatus.kUnboundedOrInfeasible)
    return least, inf if endless else solver.getObjectiveValue()
