"""`/hsds/`: every item is as the standard's schemas say, and says what the API says."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from tests.participation.conftest import ADMIN, World, place_body, soon
from tests.participation.test_exceptions import done
from tests.tools import published

Json = dict[str, Any]


@cache
def validators() -> dict[str, Draft202012Validator]:
    """Organizations and locations stand inside a whole service there."""
    whole = json.loads(published("hsds-3.1/service.json").read_text())
    parts = whole["properties"]
    schemas = {
        "service": whole,
        "listed": json.loads(published("hsds-3.1/service_list.json").read_text()),
        "organization": parts["organization"],
        "location": parts["service_at_locations"]["items"]["properties"]["location"],
    }
    formats = Draft202012Validator.FORMAT_CHECKER
    return {name: Draft202012Validator(schema, format_checker=formats) for name, schema in schemas.items()}


def mistakes(kind: str, item: Json) -> list[str]:
    """With fields that the standard does not know: its schemas let them pass."""
    schema = validators()[kind].schema
    assert isinstance(schema, Mapping)
    known = schema["properties"]
    found = [f"{error.json_path}: {error.message}" for error in validators()[kind].iter_errors(item)]
    return found + [f"{name} is not of the standard" for name in item.keys() - known.keys()]


def everything(client: httpx.Client, path: str, **asked: Any) -> list[Json]:
    found: list[Json] = []
    page: Json = {"page_number": 0, "last_page": False}
    while not page["last_page"]:
        query = {"page": page["page_number"] + 1, "per_page": 2, **asked}
        answer = client.get(f"/hsds/{path}", params=query)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert (page["size"], page["empty"]) == (len(page["contents"]), not page["contents"])
        assert page["first_page"] == (page["page_number"] == 1)
        found += page["contents"]
    assert page["total_items"] == len(found)
    return found


@pytest.fixture
def filled(world: World) -> World:
    """All that can be said, and next to nothing."""
    full = place_body(
        name="Buurtkamer Noord", organisation="Stichting Buurtkamers", phone="070 555 01 11", email="a@example.org"
    )
    at = f"/v1/places/{world.here}"
    tag = world.client.get(at).headers["etag"]
    assert world.client.put(at, json=full, headers=ADMIN | {"If-Match": tag}).status_code == 200
    schedule = world.body()["schedule"] | {
        "rrule": "FREQ=WEEKLY;COUNT=20",
        "dates": [f"{soon(5)}T10:00"],
        "notIn": ["public-holidays"],
    }
    made = world.added(
        title="Alles",
        ages={"from": 7, "to": 12},
        schedule=schedule,
        cost={"free": False, "text": "€ 2", "ooievaarspas": "€ 1"},
    )
    done(world, made, kind="moved", date=soon(10), start=f"{soon(11)}T13:00", end=f"{soon(11)}T14:00")
    world.added(title="Niets", schedule={"start": f"{soon(5)}T23:00", "end": f"{soon(6)}T01:00"})
    assert world.post(world.editor, title="Ergens anders", placeId=str(world.there)).status_code == 201
    world.added(title="Nog in de maak", status="draft")
    return world


def test_every_item_is_as_the_standard_says(filled: World) -> None:
    client = filled.client
    listed = everything(client, "services")
    assert [item["name"] for item in listed] == ["Alles", "Ergens anders", "Niets"]
    assert [mistake for item in listed for mistake in mistakes("listed", item)] == []
    services = [client.get(f"/hsds/services/{item['id']}").json() for item in listed]
    assert [mistake for item in services for mistake in mistakes("service", item)] == []
    assert everything(client, "services", full="true") == services
    organizations = everything(client, "organizations")
    assert [mistake for item in organizations for mistake in mistakes("organization", item)] == []
    assert {item["organization_id"] for item in listed} <= {item["id"] for item in organizations}
    assert all(client.get(f"/hsds/organizations/{item['id']}").json() == item for item in organizations)
    locations = everything(client, "locations")
    assert [mistake for item in locations for mistake in mistakes("location", item)] == []
    assert {item["id"] for item in locations} == {str(filled.here), str(filled.there), str(filled.elsewhere)}
    assert all(client.get(f"/hsds/locations/{item['id']}").json() == item for item in locations)


def test_a_mistake_is_found(filled: World) -> None:
    item = everything(filled.client, "services", full="true")[0]
    for wrong in ({"status": "open"}, {"id": "1"}, {"url": "nergens"}, {"minimum_age": "7"}, {"colour": "red"}):
        assert len(mistakes("service", item | wrong)) == 1, wrong
    del item["name"]
    assert mistakes("service", item) == ["$: 'name' is a required property"]


def test_a_service_says_what_the_activity_says(filled: World) -> None:
    service = everything(filled.client, "services", full="true", search="alles")[0]
    assert (service["minimum_age"], service["maximum_age"]) == (7, 12)
    assert service["organization"]["name"] == "Stichting Buurtkamers"
    assert [each["option"] for each in service["cost_options"]] == ["Kosten", "Met Ooievaarspas"]
    first, single = service["schedules"]
    assert (first["freq"], first["interval"], first["count"], first["wkst"]) == ("WEEKLY", 1, 20, "MO")
    assert (first["opens_at"][:5], single["dtstart"], "freq" in single) == ("10:00", soon(5), False)
    assert "is verplaatst naar" in first["notes"]
    assert "Niet op of in: feestdagen." in first["notes"]
    assert filled.client.get(first["schedule_link"]).headers["content-type"].startswith("text/calendar")
    at = service["service_at_locations"][0]
    assert at["location"]["addresses"][0]["postal_code"] == "2531 PE"
    assert {each["code"] for each in service["languages"]} == {"nl", "tr"}


def test_filters(filled: World) -> None:
    client = filled.client
    services = everything(client, "services", full="true")
    run_by = services[0]["organization_id"]
    term = services[0]["attributes"][0]["taxonomy_term_id"]
    assert [item["name"] for item in everything(client, "services", organization_id=run_by)] == ["Alles", "Niets"]
    assert len(everything(client, "services", taxonomy_term_id=term)) == 3
    assert everything(client, "services", taxonomy_term_id=run_by) == []
    assert everything(client, "services", organization_id=term) == []
    newest = max(item["last_modified"] for item in services)
    assert everything(client, "services", modified_after=newest) == []
    minimal = everything(client, "services", minimal="true")
    assert minimal == [{"id": item["id"], "last_modified": item["last_modified"]} for item in services]


def test_the_way_in_and_its_own_document(filled: World) -> None:
    found = filled.client.get("/hsds/").json()
    assert found["version"] == "3.1"
    document = filled.client.get(found["openapi_url"]).json()
    assert document["servers"][0]["url"].endswith("/hsds")
    assert {"/", "/services", "/services/{service_id}", "/organizations", "/locations"} <= document["paths"].keys()
    keys = {parameter["name"] for parameter in document["paths"]["/services"]["get"]["parameters"]}
    assert {"page", "per_page", "search", "modified_after", "organization_id", "full", "minimal"} == keys - {
        "taxonomy_term_id"
    }
    assert not [path for path in filled.client.get("/v1/openapi.json").json()["paths"] if "hsds" in path]


def test_unchanged_wrong_or_not_there(filled: World) -> None:
    client = filled.client
    for path in ("", "services", "organizations", "locations", f"services/{everything(client, 'services')[0]['id']}"):
        etag = client.get(f"/hsds/{path}").headers["etag"]
        assert client.get(f"/hsds/{path}", headers={"If-None-Match": etag}).status_code == 304
        assert client.get(f"/hsds/{path}", headers={"Accept": "text/html"}).status_code == 406
    for path in ("services", "organizations", "locations"):
        assert client.get(f"/hsds/{path}/{filled.client.get('/v1/wijken').status_code:032d}").status_code == 404
        assert client.get(f"/hsds/{path}", params={"page": 0, "per_page": 101, "colour": "red"}).status_code == 400
        beyond = client.get(f"/hsds/{path}", params={"page": 99}).json()
        assert (beyond["empty"], beyond["last_page"], beyond["contents"]) == (True, True, [])
    draft = filled.added(title="Weg", status="draft")
    assert client.get(f"/hsds/services/{draft['id']}").status_code == 404
