"""`/v1/unusable-baselines`: what nothing may be compared with, and why (Art. 7.8). An analyst says so, and takes it
back; what was said stays."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from psycopg.rows import dict_row
from sqlalchemy import Row, exists, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.indicators import UnusableBaselineInput, UnusableBaselineShape
from services.contracts.shapes import Page
from services.indicators.assessments.worlds import store_changes
from services.indicators.tables import indicator, metadata, unusable_baseline
from services.kit import audit
from services.kit.access import Allow, Who, anyone
from services.kit.database import Write, connection_of
from services.kit.etags import JSON, Versioned, body_etag, item_etag, json_answer, require_version
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.problems import Problem, bad_request, wrong

router = APIRouter(prefix="/v1/unusable-baselines", tags=["assessments"])
Analyst = Annotated[Who, Depends(Allow("analyst", "admin"))]
COLUMNS = "id, indicator_id, period, reason, flagged_at, withdrawn_at, version"
_ALL = f"SELECT {COLUMNS} FROM indicators.unusable_baseline ORDER BY flagged_at DESC, id LIMIT 1000"  # noqa: S608 (our own columns)


@router.get("", response_model=Page[UnusableBaselineShape])
@anyone
def unusable_baselines(request: Request) -> Response:
    """The last said first, also what was taken back."""
    with request.app.state.database.reading() as connection, connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(_ALL).fetchall()
    items = [UnusableBaselineShape.model_validate(row) for row in rows]
    page = Page[UnusableBaselineShape](items=items, total=len(items), next=None)
    body = page.model_dump_json(by_alias=True).encode()
    return json_answer(request, body, body_etag(body))


@router.post("", status_code=201, response_model=UnusableBaselineShape)
def flag(session: Write, who: Analyst, body: UnusableBaselineInput, key: IdempotencyKey = None) -> Response:
    """From now on no change since this period is given, only that there is no baseline, and the reason."""
    once = Once(session, metadata, key, who.subject, "POST /v1/unusable-baselines", body.model_dump_json().encode())
    flag_id = once.earlier()
    if flag_id is None:
        _check(session, body)
        values = body.model_dump() | {"flagged_by": who.subject}
        flag_id = session.scalars(insert(unusable_baseline).values(values).returning(unusable_baseline.c.id)).one()
        said = {"period": [None, body.period]}
        audit.record(session, metadata, who.subject, "flag", "unusable-baseline", flag_id, said)
        once.made(flag_id)
        store_changes(connection_of(session), session, [body.indicator_id], datetime.now(UTC))
    return _answer(_row(session, flag_id), 201)


@router.delete("/{flag_id}", response_model=UnusableBaselineShape)
def take_back(request: Versioned, session: Write, who: Analyst, flag_id: UUID) -> Response:
    """The baseline can be used after all. Needs `If-Match`; that it was flagged stays readable."""
    row = _row(session, flag_id)
    require_version(request, row.version)
    if row.withdrawn_at is None:
        values = {"withdrawn_at": datetime.now(UTC), "version": row.version + 1}
        session.execute(update(unusable_baseline).where(unusable_baseline.c.id == flag_id).values(values))
        audit.record(session, metadata, who.subject, "take-back", "unusable-baseline", flag_id)
        store_changes(connection_of(session), session, [row.indicator_id], datetime.now(UTC))
    return _answer(_row(session, flag_id), 200)


def _check(session: Session, body: UnusableBaselineInput) -> None:
    """Raises Problem 400 for an indicator that is not there, 409 for what stands already."""
    if not session.scalar(select(exists().where(indicator.c.id == body.indicator_id))):
        raise bad_request([wrong("indicatorId", "unknown", f"There is no indicator {body.indicator_id}.")])
    flags = unusable_baseline.c
    same = (flags.indicator_id == body.indicator_id) & (flags.period == body.period) & flags.withdrawn_at.is_(None)
    if session.scalar(select(exists().where(same))):
        raise Problem(409, "This baseline is already said to be unusable.", code="already-said")


def _row(session: Session, flag_id: UUID) -> Row[Any]:
    """Raises Problem 404. The row is locked: two people do not take it back at once."""
    found = select(unusable_baseline).where(unusable_baseline.c.id == flag_id).with_for_update()
    row = session.execute(found).one_or_none()
    if row is None:
        raise Problem(404, f"There is no unusable baseline {flag_id}.")
    return row


def _answer(row: Row[Any], status: int) -> Response:
    body = UnusableBaselineShape.model_validate(row, from_attributes=True).model_dump_json(by_alias=True)
    return Response(body, status, {"ETag": item_etag(row.version), "Cache-Control": "no-cache"}, JSON)
