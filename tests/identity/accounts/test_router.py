"""Inviting over HTTP: an admin everybody, an editor coordinators of places in their own wijk."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI, Request

from services.identity.main import create_app
from services.identity.sign_in.codes import write_code
from tests.frontend.furnished import place
from tests.postgres import SECRET, Database, database_name, new_database
from tests.serving import browsing, served, settings_for
from tests.tokens import bearer, trusting

ADMIN = bearer("admin", subject="an-admin")
EDITOR = bearer("editor", wijken=["moerwijk"], subject="an-editor")
HERE, NEXT_DOOR, ELSEWHERE = place("moerwijk", 1), place("moerwijk", 2), place("bouwlust", 1)


def places_only(app: FastAPI) -> FastAPI:
    """All of participation that identity asks."""

    @app.get("/v1/places")
    def places(request: Request) -> dict[str, Any]:
        assert "authorization" not in request.headers
        found = [each for each in (HERE, NEXT_DOOR, ELSEWHERE) if each.wijk == request.query_params["wijk"]]
        items = [each.model_dump(mode="json", by_alias=True) for each in found]
        return {"items": items, "total": len(items), "next": None}

    return app


@pytest.fixture(scope="module")
def app(server_url: str, migrated_template: Database) -> Iterator[FastAPI]:
    with (
        served(places_only(FastAPI())) as participation,
        new_database(server_url, template=database_name(migrated_template.url)) as url,
    ):
        database = Database(url, migrated_template.role_prefix)
        yield trusting(create_app(settings_for("identity", database, participation_url=participation)))


@pytest.fixture(scope="module")
def http(app: FastAPI) -> Iterator[httpx.Client]:
    with browsing(app) as client:
        yield client


def invite(http: httpx.Client, headers: dict[str, str] = ADMIN, **body: Any) -> httpx.Response:
    given = {"email": f"{uuid4().hex[:8]}@example.nl", "role": "coordinator"} | body
    return http.post("/v1/accounts", json=given, headers=headers)


def listed(http: httpx.Client, headers: dict[str, str], **asked: Any) -> list[dict[str, Any]]:
    answer = http.get("/v1/accounts", params={"pageSize": 100} | asked, headers=headers)
    assert answer.headers["cache-control"] == "no-store"
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_an_editor_invites_coordinators_of_their_own_wijk_only(http: httpx.Client) -> None:
    made = invite(http, EDITOR, email="nadia@example.nl", places=[str(HERE.id)])
    assert (made.status_code, made.json()["email"], made.json()["signedInAt"]) == (201, "nadia@example.nl", None)
    for wrong in (
        {"places": [str(ELSEWHERE.id)]},
        {"places": [str(HERE.id), str(ELSEWHERE.id)]},
        {"places": [str(uuid4())]},
        {"role": "editor", "wijken": ["moerwijk"]},
        {"role": "admin"},
    ):
        assert invite(http, EDITOR, **wrong).status_code == 403, wrong
    assert invite(http, bearer("coordinator", places=[HERE.id]), places=[str(HERE.id)]).status_code == 403
    assert invite(http, EDITOR, email=" Nadia@Example.nl ", places=[str(HERE.id)]).json()["type"].endswith("exists")


def test_each_sees_those_whom_they_may_invite(http: httpx.Client) -> None:
    mine = invite(http, places=[str(HERE.id), str(ELSEWHERE.id)]).json()
    other = invite(http, places=[str(ELSEWHERE.id)]).json()
    for headers, seen in ((ADMIN, {mine["id"], other["id"]}), (EDITOR, {mine["id"]})):
        ids = {each["id"] for each in listed(http, headers)}
        assert {mine["id"], other["id"]} & ids == seen
    assert all(each["roles"] == ["coordinator"] for each in listed(http, EDITOR))
    assert {each["roles"][0] for each in listed(http, ADMIN, role="moderator")} == {"moderator"}
    assert http.get(f"/v1/accounts/{other['id']}", headers=EDITOR).status_code == 403
    assert http.get(f"/v1/accounts/{uuid4()}", headers=ADMIN).status_code == 404


def test_places_are_given_and_taken_with_the_version_that_was_seen(http: httpx.Client) -> None:
    account = invite(http, places=[str(HERE.id), str(ELSEWHERE.id)]).json()
    address = f"/v1/accounts/{account['id']}"
    seen = http.get(address, headers=EDITOR)

    def put(headers: dict[str, str], *places: UUID, role: str = "coordinator") -> httpx.Response:
        return http.put(address, json={"role": role, "places": [str(each) for each in places]}, headers=headers)

    versioned = EDITOR | {"If-Match": seen.headers["etag"]}
    assert put(EDITOR, NEXT_DOOR.id, ELSEWHERE.id).status_code == 428
    assert put(versioned, NEXT_DOOR.id).status_code == 403
    assert put(versioned, NEXT_DOOR.id, role="editor").status_code == 400
    changed = put(versioned, NEXT_DOOR.id, ELSEWHERE.id)
    assert set(changed.json()["places"]) == {str(NEXT_DOOR.id), str(ELSEWHERE.id)}
    assert put(versioned, HERE.id, ELSEWHERE.id).status_code == 412
    assert http.delete(address, headers=EDITOR).status_code == 403
    assert [http.delete(address, headers=ADMIN).status_code for _ in range(2)] == [204, 204]


def test_an_invitation_is_open_until_somebody_signs_in(http: httpx.Client, app: FastAPI) -> None:
    account = invite(http, EDITOR, email="sena@example.nl", places=[str(HERE.id)], language="tr").json()
    assert account["id"] in {each["id"] for each in listed(http, EDITOR, open=True)}
    again = [
        http.post(f"/v1/accounts/{account['id']}/letters", json={"language": "nl"}, headers=EDITOR).status_code
        for _ in range(6)
    ]
    assert again == [204] * 5 + [429]
    letters = [each for each in http.get("/v1/outbox").json()["items"] if each["to"] == "sena@example.nl"]
    assert len(letters) == 6
    assert "/tr/uitnodiging" in letters[-1]["text"]
    asked = UUID(http.post("/v1/sign-ins", json={"email": "sena@example.nl"}).json()["id"])
    with app.state.database.writing() as session:
        assert write_code(session, SECRET, asked, datetime.now(UTC))
    code = http.get("/v1/outbox").json()["items"][0]["text"].split(".")[0].split()[-1]
    assert http.post(f"/v1/sign-ins/{asked}/visits", json={"code": code}).status_code == 201
    assert account["id"] not in {each["id"] for each in listed(http, EDITOR, open=True)}
    assert account["id"] in {each["id"] for each in listed(http, EDITOR, open=False)}


def test_nobody_changes_or_removes_themselves(http: httpx.Client) -> None:
    account = invite(http, role="admin").json()
    myself = bearer("admin", subject=account["id"])
    address = f"/v1/accounts/{account['id']}"
    assert http.delete(address, headers=myself).status_code == 409
    given = myself | {"If-Match": f'"{account["version"]}"'}
    assert http.put(address, json={"role": "moderator"}, headers=given).status_code == 409


def test_while_participation_is_away_an_editor_invites_nobody_and_an_admin_does(database: Database) -> None:
    app = trusting(create_app(settings_for("identity", database, participation_url="http://127.0.0.1:1")))
    with browsing(app) as http:
        assert invite(http, EDITOR, places=[str(HERE.id)]).status_code == 503
        assert http.get("/v1/accounts", headers=EDITOR).status_code == 503
        assert invite(http, ADMIN, places=[str(HERE.id)]).status_code == 201


def test_the_audit_says_what_changed_and_no_address(http: httpx.Client, app: FastAPI) -> None:
    account = invite(http, email="nobody-knows@example.nl", places=[str(HERE.id)]).json()
    with app.state.database.reading() as connection:
        rows = connection.execute("SELECT a::text FROM identity.audit a").fetchall()
    said = " ".join(row[0] for row in rows)
    assert account["id"] in said and str(HERE.id) in said
    assert "nobody-knows" not in said
