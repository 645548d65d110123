"""`/v1/changes`: open facts, who for the office only, the why of each write, a story per object."""

from urllib.parse import quote

import httpx
import pytest

from tests.projects.answers import items, statements, wrong_fields
from tests.projects.governing import ASKED, OFFICE
from tests.tokens import bearer


def ask(client: httpx.Client, reason: str | None = None) -> httpx.Response:
    headers = OFFICE | ({"Audit-Reason": reason} if reason is not None else {})
    return client.post("/v1/amendments", json=ASKED, headers=headers)


def test_the_why_of_a_write_is_told_with_it(client: httpx.Client) -> None:
    made = ask(client, quote("Besproken in het overleg: één punt €"))
    asked = {"objectType": "amendment", "objectId": made.json()["id"]}
    (line,) = items(client.get("/v1/changes", params=asked))
    assert (line["reason"], line["who"], line["requestId"]) == ("Besproken in het overleg: één punt €", None, None)
    assert line["story"].endswith(": aangemaakt: Besproken in het overleg: één punt €")
    (line,) = items(client.get("/v1/changes", params=asked, headers=OFFICE | {"Accept-Language": "en"}))
    assert line["who"] == "office"
    assert ": created (office): Besproken" in line["story"]
    assert items(client.get("/v1/changes", params=asked | {"since": "2999-01-01"})) == []


@pytest.mark.parametrize("reason", ["%FF%FE", quote("x" * 501), "a%00b"])
def test_a_why_that_can_not_be_read_changes_nothing(client: httpx.Client, reason: str) -> None:
    assert wrong_fields(ask(client, reason)) == {"Audit-Reason": "encoding"}
    assert items(client.get("/v1/amendments")) == []
    assert client.get("/v1/amendments", headers={"Audit-Reason": reason}).status_code == 200


def test_a_why_of_five_hundred_characters_is_kept(client: httpx.Client) -> None:
    assert ask(client, quote("é" * 500)).status_code == 201


def test_others_than_the_office_read_open_types_without_who(client: httpx.Client) -> None:
    for headers in ({}, bearer("analyst")):
        page = client.get("/v1/changes", params={"objectType": "deal-party"}, headers=headers)
        assert page.json()["total"] == 8
        assert {each["who"] for each in items(page)} == {None}
    assert client.get("/v1/changes", headers={"Authorization": "Bearer nonsense"}).status_code == 401


def test_a_page_is_one_statement_beside_the_version_and_is_not_sent_twice(client: httpx.Client) -> None:
    one, many = (client.get("/v1/changes", params={"pageSize": size}) for size in (1, 100))
    assert statements(one) == statements(many) == 2
    assert client.get("/v1/changes", headers={"If-None-Match": many.headers["etag"]}).status_code == 304
    office = client.get("/v1/changes", headers=OFFICE | {"If-None-Match": many.headers["etag"]})
    assert office.status_code == 200
    assert one.json()["next"] == "/v1/changes?pageSize=1&page=2"


def test_the_sheet_has_all_that_one_may_read(client: httpx.Client) -> None:
    ask(client, quote("=1+1"))
    total = client.get("/v1/changes").json()["total"]
    lines = client.get("/v1/changes.csv").content.decode("utf-8-sig").splitlines()
    assert (len(lines), lines[0]) == (total + 1, "id;at;who;action;objectType;objectId;story;reason")
    assert lines[1].endswith(";'=1+1")
    assert ";office;create;amendment;" not in lines[1]
    assert ";office;create;amendment;" in client.get("/v1/changes.csv", headers=OFFICE).text.splitlines()[1]
