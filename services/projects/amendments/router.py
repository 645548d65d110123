"""`/v1/amendments`: how the parties change the deal (Art. 10). Open to read; the programme office notes the steps."""

from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from services.contracts.projects.amendments import (
    AmendmentInput,
    AmendmentShape,
    AmendmentStatus,
    ConsentInput,
    StepInput,
)
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.etags import Versioned
from services.kit.idempotency import IdempotencyKey
from services.kit.paging import PageNumber, PageSize
from services.kit.problems import Problem, bad_request
from services.kit.sheets import sheets
from services.projects import tables
from services.projects.amendments.applying import apply, wrong_changes
from services.projects.clock import today
from services.projects.office import Office
from services.projects.procedures import answers
from services.projects.procedures.known import deal_now, wrong_day_of_request, wrong_document, wrong_party
from services.projects.procedures.reading import day
from services.projects.procedures.rules import AMENDMENT_STEPS, talks_due, talks_state
from services.projects.procedures.steps import Procedure, Said, Step, take_in, touch

router = APIRouter(prefix="/v1/amendments", tags=["amendments"])
ARTICLE = "Art. 10"
AMENDING = Procedure(
    table=tables.amendment,
    steps_table=tables.amendment_step,
    consents=tables.amendment_consent,
    steps=AMENDMENT_STEPS,
    article=ARTICLE,
    days={"made-known": "made_known_on", "talking": "talks_started_on", "asking": "asked_on"},
    apply=apply,
)
BEFORE_ASKING = frozenset({"requested", "made-known", "talking"})


def shown(item: dict[str, Any], weeks: int, article: str) -> dict[str, Any]:
    """With its clock, once it was made known."""
    made_known_on = day(item["madeKnownOn"])
    if made_known_on is None:
        return item | {"clock": None}
    due_on, started_on = talks_due(made_known_on, weeks), day(item["talksStartedOn"])
    state = talks_state(due_on, started_on, item["endedOn"] is not None, today())
    clock = {"dueOn": due_on, "startedOn": started_on, "state": state, "article": article}
    return item | {"clock": clock}


KIND = answers.Kind(
    AMENDING,
    shown,
    (
        *("number", "title", "requestedBy", "requestedOn", "madeKnownOn", "talksDueOn", "talksStartedOn", "askedOn"),
        *("status", "endedOn", "asked", "consented", "annex", "id"),
    ),
)


@router.get("", response_model=Page[AmendmentShape])
@anyone
def amendments(
    request: Request,
    status: Annotated[AmendmentStatus | None, Query()] = None,
    page: PageNumber = 1,
    page_size: PageSize = 20,
) -> Response:
    """Amendments, newest first, each with its four-week clock, its steps and who consented."""
    return answers.page_answer(request, KIND, page, page_size, status)


@sheets(router, "")
@anyone
def amendments_sheet(request: Request) -> Response:
    return answers.sheet(request, KIND)


@router.get("/{amendment_id}", response_model=AmendmentShape)
@anyone
def amendment(request: Request, amendment_id: UUID) -> Response:
    return answers.one_answer(request, KIND, amendment_id)


@router.post("", status_code=201, response_model=AmendmentShape)
def request_amendment(
    session: Write, who: Office, body: AmendmentInput, idempotency_key: IdempotencyKey = None
) -> Response:
    """A party asks in writing to change the deal (Art. 10.1). Safe to repeat with the same `Idempotency-Key`."""
    return answers.requested(session, KIND, body, who, idempotency_key, add)


@router.put("/{amendment_id}", response_model=AmendmentShape)
def change_amendment(
    request: Versioned, session: Write, who: Office, amendment_id: UUID, body: AmendmentInput
) -> Response:
    """Mends the request, until consent is asked: then the parties consent to what it says. Needs `If-Match`."""
    row = answers.to_change(request, session, AMENDING, amendment_id)
    if row.status not in BEFORE_ASKING:
        sentence = f"This is {row.status}: what the parties were asked to consent to no longer changes ({ARTICLE})."
        raise Problem(409, sentence, code="asked-already")
    check(session, body)
    before = {name: row._mapping[name] for name in ("title", "request", "changes")}
    after = {"title": body.title, "request": body.request, "changes": changes_of(body)}
    touch(session, AMENDING, amendment_id, **after)
    change = audit.difference(before, after)
    audit.record(session, tables.metadata, who.subject, "change", KIND.name, amendment_id, change)
    return answers.written(session, KIND, amendment_id, 200)


@router.post("/{amendment_id}/steps", status_code=201, response_model=AmendmentShape)
def step(
    session: Write, who: Office, amendment_id: UUID, body: StepInput, idempotency_key: IdempotencyKey = None
) -> Response:
    """Made known, talks started, consent asked, withdrawn. The same step twice is refused: the table has none."""
    return answers.stepped(session, KIND, amendment_id, body, who, idempotency_key)


@router.post("/{amendment_id}/consents", status_code=201, response_model=AmendmentShape)
def consent(
    session: Write, who: Office, amendment_id: UUID, body: ConsentInput, idempotency_key: IdempotencyKey = None
) -> Response:
    """What a party makes known. The last consent puts the amendment in force; one refusal ends it (Art. 10.3)."""
    return answers.consented(session, KIND, amendment_id, body, who, idempotency_key)


def add(session: Session, body: AmendmentInput, who: str, id_: UUID | None = None) -> UUID:
    check(session, body)
    amendment_id = id_ or uuid4()
    values = body.model_dump(exclude={"changes", "document_id"}) | {"changes": changes_of(body)}
    first = Step("requested", body.requested_on, body.requested_by, document_id=body.document_id)
    said = body.model_dump(mode="json", exclude={"changes"}) | {"changes": changes_of(body)}
    take_in(session, AMENDING, amendment_id, values, first, Said(who, said))
    return amendment_id


def check(session: Session, body: AmendmentInput) -> None:
    """Raises a 400 that names everything that the deal does not have."""
    deal = deal_now(session)
    errors = wrong_party(session, "requestedBy", body.requested_by, body.requested_on, ARTICLE)
    errors += wrong_changes(session, changes_of(body), deal) + wrong_document(session, "documentId", body.document_id)
    errors += wrong_day_of_request(body.requested_on, deal.ends_on)
    if errors:
        raise bad_request(errors)


def changes_of(body: AmendmentInput) -> list[dict[str, Any]]:
    return [change.model_dump(mode="json", by_alias=True, exclude_none=True) for change in body.changes]
