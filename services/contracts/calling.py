"""The one way to call a service: time-outs, bounded retries of safe requests, request id and caller passed on."""

import asyncio
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import httpx
from httpx_aiohttp import AiohttpTransport

from services.kit.requests import caller, reader_language, request_id

TIMEOUT = httpx.Timeout(3.0, connect=0.5)
PATIENT = httpx.Timeout(20.0, connect=0.5)
"""For what takes a service a while, such as printing."""
RETRIES = 2
PAUSE_SECONDS = 0.05
PASSING = frozenset({502, 503, 504})
PROBLEM = "urn:zuidwest:problem:"
Query = Mapping[str, Any]


class ServiceDown(Exception):
    """The service did not answer, or said that it can't now."""


class ServiceSlow(ServiceDown):
    """The service took the request and gave no answer in time: asking again would make somebody wait as long again."""


class ServiceRefused(Exception):
    """The service answered with a problem; `problem` is its RFC 9457 body."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        super().__init__(f"{status} {problem.get('detail', '')}")
        self.status = status
        self.problem = problem

    @property
    def code(self) -> str:
        """What kind of refusal it is, such as `too-often`; empty when the service did not say."""
        kind = str(self.problem.get("type", ""))
        return kind.removeprefix(PROBLEM) if kind.startswith(PROBLEM) else ""

    @property
    def errors(self) -> list[dict[str, Any]]:
        """The wrong fields, if that is what it was about."""
        found: list[dict[str, Any]] = self.problem.get("errors") or []
        return found


class ServiceClient:
    """What the typed clients build on. Use it as an async context manager, or close it when done."""

    def __init__(self, base_url: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.base_url, self.transport = base_url.rstrip("/"), transport or AiohttpTransport()
        self.http = httpx.AsyncClient(base_url=base_url, timeout=TIMEOUT, transport=self.transport)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self.http.aclose()

    async def get(
        self, path: str, query: Query | None = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """A safe request, tried again a few times. Raises ServiceDown or ServiceRefused."""
        wanted = {name: value for name, value in (query or {}).items() if value is not None}
        for attempt in range(RETRIES + 1):
            try:
                return await self._send("GET", path, params=wanted, headers=headers)
            except ServiceDown as down:
                if attempt == RETRIES or isinstance(down, ServiceSlow):
                    raise
                await asyncio.sleep(PAUSE_SECONDS * 2**attempt)
        raise AssertionError("unreachable")

    async def send(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> httpx.Response:
        """A change, sent once: the caller repeats it with its Idempotency-Key. `more` goes to httpx, such as `files`.

        Raises ServiceDown or ServiceRefused.
        """
        return await self._send(method, path, json=json, headers=authorization(token) | dict(headers or {}), **more)

    async def _send(self, method: str, path: str, **options: Any) -> httpx.Response:
        headers = dict(options.pop("headers", None) or {})
        if identifier := request_id():
            headers["X-Request-ID"] = identifier
        if address := caller():
            headers["X-Forwarded-For"] = address
        if language := reader_language.get():
            headers.setdefault("Accept-Language", language)
        try:
            if method == "GET":
                answer = await self._read(path, headers, options.get("params") or {})
            else:
                answer = await self.http.request(method, path, headers=headers, **options)
        except httpx.ReadTimeout as error:
            raise ServiceSlow(f"{method} {path}: no answer in time") from error
        except httpx.HTTPError as error:
            raise ServiceDown(f"{method} {path}: {type(error).__name__}") from error
        if answer.status_code in PASSING:
            raise ServiceDown(f"{method} {path}: {answer.status_code}")
        if answer.status_code >= 400:
            raise ServiceRefused(answer.status_code, problem_of(answer))
        return answer

    async def _read(self, path: str, headers: dict[str, str], query: Query) -> httpx.Response:
        """Straight through the transport: what a client does around it (cookies, redirects, merging of options) takes
        as long as sending, and none of it is of use here."""
        address = f"{self.base_url}{path}?{httpx.QueryParams(query)}" if query else f"{self.base_url}{path}"
        patience = {"timeout": self.http.timeout.as_dict()}
        asked = httpx.Request("GET", address, headers={"Accept": "*/*", **headers}, extensions=patience)
        answer = await self.transport.handle_async_request(asked)
        try:
            await answer.aread()
        finally:
            await answer.aclose()
        return answer


def authorization(token: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}


def problem_of(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        body = None
    return body if isinstance(body, dict) else {"status": answer.status_code, "detail": answer.reason_phrase}
