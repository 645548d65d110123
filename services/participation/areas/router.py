"""`/v1/areas.geojson`: outlines for a map, where somebody imported them."""

from functools import cache
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import literal_column, select

from services.contracts.participation import AreaCollection
from services.kit.access import anyone
from services.kit.etags import matches
from services.kit.hot import HotRead, KeptRoute, as_json, compiled, json_object, json_rows, kept_headers, list_etag
from services.participation.tables import area, wijk

GEOJSON = "application/geo+json"
router = APIRouter(tags=["places"], route_class=KeptRoute)


@router.get("/v1/areas.geojson", response_model=AreaCollection)
@anyone
def areas(request: Request) -> Response:
    """The buurten or wijken of the deal as they were imported (RFC 7946); without an import there are none."""
    state = request.app.state
    with state.database.reading() as connection:
        etag = list_etag(request, state.version.now(connection), None)
        if matches(request, etag):
            return Response(status_code=304, headers=kept_headers(etag))
        rows = all_areas().all(connection, {})
    features = ",".join(row[0] for row in rows)
    body = f'{{"type":"FeatureCollection","features":[{features}]}}'
    return Response(body.encode(), 200, kept_headers(etag), GEOJSON)


@cache
def all_areas() -> HotRead:
    a = area.c
    fields: list[Any] = json_rows(
        type=literal_column("'Feature'"),
        id=a.code,
        properties=json_object(code=a.code, name=a.name, wijk=a.wijk, wijkName=wijk.c.name),
        geometry=json_object(type=literal_column("'MultiPolygon'"), coordinates=a.outline),
    )
    rows = select(*fields).select_from(area.join(wijk, wijk.c.id == a.wijk))
    return compiled(as_json(rows.order_by(wijk.c.position, a.code)))
