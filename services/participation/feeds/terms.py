"""`/v1/open-data`: what who uses the data is told of it."""

from fastapi import APIRouter, Request, Response
from psycopg import Connection
from psycopg.rows import TupleRow

from services.contracts.participation.open_data import OpenDataTerms
from services.kit.access import anyone
from services.kit.etags import body_etag, json_answer
from services.kit.problems import Problem

TERMS = b"SELECT body FROM participation.open_data"
LICENCE = b"SELECT body -> 'licence' ->> 'url' FROM participation.open_data"
router = APIRouter(tags=["feeds"])


@router.get("/v1/open-data", response_model=OpenDataTerms)
@anyone
def terms(request: Request) -> Response:
    """The licence of all data here, who publishes it, and whom to ask."""
    with request.app.state.database.reading() as connection:
        row = connection.execute(TERMS).fetchone()
    if row is None:
        raise Problem(404, "The deal says nothing about its data yet.")
    body = OpenDataTerms.model_validate(row[0]).model_dump_json(by_alias=True).encode()
    return json_answer(request, body, body_etag(body))


def licence(connection: Connection[TupleRow]) -> str:
    """Its address; empty until the deal is loaded."""
    row = connection.execute(LICENCE).fetchone()
    return str(row[0]) if row else ""
