"""The addresses of HSDS 3.1. Its query keys and fields are the standard's, so it has an OpenAPI document of its own."""

from collections.abc import Callable, Collection
from datetime import datetime
from math import ceil
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request, Response
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.participation import ActivityShape
from services.contracts.participation.hsds import HsdsInformation, HsdsPage, HsdsPublisher
from services.kit.accept import require_accepted
from services.kit.access import anyone
from services.kit.etags import JSON, body_etag, item_etag, json_answer, matches
from services.kit.openapi import CONTACT
from services.kit.problems import Problem
from services.kit.sorting import sorting_key
from services.participation.hsds import queries, rules
from services.participation.hsds.house import House

Json = dict[str, Any]
VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/en/v3.1/"
ADDRESS = "/hsds"
STANDARD = {"externalDocs": {"description": "The standard", "url": f"{PROFILE}hsds/schema_reference.html"}}
OBJECT: dict[int | str, Json] = {
    200: {"description": "As the standard says.", "content": {JSON: {"schema": {"type": "object"} | STANDARD}}}
}
routes = APIRouter()
"""Below `/hsds`."""
router = APIRouter()


class Paging(BaseModel):
    model_config = ConfigDict(extra="forbid")

    page: int = Field(1, ge=1, le=100_000)
    per_page: int = Field(50, ge=1, le=100)


class Asked(Paging):
    """`full` gives each service with all that belongs to it, `minimal` its id and when it was changed."""

    search: str | None = Field(None, min_length=1, max_length=100)
    organization_id: UUID | None = None
    taxonomy_term_id: UUID | None = None
    modified_after: datetime | None = None
    full: bool = False
    minimal: bool = False


def own_address(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def house(request: Request, connection: Any) -> House:
    site = request.app.state.settings.addresses["frontend"]
    return House(queries.all_places(connection), site, own_address(request))


@routes.get("/", response_model=HsdsInformation)
@anyone
def information(request: Request) -> Response:
    """What this API is."""
    require_accepted(request, JSON)
    own, site = own_address(request), request.app.state.settings.addresses["frontend"]
    found = HsdsInformation(
        version=VERSION,
        profile=PROFILE,
        openapi_url=f"{own}{ADDRESS}/openapi.json",
        description="Activities of the deal's wijken as services. What its schedules can't express is in the calendar.",
        publisher=HsdsPublisher(name=CONTACT["name"], website=site),
    )
    body = found.model_dump_json().encode()
    return json_answer(request, body, body_etag(body))


@routes.get("/openapi.json", include_in_schema=False)
@anyone
def document(request: Request) -> Response:
    made = get_openapi(
        title="Zuidwest HSDS",
        version=f"{VERSION}.0",
        routes=routes.routes,
        servers=[{"url": f"{own_address(request)}{ADDRESS}"}],
        contact={**CONTACT},
    )
    body = orjson.dumps(made)
    return json_answer(request, body, body_etag(body))


@routes.get("/services", response_model=HsdsPage)
@anyone
def services(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """Public activities in the order of their titles. While they change, a page can miss one: keep a copy by RPDE."""
    if known := unchanged(request):
        return known
    etag = tag(request)
    with request.app.state.database.reading() as connection:
        there = house(request, connection)
        given = conditions(asked, there, queries.categories(connection))
        found, total = queries.services(connection, frozenset(given), given, asked.page, asked.per_page)
    return page([told(there, each, asked) for each in found], total, asked, etag)


def told(there: House, activity: ActivityShape, asked: Asked) -> Json:
    if asked.minimal:
        return {"id": str(activity.id), "last_modified": activity.updated_at.isoformat()}
    return there.whole(activity) if asked.full else there.in_list(activity)


@routes.get("/services/{service_id}", responses=OBJECT)
@anyone
def service(request: Request, service_id: UUID) -> Response:
    """One public activity with all that belongs to it."""
    if known := unchanged(request):
        return known
    etag = tag(request)
    with request.app.state.database.reading() as connection:
        found, _ = queries.services(connection, frozenset({"id"}), {"id": service_id}, 1, 1)
        if not found:
            raise Problem(404, "There is no service with this id, or it is not public.")
        there = house(request, connection)
    return json_answer(request, orjson.dumps(there.whole(found[0])), etag)


@routes.get("/organizations", response_model=HsdsPage)
@anyone
def organizations(request: Request, asked: Annotated[Paging, Query()]) -> Response:
    """Who runs places; a place that names nobody stands for itself."""
    return cut(request, asked, lambda there: sorted(map(there.organization, there.run_by), key=by_name))


@routes.get("/organizations/{organization_id}", responses=OBJECT)
@anyone
def organization(request: Request, organization_id: UUID) -> Response:
    return one(request, lambda there: there.organization(str(organization_id)))


@routes.get("/locations", response_model=HsdsPage)
@anyone
def locations(request: Request, asked: Annotated[Paging, Query()]) -> Response:
    """Places."""
    return cut(request, asked, lambda there: [rules.location(each, there.site) for each in there.places.values()])


@routes.get("/locations/{location_id}", responses=OBJECT)
@anyone
def location(request: Request, location_id: UUID) -> Response:
    return one(request, lambda there: rules.location(there.places[location_id], there.site))


def unchanged(request: Request) -> Response | None:
    """406, or 304 for who has what there is."""
    require_accepted(request, JSON)
    etag = tag(request)
    return Response(status_code=304, headers=headers(etag)) if matches(request, etag) else None


def tag(request: Request) -> str:
    return item_etag(request.app.state.version.now(), "hsds")


def headers(etag: str) -> dict[str, str]:
    return {"ETag": etag, "Cache-Control": "no-cache"}


def conditions(asked: Asked, there: House, categories: Collection[str]) -> dict[str, Any]:
    """The conditions that were given, with their values; an id that there is not fits nothing."""
    found: dict[str, Any] = {"modified_after": asked.modified_after}
    found["search"] = sorting_key(asked.search) if asked.search else None
    if asked.organization_id:
        found["places"] = [place.id for place in there.run_by.get(str(asked.organization_id), ())]
    if asked.taxonomy_term_id:
        terms = {rules.term_id(each): each for each in categories}
        found["category"] = terms.get(str(asked.taxonomy_term_id), "")
    return {name: value for name, value in found.items() if value is not None}


def page(contents: list[Json], total: int, asked: Paging, etag: str) -> Response:
    pages = max(1, ceil(total / asked.per_page))
    found = {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }
    return Response(orjson.dumps(found), 200, headers(etag), JSON)


def cut(request: Request, asked: Paging, listed: Callable[[House], list[Json]]) -> Response:
    """A page of a short list."""
    if known := unchanged(request):
        return known
    etag = tag(request)
    with request.app.state.database.reading() as connection:
        found = listed(house(request, connection))
    first = (asked.page - 1) * asked.per_page
    return page(found[first : first + asked.per_page], len(found), asked, etag)


def one(request: Request, told: Callable[[House], Json]) -> Response:
    if known := unchanged(request):
        return known
    etag = tag(request)
    with request.app.state.database.reading() as connection:
        there = house(request, connection)
    try:
        return Response(orjson.dumps(told(there)), 200, headers(etag), JSON)
    except KeyError:
        raise Problem(404, "There is nothing with this id.") from None


def by_name(item: Json) -> tuple[str, str]:
    return sorting_key(item["name"]), item["id"]


router.include_router(routes, prefix=ADDRESS, include_in_schema=False)
