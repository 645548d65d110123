"""The catalogue and the tables as CBS has them: keys, options of OData 3, refusals in its form."""

from typing import Any
from xml.etree import ElementTree as ET

import httpx
import pytest

pytestmark = pytest.mark.xdist_group("statistics")
TABLE = "/cbs/ODataFeed/odata/00001NED"


def rows(house: httpx.Client, name: str = "UntypedDataSet", **options: str) -> list[dict[str, Any]]:
    answer = house.get(f"{TABLE}/{name}", params={f"${key}": value for key, value in options.items()})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["value"]
    return found


def test_the_catalogue_lists_what_is_public_now_and_each_release(house: httpx.Client) -> None:
    answer = house.get("/cbs/ODataCatalog/Tables")
    tables = answer.json()["value"]
    assert [(each["ID"], each["Identifier"], each["Title"]) for each in tables] == [
        (0, "00000NED", "Cijfers van Zuidwest zoals zij nu zijn"),
        (1, "00001NED", "Nulmeting"),
    ]
    assert answer.headers["dataserviceversion"] == "3.0"
    assert (tables[1]["Summary"], tables[1]["Source"]) == ("Met uitleg.", "Gemeente Den Haag")
    names = {each["name"] for each in house.get(tables[1]["FeedUrl"]).json()["value"]}
    assert names == {each["name"] for each in house.get(tables[1]["ApiUrl"] + "/").json()["value"]}
    assert {"TableInfos", "DataProperties", "CategoryGroups", "RegioS", "TypedDataSet", "UntypedDataSet"} < names
    assert house.get("/cbs/ODataCatalog/").json()["value"][0]["name"] == "Tables"


def test_keys_have_the_shape_of_cbs(house: httpx.Client) -> None:
    properties = rows(house, "DataProperties")
    kinds = [(each["Key"], each["Type"], each["Position"]) for each in properties[:3]]
    assert kinds == [
        ("Marges", "Dimension", 0),
        ("RegioS", "GeoDimension", 1),
        ("Perioden", "TimeDimension", 2),
    ]
    assert [each["ID"] for each in properties] == list(range(len(properties)))
    topics = {each["Key"]: each for each in properties if each["Type"] == "Topic"}
    assert all(each["Position"] == 2 + int(key.rpartition("_")[2]) for key, each in topics.items())
    change = next(each for key, each in topics.items() if key.startswith("SocialCohesionChange_"))
    assert change["Title"] == "Sociale cohesie, verandering sinds de nulmeting"
    assert properties[change["ParentID"]]["Title"] == "Sociale cohesie"
    assert set(rows(house, "TypedDataSet")[0]) == {"ID", "Marges", "RegioS", "Perioden", *topics}
    assert all(len(each["Key"]) >= 10 for each in rows(house, "RegioS"))
    assert {each["Key"] for each in rows(house, "Perioden")} >= {"2019NJ00", "2023NJ00"}
    assert {each["Status"] for each in rows(house, "Perioden")} == {"Definitief"}


def cohesion(house: httpx.Client, area: str) -> list[str]:
    found = rows(house, filter=f"RegioS eq '{area:10}' and Perioden eq '2019NJ00'", orderby="ID")
    return [next(value for key, value in row.items() if key.startswith("SocialCohesion_")) for row in found]


def test_a_figure_its_bounds_and_what_is_not_published(house: httpx.Client) -> None:
    assert cohesion(house, "moerwijk") == ["5.3", "5.1", "5.5"]
    assert cohesion(house, "vrederust") == [".", ".", "."]


@pytest.mark.parametrize(
    ("options", "areas"),
    [
        ({"filter": "substringof('wijk',RegioS) and Marges eq 'MW00000'"}, {"moerwijk"}),
        ({"filter": "startswith(RegioS,'mo')"}, {"moerwijk", "morgenstond"}),
        ({"filter": "RegioS eq 'moerwijk  ' or RegioS eq 'bouwlust  '"}, {"moerwijk", "bouwlust"}),
    ],
)
def test_filters_of_cbs_mean_what_they_say(house: httpx.Client, options: dict[str, str], areas: set[str]) -> None:
    assert {row["RegioS"].strip() for row in rows(house, **options)} == areas


def test_pages_follow_one_another(house: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows(house)
    monkeypatch.setattr("services.indicators.cbs_feed.options.PAGE", 7)
    answer = house.get(f"{TABLE}/UntypedDataSet?$inlinecount=allpages&$format=json").json()
    assert answer["odata.count"] == str(len(whole))
    found = answer["value"]
    while link := answer.get("odata.nextLink"):
        answer = house.get(link).json()
        found += answer["value"]
    assert found == whole
    assert house.get(f"{TABLE}/UntypedDataSet/$count").text == str(len(whole))
    assert [row["ID"] for row in rows(house, top="2", skip="3")] == [3, 4]


def test_its_metadata_name_every_column(house: httpx.Client) -> None:
    answer = house.get(f"{TABLE}/$metadata", headers={"Accept": "application/xml"})
    types = {each.get("Name"): each for each in ET.fromstring(answer.content).iter() if each.tag.endswith("EntityType")}
    named = {each.get("Name") for each in types["TypedDataSet"] if each.tag.endswith("Property")}
    assert named == set(rows(house, "TypedDataSet")[0])
    catalogue = house.get("/cbs/ODataCatalog/$metadata", headers={"Accept": "*/*"})
    assert b'Name="Identifier"' in catalogue.content


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/cbs/ODataFeed/odata/99999NED/TypedDataSet", 404), ("/cbs/ODataFeed/odata/nothing/", 404),
        ("/cbs/Else/odata/00001NED/", 404), (f"{TABLE}/Nothing", 404), (f"{TABLE}/TypedDataSet?$filter=x eq", 400),
        (f"{TABLE}/TypedDataSet?$filter=Nothing eq 1", 400), (f"{TABLE}/TypedDataSet?$inlinecount=some", 400),
        (f"{TABLE}/TypedDataSet?$format=atom", 406), (f"{TABLE}/TypedDataSet?$expand=RegioS", 501),
        ("/cbs/ODataCatalog/Tables?$top=-1", 400), ("/cbs/ODataFeed/odata/00001NE²/TypedDataSet", 404),
    ],
)  # fmt: skip
def test_refusals_have_the_form_of_odata(house: httpx.Client, address: str, status: int) -> None:
    answer = house.get(address)
    assert answer.status_code == status, answer.text
    assert answer.json()["odata.error"]["message"]["value"]


def test_a_form_that_is_not_there_is_not_acceptable(house: httpx.Client) -> None:
    assert house.get(f"{TABLE}/TypedDataSet", headers={"Accept": "application/atom+xml"}).status_code == 406
    as_browsers_ask = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert house.get(f"{TABLE}/TypedDataSet", headers=as_browsers_ask).status_code == 200
    assert house.get(f"{TABLE}/TypedDataSet?$format=json", headers={"Accept": "text/html"}).status_code == 200


@pytest.mark.parametrize("address", [f"{TABLE}/TypedDataSet", "/cbs/ODataCatalog/Tables", f"{TABLE}/$metadata"])
def test_a_poll_costs_nothing_when_nothing_changed(house: httpx.Client, address: str) -> None:
    etag = house.get(address).headers["etag"]
    again = house.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["sql-statements"]) == (304, b"", "1")
