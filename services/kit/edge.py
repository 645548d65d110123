"""The outermost layer of every app."""

import re
import time
from ipaddress import ip_address
from secrets import token_hex

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.kit.metrics import observe_request
from services.kit.problems import answer, bad_request, unexpected, wrong
from services.kit.requests import RequestFacts, WrongReason, current, read_reason

REQUEST_ID = b"x-request-id"
REASON = b"audit-reason"
READING = frozenset({"GET", "HEAD", "OPTIONS"})
_VALID_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}\Z")
SLOW_SECONDS = 1.0


class RequestEdge:
    """Outermost layer of every app: gives the id, adds the headers all answers have, measures, logs what matters.

    Addresses are logged by route template, never as typed: they may hold a token or what somebody searched for.
    """

    def __init__(self, app: ASGIApp, version: str, count_in_header: bool) -> None:
        self.app = app
        self.version = version.encode()
        self.count_in_header = count_in_header
        self.log = structlog.get_logger("request")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}  # RFC 9110 §9.3.2; the server leaves the body out
        given = next((value for name, value in scope["headers"] if name == REQUEST_ID), b"")
        facts = RequestFacts(given.decode() if _VALID_ID.match(given) else token_hex(16), caller=_address(scope))
        token = current.set(facts)
        started = time.perf_counter()
        status = 500
        started_answer = False

        async def send_with_headers(message: Message) -> None:
            nonlocal status, started_answer
            if message["type"] == "http.response.start":
                status, started_answer = message["status"], True
                headers = message["headers"]
                headers.append((b"api-version", self.version))
                headers.append((REQUEST_ID, facts.id.encode()))
                if self.count_in_header:
                    headers.append((b"sql-statements", str(facts.statements).encode()))
            await send(message)

        try:
            if scope["method"] not in READING:
                facts.reason = _reason(scope)
            await self.app(scope, receive, send_with_headers)
        except WrongReason as error:
            refusal = answer(bad_request([wrong("Audit-Reason", "encoding", str(error), "header")]))
            await refusal(scope, receive, send_with_headers)
        except Exception as error:
            refusal = answer(unexpected(error))
            if started_answer:
                raise
            await refusal(scope, receive, send_with_headers)
        finally:
            current.reset(token)
            self.note(scope, facts, status, time.perf_counter() - started)

    def note(self, scope: Scope, facts: RequestFacts, status: int, seconds: float) -> None:
        """Counts every request; writes a line for changes, refusals and slow ones."""
        path = getattr(scope.get("route"), "path", "unmatched")
        method = scope["method"]
        observe_request(method, path, status, seconds)
        if method not in ("GET", "HEAD") or status >= 400 or seconds > SLOW_SECONDS:
            self.log.info(
                "request",
                method=method,
                route=path,
                status=status,
                ms=round(seconds * 1000, 1),
                statements=facts.statements,
                request_id=facts.id,
            )


def _reason(scope: Scope) -> str | None:
    """Raises WrongReason."""
    given = next((value for name, value in scope["headers"] if name == REASON), None)
    return None if given is None else read_reason(given)


def _address(scope: Scope) -> str:
    """Empty when the server does not know it."""
    host = (scope.get("client") or ("",))[0]
    try:
        return str(ip_address(host))
    except ValueError:
        return ""
