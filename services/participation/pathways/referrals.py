"""`/v1/referrals`: a professional leads a person on, with that person's consent; nobody is followed.

Nothing tells which referrals are of the same person. The receiving place sees who comes, says whether they arrived,
and then it is forgotten: only a count stays (`/v1/flows`).
"""

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import ColumnElement, Row, delete, func, or_, select, true, update
from sqlalchemy.orm import Session

from services.contracts.participation.pathways import (
    OutcomeInput,
    ReferralInput,
    ReferralShape,
    ReferralStatus,
)
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import Allow, Who
from services.kit.database import Write
from services.kit.etags import body_etag, json_answer
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.paging import PageNumber, PageSize, next_url
from services.kit.problems import Problem
from services.kit.sealing import Sealer
from services.participation.activities.rules import may_change
from services.participation.clock import now, today
from services.participation.pathways.flows import count_arrival
from services.participation.pathways.referring import make, opened, referrals, shape_of
from services.participation.pathways.rules import refused_outcome
from services.participation.tables import metadata, place, referral

router = APIRouter(tags=["referrals"])
Professional = Annotated[Who, Depends(Allow("coordinator", "editor", "admin"))]
PURPOSE = "referrals"


def sealer_of(request: Request) -> Sealer:
    return Sealer(request.app.state.settings.secret.get_secret_value(), PURPOSE)


@router.post("/v1/referrals", response_model=ReferralShape, status_code=201)
def refer(
    request: Request, session: Write, who: Professional, body: ReferralInput, key: IdempotencyKey = None
) -> Response:
    """Tells a place that somebody comes. Read out the wording of `/v1/consent-wordings` and hear a yes first."""
    sealer = sealer_of(request)
    said = sealer.fingerprint(body.model_dump_json())
    once = Once(session, metadata, key, who.subject, "POST /v1/referrals", said)
    referral_id = once.earlier()
    if referral_id is None:
        referral_id, place_id = make(session, body, sealer)
        audit.record(session, metadata, who.subject, "refer", "place", place_id)
        once.made(referral_id)
    row = session.execute(referrals(referral.c.id == referral_id)).one_or_none()
    if row is None:
        raise Problem(410, "This referral was taken back or forgotten meanwhile.", code="forgotten")
    answer = private(request, shape_of(row), 201)
    answer.headers["Location"] = f"/v1/referrals/{referral_id}"
    return answer


@router.get("/v1/referrals", response_model=Page[ReferralShape])
def to_receive(
    request: Request,
    session: Write,
    who: Professional,
    place_id: Annotated[uuid.UUID | None, Query(alias="placeId", description="One of your places.")] = None,
    status: ReferralStatus = "open",
    page: PageNumber = 1,
    page_size: PageSize = 20,
) -> Response:
    """Who was led to a place of yours, the longest waiting first."""
    if place_id is not None:
        receiving(session, who, place_id)
    here = (referral.c.status == status, yours(who) if place_id is None else referral.c.place_id == place_id)
    total = session.scalar(select(func.count()).select_from(referral).where(*here)) or 0
    wanted = referrals(*here).order_by(referral.c.created_at, referral.c.id)
    rows = session.execute(wanted.limit(page_size).offset((page - 1) * page_size)).all()
    sealer = sealer_of(request)
    items = [shape_of(row, opened(sealer, row)) for row in rows]
    found = Page[ReferralShape](items=items, total=total, next=next_url(request, page, page_size, total))
    return private(request, found)


def yours(who: Who) -> ColumnElement[bool]:
    """That a place of the asker receives it."""
    if "admin" in who.roles:
        return true()
    places = list(who.places) if "coordinator" in who.roles else []
    wijken = list(who.wijken) if "editor" in who.roles else []
    of_wijken = select(place.c.id).where(place.c.wijk.in_(wijken))
    return or_(referral.c.place_id.in_(places), referral.c.place_id.in_(of_wijken))


@router.put("/v1/referrals/{referral_id}/outcome", response_model=ReferralShape)
def close(request: Request, session: Write, who: Professional, referral_id: uuid.UUID, body: OutcomeInput) -> Response:
    """The receiving place says whether the person arrived. Safe to repeat; another outcome afterwards is refused."""
    row = held(session, referral_id)
    wijk = receiving(session, who, row.place_id)
    if reason := refused_outcome(row.status, body.outcome):
        raise Problem(409, reason, code="closed")
    if row.status == "open":
        closed = {"status": body.outcome, "closed_at": now()}
        session.execute(update(referral).where(referral.c.id == referral_id).values(closed))
        if body.outcome == "arrived":
            count_arrival(session, today(), wijk, row.from_step, row.to_step)
        audit.record(session, metadata, who.subject, "close-referral", "place", row.place_id)
    return private(request, shape_of(session.execute(referrals(referral.c.id == referral_id)).one()))


@router.delete("/v1/referrals/{referral_id}", status_code=204)
def take_back(session: Write, who: Professional, referral_id: uuid.UUID) -> Response:
    """The person takes the consent back: everything about it is wiped at once, whoever of us is told."""
    row = held(session, referral_id)
    session.execute(delete(referral).where(referral.c.id == referral_id))
    audit.record(session, metadata, who.subject, "take-back-referral", "place", row.place_id)
    return Response(status_code=204)


def held(session: Session, referral_id: uuid.UUID) -> Row[Any]:
    row = session.execute(select(referral).where(referral.c.id == referral_id).with_for_update()).one_or_none()
    if row is None:
        raise Problem(404, "There is no referral with this id.")
    return row


def receiving(session: Session, who: Who, place_id: uuid.UUID) -> str:
    """The wijk of the place. Raises 404, and 403 for who does not work for it."""
    wijk: str | None = session.scalar(select(place.c.wijk).where(place.c.id == place_id))
    if wijk is None:
        raise Problem(404, "There is no place with this id.")
    if not may_change(who, place_id, wijk):
        raise Problem(403, "Only the place that receives somebody sees this.", title="Not allowed")
    return wijk


def private(request: Request, found: ReferralShape | Page[ReferralShape], status: int = 200) -> Response:
    """Kept by no browser and nothing in between."""
    body = found.model_dump_json(by_alias=True).encode()
    answer = json_answer(request, body, body_etag(body), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
