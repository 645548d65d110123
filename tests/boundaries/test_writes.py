"""Every write of every service, walked over its OpenAPI document: what is bad or partial is named all at once, what is
not there is not there, and an edit needs the version that it is of. Who may not write is walked in test_access.py."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.kit.settings import SERVICES
from tests.boundaries.least_bodies import body_schema, least, wrong_for
from tests.boundaries.test_access import service_doors
from tests.boundaries.test_answers import PLACES, getting, headers_for

pytestmark = pytest.mark.xdist_group("all services")

NOT_WITHOUT = {
    "PUT /v1/projects/{project_id}",
    "POST /v1/reports/{report_id}/editions",
    "POST /v1/activities/{activity_id}/publication",
    "PUT /v1/activities/{activity_id}/draft",
    "POST /v1/places/{place_id}/phone-list/{item}/called",
}
"""Say that it is not there, or not yours, before they look at a body: what is wrong in it hangs on what it is about."""
SCHEDULE = {"rrule": None, "start": "2099-12-01T10:00:00", "end": "2099-12-01T11:00:00"}
FITTING: dict[str, dict[str, Any]] = {
    "PUT /v1/activities/{activity_id}": {"category": "green", "placeId": str(PLACES[0]), "schedule": SCHEDULE},
    "POST /v1/activities/{activity_id}/copies": {"schedule": SCHEDULE},
    "PUT /v1/occurrences/{occurrence_id}/attendance": {"count": 3},
    "PUT /v1/places/{place_id}": {"kind": "meeting-place", "wijk": "moerwijk", "postcode": "2533 AA"},
    "POST /v1/places/{place_id}/accessibility-checks": {"accessibility": {"toilet": "yes"}, "checkedOn": "2026-01-01"},
    "PUT /v1/help-offers/{offer_id}": {"kind": "debt", "phone": "070 000 00 00", "wijken": ["moerwijk"]},
    "PUT /v1/business-spaces/{space_id}": {"wijk": "moerwijk"},
    "PUT /v1/course-periods/{period_id}": {"ends": "2026-12-31", "reached": 9},
    "PUT /v1/accounts/{account_id}": {"role": "moderator"},
    "PUT /v1/tranches/{tranche_id}": {"reason": "Later", "years": [2026]},
    "POST /v1/sign-ins/{sign_in_id}/visits": {"code": "123456"},
}
"""What the deal's words, or rules between fields, want besides what the document says."""
ELSE = {
    "DELETE /v1/accounts/{account_id}": 204,  # what is closed stays closed, however often it is said
    "POST /v1/places/{place_id}/phone-list/{item}/called": 403,  # is it yours comes first: it is about people
    "POST /v1/sign-ins/{sign_in_id}/visits": 410,  # nobody learns which sign-ins there were
}
"""What is said instead of 404 of what is not there."""
WITHOUT_VERSION = {
    "DELETE /v1/accounts/{account_id}",  # identity shows no versions: closing is all that can be done
    "DELETE /v1/activities/{activity_id}/draft",  # nobody works on the first of the list: 404
    "PUT /v1/occurrences/{occurrence_id}/full",  # says how it is now: whoever says it last is right
    "PUT /v1/occurrences/{occurrence_id}/attendance",  # only from the second count on, see test_dates_and_people.py
}


@dataclass(frozen=True)
class Door:
    """A write of the document."""

    client: httpx.Client
    document: dict[str, Any]
    method: str
    path: str
    operation: dict[str, Any]
    headers: dict[str, str]

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @cached_property
    def schema(self) -> dict[str, Any] | None:
        return body_schema(self.document, self.operation)

    @property
    def fitting(self) -> dict[str, Any]:
        """Arguments for `ask` with a body that could be right."""
        if self.schema is None:
            return {}
        return {"json": least(self.document, self.schema) | FITTING.get(self.name, {})}

    def ask(self, path: str | None = None, more: dict[str, str] | None = None, **body: Any) -> httpx.Response:
        nowhere = re.sub(r"{\w+}", lambda _: str(uuid4()), self.path)
        return self.client.request(self.method, path or nowhere, headers=self.headers | (more or {}), **body)


def writes(client: httpx.Client, service: str) -> Iterator[Door]:
    document = client.get("/v1/openapi.json").json()
    who = {(door.method, door.path): door for door in service_doors(service)}
    for below, item in document["paths"].items():
        path = below if below.startswith("/v1/") else f"/v1{below}"
        for method, operation in item.items():
            if method != "get":
                headers = headers_for(who[method.upper(), path])
                yield Door(client, document, method.upper(), path, operation, headers)


def named(answer: httpx.Response) -> set[str]:
    """The fields that are named as wrong, of those inside another the outer one."""
    if answer.headers.get("content-type") != "application/problem+json":
        return set()
    return {error["location"]["name"].split(".")[0] for error in answer.json().get("errors", ())}


def complaints(door: Door, fields: set[str], answer: httpx.Response) -> list[str]:
    if answer.status_code == 400 and fields <= named(answer):
        return []
    return [f"{door.name}: {answer.status_code}, unnamed {sorted(fields - named(answer))}"]


@pytest.mark.parametrize("service", SERVICES)
def test_all_that_is_missing_is_named_at_once(services: dict[str, httpx.Client], service: str) -> None:
    found = []
    for door in writes(services[service], service):
        if door.schema and door.schema.get("required") and door.name not in NOT_WITHOUT:
            found += complaints(door, set(door.schema["required"]), door.ask(json={}))
    assert found == []


@pytest.mark.parametrize("service", SERVICES)
def test_all_that_is_wrong_is_named_at_once(services: dict[str, httpx.Client], service: str) -> None:
    """Each field of another kind, and one that nobody asked for; and what is no object, or no JSON at all."""
    found = []
    for door in writes(services[service], service):
        if door.schema is None:
            continue
        fields = door.schema.get("properties", {})
        wrong = {name: wrong_for(door.document, schema) for name, schema in fields.items()}
        if door.name not in NOT_WITHOUT:
            found += complaints(door, {*fields, "onbekend"}, door.ask(json=wrong | {"onbekend": 1}))
            found += complaints(door, {"body"}, door.ask(json=[1]))
            found += complaints(door, {"body"}, door.ask(content=b"{", more={"Content-Type": "application/json"}))
    assert found == []


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_not_there_can_not_be_changed(services: dict[str, httpx.Client], service: str) -> None:
    found = {}
    for door in writes(services[service], service):
        sends_a_file = door.schema is None and door.method == "POST" and "requestBody" in door.operation
        if "{" in door.path and not sends_a_file:
            answer = door.ask(**door.fitting)
            if answer.status_code != ELSE.get(door.name, 404):
                found[door.name] = (answer.status_code, answer.text)
    assert found == {}


@pytest.mark.parametrize(("service", "least_seen"), [("identity", 0), ("projects", 20), ("participation", 8)])
def test_an_edit_needs_the_version_that_it_is_of(
    services: dict[str, httpx.Client], service: str, least_seen: int
) -> None:
    """Of the first of each list that can be asked for: 428 without `If-Match`, 412 with another, and the document says
    so."""
    lists = {door.path: headers_for(door) for door in getting(service)}
    seen, found = 0, {}
    for door in writes(services[service], service):
        listed, _, rest = door.path.partition("/{")
        after = rest.partition("}")[2]
        if door.method not in ("PUT", "DELETE") or listed not in lists or "{" in after or door.name in WITHOUT_VERSION:
            continue
        items = services[service].get(listed, headers=lists[listed]).json().get("items")
        if items:
            path = f"{listed}/{items[0]['id']}{after}"
            asked: tuple[dict[str, str], ...] = ({}, {"If-Match": '"987654321"'})
            refused = [door.ask(path, more, **door.fitting).status_code for more in asked]
            seen += 1
            if refused != [428, 412] or not {"404", "412", "428"} <= set(door.operation["responses"]):
                found[door.name] = refused
    assert found == {}
    assert seen >= least_seen


def planted(client: httpx.Client) -> Door:
    return next(door for door in writes(client, "participation") if door.name == "POST /v1/wishes")


def test_planted_a_field_that_is_not_named_is_found(services: dict[str, httpx.Client]) -> None:
    door = planted(services["participation"])
    assert complaints(door, {"nergens"}, door.ask(json={})) == ["POST /v1/wishes: 400, unnamed ['nergens']"]
