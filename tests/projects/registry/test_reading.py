"""Finding projects over HTTP: each filter, pages, order, and one statement whatever the length."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from services.contracts.projects import ProjectShape
from services.contracts.shapes import Page
from tests.projects.answers import items, statements, wrong_fields
from tests.tokens import bearer

Add = Callable[..., dict[str, Any]]


@pytest.fixture
def add(client: httpx.Client) -> Add:
    def add(title: str, **changes: Any) -> dict[str, Any]:
        project = {
            "title": title,
            "summary": "Samen.",
            "pillar": 1,
            "themes": ["participatie"],
            "wijken": ["moerwijk"],
            "status": "running",
        }
        answer = client.post("/v1/projects", json=project | changes, headers=bearer("programme"))
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    return add


@pytest.fixture
def three(add: Add) -> None:
    add("Échte tuin", wijken=["moerwijk", "bouwlust"], description="Met een Kas van 100%.")
    add("eetclub", pillar=2, themes=["gezondheid", "sport"], status="idea", lead="Café Zuid")
    add("Abacus_les", pillar=2, themes=["laaggeletterdheid"], wijken=["vrederust"], summary="Leren tellen")


def titles(answer: httpx.Response) -> list[str]:
    return [project["title"] for project in items(answer)]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Abacus_les", "Échte tuin", "eetclub"]),
        ("pillar=2", ["Abacus_les", "eetclub"]),
        ("theme=sport", ["eetclub"]),
        ("wijk=bouwlust", ["Échte tuin"]),
        ("wijk=moerwijk&pillar=2", ["eetclub"]),
        ("status=idea", ["eetclub"]),
        ("status=stopped", []),
        ("q=ECHTE", ["Échte tuin"]),
        ("q=kas", ["Échte tuin"]),
        ("q=cafe", ["eetclub"]),
        ("q=  leren   tellen ", ["Abacus_les"]),
        ("q=100%25", ["Échte tuin"]),
        ("q=_", ["Abacus_les"]),
        ("q=%25", ["Échte tuin"]),
        ("q=' OR 'a'='a", []),
        ("q=", ["Abacus_les", "Échte tuin", "eetclub"]),
        ("theme=geluk", []),
        ("pillar=2&theme=sport&wijk=moerwijk&status=idea&q=eet", ["eetclub"]),
    ],
)
def test_projects_are_found_by_each_filter_in_the_order_of_their_titles(
    client: httpx.Client, query: str, found: list[str]
) -> None:
    answer = client.get(f"/v1/projects?{query}")
    assert titles(answer) == found
    assert answer.json()["total"] == len(found)


@pytest.mark.usefixtures("three")
def test_a_list_has_the_same_shape_as_an_item(client: httpx.Client) -> None:
    answer = client.get("/v1/projects")
    Page[ProjectShape].model_validate_json(answer.content, extra="forbid")
    for project in items(answer):
        assert client.get(f"/v1/projects/{project['id']}").json() == project


def test_a_list_runs_three_statements_whatever_its_length(client: httpx.Client, add: Add) -> None:
    empty = client.get("/v1/projects?pageSize=100")
    for number in range(30):
        add(f"Project {number:02}")
    full = client.get("/v1/projects?pageSize=100")
    assert (len(items(empty)), len(items(full))) == (0, 30)
    assert statements(empty) == statements(full) == 3


def test_pages_hold_each_project_once_and_keep_the_question(client: httpx.Client, add: Add) -> None:
    for number in range(5):
        add("Zelfde titel", pillar=1 if number else 3)
    address: str | None = "/v1/projects?pageSize=2&pillar=1"
    found = []
    while address:
        page = client.get(address).json()
        found += [project["id"] for project in page["items"]]
        assert page["total"] == 4
        address = page["next"]
    assert len(set(found)) == len(found) == 4
    beyond = client.get("/v1/projects?page=50").json()
    assert (beyond["items"], beyond["total"], beyond["next"]) == ([], 5, None)
    assert len(client.get("/v1/projects").json()["items"]) == 5


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("pillar=0&status=bezig&theme=A!&wijk=", {"pillar", "status", "theme", "wijk"}),
        ("page=0&pageSize=101", {"page", "pageSize"}),
        ("pageSize=0&q=%00", {"pageSize", "q"}),
        ("pillar=one", {"pillar"}),
        (f"q={'x' * 101}", {"q"}),
    ],
)
def test_wrong_questions_are_refused_with_every_wrong_field(client: httpx.Client, query: str, fields: set[str]) -> None:
    assert set(wrong_fields(client.get(f"/v1/projects?{query}"))) == fields


def test_an_unchanged_list_is_a_304_until_a_project_changes(client: httpx.Client, add: Add) -> None:
    project = add("Een")
    etag = client.get("/v1/projects").headers["etag"]
    same = client.get("/v1/projects", headers={"If-None-Match": etag})
    assert (same.status_code, same.content, statements(same)) == (304, b"", 1)
    client.delete(f"/v1/projects/{project['id']}", headers=bearer("admin") | {"If-Match": "*"})
    assert client.get("/v1/projects", headers={"If-None-Match": etag}).status_code == 200


def test_an_item_is_a_304_until_that_item_changes(client: httpx.Client, add: Add) -> None:
    project = add("Een")
    path = f"/v1/projects/{project['id']}"
    etag = client.get(path).headers["etag"]
    add("Twee")
    same = client.get(path, headers={"If-None-Match": etag})
    assert (same.status_code, same.content) == (304, b"")
