"""`/v1/booking-imports`: bookings from a file of the finance system, looked at first, then booked as a whole."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile
from sqlalchemy import Row
from sqlalchemy.orm import Session

from services.contracts.projects.booking_imports import BookingImportShape, BookingImportSummary
from services.contracts.shapes import Page
from services.kit.database import Write
from services.kit.etags import body_etag, json_answer, matches
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.problems import Problem, bad_request, wrong
from services.kit.sheet_files import MOST_BYTES, Unreadable
from services.kit.sheet_templates import XLSX, csv_template, xlsx_template
from services.kit.sheets import sheets
from services.projects import tables
from services.projects.importing.columns import COLUMNS
from services.projects.importing.keeping import book_all, held, keep, shape_of
from services.projects.importing.lists import IMPORTS, ImportFilters
from services.projects.importing.plan_rules import Plan
from services.projects.importing.previewing import checksum_of, planned, preview_of, read_file, rows_again
from services.projects.lists import list_answer, list_as_sheet
from services.projects.money.queries import known_money
from services.projects.office import Office

router = APIRouter(tags=["money"])
UPLOADS = {"/v1/booking-imports": MOST_BYTES + 100_000}
TEMPLATES = ("bookings.csv", "bookings.xlsx")
Filters = Annotated[ImportFilters, Query()]
Contribution = Annotated[
    str | None, Form(pattern=r"^[a-z0-9-]{1,60}$", description="The one of rows that name none (Art. 5.2).")
]


@router.get("/v1/booking-imports", response_model=Page[BookingImportSummary])
def booking_imports(request: Request, who: Office, asked: Filters) -> Response:
    """The newest first; what was looked at and not booked is forgotten after a day."""
    return list_answer(request, IMPORTS, asked)


@sheets(router, "/v1/booking-imports")
def booking_imports_sheet(request: Request, who: Office, asked: Filters) -> Response:
    return list_as_sheet(request, IMPORTS, asked)


@router.get("/v1/booking-imports/templates/{name}", response_class=Response)
def booking_template(request: Request, who: Office, name: str) -> Response:
    """`bookings.csv` or `bookings.xlsx`, to fill in."""
    if name not in TEMPLATES:
        raise Problem(404, f"There is {' and '.join(TEMPLATES)}.")
    etag = body_etag(repr(COLUMNS).encode() + name.encode())
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Content-Disposition": f'attachment; filename="{name}"'}
    if matches(request, etag):
        return Response(status_code=304, headers=headers)
    if name.endswith(".csv"):
        return Response(csv_template(COLUMNS), headers=headers, media_type="text/csv; charset=utf-8")
    return Response(xlsx_template(COLUMNS, "bookings"), headers=headers, media_type=XLSX)


@router.post("/v1/booking-imports", response_model=BookingImportShape, status_code=201)
def preview_bookings(
    request: Request,
    session: Write,
    who: Office,
    file: Annotated[UploadFile, File(description="CSV or XLSX; docs/importing.md tells the columns.")],
    contribution: Contribution = None,
    key: IdempotencyKey = None,
) -> Response:
    """What the file would book, and all that is wrong in it by row and column. Nothing is booked; it can be confirmed
    for a day."""
    content = file.file.read(MOST_BYTES + 1)
    sent = f"{contribution} {file.filename} {checksum_of(content)}".encode()
    once = Once(session, tables.metadata, key, who.subject, "POST /v1/booking-imports", sent)
    import_id = once.earlier()
    if import_id is None:
        check_contribution(session, contribution)
        try:
            rows, plan = read_file(file.filename or "", content)
        except Unreadable as unreadable:
            raise bad_request([wrong("file", "unreadable", str(unreadable))]) from None
        if not plan.problems:
            plan = Plan(**vars(planned(session, rows, contribution)) | {"ignored": plan.ignored})
        preview = preview_of(session, plan)
        import_id = keep(session, rows, contribution, checksum_of(content), preview, who.subject)
        once.made(import_id)
    return answered(request, import_held(session, import_id), 201)


@router.get("/v1/booking-imports/{import_id}", response_model=BookingImportShape)
def booking_import(request: Request, session: Write, who: Office, import_id: UUID) -> Response:
    """A file as its sender saw it; one that was booked stays."""
    return answered(request, import_held(session, import_id))


@router.post("/v1/booking-imports/{import_id}/confirmation", response_model=BookingImportShape)
def confirm_bookings(request: Request, session: Write, who: Office, import_id: UUID) -> Response:
    """Books all rows at once, each document number once. Sent again, it is answered again and nothing is booked twice.

    409 when something is wrong in the file, or when something was booked meanwhile that makes it another file than was
    looked at.
    """
    row = import_held(session, import_id)
    if row.confirmed_at:
        return answered(request, row)
    if row.preview["problemCount"]:
        raise Problem(409, "Some rows are not right. Correct the file and send it again (Art. 5).", code="import-wrong")
    plan = planned(session, rows_again(row.rows), row.contribution)
    if plan.problems or plan.count("book") != row.preview["toBook"]:
        raise Problem(409, "Something was booked since you looked. Send the file again (Art. 5).", code="import-stale")
    return answered(request, book_all(session, import_id, plan.to_book(), who.subject))


def check_contribution(session: Session, contribution: str | None) -> None:
    """Raises a 400."""
    if contribution is not None and contribution not in known_money(session, []).contributions:
        detail = f"The deal has no contribution {contribution} (Art. 5.2)."
        raise bad_request([wrong("contribution", "unknown", detail)])


def import_held(session: Session, import_id: UUID) -> Row[Any]:
    row = held(session, import_id)
    if row is None:
        raise Problem(404, "There is no file with this id (any more): send it again.")
    return row


def answered(request: Request, row: Row[Any], status: int = 200) -> Response:
    body = shape_of(row).model_dump_json(by_alias=True).encode()
    found = json_answer(request, body, body_etag(body), status)
    found.headers["Location"] = f"/v1/booking-imports/{row.id}"
    return found
