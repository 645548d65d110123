"""`/v1/consultations`: the meetings of Art. 6, open to read; the programme office keeps them."""

from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Row
from sqlalchemy.orm import Session

from services.contracts.projects.consultation import (
    ChairProposal,
    MeetingInput,
    MeetingKind,
    MeetingShape,
    MeetingStatus,
    MeetingStepInput,
)
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.etags import Versioned, item_etag, json_answer, matches, require_version
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.paging import PageNumber, PageSize, next_url, page_json
from services.kit.problems import Problem, bad_request
from services.projects import tables
from services.projects.clock import today
from services.projects.consultation import saving
from services.projects.consultation.queries import governance, last_meeting, one_meeting, page_of, seats_of
from services.projects.consultation.rules import (
    Earlier,
    Refused,
    Warned,
    may_be_edited,
    may_step,
    next_side,
    repeated_chair,
    sounds_decided,
)
from services.projects.office import Office

router = APIRouter(prefix="/v1/consultations", tags=["consultation"])
HIDDEN = ("before", "side", "governance")


@router.get("", response_model=Page[MeetingShape])
@anyone
def consultations(
    request: Request,
    kind: Annotated[MeetingKind | None, Query()] = None,
    status: Annotated[MeetingStatus | None, Query()] = None,
    page: PageNumber = 1,
    page_size: PageSize = 20,
) -> Response:
    """Meetings, newest first. One statement beside that for the version, whatever the length."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection), today().isoformat())
        if matches(request, etag):
            return json_answer(request, b"", etag)
        offset = (page - 1) * page_size
        found = page_of(connection, "meeting", page_size, offset, today(), kind=kind, status=status)
    items = [shown(item) for item in orjson.loads(found.items)]
    following = next_url(request, page, page_size, found.total)
    return json_answer(request, page_json(items, found.total, following), etag)


@router.get("/chair-proposal", response_model=ChairProposal)
@anyone
def chair_proposal(request: Request, kind: Annotated[MeetingKind, Query()] = "consultation") -> Response:
    """Whose turn it is to chair (Art. 6.4)."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection))
        rules, earlier = governance(connection), last_meeting(connection, kind)
        if rules is None:
            raise Problem(404, "No deal has been loaded yet.")
        side = next_side(rules["chairSides"], earlier)
        parties = seats_of(connection, side)
    proposal = {"side": side, "parties": parties, "after": earlier.number if earlier else None}
    return json_answer(request, orjson.dumps(proposal | {"article": rules["consultationArticle"]}), etag)


@router.get("/{meeting_id}", response_model=MeetingShape)
@anyone
def consultation(request: Request, meeting_id: UUID) -> Response:
    with request.app.state.database.reading() as connection:
        found = one_meeting(connection, meeting_id, today())
    if found is None:
        raise unknown(meeting_id)
    return json_answer(request, orjson.dumps(shown(found)), item_etag(found["version"], today().isoformat()))


@router.post("", status_code=201, response_model=MeetingShape)
def plan_meeting(session: Write, who: Office, body: MeetingInput, idempotency_key: IdempotencyKey = None) -> Response:
    """Plans a meeting; its number follows the last of its kind. Safe to repeat with the same `Idempotency-Key`."""
    sent = body.model_dump_json().encode()
    once = Once(session, tables.metadata, idempotency_key, who.subject, "POST /v1/consultations", sent)
    meeting_id = once.earlier()
    if meeting_id is None:
        check(session, body)
        meeting_id = saving.add(session, body, who.subject)
        once.made(meeting_id)
    return written(session, meeting_id, 201)


@router.put("/{meeting_id}", response_model=MeetingShape)
def change_meeting(request: Versioned, session: Write, who: Office, meeting_id: UUID, body: MeetingInput) -> Response:
    """Replaces what was planned or noted, until it is closed. Needs `If-Match`."""
    row = there(session, meeting_id)
    require_version(request, row.version)
    refuse(may_be_edited(row.status))
    check(session, body)
    if body.kind != row.kind:
        raise Problem(409, f"This is a {row.kind}, with a number among those.", code="other-kind")
    saving.change(session, meeting_id, body, who.subject)
    return written(session, meeting_id, 200)


@router.post("/{meeting_id}/steps", status_code=201, response_model=MeetingShape)
def step(
    session: Write, who: Office, meeting_id: UUID, body: MeetingStepInput, idempotency_key: IdempotencyKey = None
) -> Response:
    """Held, then closed: from then on its papers and what was noted stay as they are."""
    row = there(session, meeting_id)
    route = f"POST /v1/consultations/{meeting_id}/steps"
    once = Once(session, tables.metadata, idempotency_key, who.subject, route, body.to.encode())
    if once.earlier() is None:
        refuse(may_step(row.status, body.to, row.held_on, today()))
        saving.step(session, row, body.to, who.subject)
        once.made(meeting_id)
    return written(session, meeting_id, 201)


def check(session: Session, body: MeetingInput) -> None:
    if errors := saving.wrong_in_meeting(session, body):
        raise bad_request(errors)


def there(session: Session, meeting_id: UUID) -> Row[Any]:
    row = saving.held(session, meeting_id)
    if row is None:
        raise unknown(meeting_id)
    return row


def shown(item: dict[str, Any]) -> dict[str, Any]:
    """With what somebody should look at."""
    rules = item["governance"]
    earlier = Earlier(**item["before"]) if item["before"] else None
    warned: list[Warned] = repeated_chair(rules["chairSides"], earlier, item["side"], rules["consultationArticle"])
    for advice in item["advice"]:
        warned += sounds_decided(advice["text"])
    kept = {name: value for name, value in item.items() if name not in HIDDEN}
    return kept | {"warnings": warned}


def written(session: Session, meeting_id: UUID, status: int) -> Response:
    found = saving.meeting_in(session, meeting_id)
    headers = {
        "ETag": item_etag(found["version"], today().isoformat()),
        "Cache-Control": "no-cache",
        "Location": f"/v1/consultations/{meeting_id}",
    }
    return Response(orjson.dumps(shown(found)), status, headers, "application/json")


def refuse(refused: Refused | None) -> None:
    if refused is not None:
        raise Problem(409, refused.sentence, code=refused.code)


def unknown(meeting_id: UUID) -> Problem:
    return Problem(404, f"There is no meeting {meeting_id}.")
