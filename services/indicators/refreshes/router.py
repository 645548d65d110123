"""`/v1/refreshes`: count the figures again, as a job; nobody waits for it."""

from hashlib import sha256
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from services.contracts.indicators import RefreshShape
from services.contracts.shapes import Page
from services.indicators.refreshes import queries
from services.indicators.tables import metadata
from services.kit import audit
from services.kit.access import Allow, Who
from services.kit.database import Write
from services.kit.etags import JSON, json_answer
from services.kit.paging import PageNumber, PageSize, next_url, page_json
from services.kit.problems import Problem

router = APIRouter(prefix="/v1/refreshes", tags=["refreshes"])
Analyst = Annotated[Who, Depends(Allow("analyst", "admin"))]


@router.post("", status_code=202, response_model=RefreshShape)
def ask_for_refresh(session: Write, who: Analyst) -> Response:
    """Accepted: it starts within seconds. While one waits already, that one is answered."""
    row = queries.request_refresh(session, who.subject)
    audit.record(session, metadata, who.subject, "ask", "refresh", row.id)
    body = RefreshShape.model_validate(row, from_attributes=True).model_dump_json(by_alias=True)
    return Response(body, 202, {"Location": f"/v1/refreshes/{row.id}"}, JSON)


@router.get("", response_model=Page[RefreshShape])
def refreshes(request: Request, _: Analyst, page: PageNumber = 1, page_size: PageSize = 20) -> Response:
    """The last asked for first."""
    with request.app.state.database.reading() as connection:
        items, total = queries.refreshes(connection, page, page_size)
    body = page_json(items, total, next_url(request, page, page_size, total))
    return json_answer(request, body, etag_of(body))


@router.get("/{refresh_id}", response_model=RefreshShape)
def refresh(request: Request, refresh_id: UUID, _: Analyst) -> Response:
    with request.app.state.database.reading() as connection:
        body = queries.refresh_json(connection, refresh_id)
    if body is None:
        raise Problem(404, f"There is no refresh {refresh_id}.")
    return json_answer(request, body, etag_of(body))


def etag_of(body: bytes) -> str:
    """Of the content: a refresh that moves on must not change the version of the public figures."""
    return f'"{sha256(body).hexdigest()[:16]}"'
