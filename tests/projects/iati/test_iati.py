"""The IATI file validates against the published schema, and holds every euro."""

import os
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from lxml import etree

from tests.projects.governing import post
from tests.projects.reports import play

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """Of the standard, which is not ours to ship; it lies beside the project where it is known."""
    for above in ROOT.parents:
        file = above / "shared" / "standards" / "iati-2.03" / "iati-activities-schema.xsd"
        if file.exists():
            return etree.XMLSchema(etree.parse(str(file)))
    if os.environ.get("CI") == "true":
        pytest.fail("CI has no ../shared/standards/iati-2.03")
    pytest.skip("not run: the IATI 2.03 schemas are not beside the project")


def fetched(client: httpx.Client) -> etree._Element:
    answer = client.get("/v1/iati.xml")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/xml")
    return etree.fromstring(answer.content)


def test_the_deal_alone_validates(client: httpx.Client, schema: etree.XMLSchema) -> None:
    root = fetched(client)
    schema.assertValid(root)
    assert len(root) == 1
    assert len(root.findall("iati-activity/result")) == 26


def test_projects_with_their_money_validate_and_add_up(client: httpx.Client, schema: etree.XMLSchema) -> None:
    projects = play.start_projects(client, 6)
    bookings = play.book(client, projects, 24)
    reason = {"reason": "Dubbel geboekt door het systeem."}
    post(client, f"/v1/bookings/{bookings[1]['id']}/corrections", reason)
    budget = play.booking(projects, 0) | {"kind": "budget", "documentNumber": "BUDGET-1"}
    post(client, "/v1/bookings", budget)
    root = fetched(client)
    schema.assertValid(root)
    assert [len(root), len(root.findall("iati-activity/budget"))] == [7, 1]
    paid = [
        Decimal(each.findtext("value", ""))
        for each in root.iter("transaction")
        if each.find("transaction-type[@code='4']") is not None
    ]
    assert sum(paid) == Decimal(play.CENTS * 11) / 100
    assert min(paid) == -Decimal(play.CENTS) / 100
    codes = {each.get("code") for each in root.findall("iati-activity/activity-status")}
    assert {"1", "2"} <= codes


def test_who_has_it_already_hears_so(client: httpx.Client) -> None:
    tag = client.get("/v1/iati.xml").headers["etag"]
    assert client.get("/v1/iati.xml", headers={"If-None-Match": tag}).status_code == 304
    play.start_projects(client, 1)
    assert client.get("/v1/iati.xml", headers={"If-None-Match": tag}).status_code == 200


def test_more_projects_than_a_page_are_all_there(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.projects.iati.queries.PAGE", 2)
    made = play.start_projects(client, 5)
    found = [each.findtext("iati-identifier", "") for each in fetched(client)][1:]
    assert sorted(name[-36:] for name in found) == sorted(made)
