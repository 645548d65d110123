"""One shape for every refusal: RFC 9457 problem details, wrong fields listed all at once, 400 rather than 422.

The list of wrong fields follows the Dutch API Design Rules: `errors: [{in, location: {name, pointer}, code, detail}]`.
"""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Literal, TypeVar

import orjson
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from psycopg import OperationalError as PsycopgOperationalError
from psycopg_pool import PoolTimeout
from pydantic import BaseModel, Field
from sqlalchemy.exc import OperationalError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from services.kit.requests import request_id
from services.kit.wrong_fields import wrong as wrong

MEDIA_TYPE = "application/problem+json"
log = structlog.get_logger("problems")
Route = TypeVar("Route", bound=Callable[..., Any])
Check = Callable[[Request, dict[str, Any]], list[dict[str, Any]]]


class WrongLocation(BaseModel):
    """Where the wrong value stands: its field name, and for a body the JSON pointer."""

    name: str
    pointer: str | None = None


class WrongField(BaseModel):
    """One wrong field. `code` is stable, so that a page can say it in the user's language."""

    in_: Literal["body", "query", "path", "header"] = Field(alias="in")
    location: WrongLocation
    code: str
    detail: str


class ProblemDetails(BaseModel):
    """RFC 9457 §3.1, with the wrong fields of a request."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str | None = None
    errors: list[WrongField] | None = None


class Problem(Exception):
    """A refusal. `errors` lists every wrong field, made with `wrong()`; `extra` adds members of this problem type."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        title: str | None = None,
        code: str | None = None,
        errors: Sequence[dict[str, Any]] = (),
        extra: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.title = title or HTTPStatus(status).phrase
        self.type = f"urn:zuidwest:problem:{code}" if code else "about:blank"
        self.errors = list(errors)
        self.extra = extra or {}
        self.headers = headers or {}


def bad_request(errors: Sequence[dict[str, Any]]) -> Problem:
    """400 that names every wrong field."""
    names = ", ".join(dict.fromkeys(error["location"]["name"] for error in errors))
    return Problem(
        400, f"Please check: {names}.", title="Some fields are not right", code="invalid-input", errors=errors
    )


def body_of(problem: Problem) -> dict[str, Any]:
    """What is said of it, whenever that is."""
    said = {"type": problem.type, "title": problem.title, "status": problem.status, "detail": problem.detail}
    return said | ({"errors": problem.errors} if problem.errors else {}) | problem.extra


def answer(problem: Problem) -> Response:
    body = body_of(problem)
    if identifier := request_id():
        body = {"instance": f"urn:request:{identifier}"} | body
    headers = dict(problem.headers)
    if problem.status == 401:
        headers.setdefault("WWW-Authenticate", "Bearer")
    return Response(orjson.dumps(body), problem.status, headers, MEDIA_TYPE)


def also_check(check: Check) -> Callable[[Route], Route]:
    """For a route whose body can be wrong in ways that its shape can't see, such as a word that the deal has not.

    When the shape is wrong, `check` is given the body as sent, so that one answer names every wrong field.
    """

    def mark(route: Route) -> Route:
        route.__also_check__ = check  # type: ignore[attr-defined]
        return route

    return mark


def wrong_from_pydantic(item: Mapping[str, Any]) -> dict[str, Any]:
    """One wrong field, of what pydantic complained of; its `loc` begins with body, query, path or header."""
    where, *path = item["loc"]
    where = where if where in ("body", "query", "path", "header") else "body"
    if item["type"] == "json_invalid":
        return wrong("body", "json", f"The body is not JSON: {item['ctx']['error']}.", pointer="")
    name = ".".join(str(part) for part in path) or "body"
    pointer = "/" + "/".join(str(part) for part in path) if where == "body" else None
    return wrong(name, item["type"].replace("_", "-"), item["msg"].removeprefix("Value error, "), where, pointer)


def unexpected(error: Exception) -> Problem:
    """What is said when a route raised: 503 for a database that can not be reached, 500 for our own mistakes."""
    if isinstance(error, OperationalError | PsycopgOperationalError | PoolTimeout):
        log.warning("database_unavailable", error=type(error).__name__, request_id=request_id())
        return Problem(503, "The database can't be reached now. Try again in a moment.", headers={"Retry-After": "2"})
    log.error("unexpected", exc_info=error, request_id=request_id())
    return Problem(500, "Something went wrong on our side. Nothing was changed.")


def install_problems(app: FastAPI) -> None:
    """Makes every error of the app a problem+json answer."""

    async def on_problem(_: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return answer(error)

    async def on_validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        found = [wrong_from_pydantic(item) for item in error.errors()]
        check = getattr(getattr(request.scope.get("route"), "endpoint", None), "__also_check__", None)
        if check and isinstance(error.body, dict):
            named = {item["location"]["name"].split(".")[0] for item in found}
            more = await run_in_threadpool(check, request, error.body)
            found += [item for item in more if item["location"]["name"].split(".")[0] not in named]
        return answer(bad_request(found))

    async def on_http(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return answer(Problem(error.status_code, str(error.detail), headers=dict(error.headers or {})))

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(RequestValidationError, on_validation)
    app.add_exception_handler(HTTPException, on_http)
