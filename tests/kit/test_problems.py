"""Every refusal is RFC 9457 problem+json, and names every wrong field."""

import httpx
import pytest

from tests.tokens import bearer

MEDIA_TYPE = "application/problem+json"


def wrong_fields(answer: httpx.Response) -> dict[str, str]:
    return {error["location"]["name"]: error["code"] for error in answer.json()["errors"]}


def test_every_wrong_field_of_a_body_is_named(notes: httpx.Client) -> None:
    body = {"title": "x", "stars": 9, "colour": "red"}
    answer = notes.post("/v1/notes", json=body, headers=bearer("editor"))
    assert (answer.status_code, answer.headers["content-type"]) == (400, MEDIA_TYPE)
    assert wrong_fields(answer) == {
        "title": "string-too-short",
        "stars": "less-than-equal",
        "colour": "extra-forbidden",
    }
    assert {error["location"]["pointer"] for error in answer.json()["errors"]} == {"/title", "/stars", "/colour"}
    assert {error["in"] for error in answer.json()["errors"]} == {"body"}


def test_every_wrong_query_key_is_named_as_it_was_typed(notes: httpx.Client) -> None:
    answer = notes.get("/v1/notes?page=0&pageSize=101")
    assert answer.status_code == 400
    assert wrong_fields(answer).keys() == {"page", "pageSize"}
    assert {error["in"] for error in answer.json()["errors"]} == {"query"}


def test_a_wrong_id_in_the_path_is_named(notes: httpx.Client) -> None:
    answer = notes.get("/v1/notes/not-a-uuid")
    assert (answer.status_code, answer.json()["errors"][0]["in"]) == (400, "path")


@pytest.mark.parametrize("body", [b"{", b"", b"[1]", b'"text"'])
def test_a_body_that_is_no_object_is_a_400(notes: httpx.Client, body: bytes) -> None:
    answer = notes.post("/v1/notes", content=body, headers=bearer("editor") | {"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (400, MEDIA_TYPE)
    assert answer.json()["errors"]


def test_a_body_that_is_no_text_is_a_400(notes: httpx.Client) -> None:
    headers = bearer("editor") | {"Content-Type": "application/json"}
    answer = notes.post("/v1/notes", content=b"\xff", headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (400, MEDIA_TYPE)


def test_text_is_trimmed_before_it_is_measured(notes: httpx.Client) -> None:
    assert notes.post("/v1/notes", json={"title": "  x  "}, headers=bearer("editor")).status_code == 400


def test_who_may_not_is_told_before_what_is_wrong(notes: httpx.Client) -> None:
    assert notes.post("/v1/notes", json={"title": "x"}).status_code == 401
    assert notes.post("/v1/notes", json={"title": "x"}, headers=bearer("analyst")).status_code == 403


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/v1/nothing", 404), ("PATCH", "/v1/notes", 405)])
def test_what_is_not_there_is_a_problem_too(notes: httpx.Client, method: str, path: str, status: int) -> None:
    answer = notes.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, MEDIA_TYPE)
    assert answer.json()["title"]


def test_our_own_mistake_tells_nothing_of_the_inside(notes: httpx.Client) -> None:
    answer = notes.get("/v1/crash")
    assert (answer.status_code, answer.headers["content-type"]) == (500, MEDIA_TYPE)
    assert "broken" not in answer.text
    assert answer.json()["instance"] == f"urn:request:{answer.headers['x-request-id']}"


def test_every_answer_says_its_version(notes: httpx.Client) -> None:
    for path in ("/v1/notes", "/v1/nothing", "/v1/crash", "/health/live", "/v1/openapi.json"):
        assert notes.get(path).headers["api-version"] == "1.0.0"
