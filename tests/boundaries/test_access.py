"""Every route says who may use it, says so in docs/access.md, and lets nobody else in."""

import re
from collections.abc import Sequence
from typing import Annotated
from uuid import uuid4

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute

from cli import access_page
from cli.access_page import SIGNED_IN, Door, doors, service_app, site_doors
from services.kit.access import ANYONE, ROLES, Allow, Who, anyone, declared_access, dependencies_of
from services.kit.hot import KeptRoute
from services.kit.settings import SERVICES, Settings
from tests.tokens import bearer

pytestmark = pytest.mark.xdist_group("all services")

NOWHERE = Settings.model_validate({"database_url": "postgresql://nobody@127.0.0.1/none", "secret": "-" * 32})
OPEN_CHANGES = {
    ("POST", "/v1/tokens"),
    ("POST", "/v1/sign-ins"),
    ("POST", "/v1/sign-ins/{sign_in_id}/visits"),
    ("POST", "/v1/visits/renewals"),
    ("POST", "/v1/visits/endings"),
    ("POST", "/v1/form-tokens"),
    ("POST", "/v1/checks/{token}"),
    ("POST", "/v1/reports"),
    ("POST", "/v1/occurrences/{occurrence_id}/enrolments"),
    ("POST", "/v1/occurrences/{occurrence_id}/leavings"),
    ("POST", "/v1/activities/{activity_id}/enrolments"),
    ("POST", "/v1/enrolments/{token}/confirmation"),
    ("DELETE", "/v1/enrolments/{token}"),
    ("POST", "/v1/wishes"),
    ("POST", "/v1/wishes/{wish_id}/supports"),
    ("DELETE", "/v1/wishes/mine/{token}"),
    ("POST", "/v1/proposals"),
    ("DELETE", "/v1/proposals/mine/{token}"),
}
OPEN_ADDRESSES = {"/health/live", "/health/ready", "/metrics", "/docs"}


def service_doors(service: str) -> list[Door]:
    return doors(service_app(service, NOWHERE).routes)


def without_access(found: list[Door]) -> list[str]:
    return [f"{door.method} {door.path}" for door in found if not door.who]


@pytest.mark.parametrize("service", SERVICES)
def test_every_route_of_a_service_declares_its_access(service: str) -> None:
    found = service_doors(service)
    assert without_access(found) == []
    assert {door.path for door in found} > OPEN_ADDRESSES


def test_every_page_of_the_site_declares_its_access() -> None:
    assert without_access(site_doors()) == []
    said = {door.path: door.who for door in site_doors()}
    assert said["/balie/klopt-nog"] == SIGNED_IN
    assert said["/balie/logboek"] == {"moderator", "admin"}


def test_no_service_lets_everybody_change_things() -> None:
    """But for asking a token, which is how one shows who one is, and the forms of residents without an account."""
    open_changes = {
        (door.method, door.path)
        for service in SERVICES
        for door in service_doors(service)
        if door.method not in ("GET", "HEAD") and door.who == ANYONE
    }
    assert open_changes == OPEN_CHANGES


def closed_short_cuts(routes: Sequence[BaseRoute]) -> list[str]:
    """Kept lists that are not for everybody: they answer before any dependency is asked, so nobody would be refused."""
    kept = [route for route in iter_route_contexts(routes) if isinstance(route.original_route, KeptRoute)]
    return [
        route.path or ""
        for route in kept
        if any(isinstance(found, Allow) for found in dependencies_of(route.dependant))
        or declared_access(route.endpoint or print, route.dependant) != ANYONE
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_only_what_is_open_to_everybody_takes_the_short_cut(service: str) -> None:
    assert closed_short_cuts(service_app(service, NOWHERE).routes) == []


def test_planted_a_short_cut_past_a_role_is_found() -> None:
    router = APIRouter(route_class=KeptRoute, dependencies=[Depends(Allow("admin"))])
    router.add_api_route("/planted", anyone(lambda request: None))
    assert closed_short_cuts(router.routes) == ["/planted"]


def test_the_page_is_up_to_date() -> None:
    assert access_page.PAGE.read_text() == access_page.page(), "run: python -m cli.access_page"


def test_planted_a_route_without_declared_access_is_found() -> None:
    router = APIRouter(prefix="/v1")

    @router.get("/planted")
    def planted() -> None: ...

    @router.get("/declared")
    @anyone
    def declared() -> None: ...

    @router.put("/declared")
    def for_some(_: Annotated[Who, Depends(Allow("editor"))]) -> None: ...

    app = FastAPI(openapi_url=None)
    app.include_router(router)
    app.add_api_route("/v1/also-planted", lambda: None, methods=["POST"])
    assert without_access(doors(app.routes)) == ["POST /v1/also-planted", "GET /v1/planted"]


def test_planted_a_route_under_a_deeper_router_is_found() -> None:
    inner, outer, app = APIRouter(), APIRouter(prefix="/v1"), FastAPI(openapi_url=None)
    inner.add_api_route("/planted", lambda: None)
    outer.include_router(inner)
    app.include_router(outer)
    assert without_access(doors(app.routes)) == ["GET /v1/planted"]


def test_planted_a_route_that_is_not_on_the_page_makes_it_out_of_date(monkeypatch: pytest.MonkeyPatch) -> None:
    router = APIRouter()
    router.add_api_route("/v1/planted", anyone(lambda: None))
    original = access_page.service_app

    def with_planted(service: str, settings: Settings) -> FastAPI:
        app = original(service, settings)
        app.include_router(router)
        return app

    monkeypatch.setattr(access_page, "service_app", with_planted)
    assert access_page.page() != access_page.PAGE.read_text()


def test_a_route_that_asks_two_things_needs_both() -> None:
    app = FastAPI(openapi_url=None)

    @app.get("/both")
    def both(
        _: Annotated[Who, Depends(Allow("editor", "admin"))], __: Annotated[Who, Depends(Allow("analyst", "admin"))]
    ) -> None: ...

    assert [door.who for door in doors(app.routes)] == [frozenset({"admin"})]


@pytest.mark.parametrize("service", SERVICES)
def test_nobody_else_gets_in(services: dict[str, httpx.Client], service: str) -> None:
    """Without a token 401; with the token of each role that is not named, 403."""
    for door in service_doors(service):
        if door.who == ANYONE:
            continue
        path = re.sub(r"{\w+}", str(uuid4()), door.path)
        assert services[service].request(door.method, path).status_code == 401, door
        for role in set(ROLES) - door.who:
            answer = services[service].request(door.method, path, headers=bearer(role))
            assert answer.status_code == 403, (door, role)


@pytest.mark.parametrize("service", SERVICES)
def test_who_is_named_gets_past_the_door(services: dict[str, httpx.Client], service: str) -> None:
    """What follows may be that it is not there, not complete, or not theirs: never that they should sign in."""
    for door in service_doors(service):
        if door.who == ANYONE:
            continue
        path = re.sub(r"{\w+}", str(uuid4()), door.path)
        for role in door.who:
            answer = services[service].request(door.method, path, headers=bearer(role))
            assert answer.status_code != 401, (door, role)
            assert answer.status_code < 500, (door, role, answer.text)
            assert "needs one of the roles" not in answer.text
