"""`/v1/bookings`: the money as it was booked, open to read; the programme office books (Art. 5)."""

from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from sqlalchemy.orm import Session

from services.contracts.projects.money import (
    BookingInput,
    BookingKind,
    BookingMade,
    BookingShape,
    CorrectionInput,
    CorrectionShape,
    MoneyWarning,
    SumsShape,
)
from services.contracts.shapes import Page
from services.kit.access import Who, anyone, who_asks
from services.kit.database import Write
from services.kit.etags import item_etag, json_answer, matches
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.paging import PageNumber, PageSize, next_url, page_json
from services.kit.problems import Problem, also_check, bad_request, wrong
from services.kit.sheets import sheet_answer, sheets
from services.projects import tables
from services.projects.money import saving
from services.projects.money.moments import AsOf, Until
from services.projects.money.queries import (
    COLUMNS,
    all_bookings,
    booking_with_id,
    bookings_as_json,
    bookings_page,
    how_money_stands,
    known_money,
    original_of,
)
from services.projects.money.rules import completed, named_in, refused_reversal, unknown_names, wrong_fields
from services.projects.money.sums import AXES, Asked, sums_as_json
from services.projects.money.warning_rules import after_the_end, warnings_about
from services.projects.office import Office

router = APIRouter(prefix="/v1/bookings", tags=["money"])
OFFICE = frozenset({"programme", "analyst", "approver", "admin"})
ProjectId = Annotated[UUID | None, Query(alias="projectId")]
By = Annotated[
    str, Query(pattern=r"^[a-z]+(,[a-z]+){0,3}$", description="A comma list of contribution, pillar, project, year.")
]


class BookingFilters(BaseModel):
    """What a list of bookings can be narrowed to."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    kind: BookingKind | None = None
    contribution: Annotated[str | None, Field(pattern=r"^[a-z0-9-]{1,60}$")] = None
    pillar: Annotated[int | None, Field(ge=1, le=99)] = None
    project_id: UUID | None = None
    year: Annotated[int | None, Field(ge=2000, le=2099)] = None
    document_number: Annotated[str | None, Field(max_length=60, pattern=r"^[^\x00]*$")] = None


Filters = Annotated[BookingFilters, Query()]


@router.get("", response_model=Page[BookingShape])
@anyone
def bookings(
    request: Request,
    asked: Filters,
    as_of: AsOf = None,
    until: Until = None,
    page: PageNumber = 1,
    page_size: PageSize = 20,
) -> Response:
    """What counts last first. One statement beside that for the version, whatever the length."""
    office = from_the_office(request)
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection), "office" if office else "")
        if matches(request, etag):
            return json_answer(request, b"", etag)
        given = asked.model_dump() | {"as_of": as_of, "until": until}
        found = bookings_page(connection, page_size, (page - 1) * page_size, office, **given)
    following = next_url(request, page, page_size, found.total)
    answer = json_answer(request, page_json(orjson.Fragment(found.items), found.total, following), etag)
    answer.headers["Vary"] = "Authorization"
    return answer


@sheets(router, "")
@anyone
def bookings_sheet(request: Request, asked: Filters, as_of: AsOf = None, until: Until = None) -> Response:
    """All bookings that fit, as a spreadsheet."""
    with request.app.state.database.reading() as connection:
        given = asked.model_dump() | {"as_of": as_of, "until": until}
        rows = all_bookings(connection, from_the_office(request), **given)
    return sheet_answer(request, "bookings", COLUMNS, rows)


@router.get("/sums", response_model=SumsShape, response_model_exclude_unset=True)
@anyone
def booking_sums(
    request: Request,
    by: By = "contribution,pillar",
    as_of: AsOf = None,
    until: Until = None,
    project_id: ProjectId = None,
) -> Response:
    """Sums per kind and per `by`, as known at `asOf` of what counts up to `until`."""
    axes = axes_asked(by)
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection))
        if matches(request, etag):
            return json_answer(request, b"", etag)
        last, items = sums_as_json(connection, Asked(as_of, until, project_id), axes)
    body = {
        "asOf": as_of,
        "until": until,
        "by": axes,
        "lastKnownAt": last,
        "items": orjson.Fragment(items),
        "total": items.count('"kind"'),
        "next": None,
    }
    return json_answer(request, orjson.dumps(body), etag)


@router.get("/{booking_id}", response_model=BookingShape)
@anyone
def booking(request: Request, booking_id: UUID) -> Response:
    office = from_the_office(request)
    with request.app.state.database.reading() as connection:
        found = booking_with_id(connection, booking_id, office)
    if found is None:
        raise no_such_booking(booking_id)
    etag = item_etag(2 if orjson.loads(found)["reversedBy"] else 1, "office" if office else "")
    answer = json_answer(request, found.encode(), etag)
    answer.headers["Vary"] = "Authorization"
    return answer


def names_beside_the_shape(request: Request, body: dict[str, Any]) -> list[dict[str, Any]]:
    named = named_in(body)
    with request.app.state.database.writing() as session:
        return list(unknown_names(named, known_money(session, [named.project_id] if named.project_id else [])))


@router.post("", status_code=201, response_model=BookingMade)
@also_check(names_beside_the_shape)
def book(session: Write, who: Office, body: BookingInput, idempotency_key: IdempotencyKey = None) -> Response:
    """Adds a booking. The same `Idempotency-Key` with the same body books once, however often it is sent.

    Warnings tell of more allocated, committed or paid than there is; they block nothing (Art. 7.3).
    """
    once = once_for(session, who, idempotency_key, "POST /v1/bookings", body)
    booking_id = once.earlier()
    if booking_id is None:
        (booking_id,) = saving.book(session, [saving.row_of(checked(session, body))], who.subject)
        once.made(booking_id)
    (made,) = bookings_as_json(session, [booking_id])
    made["warnings"] = as_json(warnings_for(session, body))
    return written(made, f"/v1/bookings/{booking_id}", item_etag(1, "office"))


@router.post("/{booking_id}/corrections", status_code=201, response_model=CorrectionShape)
def correct(
    session: Write, who: Office, booking_id: UUID, body: CorrectionInput, idempotency_key: IdempotencyKey = None
) -> Response:
    """Takes a booking back by a counter-booking and, with `replacement`, books it anew. It can be taken back once."""
    once = once_for(session, who, idempotency_key, f"POST /v1/bookings/{booking_id}/corrections", body)
    reversal_id = once.earlier()
    if reversal_id is None:
        found = bookings_as_json(session, [booking_id])
        if not found:
            raise no_such_booking(booking_id)
        if refusal := refused_reversal(original_of(found[0])):
            raise Problem(409, refusal, code="not-reversible")
        (reversal_id,) = saving.book(session, [saving.reversal_of(found[0], body.reason)], who.subject, "take-back")
        if body.replacement is not None:
            right = checked(session, body.replacement, "replacement.")
            row = saving.row_of(right, replaces=booking_id, reason=body.reason)
            saving.book(session, [row], who.subject, "replace")
        once.made(reversal_id)
    original, *others = correction_of(session, booking_id)
    made = {
        "reversal": next(each for each in others if each["id"] == str(reversal_id)),
        "replacement": next((each for each in others if each["id"] == original["replacedBy"]), None),
        "warnings": as_json(warnings_for(session, body.replacement)),
    }
    return written(made, f"/v1/bookings/{reversal_id}", item_etag(1, "office"))


def correction_of(session: Session, booking_id: UUID) -> list[dict[str, Any]]:
    """The booking and what took it back or replaced it."""
    (original,) = bookings_as_json(session, [booking_id])
    others = [UUID(original[name]) for name in ("reversedBy", "replacedBy") if original[name]]
    return [original, *bookings_as_json(session, others)]


def checked(session: Session, booking: BookingInput, within: str = "") -> BookingInput:
    """Completed. Raises a 400 that names every impossible thing."""
    known = known_money(session, [booking.project_id] if booking.project_id else [])
    whole = completed(booking, known)
    if found := wrong_fields(whole, known):
        raise bad_request([inside(each, within) for each in found])
    return whole


def inside(mistake: dict[str, Any], within: str) -> dict[str, Any]:
    return wrong(f"{within}{mistake['location']['name']}", mistake["code"], mistake["detail"])


def warnings_for(session: Session, booking: BookingInput | None) -> list[MoneyWarning]:
    money, ends_on = how_money_stands(session)
    late = list(after_the_end(booking.valid_on, ends_on)) if booking else []
    return [*late, *warnings_about(money)]


def as_json(warnings: list[MoneyWarning]) -> list[dict[str, Any]]:
    return [each.model_dump(by_alias=True) for each in warnings]


def axes_asked(by: str) -> list[str]:
    axes = by.split(",")
    if unknown := [axis for axis in axes if axis not in AXES]:
        detail = f"Sums can't be made by {', '.join(unknown)}: choose from {', '.join(AXES)}. They are always by kind."
        raise bad_request([wrong("by", "unknown", detail, where="query")])
    return [axis for axis in AXES if axis in axes]


def once_for(session: Session, who: Who, key: str | None, route: str, body: BaseModel) -> Once:
    return Once(session, tables.metadata, key, who.subject, route, body.model_dump_json().encode())


def written(made: dict[str, Any], location: str, etag: str) -> Response:
    headers = {"Location": location, "ETag": etag, "Cache-Control": "no-cache"}
    return Response(orjson.dumps(made), 201, headers, "application/json")


def from_the_office(request: Request) -> bool:
    """Who booked is told to those who work with it."""
    who = who_asks(request)
    return who is not None and bool(who.roles & OFFICE)


def no_such_booking(booking_id: UUID) -> Problem:
    return Problem(404, f"There is no booking {booking_id}.")
