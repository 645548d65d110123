"""`/v1/imports`: a file of places or activities, looked at first, then written as a whole."""

import uuid
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile
from sqlalchemy import Row
from sqlalchemy.orm import Session

from services.contracts.participation.imports import ConfirmationInput, ImportKind, ImportShape
from services.kit.access import Allow, Who
from services.kit.database import Write
from services.kit.etags import body_etag, json_answer, matches
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.problems import Problem, bad_request, wrong
from services.kit.sheet_files import MOST_BYTES, Unreadable
from services.kit.sheet_templates import XLSX, csv_template, xlsx_template
from services.participation.clock import now, today
from services.participation.importing.applying import apply
from services.participation.importing.columns import KINDS, columns_for
from services.participation.importing.keeping import HOUR, confirm, keep, kept
from services.participation.importing.planning import Plan
from services.participation.importing.previewing import counts_of, plan_of, problems_of, read_file, shown_rows
from services.participation.importing.words import dictionary
from services.participation.tables import metadata

router = APIRouter(tags=["imports"])
Importer = Annotated[Who, Depends(Allow("coordinator", "editor", "admin"))]
UPLOADS = {"/v1/imports": MOST_BYTES + 100_000}
SOURCE = r"^[a-z0-9][a-z0-9-]{0,60}$"


@router.get("/v1/imports/templates/{name}", response_class=Response)
def template(request: Request, session: Write, who: Importer, name: str) -> Response:
    """`places.csv`, `places.xlsx`, `activities.csv` or `activities.xlsx`, to fill in."""
    kind = next((each for each in KINDS if name in (f"{each}.csv", f"{each}.xlsx")), None)
    if kind is None:
        raise Problem(404, "There is a template of places and of activities, each as .csv and .xlsx.")
    columns = columns_for(kind, dictionary(session).aspects)
    etag = body_etag(repr(columns).encode() + name.encode())
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Content-Disposition": f'attachment; filename="{name}"'}
    if matches(request, etag):
        return Response(status_code=304, headers=headers)
    if name.endswith(".csv"):
        return Response(csv_template(columns), headers=headers, media_type="text/csv; charset=utf-8")
    return Response(xlsx_template(columns, kind), headers=headers, media_type=XLSX)


@router.post("/v1/imports", response_model=ImportShape, status_code=201)
def preview(
    request: Request,
    session: Write,
    who: Importer,
    kind: Annotated[ImportKind, Form()],
    file: Annotated[UploadFile, File(description="CSV or XLSX; docs/importing.md tells the columns.")],
    source: Annotated[str, Form(pattern=SOURCE, description="Whose keys these are.")] = "import",
    key: IdempotencyKey = None,
) -> Response:
    """What the file would do, and all that is wrong in it by row and column. Nothing is written; the preview can be
    confirmed for an hour."""
    content = file.file.read(MOST_BYTES + 1)
    once = Once(session, metadata, key, who.subject, "POST /v1/imports", f"{kind} {source} ".encode() + content)
    earlier = once.earlier()
    if earlier is not None:
        return answered(request, held(session, who, earlier).answer, 201)
    try:
        rows, plan = read_file(session, kind, content)
    except Unreadable as unreadable:
        raise bad_request([wrong("file", "unreadable", str(unreadable))]) from None
    if not plan.problems:
        ignored = plan.ignored
        plan = plan_of(session, who, kind, rows, scope(source), today())
        plan = Plan(kind, plan.rows, plan.problems, ignored)
    answer = shape_of(uuid.uuid4(), plan)
    keep(session, who, source, rows, plan, answer)
    once.made(answer.id)
    return answered(request, answer.model_dump(mode="json", by_alias=True), 201)


@router.get("/v1/imports/{import_id}", response_model=ImportShape)
def one(request: Request, session: Write, who: Importer, import_id: uuid.UUID) -> Response:
    """One's own preview, for an hour; a confirmed one for a week."""
    return answered(request, held(session, who, import_id).answer)


@router.post("/v1/imports/{import_id}/confirmation", response_model=ImportShape)
def confirmation(
    request: Request, session: Write, who: Importer, import_id: uuid.UUID, body: ConfirmationInput
) -> Response:
    """Writes all rows of a preview at once. Sent again, it is answered again and nothing is written twice.

    409 when something is wrong in the file (unless `leaveOutWrong`), or when what it would change has been changed
    since the preview.
    """
    row = held(session, who, import_id)
    if row.answer["confirmedAt"]:
        return answered(request, row.answer)
    if row.answer["problemCount"] and (not body.leave_out_wrong or not row.answer["rows"]):
        raise Problem(409, "Some rows are not right. Correct the file, or leave those rows out.", code="import-wrong")
    plan = plan_of(session, who, row.kind, row.rows, scope(row.source), today(), hold=True)
    if plan.versions() != row.versions or counts_of(plan).model_dump() != row.answer["counts"]:
        raise Problem(409, "Something was changed since you looked. Send the file again.", code="import-stale")
    apply(session, plan, who, today())
    answer = ImportShape.model_validate(row.answer).model_copy(update={"confirmed_at": now()})
    confirm(session, import_id, answer, now())
    return answered(request, answer.model_dump(mode="json", by_alias=True))


def held(session: Session, who: Who, import_id: uuid.UUID) -> Row[Any]:
    row = kept(session, who, import_id, now())
    if row is None:
        raise Problem(404, "There is no preview with this id (any more): send the file again.")
    return row


def scope(source: str) -> str:
    """No key of a file ever means something that was not imported."""
    return f"import:{source}"


def shape_of(import_id: uuid.UUID, plan: Plan) -> ImportShape:
    return ImportShape(
        id=import_id,
        kind=plan.kind,
        rows=shown_rows(plan),
        counts=counts_of(plan),
        problems=problems_of(plan),
        problem_count=len(plan.problems),
        ignored_columns=list(plan.ignored),
        until=now().replace(microsecond=0) + HOUR + timedelta(seconds=1),
        confirmed_at=None,
    )


def answered(request: Request, answer: dict[str, Any], status: int = 200) -> Response:
    body = ImportShape.model_validate(answer).model_dump_json(by_alias=True).encode()
    found = json_answer(request, body, body_etag(body), status)
    found.headers["Location"] = f"/v1/imports/{answer['id']}"
    return found
