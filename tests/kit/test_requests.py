"""The id of a request goes along to every service that is asked on its behalf, and into every log line."""

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, FastAPI

from services.contracts.calling import ServiceClient
from services.kit.access import anyone
from services.kit.app import create_service
from services.kit.requests import request_id
from services.kit.tokens import Tokens, keys_over_http
from tests.kit.notes import notes_app
from tests.postgres import Database
from tests.serving import browsing, served, settings_for
from tests.tokens import Signer, bearer


@pytest.fixture
def asked() -> list[str | None]:
    """The request ids that the other service saw."""
    return []


@pytest.fixture
def other_service(database: Database, asked: list[str | None]) -> Iterator[str]:
    """A service that notes who asks."""
    router = APIRouter()

    @router.get("/v1/facts")
    @router.get("/v1/keys")
    @anyone
    def facts() -> dict[str, Any]:
        asked.append(request_id())
        return dict(Signer("other").key_set().as_dict(private=False))

    with served(create_service("indicators", "Facts.", settings_for("indicators", database), [router])) as address:
        yield address


def test_an_id_is_given_and_told(notes: httpx.Client) -> None:
    ids = {notes.get("/v1/notes").headers["x-request-id"] for _ in range(3)}
    assert len(ids) == 3
    assert all(re.fullmatch(r"[0-9a-f]{32}", identifier) for identifier in ids)


def test_a_good_id_is_kept(notes: httpx.Client) -> None:
    assert notes.get("/v1/notes", headers={"X-Request-ID": "from-the-site.1"}).headers["x-request-id"] == (
        "from-the-site.1"
    )


@pytest.mark.parametrize("given", ["short", "x" * 65, "with space in it", "line\tbreak-in-it", "{json: injection}"])
def test_an_id_that_could_forge_a_log_is_replaced(notes: httpx.Client, given: str) -> None:
    assert notes.get("/v1/notes", headers={"X-Request-ID": given}).headers["x-request-id"] != given


def test_the_typed_client_passes_it_on(with_notes: Database, other_service: str, asked: list[str | None]) -> None:
    router = APIRouter()

    @router.get("/v1/through")
    @anyone
    async def through() -> dict[str, int]:
        async with ServiceClient(other_service) as client:
            return {"status": (await client.get("/v1/facts")).status_code}

    app = create_service("projects", "Asks another.", settings_for("projects", with_notes), [router])
    with browsing(app) as client:
        assert client.get("/v1/through", headers={"X-Request-ID": "one-request"}).json() == {"status": 200}
    assert asked == ["one-request"]


def test_so_does_the_question_for_keys(with_notes: Database, other_service: str, asked: list[str | None]) -> None:
    app: FastAPI = notes_app(settings_for("projects", with_notes))
    app.state.tokens = Tokens(keys_over_http(other_service))
    with browsing(app) as client:
        headers = bearer("editor") | {"X-Request-ID": "one-request"}
        assert client.post("/v1/notes", json={"title": "note"}, headers=headers).status_code == 401
    assert set(asked) == {"one-request"}


def test_what_can_be_got_can_be_asked_for_its_head(notes: httpx.Client) -> None:
    got, head = notes.get("/v1/notes"), notes.head("/v1/notes")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]
    assert head.headers["etag"] == got.headers["etag"]
    assert notes.head("/v1/nothing").status_code == 404


def test_two_requests_at_once_keep_their_own_id(notes: httpx.Client) -> None:
    async def ask_all() -> list[httpx.Response]:
        async with httpx.AsyncClient(base_url=notes.base_url) as client:
            ids = [f"request-{n}" for n in range(12)]
            return await asyncio.gather(*(client.get("/v1/crash", headers={"X-Request-ID": i}) for i in ids))

    for answer in asyncio.run(ask_all()):
        assert answer.json()["instance"] == f"urn:request:{answer.request.headers['x-request-id']}"
