"""`/v1/checks` and confirmations: owners say what is still right."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.participation.listings import CheckAnswer, CheckAnswerInput, CheckShape, ListingKind
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import Allow, Who, anyone
from services.kit.database import Write, connection_of
from services.kit.etags import body_etag, json_answer
from services.kit.paging import PageNumber, PageSize, next_url
from services.kit.problems import Problem
from services.participation.activities.rules import may_change
from services.participation.clock import now, today
from services.participation.listings import confirming, queries
from services.participation.listings.links import check_of
from services.participation.listings.rules import link_works
from services.participation.tables import activity, metadata, place

router = APIRouter(tags=["listings"])
Owner = Annotated[Who, Depends(Allow("coordinator", "editor", "moderator", "admin"))]
BY_LINK = "link"
"""Who answered by the link of a letter: whoever reads the mail of the place."""


@router.get("/v1/checks", response_model=Page[CheckShape])
def checks(
    request: Request,
    who: Owner,
    page: PageNumber = 1,
    page_size: PageSize = 20,
    calls_only: Annotated[
        bool, Query(alias="callsOnly", description="Whom to call: no e-mail address, or no answer in time.")
    ] = False,
) -> Response:
    """What of yours is to be confirmed within a week, or has lapsed; soonest first."""
    own = (list(who.places), list(who.wijken), bool(who.roles & {"admin", "moderator"}))
    with request.app.state.database.reading() as connection:
        rows, total = queries.due(connection, own, today(), calls_only, page, page_size)
    items = [CheckShape.model_validate(row) for row in rows]
    following = next_url(request, page, page_size, total)
    body = Page[CheckShape](items=items, total=total, next=following).model_dump_json(by_alias=True).encode()
    return json_answer(request, body, body_etag(body))


@router.get("/v1/checks/{token}", response_model=CheckShape)
@anyone
def check(request: Request, token: str) -> Response:
    """What the link of a letter asks. Looking changes nothing: mail programs open links by themselves."""
    with request.app.state.database.reading() as connection:
        asked = queries.question(connection, known(request, token))
    if asked is None or not link_works(asked[2], today()):
        raise gone()
    return shown(request, asked[1])


@router.post("/v1/checks/{token}", response_model=CheckShape)
@anyone
def answer(request: Request, session: Write, token: str, body: CheckAnswerInput) -> Response:
    """One tap: still right, ended, or it has to be changed. The last answer holds, also after "ended"."""
    with request.app.state.database.reading() as connection:
        asked = queries.question(connection, known(request, token))
    if asked is None or not link_works(asked[2], today()):
        raise gone()
    kind: ListingKind = "activity" if asked[0] == "activity" else "place"
    take(session, kind, asked[1], body.answer)
    note(session, BY_LINK, kind, asked[1], body.answer)
    session.flush()
    return shown(request, asked[1], session)


@router.post("/v1/activities/{activity_id}/confirmations", response_model=CheckShape)
def confirm_activity(request: Request, session: Write, who: Owner, activity_id: uuid.UUID) -> Response:
    """It is still right, from today on; shown again when it was hidden for want of an answer. Safe to repeat."""
    row = session.execute(select(activity).where(activity.c.id == activity_id).with_for_update()).one_or_none()
    if row is None:
        raise Problem(404, "There is no activity with this id.")
    if not may_change(who, row.place_id, row.wijk):
        raise Problem(403, "This activity is of a place that you do not work for.", title="Not allowed")
    if row.status == "ended":
        raise Problem(409, "This activity has ended.", code="ended")
    confirming.still_right(session, "activity", activity_id, today(), now())
    note(session, who.subject, "activity", activity_id, "still-right")
    return shown(request, activity_id, session)


@router.post("/v1/places/{place_id}/confirmations", response_model=CheckShape)
def confirm_place(request: Request, session: Write, who: Owner, place_id: uuid.UUID) -> Response:
    """What is said of the place itself is still right, from today on. Safe to repeat."""
    row = session.execute(select(place).where(place.c.id == place_id).with_for_update()).one_or_none()
    if row is None:
        raise Problem(404, "There is no place with this id.")
    if not may_change(who, row.id, row.wijk):
        raise Problem(403, "You do not work for this place.", title="Not allowed")
    confirming.still_right(session, "place", place_id, today(), now())
    note(session, who.subject, "place", place_id, "still-right")
    return shown(request, place_id, session)


def take(session: Session, kind: ListingKind, listing_id: uuid.UUID, said: CheckAnswer) -> None:
    """Raises 409 for what a link can't do."""
    if said == "change":
        confirming.mark_answered(session, kind, listing_id, "change", now())
    elif kind == "place":
        if said == "ended":
            raise Problem(409, "A place is closed by the editor of its wijk.", code="not-by-link")
        confirming.still_right(session, "place", listing_id, today(), now())
    elif said == "ended":
        if confirming.status_of(session, listing_id) != "ended":
            confirming.ended(session, listing_id, today(), now())
    elif confirming.status_of(session, listing_id) == "ended":
        confirming.goes_on(session, listing_id, today(), now())
    else:
        confirming.still_right(session, "activity", listing_id, today(), now())


def note(session: Session, who: str, kind: ListingKind, listing_id: uuid.UUID, said: CheckAnswer) -> None:
    audit.record(session, metadata, who, "confirm", kind, listing_id, {"answer": said})


def known(request: Request, token: str) -> uuid.UUID:
    check_id = check_of(request.app.state.settings.secret.get_secret_value(), token)
    if check_id is None:
        raise gone()
    return check_id


def gone() -> Problem:
    return Problem(404, "This link does not work (any more). Sign in to say what is right.", code="link-gone")


def shown(request: Request, listing_id: uuid.UUID, session: Session | None = None) -> Response:
    if session is not None:
        row = queries.one(connection_of(session), listing_id)
    else:
        with request.app.state.database.reading() as connection:
            row = queries.one(connection, listing_id)
    if row is None:
        raise gone()
    body = CheckShape.model_validate(row).model_dump_json(by_alias=True).encode()
    return json_answer(request, body, body_etag(body))
