"""`/cbs/`: the figures as CBS serves its tables (OData 3): a catalogue, and a feed per table."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from fastapi import APIRouter, Request, Response
from psycopg import Connection, DataError
from psycopg.rows import TupleRow

from services.indicators.cbs_feed import queries
from services.indicators.cbs_feed.info_rules import about_now, about_release, catalogue_row
from services.indicators.cbs_feed.metadata import csdl
from services.indicators.cbs_feed.options import asked_in_v3
from services.indicators.cbs_feed.queries import CbsTable, Rows
from services.indicators.cbs_feed.sets import SETS, info_types, types_of
from services.indicators.odata.properties import Edm
from services.indicators.odata.refusals import Refused, wrong
from services.indicators.statistics import queries as statistics
from services.kit.accept import quality, quality_of_ranges
from services.kit.access import anyone
from services.kit.etags import matches

ROOT = "/cbs"
CATALOGUE = f"{ROOT}/ODataCatalog"
JSON = "application/json;odata=minimalmetadata;charset=utf-8"
XML = "application/xml"
VERSION = {"DataServiceVersion": "3.0"}
CODES = {400: "BadRequest", 404: "NotFound", 406: "NotAcceptable", 501: "NotImplemented"}
router = APIRouter(include_in_schema=False)
Body = bytes | dict[str, Any]


@router.get(CATALOGUE)
@router.get(f"{CATALOGUE}/")
@anyone
def catalogue(request: Request) -> Response:
    """What the catalogue has: the tables."""
    return _answer(request, lambda _: _service_document(f"{_root(request)}/ODataCatalog/", ["Tables"]))


@router.get(f"{CATALOGUE}/Tables")
@anyone
def tables(request: Request) -> Response:
    """Every table: what is public now, and each release."""

    def listed(connection: Connection[TupleRow]) -> Body:
        rows = _catalogue(connection, _root(request))
        types = info_types(rows[0] if rows else {})
        return _page(request, connection, f"{_root(request)}/ODataCatalog/", "Tables", rows, types)

    return _answer(request, listed)


@router.get(f"{CATALOGUE}/$metadata")
@anyone
def catalogue_metadata(request: Request) -> Response:
    """What a row of the catalogue has."""

    def written(connection: Connection[TupleRow]) -> bytes:
        rows = _catalogue(connection, _root(request))
        return csdl({"Tables": info_types(rows[0] if rows else {})})

    return _answer(request, written, XML)


@router.get(f"{ROOT}/{{kind}}/odata/{{table}}")
@router.get(f"{ROOT}/{{kind}}/odata/{{table}}/")
@anyone
def sets(request: Request, kind: str, table: str) -> Response:
    """The sets of a table."""

    def listed(connection: Connection[TupleRow]) -> Body:
        found = _table(connection, kind, table)
        return _service_document(_feed(request, kind, found), list(SETS))

    return _answer(request, listed)


@router.get(f"{ROOT}/{{kind}}/odata/{{table}}/$metadata")
@anyone
def metadata(request: Request, kind: str, table: str) -> Response:
    def written(connection: Connection[TupleRow]) -> bytes:
        found = _table(connection, kind, table)
        return csdl({name: types_of(name, found) for name in SETS})

    return _answer(request, written, XML)


@router.get(f"{ROOT}/{{kind}}/odata/{{table}}/{{name}}")
@anyone
def rows_of_set(request: Request, kind: str, table: str, name: str) -> Response:
    """A page of a set."""

    def listed(connection: Connection[TupleRow]) -> Body:
        found = _table(connection, kind, table)
        rows, types = _set(found, name)
        return _page(request, connection, _feed(request, kind, found), name, rows, types)

    return _answer(request, listed)


@router.get(f"{ROOT}/{{kind}}/odata/{{table}}/{{name}}/$count")
@anyone
def count(request: Request, kind: str, table: str, name: str) -> Response:
    def counted(connection: Connection[TupleRow]) -> bytes:
        rows, types = _set(_table(connection, kind, table), name)
        entities = queries.entity_set(name, types)
        wanted = asked_in_v3(entities, dict(request.query_params))
        return str(queries.rows_asked(connection, entities, wanted, rows)[1]).encode()

    return _answer(request, counted, "text/plain")


def _catalogue(connection: Connection[TupleRow], root: str) -> list[dict[str, Any]]:
    deal = statistics.deal(connection)
    if deal is None:
        return []
    now = catalogue_row(0, about_now(deal.name, deal.figures), deal.figures, deal.open_data, root)
    released = [
        catalogue_row(number, about_release(each), statistics.figures_of(connection, each.id), deal.open_data, root)
        for number, each in enumerate(statistics.releases(connection), start=1)
    ]
    return [now, *released]


def _table(connection: Connection[TupleRow], kind: str, name: str) -> CbsTable:
    """`kind`: `ODataFeed` and `ODataApi` are the same here; CBS gives shorter answers from the second."""
    if kind.lower() not in ("odatafeed", "odataapi"):
        raise Refused(404, f"There is no {kind}; there is ODataCatalog, ODataFeed and ODataApi.")
    found = queries.table(connection, name)
    if found is None:
        raise Refused(404, f"There is no table {name}; /cbs/ODataCatalog/Tables lists them.")
    return found


def _set(table: CbsTable, name: str) -> tuple[Rows, dict[str, Edm]]:
    if name not in SETS:
        raise Refused(404, f"There is no {name}; a table has {', '.join(SETS)}.")
    return SETS[name](table), types_of(name, table)


def _page(
    request: Request, connection: Connection[TupleRow], base: str, name: str, rows: Rows, types: dict[str, Edm]
) -> dict[str, Any]:
    entities = queries.entity_set(name, types)
    wanted = asked_in_v3(entities, dict(request.query_params))
    found, total = queries.rows_asked(connection, entities, wanted, rows)
    body: dict[str, Any] = {"odata.metadata": f"{base}$metadata#{name}"}
    if wanted.count:
        body["odata.count"] = str(total)
    body["value"] = found
    served, left = wanted.passed + len(found), max(0, total - wanted.skip)
    if found and served < (left if wanted.top is None else min(wanted.top, left)):
        body["odata.nextLink"] = _next(request, base, name, served)
    return body


def _next(request: Request, base: str, name: str, served: int) -> str:
    kept = [(key, value) for key, value in request.query_params.multi_items() if key != "$skiptoken"]
    return f"{base}{name}?{urlencode([*kept, ('$skiptoken', served)], quote_via=quote, safe='$')}"


def _service_document(base: str, names: list[str]) -> dict[str, Any]:
    return {"odata.metadata": f"{base}$metadata", "value": [{"name": each, "url": f"{base}{each}"} for each in names]}


def _root(request: Request) -> str:
    return f"{str(request.base_url).rstrip('/')}{ROOT}"


def _feed(request: Request, kind: str, table: CbsTable) -> str:
    return f"{_root(request)}/{kind}/odata/{table.about['identifier']}/"


def _answer(request: Request, make: Callable[[Connection[TupleRow]], Body], media_type: str = JSON) -> Response:
    """With ETag and 304; a refusal in the form of OData 3."""
    try:
        _require_form(request, media_type.partition(";")[0])
        with request.app.state.database.reading() as connection:
            headers = VERSION | {
                "ETag": f'W/"{request.app.state.version.now(connection)}"',
                "Cache-Control": "no-cache",
            }
            if matches(request, headers["ETag"].removeprefix("W/")):
                return Response(status_code=304, headers=headers)
            body = make(connection)
    except Refused as refused:
        return _refusal(refused)
    except DataError:
        return _refusal(wrong("$filter: a value in it does not exist."))
    return Response(body if isinstance(body, bytes) else orjson.dumps(body), 200, headers, media_type)


def _require_form(request: Request, media_type: str) -> None:
    """CBS gives Atom too; here there is JSON."""
    form = request.query_params.get("$format")
    if form is not None and media_type.endswith("json") and form.split(";")[0] not in ("json", "application/json"):
        raise Refused(406, "There is JSON only: $format=json.")
    ranges = quality_of_ranges(request.headers.get("accept", ""))
    if form is None and ranges and quality(ranges, media_type) <= 0:
        raise Refused(406, f"This address gives {media_type}; ask for that in Accept.")


def _refusal(refused: Refused) -> Response:
    message = {"lang": "en-US", "value": refused.message}
    body = {"odata.error": {"code": CODES[refused.status], "message": message}}
    return Response(orjson.dumps(body), refused.status, VERSION, JSON)
