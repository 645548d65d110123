"""A small service made with the kit, to test the kit by: notes in the `projects` schema."""

from typing import Annotated
from uuid import UUID, uuid4

import orjson
from alembic.migration import MigrationContext
from alembic.operations import Operations
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from pydantic import Field
from sqlalchemy import Column, Integer, Table, Text, Uuid, create_engine, insert, select, update

from migrations.shared_tables import bump_on_change
from services.contracts.shapes import Input
from services.kit import audit
from services.kit.access import Allow, Who, anyone
from services.kit.app import create_service
from services.kit.database import Write, for_psycopg
from services.kit.etags import Versioned, item_etag, json_answer, require_version
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.paging import PageNumber, PageSize, next_url, page_json
from services.kit.problems import Problem
from services.kit.settings import Settings
from services.kit.tables import service_metadata

metadata = service_metadata("projects")
note = Table(
    "note",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("title", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
)
REFUSE_AT_COMMIT = """
    CREATE FUNCTION projects.refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'not this one'; END $$;
    CREATE CONSTRAINT TRIGGER refuse_at_commit AFTER INSERT ON projects.note DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.title = 'refused at commit') EXECUTE FUNCTION projects.refuse()
"""
router = APIRouter()
Editor = Annotated[Who, Depends(Allow("editor", "admin"))]


class NoteInput(Input):
    title: str = Field(min_length=3, max_length=40)
    stars: int = Field(0, ge=0, le=5)


@router.get("/v1/notes")
@anyone
def list_notes(request: Request, page: PageNumber = 1, page_size: PageSize = 20) -> Response:
    etag = item_etag(request.app.state.version.now())
    with request.app.state.database.reading() as connection:
        rows = connection.execute(
            "SELECT title FROM projects.note ORDER BY title LIMIT %s OFFSET %s", (page_size, (page - 1) * page_size)
        ).fetchall()
        total = connection.execute("SELECT count(*) FROM projects.note").fetchall()[0][0]
    body = page_json([{"title": title} for (title,) in rows], total, next_url(request, page, page_size, total))
    return json_answer(request, body, etag)


@router.get("/v1/notes/{note_id}")
@anyone
def one_note(request: Request, session: Write, note_id: UUID) -> Response:
    row = session.execute(select(note).where(note.c.id == note_id)).one_or_none()
    if row is None:
        raise Problem(404, "There is no such note.")
    return json_answer(request, orjson.dumps({"title": row.title}), item_etag(row.version))


@router.post("/v1/notes", status_code=201)
def add_note(session: Write, who: Editor, body: NoteInput, key: IdempotencyKey = None) -> dict[str, str]:
    once = Once(session, metadata, key, who.subject, "POST /v1/notes", body.model_dump_json().encode())
    if earlier := once.earlier():
        return {"id": str(earlier)}
    note_id = uuid4()
    session.execute(insert(note).values(id=note_id, title=body.title))
    audit.record(session, metadata, who.subject, "add", "note", note_id, audit.difference({}, {"title": body.title}))
    once.made(note_id)
    return {"id": str(note_id)}


@router.put("/v1/notes/{note_id}")
def change_note(request: Versioned, session: Write, who: Editor, note_id: UUID, body: NoteInput) -> dict[str, str]:
    version = session.scalars(select(note.c.version).where(note.c.id == note_id).with_for_update()).one()
    require_version(request, version)
    session.execute(update(note).where(note.c.id == note_id).values(title=body.title, version=version + 1))
    return {"by": who.subject}


@router.get("/v1/crash")
@anyone
def crash() -> None:
    secret_of_resident = "06-12345678"
    raise RuntimeError(f"broken for {len(secret_of_resident)}")


def lay_notes(owner_url: str) -> None:
    """What a migration does for a table that public answers read."""
    engine = create_engine(for_psycopg(owner_url))
    with engine.begin() as connection:
        note.create(connection)
        with Operations.context(MigrationContext.configure(connection)):
            bump_on_change("projects", "note")
        connection.exec_driver_sql(REFUSE_AT_COMMIT)
    engine.dispose()


def notes_app(settings: Settings) -> FastAPI:
    return create_service("projects", "Notes, to test the kit by.", settings, [router])
