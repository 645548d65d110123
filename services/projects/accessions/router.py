"""`/v1/accessions`: who wants to be party too (Art. 11). Open to read; the programme office notes the steps."""

from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.projects.amendments import (
    AccessionInput,
    AccessionShape,
    AccessionStatus,
    ConsentInput,
    StepInput,
)
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.idempotency import IdempotencyKey
from services.kit.paging import PageNumber, PageSize
from services.kit.problems import bad_request, wrong
from services.kit.sheets import sheets
from services.projects import tables
from services.projects.accessions.applying import apply
from services.projects.office import Office
from services.projects.procedures import answers
from services.projects.procedures.known import deal_now, wrong_day_of_request, wrong_document
from services.projects.procedures.rules import ACCESSION_STEPS
from services.projects.procedures.steps import Procedure, Said, Step, take_in

router = APIRouter(prefix="/v1/accessions", tags=["accessions"])
ACCEDING = Procedure(
    table=tables.accession,
    steps_table=tables.accession_step,
    consents=tables.accession_consent,
    steps=ACCESSION_STEPS,
    article="Art. 11",
    days={"asking": "asked_on"},
    apply=apply,
)


def shown(item: dict[str, Any], weeks: int, article: str) -> dict[str, Any]:
    """No clock runs: the four weeks are of amendments."""
    return item


KIND = answers.Kind(
    ACCEDING,
    shown,
    (
        *("number", "slug", "name", "fullName", "side", "requestedOn", "askedOn"),
        *("status", "endedOn", "asked", "consented", "annex", "id"),
    ),
)


@router.get("", response_model=Page[AccessionShape])
@anyone
def accessions(
    request: Request,
    status: Annotated[AccessionStatus | None, Query()] = None,
    page: PageNumber = 1,
    page_size: PageSize = 20,
) -> Response:
    """Accessions, newest first, each with its steps and who consented."""
    return answers.page_answer(request, KIND, page, page_size, status)


@sheets(router, "")
@anyone
def accessions_sheet(request: Request) -> Response:
    return answers.sheet(request, KIND)


@router.get("/{accession_id}", response_model=AccessionShape)
@anyone
def accession(request: Request, accession_id: UUID) -> Response:
    return answers.one_answer(request, KIND, accession_id)


@router.post("", status_code=201, response_model=AccessionShape)
def request_accession(
    session: Write, who: Office, body: AccessionInput, idempotency_key: IdempotencyKey = None
) -> Response:
    """Somebody asks in writing to be party, with a concrete contribution (Art. 11.2). Safe to repeat with its key."""
    return answers.requested(session, KIND, body, who, idempotency_key, add)


@router.post("/{accession_id}/steps", status_code=201, response_model=AccessionShape)
def step(
    session: Write, who: Office, accession_id: UUID, body: StepInput, idempotency_key: IdempotencyKey = None
) -> Response:
    """Consent asked, or withdrawn."""
    return answers.stepped(session, KIND, accession_id, body, who, idempotency_key)


@router.post("/{accession_id}/consents", status_code=201, response_model=AccessionShape)
def consent(
    session: Write, who: Office, accession_id: UUID, body: ConsentInput, idempotency_key: IdempotencyKey = None
) -> Response:
    """What a party makes known. The last consent makes a party of who asked; one refusal ends it (Art. 11.3)."""
    return answers.consented(session, KIND, accession_id, body, who, idempotency_key)


def add(session: Session, body: AccessionInput, who: str, id_: UUID | None = None) -> UUID:
    check(session, body)
    accession_id = id_ or uuid4()
    said = body.model_dump(mode="json", by_alias=True)
    values = body.model_dump(exclude={"contribution", "document_id"}) | {"contribution": said["contribution"]}
    first = Step("requested", body.requested_on, document_id=body.document_id)
    take_in(session, ACCEDING, accession_id, values, first, Said(who, said))
    return accession_id


def check(session: Session, body: AccessionInput) -> None:
    """Raises a 400 that names everything that is wrong: also who is party already, or asks so."""
    errors = wrong_day_of_request(body.requested_on, deal_now(session).ends_on)
    errors += wrong_document(session, "documentId", body.document_id)
    asks = select(tables.accession.c.id).where(
        tables.accession.c.slug == body.slug, tables.accession.c.ended_on.is_(None)
    )
    if session.scalar(select(tables.party.c.key).where(tables.party.c.key == body.slug)):
        errors.append(wrong("slug", "exists", f"There is a party {body.slug} already (Art. 11.1)."))
    elif session.scalar(asks):
        errors.append(wrong("slug", "exists", f"{body.slug} asks already to accede (Art. 11.2)."))
    if errors:
        raise bad_request(errors)
