"""Calling another service: time-outs, a few retries of safe requests, and never a second change."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from services.contracts import calling
from services.contracts.calling import ServiceClient, ServiceDown, ServiceRefused
from services.contracts.identity import IdentityClient
from services.kit.requests import RequestFacts, current
from tests.serving import served_asgi

Answer = TypeVar("Answer")
NOWHERE = "http://127.0.0.1:1"


class Other:
    """A service that answers from a list, and remembers how it was asked."""

    def __init__(self, *answers: Response | float) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def answer(self, request: Request) -> Response:
        self.asked.append(f"{request.method} {request.url.path}?{request.url.query}")
        answer = self.answers.pop(0) if self.answers else JSONResponse({"fine": True})
        if isinstance(answer, float):
            await asyncio.sleep(answer)
            return JSONResponse({"slow": True})
        return answer

    @contextmanager
    def served(self) -> Iterator[str]:
        app = Starlette(routes=[Route("/{path:path}", self.answer, methods=["GET", "POST", "PUT"])])
        with served_asgi(app) as address:
            yield address


def ask(address: str, question: Callable[[ServiceClient], Awaitable[Answer]]) -> Answer:
    async def asking() -> Answer:
        async with ServiceClient(address) as client:
            return await question(client)

    return asyncio.run(asking())


def get(client: ServiceClient) -> Awaitable[httpx.Response]:
    return client.get("/v1/things", {"q": "a b&c", "page": 2, "wijk": None})


def post(client: ServiceClient) -> Awaitable[httpx.Response]:
    return client.send("POST", "/v1/things", json={"title": "thing"}, token="a-token")


def passing(status: int = 503) -> Response:
    return PlainTextResponse("not now", status)


def test_a_question_is_sent_as_it_is_meant_without_what_is_not_asked() -> None:
    other = Other()
    with other.served() as address:
        assert ask(address, get).json() == {"fine": True}
    assert other.asked == ["GET /v1/things?q=a+b%26c&page=2"]


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_safe_request_is_tried_again(status: int) -> None:
    other = Other(passing(status), passing(status))
    with other.served() as address:
        assert ask(address, get).json() == {"fine": True}
    assert len(other.asked) == 3


def test_but_not_for_ever() -> None:
    other = Other(*(passing() for _ in range(10)))
    with other.served() as address, pytest.raises(ServiceDown, match="503"):
        ask(address, get)
    assert len(other.asked) == 1 + calling.RETRIES


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_change_is_sent_once(status: int) -> None:
    other = Other(passing(status))
    with other.served() as address, pytest.raises(ServiceDown):
        ask(address, post)
    assert len(other.asked) == 1


@pytest.mark.parametrize("question", [get, post])
def test_nobody_there_is_known_soon(question: Callable[[ServiceClient], Awaitable[httpx.Response]]) -> None:
    started = time.perf_counter()
    with pytest.raises(ServiceDown):
        ask(NOWHERE, question)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("question", [get, post])
def test_a_service_that_hangs_is_waited_for_once(
    monkeypatch: pytest.MonkeyPatch, question: Callable[[ServiceClient], Awaitable[httpx.Response]]
) -> None:
    monkeypatch.setattr(calling, "TIMEOUT", httpx.Timeout(0.3))
    other = Other(1.5)
    with other.served() as address:
        started = time.perf_counter()
        with pytest.raises(ServiceDown):
            ask(address, question)
        assert time.perf_counter() - started < 1.2
    assert len(other.asked) == 1


def test_a_refusal_is_not_tried_again_and_keeps_its_problem() -> None:
    wrong = [{"in": "body", "location": {"name": "title"}, "code": "too-short", "detail": "Too short."}]
    other = Other(JSONResponse({"status": 400, "detail": "Please check.", "errors": wrong}, 400))
    with other.served() as address, pytest.raises(ServiceRefused) as raised:
        ask(address, get)
    assert (raised.value.status, raised.value.errors, len(other.asked)) == (400, wrong, 1)


@pytest.mark.parametrize(
    ("kind", "code"), [("urn:zuidwest:problem:too-often", "too-often"), ("about:blank", ""), (None, "")]
)
def test_a_refusal_says_of_what_kind_it_is(kind: str | None, code: str) -> None:
    other = Other(JSONResponse({"status": 409, "type": kind}, 409))
    with other.served() as address, pytest.raises(ServiceRefused) as raised:
        ask(address, get)
    assert raised.value.code == code


@pytest.mark.parametrize("body", ["<h1>proxy</h1>", "[]", ""])
def test_a_refusal_without_problem_is_still_a_refusal(body: str) -> None:
    with Other(PlainTextResponse(body, 404)).served() as address, pytest.raises(ServiceRefused) as raised:
        ask(address, get)
    assert (raised.value.status, raised.value.problem["status"], raised.value.errors) == (404, 404, [])


def test_the_token_client_knows_a_wrong_secret_from_a_service_that_is_down() -> None:
    async def token(address: str) -> None:
        async with IdentityClient(address) as identity:
            await identity.token("somebody", "wrong")

    with Other(JSONResponse({"status": 401, "detail": "no"}, 401), passing()).served() as address:
        with pytest.raises(ServiceRefused):
            asyncio.run(token(address))
        with pytest.raises(ServiceDown):
            asyncio.run(token(address))
    with pytest.raises(ServiceDown):
        asyncio.run(token(NOWHERE))


def test_a_service_is_told_for_whom_it_is_asked() -> None:
    seen: list[str | None] = []

    async def answer(request: Request) -> Response:
        seen.append(request.headers.get("x-forwarded-for"))
        return JSONResponse({})

    def asked_by(caller: str) -> None:
        token = current.set(RequestFacts("a-request", caller=caller))
        try:
            ask(address, get)
        finally:
            current.reset(token)

    with served_asgi(Starlette(routes=[Route("/v1/things", answer)])) as address:
        asked_by("203.0.113.9")
        asked_by("")
        ask(address, get)
    assert seen == ["203.0.113.9", None, None]
