"""Everything that is public about figures, as an outsider reads it: every format, every release, and the reports."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO, StringIO
from itertools import product
from typing import Any, NamedTuple

import httpx
import polars as pl

Cell = tuple[str, str, str]
"""Measure, period, area."""
TOPIC = re.compile(r"(?P<indicator>\w+?)(?P<measure>GapChange|Change|Gap|Number|)_\d+")
SEASON = re.compile(r"(NJ|VJ)00$")
SEASONS = {"NJ": "najaar", "VJ": "voorjaar"}
BASELINE = re.compile(r"(?P<value>-?[\d.]+,?\d*)(?: %)? \((?P<period>[^)]+)\)")


class Seen(NamedTuple):
    """A figure as it was said somewhere. `off`: how far it can be from the real one; `of`: its denominator."""

    indicator: str
    release: int
    cell: Cell
    value: float | None
    status: str
    of: float | None = None
    off: float = 0.0


def seen(client: httpx.Client, registry: httpx.Client | None = None) -> Iterator[Seen]:
    yield from map(of_json, everything(client, "/v1/measurements?latest=false&pageSize=20"))
    yield from map(of_odata, everything(client, "/odata/v4/Observations"))
    for verdict in everything(client, "/v1/assessments?pageSize=100"):
        yield from of_assessment(verdict)
    for release in everything(client, "/v1/releases"):
        for name in (release["id"], release["number"]):
            address = f"/v1/releases/{name}/measurements"
            yield from map(of_json, client.get(f"{address}.json").json()["items"])
            yield from map(of_json, pl.read_csv(StringIO(client.get(f"{address}.csv").text)).to_dicts())
            yield from map(of_json, pl.read_parquet(BytesIO(client.get(f"{address}.parquet").content)).to_dicts())
        yield from in_json_stat(client, release["number"])
    yield from in_tables(client)
    if registry:
        yield from in_registry(registry)


def in_registry(client: httpx.Client) -> Iterator[Seen]:
    """What the registry tells of figures: its reports, as files that anybody gets, and its monitoring."""
    for result in everything(client, "/v1/monitoring/results"):
        for verdict in result["assessments"]:
            yield from of_assessment(verdict)
    for report in everything(client, "/v1/reports"):
        content = client.get(f"/v1/reports/{report['id']}.json").json()
        for result in content["gathered"]["results"]:
            for figure in result["figures"]:
                yield from of_report(figure)


def in_json_stat(client: httpx.Client, release: int) -> Iterator[Seen]:
    said = client.get(f"/v1/releases/{release}/measurements.json-stat").json()
    places = [said["dimension"][name]["category"]["index"] for name in said["id"]]
    for (figure, area, period, margin), value, status in zip(
        product(*places), said["value"], said["status"], strict=True
    ):
        indicator, _, measure = figure.rpartition(".")
        if margin == "value" and status != "not-measured":
            yield Seen(indicator, release, (measure, period, area), value, status)


def in_tables(client: httpx.Client) -> Iterator[Seen]:
    """Of the tables in the form of CBS, one per release and one of now: the numbers; what stands empty says nothing."""
    for table in client.get("/cbs/ODataCatalog/Tables").json()["value"]:
        address: str | None = f"{table['FeedUrl']}/TypedDataSet"
        while address:
            page = client.get(address).json()
            for row in page["value"]:
                yield from of_row(row, table["ID"])
            address = page.get("odata.nextLink")


def of_row(row: Mapping[str, Any], release: int) -> Iterator[Seen]:
    if row["Marges"] != "MW00000":
        return
    period = SEASON.sub(lambda found: f"-{SEASONS[found[1]]}", row["Perioden"])
    for key, value in row.items():
        if value is not None and (found := TOPIC.fullmatch(key)):
            cell = words(found["measure"]) or "value", period, row["RegioS"].strip().lower()
            yield Seen(words(found["indicator"]), release, cell, value, "published")


def words(key: str) -> str:
    """`SocialCohesion` is `social-cohesion`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", key).lower()


def everything(client: httpx.Client, address: str | None) -> Iterator[dict[str, Any]]:
    """All pages of a list, and of each item its own address too."""
    while address:
        page = client.get(address).json()
        for item in page.get("items") or page.get("value", []):
            yield item
            if address.startswith("/v1/measurements"):
                yield client.get(f"/v1/measurements/{item['id']}").json()
        address = page.get("next") or page.get("@odata.nextLink")


def of_json(item: Mapping[str, Any]) -> Seen:
    cell = item["measure"], item["periodLabel"] or "now", item["areaId"]
    return Seen(item["indicatorId"], item.get("release") or 0, cell, item["value"], item["status"], item["denominator"])


def of_odata(item: Mapping[str, Any]) -> Seen:
    cell = item["Measure"], item["PeriodLabel"] or "now", item["AreaId"]
    return Seen(item["IndicatorId"], item["Release"] or 0, cell, item["Value"], item["Status"], item["Denominator"])


def of_assessment(verdict: Mapping[str, Any]) -> Iterator[Seen]:
    """The figures that were used, and the differences that were made of them."""
    indicator, area, latest, first = (verdict[name] for name in ("indicatorId", "areaId", "latest", "baseline"))
    for figure in filter(None, (first, latest)):
        cell = "value", figure["period"], area
        yield Seen(indicator, figure["release"] or 0, cell, figure["value"], figure["status"])
    if not latest:
        return
    told: dict[str, Any] = {"change": verdict["change"]}
    if gap := verdict["gap"]:
        told |= {"lag": gap["latest"], "lag-change": gap["change"]}
    for measure, figure in told.items():
        if figure:
            yield Seen(
                indicator, latest["release"] or 0, (measure, latest["period"], area), figure["value"], "published"
            )


def of_report(figure: Mapping[str, Any]) -> Iterator[Seen]:
    """A report names areas by their names, and says its baseline rounded."""
    if figure["value"] is None:
        return
    indicator, area, release = figure["indicator"], figure["area"].lower(), figure["release"] or 0
    area = {"zuidwest": "den-haag-zuidwest", "den haag": "gm0518"}.get(area, area)
    yield Seen(indicator, release, ("value", figure["period"], area), figure["value"], "published")
    if found := BASELINE.fullmatch(figure["baseline"]):
        said = found["value"].replace(".", "")
        off = 0.5 * 10.0 ** -len(said.partition(",")[2])
        cell = "value", found["period"], area
        yield Seen(indicator, release, cell, float(said.replace(",", ".")), "published", None, off)
