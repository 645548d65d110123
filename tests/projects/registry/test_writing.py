"""Writing projects over HTTP: who may, what is refused, and that nobody's work is lost."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from services.contracts.deal import Deal
from services.contracts.projects import ProjectShape
from services.kit.database import Database as Connections
from services.projects.deal.load import load_deal
from tests.projects.answers import statements, wrong_fields
from tests.projects.conftest import TODAY
from tests.tokens import bearer

OFFICE = bearer("programme", subject="office")
TUIN: dict[str, Any] = {
    "title": "Tuin aan de Haagse beek",
    "summary": "Samen planten.",
    "description": "Elke week.\nNeem laarzen mee.",
    "pillar": 1,
    "themes": ["participatie", "gezondheid"],
    "approach": ["1b", "1a"],
    "wijken": ["moerwijk", "bouwlust"],
    "status": "running",
    "lead": "Groene Matties",
    "partners": ["Staedion", "Zebra Welzijn"],
    "programmes": ["maex-den-haag"],
    "commitments": ["A3-1-02", "A3-1-01"],
    "starts": "2026-01-01",
    "ends": "2027-01-01",
    "afterEndReason": "De partijen gaan door met dit project.",
    "strength": "inspannen",
    "coBenefits": ["physical"],
    "targetGroups": ["families", "young-people"],
    "expectedResults": ["more-exercise"],
    "euLaw": [
        {"subject": "state-aid", "answer": "yes", "who": "Juridische Zaken", "on": "2026-01-05", "note": "De-minimis."}
    ],
}
KEPT = {name: value for name, value in TUIN.items() if name not in ("id", "version", "updatedAt")}


def create(client: httpx.Client, **changes: Any) -> httpx.Response:
    return client.post("/v1/projects", json=TUIN | changes, headers=OFFICE)


@pytest.fixture
def made(client: httpx.Client) -> httpx.Response:
    answer = create(client)
    assert answer.status_code == 201, answer.text
    return answer


def test_a_project_comes_back_as_it_was_sent(client: httpx.Client, made: httpx.Response) -> None:
    project = ProjectShape.model_validate_json(made.content, extra="forbid")
    assert project.version == 1
    assert made.headers["location"] == f"/v1/projects/{project.id}"
    found = client.get(made.headers["location"])
    assert {name: found.json()[name] for name in KEPT} == TUIN
    assert found.headers["etag"] == made.headers["etag"]
    assert found.json() == made.json()
    assert (statements(found), statements(made)) == (1, 14)


def test_a_project_needs_only_its_main_facts(client: httpx.Client) -> None:
    least = {name: TUIN[name] for name in ("title", "summary", "pillar", "themes", "wijken", "status")}
    answer = client.post("/v1/projects", json=least | {"title": "  Los  "}, headers=OFFICE)
    project = answer.json()
    assert (answer.status_code, project["title"], project["lead"], project["starts"]) == (201, "Los", None, None)
    assert [project[name] for name in ("approach", "partners", "programmes", "commitments")] == [[], [], [], []]
    assert project["description"] == ""


MISTAKES: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"title": ""}, {"title": "string-too-short"}),
    ({"title": "   "}, {"title": "string-too-short"}),
    ({"title": "x" * 121}, {"title": "string-too-long"}),
    ({"title": "a\u0000b"}, {"title": "value-error"}),
    ({"summary": 3}, {"summary": "string-type"}),
    ({"description": "x" * 5001}, {"description": "string-too-long"}),
    ({"pillar": 4}, {"pillar": "unknown"}),
    ({"pillar": 10**15}, {"pillar": "unknown"}),
    ({"pillar": "1"}, {"pillar": "int-type"}),
    ({"pillar": True}, {"pillar": "int-type"}),
    ({"themes": []}, {"themes": "too-short"}),
    ({"themes": ["participatie", "geluk"]}, {"themes.1": "unknown"}),
    ({"themes": ["sport", "sport"]}, {"themes": "value-error"}),
    ({"wijken": ["scheveningen", "moerwijk", "Moerwijk"]}, {"wijken.0": "unknown", "wijken.2": "unknown"}),
    ({"wijken": "moerwijk"}, {"wijken": "list-type"}),
    ({"approach": ["9z"]}, {"approach.0": "unknown"}),
    ({"programmes": ["nasa"]}, {"programmes.0": "unknown"}),
    ({"commitments": ["A9-01"]}, {"commitments.0": "unknown"}),
    ({"commitments": [7]}, {"commitments.0": "string-type"}),
    ({"partners": [""]}, {"partners.0": "string-too-short"}),
    ({"status": "bezig"}, {"status": "literal-error"}),
    ({"lead": "\u0007"}, {"lead": "value-error"}),
    ({"starts": "morgen"}, {"starts": "date-from-datetime-parsing"}),
    ({"ends": "2025-12-31"}, {"ends": "value-error"}),
    ({"colour": "red"}, {"colour": "extra-forbidden"}),
    ({"strength": "beloven"}, {"strength": "unknown"}),
    ({"coBenefits": ["rijkdom"]}, {"coBenefits.0": "unknown"}),
    ({"targetGroups": ["families", "iedereen"]}, {"targetGroups.1": "unknown"}),
    ({"expectedResults": ["geluk"]}, {"expectedResults.0": "unknown"}),
    ({"euLaw": [{"subject": "state-aid", "answer": "no"}]}, {"euLaw.0": "value-error"}),
    ({"euLaw": [{"subject": "vrede", "answer": "unknown"}]}, {"euLaw.0.subject": "literal-error"}),
    ({"euLaw": [{"subject": "state-aid", "answer": "unknown"}] * 2}, {"euLaw": "value-error"}),
    ({"afterEndReason": None}, {"starts": "after-the-end", "ends": "after-the-end"}),
    ({"afterEndReason": None, "starts": "2023-07-31"}, {"ends": "after-the-end"}),
    (
        {"title": "", "pillar": 9, "themes": ["geluk"], "wijken": ["delft"], "status": "x"},
        {
            "title": "string-too-short",
            "pillar": "unknown",
            "themes.0": "unknown",
            "wijken.0": "unknown",
            "status": "literal-error",
        },
    ),
]


@pytest.mark.parametrize(
    ("changes", "wrong"), MISTAKES, ids=[" ".join(each[1]) + str(n) for n, each in enumerate(MISTAKES)]
)
def test_every_wrong_field_is_named_on_create_and_on_change(
    client: httpx.Client, changes: dict[str, Any], wrong: dict[str, str]
) -> None:
    refused = create(client, **changes)
    assert wrong_fields(refused) == wrong
    made = create(client).json()
    path = f"/v1/projects/{made['id']}"
    change = client.put(path, json=TUIN | changes, headers=OFFICE | {"If-Match": '"1"'})
    assert wrong_fields(change) == wrong
    assert client.get(path).json() == made
    assert client.get("/v1/projects").json()["total"] == 1


def test_a_wrong_part_is_pointed_at_in_the_body(client: httpx.Client) -> None:
    (error,) = create(client, themes=["sport", "geluk"]).json()["errors"]
    assert error["location"] == {"name": "themes.1", "pointer": "/themes/1"}
    assert error["detail"] == "The deal has no theme geluk."


@pytest.mark.parametrize(
    ("body", "code"), [(b"", "json"), (b"{", "json"), (b"[]", "object"), (b'"x"', "object"), (b"\xff", "json")]
)
def test_a_body_that_is_no_json_object_is_refused(client: httpx.Client, body: bytes, code: str) -> None:
    assert wrong_fields(client.post("/v1/projects", content=body, headers=OFFICE)) == {"body": code}


def test_a_missing_field_is_named(client: httpx.Client) -> None:
    assert wrong_fields(client.post("/v1/projects", json={}, headers=OFFICE)) == dict.fromkeys(
        ["title", "summary", "pillar", "themes", "wijken", "status"], "missing"
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_only_the_programme_office_and_administrators_write(
    client: httpx.Client, made: httpx.Response, method: str
) -> None:
    path = "/v1/projects" if method == "POST" else made.headers["location"]
    match = {"If-Match": made.headers["etag"]}
    body = None if method == "DELETE" else TUIN
    assert client.request(method, path, json=body, headers=match).status_code == 401
    assert client.request(method, path, json=body, headers=match | {"Authorization": "Bearer x"}).status_code == 401
    others = bearer("coordinator", "editor", "moderator", "analyst", "approver", "service", wijken=["moerwijk"])
    assert client.request(method, path, json=body, headers=match | others).status_code == 403
    assert client.get("/v1/projects").json()["total"] == 1
    assert client.request(method, path, json=body, headers=match | bearer("admin")).status_code < 300


def test_a_change_replaces_everything_and_gives_a_new_version(client: httpx.Client, made: httpx.Response) -> None:
    new = TUIN | {"title": "Nieuw", "themes": ["sport"], "partners": [], "lead": None, "starts": None, "ends": None}
    path = made.headers["location"]
    changed = client.put(path, json=new, headers=OFFICE | {"If-Match": made.headers["etag"]})
    assert (changed.status_code, changed.json()["version"], changed.headers["etag"]) == (200, 2, '"2"')
    found = client.get(path).json()
    assert {name: found[name] for name in KEPT} == new
    assert found["updatedAt"] > made.json()["updatedAt"]
    assert client.get("/v1/projects?theme=gezondheid").json()["total"] == 0
    assert client.get("/v1/projects?q=nieuw").json()["total"] == 1
    assert client.get("/v1/projects?q=beek").json()["total"] == 0


def test_a_stale_edit_is_refused_and_loses_nothing(client: httpx.Client, made: httpx.Response) -> None:
    path, first = made.headers["location"], OFFICE | {"If-Match": made.headers["etag"]}
    assert client.put(path, json=TUIN | {"title": "Eerste"}, headers=first).status_code == 200
    refused = client.put(path, json=TUIN | {"title": "Tweede"}, headers=first)
    assert (refused.status_code, refused.headers["etag"]) == (412, '"2"')
    assert refused.json()["current"] == client.get(path).json()
    assert refused.json()["yours"] == TUIN | {"title": "Tweede"}
    assert client.delete(path, headers=first).status_code == 412
    assert client.get(path).json()["title"] == "Eerste"
    assert client.put(path, json=TUIN, headers=OFFICE).status_code == 428
    assert client.delete(path, headers=OFFICE).status_code == 428
    assert client.get(path).json()["title"] == "Eerste"


def test_of_two_edits_at_once_one_wins(client: httpx.Client, made: httpx.Response) -> None:
    def edit(number: int) -> int:
        headers = OFFICE | {"If-Match": made.headers["etag"]}
        body = TUIN | {"title": f"Poging {number}"}
        return client.put(made.headers["location"], json=body, headers=headers).status_code

    with ThreadPoolExecutor(4) as people:
        assert sorted(people.map(edit, range(4))) == [200, 412, 412, 412]


def test_an_unknown_project_is_a_404_for_every_method(client: httpx.Client) -> None:
    path = f"/v1/projects/{uuid4()}"
    headers = OFFICE | {"If-Match": '"1"'}
    assert client.get(path).status_code == 404
    assert client.put(path, json=TUIN, headers=headers).status_code == 404
    assert client.delete(path, headers=headers).status_code == 404
    assert wrong_fields(client.get("/v1/projects/tuin")) == {"project_id": "uuid-parsing"}


def test_a_removed_project_is_gone_but_its_audit_tells_what_it_was(
    client: httpx.Client, made: httpx.Response, connections: Connections
) -> None:
    path = made.headers["location"]
    removed = client.delete(path, headers=OFFICE | {"If-Match": made.headers["etag"]})
    assert (removed.status_code, removed.content) == (204, b"")
    assert client.get(path).status_code == 404
    assert client.get("/v1/projects").json()["total"] == 0
    with connections.writing() as session:
        lines = session.execute(
            text("SELECT who, action, change FROM projects.audit WHERE object_id = :id ORDER BY id"),
            {"id": made.json()["id"]},
        ).all()
    assert [(line.who, line.action) for line in lines] == [("office", "create"), ("office", "remove")]
    assert lines[0].change["themes"] == [None, TUIN["themes"]]
    assert lines[1].change["title"] == [TUIN["title"], None]
    assert not {"version", "updatedAt"} & set(lines[0].change)


def test_a_change_is_audited_with_what_differs_only(
    client: httpx.Client, made: httpx.Response, connections: Connections
) -> None:
    headers = OFFICE | {"If-Match": made.headers["etag"], "X-Request-ID": "request-of-the-test"}
    client.put(made.headers["location"], json=TUIN | {"status": "finished"}, headers=headers)
    with connections.writing() as session:
        line = session.execute(text("SELECT * FROM projects.audit WHERE action = 'change'")).one()
    assert (line.change, line.request_id) == ({"status": ["running", "finished"]}, "request-of-the-test")


def test_the_same_key_makes_one_project_however_often_it_is_sent(client: httpx.Client) -> None:
    keyed = OFFICE | {"Idempotency-Key": "key-of-the-test"}

    def send(_: int) -> tuple[int, str]:
        answer = client.post("/v1/projects", json=TUIN, headers=keyed)
        return answer.status_code, answer.json()["id"]

    with ThreadPoolExecutor(4) as people:
        assert len(set(people.map(send, range(4)))) == 1
    assert client.get("/v1/projects").json()["total"] == 1
    other = client.post("/v1/projects", json=TUIN | {"title": "Anders"}, headers=keyed)
    assert (other.status_code, other.json()["type"]) == (409, "urn:zuidwest:problem:key-reused")
    of_another = client.post("/v1/projects", json=TUIN, headers=keyed | bearer("admin", subject="else"))
    assert of_another.status_code == 201
    assert client.get("/v1/projects").json()["total"] == 2
    assert client.post("/v1/projects", json=TUIN, headers=OFFICE | {"Idempotency-Key": "short"}).status_code == 400


def test_a_key_of_a_refused_project_can_be_used_again(client: httpx.Client) -> None:
    keyed = OFFICE | {"Idempotency-Key": "key-of-the-test"}
    assert client.post("/v1/projects", json=TUIN | {"pillar": 8}, headers=keyed).status_code == 400
    assert client.post("/v1/projects", json=TUIN, headers=keyed).status_code == 201


def test_a_key_of_a_removed_project_says_that_it_is_gone(client: httpx.Client) -> None:
    keyed = OFFICE | {"Idempotency-Key": "key-of-the-test"}
    made = client.post("/v1/projects", json=TUIN, headers=keyed)
    client.delete(made.headers["location"], headers=OFFICE | {"If-Match": "*"})
    assert client.post("/v1/projects", json=TUIN, headers=keyed).status_code == 410


def test_what_left_the_deal_may_stay_in_a_project_but_not_enter_one(
    client: httpx.Client, made: httpx.Response, connections: Connections, real_deal: Deal
) -> None:
    fewer = [theme for theme in real_deal.themes if theme.slug != "gezondheid"]
    with connections.writing() as session:
        load_deal(session, real_deal.model_copy(update={"themes": fewer}), TODAY)
    headers = OFFICE | {"If-Match": made.headers["etag"]}
    assert wrong_fields(create(client)) == {"themes.1": "unknown"}
    kept = client.put(made.headers["location"], json=TUIN | {"title": "Nog steeds"}, headers=headers)
    assert (kept.status_code, kept.json()["themes"]) == (200, TUIN["themes"])


def test_the_document_shows_the_body_that_the_routes_read_themselves(client: httpx.Client) -> None:
    paths = client.get("/v1/openapi.json").json()["paths"]
    for path, method in (("/projects", "post"), ("/projects/{project_id}", "put")):
        schema = paths[path][method]["requestBody"]["content"]["application/json"]["schema"]
        assert set(schema["required"]) == {"title", "summary", "pillar", "themes", "wijken", "status"}
    assert UUID(create(client).json()["id"]).version == 4
