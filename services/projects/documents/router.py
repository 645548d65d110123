"""`/v1/documents`: files, kept as they were sent and given back for download only, never shown in a page."""

from hashlib import sha256
from typing import Annotated
from urllib.parse import quote
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Query, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from services.contracts.projects import DocumentShape
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import Who, anyone, who_asks
from services.kit.database import Write
from services.kit.etags import matches
from services.kit.hot import compiled
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.problems import Problem
from services.kit.settings import Settings
from services.kit.sheets import sheets
from services.projects import records, tables
from services.projects.documents.lists import DocumentFilters
from services.projects.documents.storing import DOCUMENT, keep_document
from services.projects.lists import list_answer, list_as_sheet
from services.projects.office import INSIDE, Inside, Office
from services.projects.registry.standing import check_project, project_list

router = APIRouter(tags=["documents"])
Filters = Annotated[DocumentFilters, Query()]
AROUND_THE_FILE = 10_000
"""Bytes of the form beside its file."""
document, stored = tables.document.c, tables.document_content.c
FILE = compiled(
    select(document.public, document.file_name, document.media_type, document.sha256, stored.content)
    .select_from(tables.document.join(tables.document_content, stored.document_id == document.id))
    .where(document.id == bindparam("id"))
)


class DocumentInput(BaseModel):
    """`file` is a PDF, DOCX, XLSX, ODT, ODS, PNG, JPEG, CSV or TXT; one that is `public` anybody can read."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    file: UploadFile
    title: str = Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f]+$")
    public: bool = False


Sent = Annotated[DocumentInput, Form(media_type="multipart/form-data")]


def uploads(settings: Settings) -> dict[str, int]:
    """Addresses that take larger bodies, with their limits in bytes."""
    most = settings.document_megabytes * 1_000_000 + AROUND_THE_FILE
    return {"/v1/documents": most, "/v1/projects/*/documents": most}


@router.get("/v1/documents", response_model=Page[DocumentShape])
def documents(request: Request, who: Inside, asked: Filters) -> Response:
    """The newest first."""
    return list_answer(request, DOCUMENT.listing, asked)


@sheets(router, "/v1/documents")
def documents_sheet(request: Request, who: Inside, asked: Filters) -> Response:
    return list_as_sheet(request, DOCUMENT.listing, asked)


@router.get("/v1/projects/{project_id}/documents", response_model=Page[DocumentShape])
@anyone
def documents_of_project(request: Request, project_id: UUID, asked: Filters) -> Response:
    """The public ones; all of them for who works on the programme."""
    who = who_asks(request)
    if who is not None and who.roles & INSIDE.roles:
        return project_list(request, DOCUMENT.listing, asked, project_id)
    return project_list(request, DOCUMENT.listing, asked, project_id, public=True)


@router.post("/v1/documents", response_model=DocumentShape, status_code=201)
def add_document(request: Request, session: Write, who: Office, body: Sent, key: IdempotencyKey = None) -> Response:
    """Keeps a file that is of no project. Safe to repeat with an `Idempotency-Key`."""
    return kept(request, session, who, body, key, None)


@router.post("/v1/projects/{project_id}/documents", response_model=DocumentShape, status_code=201)
def add_document_of_project(
    request: Request, session: Write, who: Office, project_id: UUID, body: Sent, key: IdempotencyKey = None
) -> Response:
    """Keeps a file of a project. Its type is told by its content; files with macros or programs are refused."""
    return kept(request, session, who, body, key, project_id)


@router.get(
    "/v1/documents/{document_id}",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}},
)
@anyone
def download(request: Request, document_id: UUID) -> Response:
    """The file, for download. One that is not public needs a token of who works on the programme."""
    with request.app.state.database.reading() as connection:
        rows = FILE.all(connection, {"id": document_id})
    if not rows:
        raise records.no_such_item(DOCUMENT, document_id)
    public, name, media_type, checksum, content = rows[0]
    if not public:
        INSIDE.check(who_asks(request))
    headers = {
        "ETag": f'"{checksum}"',
        "Cache-Control": "no-cache" if public else "private, no-cache",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    if matches(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(content, 200, headers, media_type)


@router.delete("/v1/documents/{document_id}", status_code=204)
def remove_document(session: Write, who: Office, document_id: UUID) -> Response:
    """Takes a file away that should not have been kept. One that is evidence stays."""
    before = records.shown(session, DOCUMENT, document_id)
    if before is None:
        raise records.no_such_item(DOCUMENT, document_id)
    if session.scalar(select(tables.evidence.c.id).where(tables.evidence.c.document_id == document_id).limit(1)):
        raise Problem(409, "This file is evidence (Art. 3): take that item away first.", code="in-use")
    session.execute(delete(tables.document).where(document.id == document_id))
    difference = audit.difference(records.facts(before), {})
    audit.record(session, tables.metadata, who.subject, "remove", DOCUMENT.word, document_id, difference)
    return Response(status_code=204)


def kept(
    request: Request, session: Session, who: Who, body: DocumentInput, key: str | None, project_id: UUID | None
) -> Response:
    content, name = body.file.file.read(), body.file.filename or ""
    sent = f"{sha256(content).hexdigest()} {body.public} {body.title} {name}".encode()
    once = Once(session, tables.metadata, key, who.subject, f"POST {request.url.path}", sent)
    document_id = once.earlier()
    if document_id is not None:
        made = records.shown(session, DOCUMENT, document_id) or records.gone(DOCUMENT)
        return records.written(DOCUMENT, made, 201)
    if project_id is not None:
        check_project(session, project_id)
    document_id, public = uuid4(), body.public
    made = keep_document(
        session, document_id, content, name, body.title, who.subject, project_id=project_id, public=public
    )
    once.made(document_id)
    return records.written(DOCUMENT, made, 201)
