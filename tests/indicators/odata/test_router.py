"""OData as the standard says it: pages, options, errors, and nothing for who has it already."""

from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import httpx
import psycopg
import pytest

from tests.postgres import Database

ROOT = "/odata/v4"
ALL = f"{ROOT}/Observations"
ON_ONE_PAGE = {"Prefer": "odata.maxpagesize=1000"}


def rows(client: httpx.Client, **options: str) -> list[dict[str, Any]]:
    answer = client.get(ALL, params={f"${name}": value for name, value in options.items()}, headers=ON_ONE_PAGE)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["value"]
    return found


def test_the_service_says_what_it_has(served: httpx.Client) -> None:
    root = served.get(f"{ROOT}/")
    assert [each["name"] for each in root.json()["value"]] == ["Observations", "Indicators", "Releases"]
    metadata = served.get(f"{ROOT}/$metadata")
    assert metadata.headers["content-type"].startswith("application/xml")
    names = {each.get("Name") for each in ET.fromstring(metadata.content).iter() if each.tag.endswith("Property")}
    assert names >= rows(served)[0].keys()
    assert root.headers["odata-version"] == metadata.headers["odata-version"] == "4.0"


def test_hidden_figures_say_why_and_open_ones_are_provisional(served: httpx.Client) -> None:
    found = rows(served, filter="IndicatorId eq 'social-cohesion' and Status eq 'hidden'")
    assert [(row["Value"], bool(row["StatusReason"]), row["Release"]) for row in found] == [(None, True, 1)] * 2
    assert {row["Status"] for row in rows(served, filter="Release eq null")} == {"provisional", "impossible"}


@pytest.mark.parametrize(
    ("filter_", "areas"),
    [
        ("Value gt 5.1 and Measure eq 'value'", {"morgenstond", "moerwijk", "den-haag-zuidwest"}),
        ("not (Value gt 5.1)", {"bouwlust", "vrederust"}),
        ("Value eq null or AreaId eq 'moerwijk'", {"bouwlust", "vrederust", "moerwijk"}),
        ("AreaId in ('moerwijk','bouwlust')", {"moerwijk", "bouwlust"}),
        ("startswith(AreaId,'m') and endswith(AreaId,'k') and contains(AreaId,'erw')", {"moerwijk"}),
        ("tolower(AreaLabel) eq 'moerwijk' and length(AreaId) le 8", {"moerwijk"}),
        ("Period eq 2019-11-30 and AreaKind ne 'wijk'", {"den-haag-zuidwest"}),
        ("MeasuredAt lt 2026-03-01T12:00:01Z and year(Period) eq 2019 and Wijk eq null", {"den-haag-zuidwest"}),
        ("TargetMet eq true", set()),
        ("Value ne 5 and Status eq 'hidden'", {"bouwlust", "vrederust"}),
    ],
)
def test_filters_mean_what_they_say(served: httpx.Client, filter_: str, areas: set[str]) -> None:
    assert {row["AreaId"] for row in rows(served, filter=f"IndicatorId eq 'social-cohesion' and ({filter_})")} == areas


def test_pages_follow_one_another_and_the_last_has_no_next(served: httpx.Client) -> None:
    asked = {"$filter": "Measure eq 'value'", "$orderby": "Value desc", "$select": "Id,Value", "$count": "true"}
    whole = served.get(ALL, params=asked, headers=ON_ONE_PAGE).json()
    prefer = {"Prefer": "odata.maxpagesize=20"}
    answer, found, pages = served.get(ALL, params=asked, headers=prefer), [], 1
    assert answer.headers["preference-applied"] == "odata.maxpagesize=20"
    found += answer.json()["value"]
    while link := answer.json().get("@odata.nextLink"):
        answer = served.get(link, headers=prefer)
        assert answer.json()["@odata.count"] == whole["@odata.count"]
        found, pages = found + answer.json()["value"], pages + 1
    assert found == whole["value"]
    assert pages == -(-len(found) // 20)
    assert all(row.keys() == {"Id", "Value"} for row in found)
    values = [row["Value"] for row in found if row["Value"] is not None]
    assert values == sorted(values, reverse=True)
    assert [row["Value"] for row in found[len(values) :]] == [None] * (len(found) - len(values))


ORDERS = ["", "Value desc", "Value", "AreaKind desc,Value", "MeasuredAt,Wijk desc", "TargetMet desc,Period"]


@pytest.mark.parametrize("order", ORDERS)
def test_each_row_is_on_one_page_in_any_order_also_where_there_is_nothing(served: httpx.Client, order: str) -> None:
    asked = {"$orderby": order} if order else {}
    whole = served.get(ALL, params=asked, headers=ON_ONE_PAGE).json()
    link: str | None = f"{ALL}?{urlencode(asked)}"
    found: list[dict[str, Any]] = []
    while link:
        page = served.get(link, headers={"Prefer": "odata.maxpagesize=50"}).json()
        found, link = found + page["value"], page.get("@odata.nextLink")
    assert found == whole["value"]


def test_the_next_page_begins_after_the_last_row_whatever_came_before_it(
    served: httpx.Client, odata_database: Database
) -> None:
    prefer = {"Prefer": "odata.maxpagesize=5"}
    first = served.get(ALL, headers=prefer).json()
    seventh = rows(served)[6]["Id"]
    change = "UPDATE indicators.measurement SET superseded_at = {} WHERE cell_id = %s AND superseded_at {}"
    with psycopg.connect(odata_database.url, autocommit=True) as owner:
        owner.execute(change.format("now()", "IS NULL").encode(), [first["value"][0]["Id"]])
        second = served.get(first["@odata.nextLink"], headers=prefer).json()
        owner.execute(change.format("NULL", "IS NOT NULL").encode(), [first["value"][0]["Id"]])
    assert second["value"][1]["Id"] == seventh


@pytest.mark.parametrize("token", ["100", "x", "W10", "WzEsW11d", "WzEsWyJhIiwiYiJdXQ"])
def test_a_token_of_somebody_else_is_refused(served: httpx.Client, token: str) -> None:
    answer = served.get(ALL, params={"$skiptoken": token})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "BadRequest")


def test_top_and_skip_hold_over_pages(served: httpx.Client) -> None:
    whole = [row["Id"] for row in rows(served)]
    answer = served.get(ALL, params={"$top": "5", "$skip": "2"}, headers={"Prefer": "maxpagesize=3"}).json()
    second = served.get(answer["@odata.nextLink"], headers={"Prefer": "maxpagesize=3"}).json()
    assert "@odata.nextLink" not in second
    assert [row["Id"] for row in answer["value"] + second["value"]] == whole[2:7]
    assert served.get(ALL, params={"$top": "0"}).json()["value"] == []


def test_an_entity_by_its_key_and_the_number_of_all(served: httpx.Client) -> None:
    first = rows(served)[0]
    one = served.get(f"{ALL}({first['Id']})").json()
    assert one.pop("@odata.context").endswith("$metadata#Observations/$entity")
    assert one == first
    assert served.get(f"{ROOT}/Indicators('social-cohesion')").json()["Title"] == "Sociale cohesie"
    assert served.get(f"{ROOT}/Releases(1)").json()["Title"] == "Nulmeting"
    assert served.get(f"{ALL}/$count").text == str(len(rows(served)))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("Nothing", 404), ("Observations(999999)", 404), ("Observations('a')", 400), ("Observations?$top=-1", 400),
        ("Observations?$filter=Period eq 2019-13-45", 400), ("Observations?$orderby=Nothing", 400),
        ("Observations?$expand=Indicator", 501), ("Observations?$apply=aggregate(Value)", 501),
        ("Observations?$search=a", 501), ("Observations?$format=xml", 501), ("Observations?$nothing=1", 400),
        ("Observations?$select=Id,Nothing", 400), ("$metadata?$format=json", 501),
    ],
)  # fmt: skip
def test_refusals_have_the_form_of_odata(served: httpx.Client, path: str, status: int) -> None:
    answer = served.get(f"{ROOT}/{path}")
    assert (answer.status_code, answer.headers["odata-version"]) == (status, "4.0"), answer.text
    assert answer.json()["error"].keys() == {"code", "message"}


def test_a_poll_costs_nothing_when_nothing_changed(served: httpx.Client) -> None:
    answer = served.get(ALL)
    assert answer.headers["sql-statements"] == "2"
    again = served.get(ALL, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content, again.headers["sql-statements"]) == (304, b"", "1")
