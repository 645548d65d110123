"""A break in the way of measuring between 2019 and 2021 is said alike wherever anybody reads figures."""

from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO

import httpx
import polars as pl
import pytest

from frontend.main import create_app
from services.indicators.assessments.worlds import store_changes
from services.indicators.results.estimated import Period
from services.kit.database import Database, connection_of
from services.kit.settings import Settings
from tests.frontend.conftest import NOBODY, SERVICES
from tests.frontend.reading_html import parsed, texts_of
from tests.indicators.releases.publishing import cohesion, published, reported, with_gaps
from tests.indicators.results.test_storing import NOW, stored
from tests.serving import browsing

AUTUMN_2021 = Period(label="2021-najaar", starts=date(2021, 9, 1), ends=date(2021, 11, 30))
DEAL, BROKEN = "den-haag-zuidwest", ("not-comparable", None, "break")
CHANGES = {"change", "gap-change"}


@pytest.fixture
def two_ways_of_measuring(loaded: Database, client: httpx.Client) -> httpx.Client:
    """Marks that would be a rise of a point, if they could be compared."""
    second = cohesion(None, comparability_group="vm-2021", period=AUTUMN_2021)
    higher = [replace(each, value=(each.value or 0) + 1) for each in second]
    stored(loaded, *with_gaps(cohesion(None, comparability_group="ivm-2019"), 5.8), *with_gaps(higher, 5.8))
    with loaded.writing() as session:
        store_changes(connection_of(session), session, ["social-cohesion"], NOW)
    published(client)
    return client


def test_json_tables_odata_report_and_dashboard_say_the_same(
    two_ways_of_measuring: httpx.Client, registry: httpx.Client
) -> None:
    client = two_ways_of_measuring
    of_deal = {"indicator": "social-cohesion", "areaKind": "deal", "pageSize": "100"}
    (verdict,) = client.get("/v1/assessments", params=of_deal).json()["items"]
    assert (verdict["verdict"], verdict["change"], verdict["reason"]) == BROKEN
    assert verdict["gap"]["verdict"] == "not-comparable"
    assert (verdict["baseline"]["period"], verdict["latest"]["period"]) == ("2019-najaar", "2021-najaar")

    items = client.get("/v1/measurements", params=of_deal).json()["items"]
    changed = {each["measure"]: (each["status"], each["value"], each["statusReason"]) for each in items}
    assert {measure: changed[measure] for measure in CHANGES} == dict.fromkeys(CHANGES, BROKEN)

    address = "/v1/releases/1/measurements"
    for table in (
        pl.read_csv(StringIO(client.get(f"{address}.csv").text)),
        pl.read_parquet(BytesIO(client.get(f"{address}.parquet").content)),
    ):
        rows = table.filter(pl.col("areaId") == DEAL, pl.col("measure").is_in(CHANGES))
        assert rows.select("status", "value", "statusReason").rows() == [BROKEN] * 2

    asked = {"$filter": f"AreaId eq '{DEAL}' and endswith(Measure,'change')"}
    rows = client.get("/odata/v4/Observations", params=asked).json()["value"]
    assert [(each["Status"], each["Value"], each["StatusReason"]) for each in rows] == [BROKEN] * 2

    report = reported(registry)
    results = registry.get(f"/v1/reports/{report['id']}.json").json()["gathered"]["results"]
    figures = [each for result in results for each in result["figures"] if each["indicator"] == "social-cohesion"]
    assert {(each["verdict"], each["comparable"]) for each in figures} == {("not-comparable", False)}
    assert all("niet te vergelijken" in each["words"] for each in figures)
    assert "niet te vergelijken" in registry.get(f"/v1/reports/{report['id']}.html").text

    addresses = {f"{name}_url": NOBODY for name in SERVICES} | {"indicators_url": str(client.base_url)}
    with browsing(create_app(Settings.model_validate({"mode": "demo", "log_format": "console", **addresses}))) as site:
        (shown,) = (each for each in texts_of(parsed(site.get("/hoe-gaat-het")), ".figure") if "Sociale coh" in each)
    assert "niet te vergelijken" in shown
    for said in (verdict["words"], shown):
        assert "hoger dan" not in said
