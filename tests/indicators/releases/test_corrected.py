"""A release that another took the place of says so, in every form that tells of releases."""

from datetime import timedelta

import httpx

from services.kit.database import Database
from tests.indicators.releases.publishing import cohesion, published
from tests.indicators.results.test_storing import NOW, stored


def test_it_says_which_release_to_use(client: httpx.Client, loaded: Database) -> None:
    stored(loaded, *cohesion())
    first = published(client)
    topics = {each["Key"] for each in client.get("/cbs/ODataFeed/odata/00001NED/DataProperties").json()["value"]}
    stored(loaded, *cohesion(unit="punt"), now=NOW + timedelta(days=1))
    published(client, corrects=first["id"], notes="De eenheid was fout.")
    now, old, new = client.get("/cbs/ODataCatalog/Tables").json()["value"]
    assert (old["OutputStatus"], old["Summary"]) == ("Gediscontinueerd", "Verbeterd: gebruik tabel 00002NED. Nulmeting")
    assert (new["OutputStatus"], now["OutputStatus"]) == ("Regulier", "Regulier")
    told = [client.get(f"/v1/releases/{number}/measurements.json-stat").json()["extension"] for number in (1, 2)]
    assert [each["correctedBy"] for each in told] == [2, None]
    assert "#release-2>" in client.get("/dcat.ttl").text.partition("dct:isReplacedBy")[2].splitlines()[0]
    for table in ("00000NED", "00002NED"):
        properties = client.get(f"/cbs/ODataFeed/odata/{table}/DataProperties").json()["value"]
        assert {each["Key"] for each in properties} == topics
        assert {each["Unit"] for each in properties if each["Type"] == "Topic"} == {"punt"}
