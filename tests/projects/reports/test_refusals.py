"""What can not be done with a report, each with its rule; and a draft while the indicators service is away."""

import httpx
import pytest

from tests.projects.answers import items, wrong_fields
from tests.projects.governing import OFFICE, post
from tests.projects.reports import play
from tests.tokens import bearer

PROGRESS = {"kind": "progress", "year": 2020}


@pytest.fixture
def draft(alone: httpx.Client) -> play.Json:
    return post(alone, "/v1/reports", PROGRESS)


def sent(client: httpx.Client, path: str, body: play.Json, **headers: str) -> httpx.Response:
    return client.post(path, json=body, headers=OFFICE | headers)


def test_a_draft_is_of_the_office_alone(alone: httpx.Client, draft: play.Json) -> None:
    address = f"/v1/reports/{draft['id']}"
    for path in (address, f"{address}.pdf", f"{address}.docx", f"{address}.html", f"{address}.json"):
        assert alone.get(path).status_code == 401
        assert alone.get(path, headers=bearer("coordinator")).status_code == 403
        assert alone.get(path, headers=OFFICE).status_code == 200
    assert items(alone.get("/v1/reports")) == []
    assert [each["id"] for each in items(alone.get("/v1/reports", headers=OFFICE))] == [draft["id"]]
    assert alone.post("/v1/reports", json=PROGRESS, headers=bearer("analyst")).status_code == 403


def test_without_the_indicators_a_draft_names_what_is_missing_and_is_not_published_by_accident(
    alone: httpx.Client, draft: play.Json
) -> None:
    missing = draft["content"]["gathered"]["missing"]
    assert "De sociale cohesie stijgt" in [each["what"] for each in missing]
    assert {each["why"] for each in missing} == {"de dienst met indicatoren gaf geen antwoord"}
    number = play.meet(alone, "2020-10-06", "lnv")
    discussed = play.act(alone, draft, "discussion", {"consultation": number})
    headers = {"If-Match": f'"{discussed["version"]}"'}
    refused = sent(alone, f"/v1/reports/{draft['id']}/publication", {"on": "2021-05-01"}, **headers)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:zuidwest:problem:figures-missing")
    assert "De sociale cohesie stijgt" in refused.json()["detail"]


def test_two_people_who_write_at_once_see_both_texts(alone: httpx.Client, draft: play.Json) -> None:
    play.write(alone, draft, {"summary": "Van de een."})
    address, headers = f"/v1/reports/{draft['id']}", OFFICE | {"If-Match": f'"{draft["version"]}"'}
    stale = alone.put(address, json={"texts": {"summary": "Van de ander."}}, headers=headers)
    assert stale.status_code == 412
    assert (stale.json()["theirs"]["summary"], stale.json()["yours"]["summary"]) == ("Van de een.", "Van de ander.")
    assert alone.put(address, json={"texts": {}}, headers=OFFICE).status_code == 428


def test_a_refresh_keeps_the_texts_and_makes_a_discussed_report_a_draft_again(
    alone: httpx.Client, draft: play.Json
) -> None:
    written = play.write(alone, draft, {"summary": "Blijft."})
    discussed = play.act(alone, written, "discussion", {"consultation": play.meet(alone, "2020-10-06", "lnv")})
    play.start_projects(alone, 2)
    again = play.act(alone, discussed, "refresh")
    assert (again["status"], again["content"]["texts"]["summary"]) == ("draft", "Blijft.")
    assert again["content"]["discussion"] is None
    assert sum(len(each["projects"]) for each in again["content"]["gathered"]["pillars"]) == 2


def test_what_is_wrong_is_named(alone: httpx.Client, draft: play.Json) -> None:
    address = f"/v1/reports/{draft['id']}"
    version = {"If-Match": f'"{draft["version"]}"'}
    assert wrong_fields(sent(alone, "/v1/reports", {"kind": "x", "year": "2020"})) == {
        "kind": "literal-error",
        "year": "int-type",
    }
    assert wrong_fields(sent(alone, "/v1/reports", PROGRESS | {"year": 2018})) == {"year": "year"}
    assert sent(alone, "/v1/reports", PROGRESS).status_code == 409
    texts = alone.put(address, json={"texts": {"a": "", "b": "", "money": ""}}, headers=OFFICE | version)
    assert wrong_fields(texts) == {"texts.a": "unknown", "texts.b": "unknown"}
    assert wrong_fields(sent(alone, f"{address}/discussion", {"consultation": 9}, **version)) == {
        "consultation": "unknown"
    }
    assert sent(alone, f"{address}/publication", {"on": "2021-05-01"}, **version).status_code == 409
    assert sent(alone, f"{address}/editions", {"correction": "Een fout in een bedrag."}).status_code == 409
    assert alone.get(f"{address}.json?version=short", headers=OFFICE).status_code == 400
    assert alone.get(f"/v1/reports/{'0' * 8}-0000-0000-0000-{'0' * 12}").status_code == 404


def test_the_same_key_makes_one_report(alone: httpx.Client) -> None:
    key = {"Idempotency-Key": "one-report-please"}
    made = [sent(alone, "/v1/reports", PROGRESS, **key) for _ in range(2)]
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].json()["id"] == made[1].json()["id"]
