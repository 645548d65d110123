"""`/v1/registers/{kind}/entries`: what the programme office keeps beside projects (Art. 4.3).

A register holds no personal data of entrepreneurs: an entry says what is needed and where, not whose it is.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.projects import RegisterEntryInput, RegisterEntryShape
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.etags import Versioned
from services.kit.hot import compiled
from services.kit.idempotency import IdempotencyKey
from services.kit.problems import Problem, also_check
from services.kit.sheets import sheets
from services.projects import records, tables
from services.projects.clock import today
from services.projects.lists import list_answer, list_as_sheet
from services.projects.office import Office
from services.projects.registers.lists import ENTRIES, EntryFilters
from services.projects.registers.rules import wrong_entry

router = APIRouter(tags=["registers"])
ENTRY = records.Record(
    "register-entry",
    "/v1/register-entries",
    tables.register_entry,
    ENTRIES,
    {"wijk": tables.wijk.c.key, "projectId": tables.project.c.id, "sector": tables.sector.c.key},
)
Filters = Annotated[EntryFilters, Query()]
Kind = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,60}$", description="One of `/v1/registers`.")]
KINDS = compiled(select(tables.register.c.key))


@router.get("/v1/registers/{kind}/entries", response_model=Page[RegisterEntryShape])
@anyone
def register_entries(request: Request, kind: Kind, asked: Filters) -> Response:
    """The newest first."""
    answer = list_answer(request, ENTRIES, asked, kind=kind)
    if bytes(answer.body).startswith(b'{"items":[],"total":0,'):
        with request.app.state.database.reading() as connection:
            if kind not in {row[0] for row in KINDS.all(connection, {})}:
                raise no_such_register(kind)
    return answer


@sheets(router, "/v1/registers/{kind}/entries")
@anyone
def register_entries_sheet(request: Request, kind: Kind, asked: Filters) -> Response:
    return list_as_sheet(request, ENTRIES, asked, kind=kind)


@router.post("/v1/registers/{kind}/entries", response_model=RegisterEntryShape, status_code=201)
@also_check(records.names_beside_the_shape(ENTRY))
def add_entry(
    request: Request, session: Write, who: Office, kind: Kind, body: RegisterEntryInput, key: IdempotencyKey = None
) -> Response:
    """Adds an entry, without names of people or firms. Safe to repeat with an `Idempotency-Key`."""

    def make() -> records.Json:
        return checked(session, kind, body) | {"register": kind}

    return records.created(request, session, who, ENTRY, key, body, make)


@router.get("/v1/register-entries/{entry_id}", response_model=RegisterEntryShape)
@anyone
def register_entry(request: Request, entry_id: UUID) -> Response:
    return records.one(request, ENTRY, entry_id)


@router.put("/v1/register-entries/{entry_id}", response_model=RegisterEntryShape)
@also_check(records.names_beside_the_shape(ENTRY))
def change_entry(request: Versioned, session: Write, who: Office, entry_id: UUID, body: RegisterEntryInput) -> Response:
    """Replaces an entry; it stays in its register. Needs `If-Match`."""
    before = records.to_change(request, session, ENTRY, entry_id)
    return records.changed(session, ENTRY, before, checked(session, before["kind"], body, before), who)


@router.delete("/v1/register-entries/{entry_id}", status_code=204)
def remove_entry(request: Versioned, session: Write, who: Office, entry_id: UUID) -> Response:
    """Takes away what was entered by mistake. Needs `If-Match`."""
    return records.removed(session, ENTRY, records.to_change(request, session, ENTRY, entry_id), who)


def checked(session: Session, kind: str, body: RegisterEntryInput, before: records.Json | None = None) -> records.Json:
    """The columns. Raises 404 for the register, 400 with all that is wrong."""
    asks = session.scalar(select(tables.register.c.asks).where(tables.register.c.key == kind))
    if asks is None:
        raise no_such_register(kind)
    unknown = records.unknown_names(session, ENTRY, body.model_dump(by_alias=True), before)
    records.check([*unknown, *wrong_entry(body, asks, today())])
    return body.model_dump(exclude={"on"}) | {"on_date": body.on}


def no_such_register(kind: str) -> Problem:
    return Problem(404, f"The deal has no register {kind}.")
