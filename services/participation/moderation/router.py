"""`/v1/moderation`: what waits to be read, and bulk undo."""

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel
from sqlalchemy import Row, func, select

from services.contracts.participation.moderation import Decided, LogEntry, Queued, QueueItem, UndoInput, UndoShape
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import Allow, Who
from services.kit.database import Write
from services.kit.etags import body_etag, json_answer
from services.kit.paging import PageNumber, PageSize, next_url
from services.kit.problems import Problem
from services.participation.clock import now
from services.participation.enrolments.people import desk_of
from services.participation.moderation.log import log_page
from services.participation.moderation.queue import QueueFilters, queue_page
from services.participation.moderation.rules import may_restore, restorable_until
from services.participation.moderation.undoing import counted, held, put_back, undone
from services.participation.tables import metadata, undo
from services.participation.wishes.saving import reach

router = APIRouter(tags=["moderation"])
Reader = Annotated[Who, Depends(Allow("coordinator", "editor", "moderator", "admin"))]
Moderator = Annotated[Who, Depends(Allow("moderator", "admin"))]
Slug = Annotated[str | None, Query(max_length=40, pattern=r"^[a-z0-9-]+$")]


@router.get("/v1/moderation/queue", response_model=Page[QueueItem])
def queue(
    request: Request,
    session: Write,
    who: Reader,
    what: Annotated[Queued | None, Query()] = None,
    wijk: Slug = None,
    category: Slug = None,
    page: PageNumber = 1,
    page_size: PageSize = 20,
) -> Response:
    """What you may decide on, who waits longest first."""
    items, total = queue_page(session, who, reach(session, who), QueueFilters(what, wijk, category), page, page_size)
    return listed(request, Page[QueueItem](items=items, total=total, next=next_url(request, page, page_size, total)))


@router.get("/v1/moderation/undo", response_model=Page[UndoShape])
def undos(request: Request, session: Write, who: Moderator, page: PageNumber = 1, page_size: PageSize = 20) -> Response:
    """What was undone, the latest first."""
    rows = select(undo).order_by(undo.c.made_at.desc(), undo.c.id)
    items = [shape(row) for row in session.execute(rows.limit(page_size).offset((page - 1) * page_size))]
    total = session.scalar(select(func.count()).select_from(undo)) or 0
    return listed(request, Page[UndoShape](items=items, total=total, next=next_url(request, page, page_size, total)))


@router.post("/v1/moderation/undo", response_model=UndoShape, status_code=201)
def undo_all(request: Request, session: Write, who: Moderator, body: UndoInput) -> Response:
    """Takes away what one caller sent, or what came in between two moments; `dryRun` only counts it.

    It can be put back for 14 days, but for places on dates: those went to who waited.
    """
    if body.dry_run:
        found = UndoShape(
            id=None,
            reason=body.reason,
            counts=counted(session, body),
            made_by=who.subject,
            made_at=now(),
            restorable_until=None,
            restored_at=None,
        )
        return Response(json_of(found), 200, media_type="application/json")
    time = desk_of(request.app.state.settings).offer_time
    undo_id = undone(session, body, who.subject, now(), time)
    row = session.execute(select(undo).where(undo.c.id == undo_id)).one()
    note = {"reason": body.reason, "counts": row.counts}
    audit.record(session, metadata, who.subject, "undo", "undo", undo_id, note)
    return Response(json_of(shape(row)), 201, media_type="application/json")


@router.post("/v1/moderation/undo/{undo_id}/restoration", response_model=UndoShape)
def restore(session: Write, who: Moderator, undo_id: uuid.UUID) -> Response:
    """Puts back what an undo took away. Safe to repeat."""
    row = held(session, undo_id)
    if row is None:
        raise Problem(404, "There is no undo with this id.")
    if row.restored_at is None:
        if not may_restore(row.made_at, now()):
            raise Problem(409, "This was undone more than 14 days ago, and is deleted.", code="deleted")
        back = put_back(session, undo_id, now())
        audit.record(session, metadata, who.subject, "restore", "undo", undo_id, {"counts": back})
    row = session.execute(select(undo).where(undo.c.id == undo_id)).one()
    return Response(json_of(shape(row)), media_type="application/json")


@router.get("/v1/moderation/log", response_model=Page[LogEntry])
def log(
    request: Request,
    session: Write,
    who: Moderator,
    what: Annotated[Decided | None, Query()] = None,
    page: PageNumber = 1,
    page_size: PageSize = 20,
) -> Response:
    """What was done with what residents sent, the latest first. Says who did it, never who sent it."""
    items, total = log_page(session, what, page, page_size)
    return listed(request, Page[LogEntry](items=items, total=total, next=next_url(request, page, page_size, total)))


def shape(row: Row[Any]) -> UndoShape:
    return UndoShape(
        id=row.id,
        reason=row.reason,
        counts=row.counts,
        made_by=row.made_by,
        made_at=row.made_at,
        restorable_until=restorable_until(row.made_at),
        restored_at=row.restored_at,
    )


def listed(request: Request, page: BaseModel) -> Response:
    body = json_of(page)
    return json_answer(request, body, body_etag(body))


def json_of(found: BaseModel) -> bytes:
    return found.model_dump_json(by_alias=True).encode()
