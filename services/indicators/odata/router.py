"""`/odata/v4/`: the public figures for tools that poll (OData 4.0, Minimal conformance)."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from fastapi import APIRouter, Request, Response
from psycopg import Connection, DataError
from psycopg.rows import TupleRow

from services.indicators.odata import queries
from services.indicators.odata.following import Place
from services.indicators.odata.metadata import csdl, service_document
from services.indicators.odata.options import Asked, asked, preferred_page
from services.indicators.odata.refusals import Refused, not_done, wrong
from services.indicators.odata.sets import SETS, EntitySet
from services.kit.access import anyone
from services.kit.etags import matches

ROOT = "/odata/v4"
JSON = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
VERSION = {"OData-Version": "4.0"}
KEY = re.compile(r"(?P<set>[A-Za-z]+)\((?:[A-Za-z]+=)?(?P<key>\d{1,9}|'(?:[^']|'')*')\)")
router = APIRouter(include_in_schema=False)
Body = bytes | dict[str, Any]


@router.get(ROOT)
@router.get(f"{ROOT}/")
@anyone
def service_root(request: Request) -> Response:
    return _answer(request, lambda _: service_document(_root(request)))


@router.get(f"{ROOT}/$metadata")
@anyone
def metadata(request: Request) -> Response:
    if request.query_params.get("$format", "xml").split(";")[0] not in ("xml", "application/xml"):
        return _refusal(not_done("$metadata as JSON"))
    return _answer(request, lambda _: csdl(), "application/xml")


@router.get(f"{ROOT}/{{name}}")
@anyone
def set_or_entity(request: Request, name: str) -> Response:
    """A page of a set, or one entity by its key."""
    if found := KEY.fullmatch(name):
        return _answer(request, lambda connection: _one(request, connection, found["set"], found["key"]))
    return _answer(request, lambda connection: _page(request, connection, name))


@router.get(f"{ROOT}/{{name}}/$count")
@anyone
def count(request: Request, name: str) -> Response:
    def counted(connection: Connection[TupleRow]) -> bytes:
        entities = _set(name)
        return str(queries.count(connection, entities, _asked(request, entities))).encode()

    return _answer(request, counted, "text/plain")


def _page(request: Request, connection: Connection[TupleRow], name: str) -> dict[str, Any]:
    entities = _set(name)
    wanted = _asked(request, entities)
    served = queries.page(connection, entities, wanted)
    body: dict[str, Any] = {"@odata.context": _context(request, entities, wanted)}
    if wanted.count:
        body["@odata.count"] = served.total
    body["value"] = served.rows
    if served.next:
        body["@odata.nextLink"] = _next(request, name, served.next)
    return body


def _one(request: Request, connection: Connection[TupleRow], name: str, key: str) -> dict[str, Any]:
    entities = _set(name)
    wanted = _asked(request, entities)
    if key.startswith("'") != (entities.key.type == "String"):
        raise wrong(f"The key of {name} is of another kind.")
    value = key[1:-1].replace("''", "'") if key.startswith("'") else int(key)
    found = queries.entity(connection, entities, value, wanted)
    if found is None:
        raise Refused(404, f"There is no {name}({key}).")
    return {"@odata.context": f"{_context(request, entities, wanted)}/$entity", **found}


def _set(name: str) -> EntitySet:
    if name not in SETS:
        raise Refused(404, f"There is no {name}; the service document lists what there is.")
    return SETS[name]


def _asked(request: Request, entities: EntitySet) -> Asked:
    return asked(entities, dict(request.query_params), request.headers.get("prefer", ""))


def _next(request: Request, name: str, place: Place) -> str:
    """The same question, further on."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if key != "$skiptoken"]
    return f"{_root(request)}{name}?{urlencode([*kept, ('$skiptoken', place.token)], quote_via=quote, safe='$')}"


def _context(request: Request, entities: EntitySet, wanted: Asked) -> str:
    names = f"({','.join(each.name for each in wanted.selected)})" if wanted.narrowed else ""
    return f"{_root(request)}$metadata#{entities.name}{names}"


def _root(request: Request) -> str:
    return f"{str(request.base_url).rstrip('/')}{ROOT}/"


def _answer(request: Request, make: Callable[[Connection[TupleRow]], Body], media_type: str = JSON) -> Response:
    """With ETag and 304; a refusal in the form of OData."""
    try:
        with request.app.state.database.reading() as connection:
            headers = VERSION | {
                "ETag": f'W/"{request.app.state.version.now(connection)}"',
                "Cache-Control": "no-cache",
                "Vary": "Prefer",
            }
            if matches(request, headers["ETag"].removeprefix("W/")):
                return Response(status_code=304, headers=headers)
            body = make(connection)
    except Refused as refused:
        return _refusal(refused)
    except DataError:
        return _refusal(wrong("A value in $filter or $skiptoken does not exist."))
    if page := preferred_page(request.headers.get("prefer", "")):
        headers["Preference-Applied"] = f"odata.maxpagesize={page}"
    return Response(body if isinstance(body, bytes) else orjson.dumps(body), 200, headers, media_type)


def _refusal(refused: Refused) -> Response:
    codes = {400: "BadRequest", 404: "NotFound", 501: "NotImplemented"}
    body = {"error": {"code": codes[refused.status], "message": refused.message}}
    return Response(orjson.dumps(body), refused.status, VERSION, JSON)
