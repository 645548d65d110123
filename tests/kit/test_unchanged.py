"""Lists that are answered 304 before their route is looked up, and how their query is read."""

from collections.abc import Iterator
from typing import Annotated

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Query, Request, Response

from services.contracts.shapes import Input
from services.kit.access import anyone
from services.kit.app import create_service
from services.kit.hot import KeptMinuteRoute, KeptRoute, kept_headers, list_etag, query_model, this_minute
from tests.postgres import Database
from tests.serving import browsing, settings_for
from tests.tokens import bearer, trusting


class Asked(Input):
    page_size: int = 20
    word: str | None = None


class Calls:
    """A list that counts how often it was really made."""

    def __init__(self) -> None:
        self.made = 0
        self.router = APIRouter(route_class=KeptRoute)
        self.router.add_api_route("/v1/words", self.words)
        self.by_minute = APIRouter(route_class=KeptMinuteRoute)
        self.by_minute.add_api_route("/v1/dates", self.dates)

    @anyone
    def words(self, request: Request, asked: Annotated[Asked, Query()]) -> Response:
        self.made += 1
        etag = list_etag(request, request.app.state.version.now(), None)
        return Response(f"{asked.page_size} {asked.word}", headers=kept_headers(etag))

    @anyone
    def dates(self, request: Request) -> Response:
        etag = list_etag(request, request.app.state.version.now(), this_minute())
        return Response("dates", headers=kept_headers(etag))


@pytest.fixture
def calls() -> Calls:
    return Calls()


@pytest.fixture
def lists(database: Database, calls: Calls) -> Iterator[httpx.Client]:
    settings = settings_for("projects", database, version_age_ms=10_000)
    app: FastAPI = create_service("projects", "Lists.", settings, [calls.router, calls.by_minute])
    with browsing(trusting(app)) as client:
        yield client


def test_who_has_the_newest_list_hears_so_without_the_list_being_made(lists: httpx.Client, calls: Calls) -> None:
    first = lists.get("/v1/words")
    again = lists.get("/v1/words", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, calls.made) == (304, b"", 1)
    for name in ("etag", "cache-control", "vary", "api-version"):
        assert again.headers[name] == first.headers[name]
    assert again.headers["x-request-id"] != first.headers["x-request-id"]


def test_another_language_or_another_version_is_another_answer(lists: httpx.Client, calls: Calls) -> None:
    etag = lists.get("/v1/words").headers["etag"]
    assert lists.get("/v1/words", headers={"If-None-Match": etag, "Accept-Language": "tr"}).status_code == 200
    assert lists.get("/v1/words", headers={"If-None-Match": '"99.nl"'}).status_code == 200
    assert calls.made == 3


def test_a_token_is_looked_at_even_when_nothing_changed(lists: httpx.Client, calls: Calls) -> None:
    etag = lists.get("/v1/words").headers["etag"]
    lists.get("/v1/words", headers=bearer("editor") | {"If-None-Match": etag})
    assert calls.made == 2


def test_a_list_of_what_is_to_come_is_known_by_its_minute(lists: httpx.Client) -> None:
    etag = lists.get("/v1/dates").headers["etag"]
    version, minute, language = etag.strip('"').split(".")
    assert abs(int(minute, 16) - int(this_minute().timestamp()) // 60) <= 1
    old = f'"{version}.{int(minute, 16) - 5:x}.{language}"'
    assert lists.get("/v1/dates", headers={"If-None-Match": old}).status_code == 200


def test_an_early_304_is_counted_at_its_address(lists: httpx.Client) -> None:
    etag = lists.get("/v1/words").headers["etag"]
    lists.get("/v1/words", headers={"If-None-Match": etag})
    counted = 'zuidwest_requests_total{method="GET",route="/v1/words",status="304"}'
    assert counted in lists.get("/metrics").text


def test_a_query_is_read_by_its_names_in_the_documentation(lists: httpx.Client) -> None:
    assert lists.get("/v1/words?pageSize=5&word=x").text == "5 x"
    wrong = lists.get("/v1/words?pageSize=many&page_size=5&colour=red")
    assert wrong.status_code == 400
    assert {error["location"]["name"] for error in wrong.json()["errors"]} == {"pageSize", "page_size", "colour"}
    assert {error["in"] for error in wrong.json()["errors"]} == {"query"}


def test_a_kept_list_takes_a_request_and_one_model() -> None:
    def two(request: Request, asked: Asked, more: Asked) -> None: ...
    def loose(request: Request, page: int) -> None: ...

    with pytest.raises(TypeError, match="two takes more"):
        query_model(two)
    with pytest.raises(TypeError, match="loose takes more"):
        query_model(loose)
