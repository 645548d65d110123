"""A release for statistical tools: JSON-stat, and descriptions of its CSV for machines."""

from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from services.indicators.statistics import queries
from services.indicators.statistics.column_rules import csvw, data_package
from services.indicators.statistics.cube_rules import cube_of
from services.indicators.statistics.json_stat_rules import json_stat
from services.indicators.statistics.shapes import Frozen
from services.indicators.statistics.telling import told, told_in_json_stat
from services.kit.accept import require_accepted
from services.kit.access import anyone
from services.kit.etags import JSON, body_etag, matches
from services.kit.problems import Problem

router = APIRouter(prefix="/v1/releases", tags=["releases"])
CSVW = "application/csvm+json"
JSON_STAT = "application/json"


def made(media_type: str) -> dict[int | str, dict[str, Any]]:
    """For the document of the API."""
    return {200: {"content": {media_type: {}}}, 406: {"description": "The form is not in `Accept`."}}


@router.get("/{release_id}/measurements.json-stat", response_class=Response, responses=made(JSON_STAT))
@anyone
def figures_as_json_stat(request: Request, release_id: str) -> Response:
    """JSON-stat 2.0: figure × area × period × margin, with a status for every cell."""
    require_accepted(request, JSON_STAT)
    with request.app.state.database.reading() as connection:
        release = _frozen(queries.frozen(connection, release_id), release_id)
        cube = cube_of(release.figures, queries.abouts(connection))
    return _answer(request, json_stat(cube, told_in_json_stat(release)), JSON_STAT)


@router.get("/{release_id}/measurements.csv-metadata.json", response_class=Response, responses=made(CSVW))
@anyone
def csv_described(request: Request, release_id: str) -> Response:
    """What the columns of `measurements.csv` are, as CSVW: where its readers look for it."""
    require_accepted(request, CSVW, JSON)
    with request.app.state.database.reading() as connection:
        release = _frozen(queries.frozen(connection, release_id), release_id)
    return _answer(request, csvw(told(release)), CSVW)


@router.get("/{release_id}/datapackage.json", response_class=Response, responses=made(JSON))
@anyone
def packaged(request: Request, release_id: str) -> Response:
    """`measurements.csv` as a Data Package, with its schema and checksum."""
    require_accepted(request, JSON)
    with request.app.state.database.reading() as connection:
        release = _frozen(queries.frozen(connection, release_id), release_id)
    return _answer(request, data_package(told(release), release.csv_checksum), JSON)


def _frozen(found: Frozen | None, name: str) -> Frozen:
    if found is None:
        raise Problem(404, f"There is no release {name}.")
    return found


def _answer(request: Request, said: dict[str, Any], media_type: str) -> Response:
    body = orjson.dumps(said)
    headers = {"ETag": body_etag(body), "Cache-Control": "no-cache"}
    if matches(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, media_type)
