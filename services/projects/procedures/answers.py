"""What both kinds of procedure answer: pages, one of them, and what a step made of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from fastapi import Request, Response
from pydantic import BaseModel
from sqlalchemy import Row
from sqlalchemy.orm import Session

from services.contracts.projects.amendments import ConsentInput, StepInput
from services.kit.access import Who
from services.kit.database import Write, connection_of
from services.kit.etags import item_etag, json_answer, matches, require_version
from services.kit.idempotency import Once
from services.kit.paging import next_url, page_json
from services.kit.problems import Problem, bad_request
from services.kit.sheets import sheet_answer
from services.projects import tables
from services.projects.clock import today
from services.projects.procedures.known import wrong_document
from services.projects.procedures.reading import (
    one_procedure,
    procedure_in,
    procedures_page,
    weeks_for_talks,
)
from services.projects.procedures.rules import Refused
from services.projects.procedures.steps import At, Procedure, held, take_answer, take_step

ALL = 100_000
Show = Callable[[dict[str, Any], int, str], dict[str, Any]]
"""Adds what depends on today; given the weeks for the talks, and their article."""
Add = Callable[[Session, Any, str], UUID]
"""Takes in what was sent, of who sent it; the id of what it made."""


@dataclass(frozen=True)
class Kind:
    """A procedure as others see it: what depends on today, and the columns of its spreadsheet."""

    procedure: Procedure
    show: Show
    columns: Sequence[str]

    @property
    def name(self) -> str:
        return self.procedure.name

    @property
    def path(self) -> str:
        return f"/v1/{self.name}s"


def page_answer(request: Request, kind: Kind, page: int, page_size: int, status: str | None) -> Response:
    """A page, newest first. Two statements beside that of the version, whatever the length."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection), today().isoformat())
        if matches(request, etag):
            return json_answer(request, b"", etag)
        found = procedures_page(connection, kind.name, page_size, (page - 1) * page_size, status)
        weeks, article = weeks_for_talks(connection)
    items = [kind.show(item, weeks, article) for item in orjson.loads(found.items)]
    following = next_url(request, page, page_size, found.total)
    return json_answer(request, page_json(items, found.total, following), etag)


def sheet(request: Request, kind: Kind) -> Response:
    """All of them; of consents how many of those asked gave it."""
    with request.app.state.database.reading() as connection:
        found = procedures_page(connection, kind.name, ALL, 0, None)
        weeks, article = weeks_for_talks(connection)
    items = [counted(kind.show(item, weeks, article)) for item in orjson.loads(found.items)]
    rows = [[item.get(column) for column in kind.columns] for item in items]
    return sheet_answer(request, f"{kind.name}s", kind.columns, rows)


def counted(item: dict[str, Any]) -> dict[str, Any]:
    """The item with `asked`, `consented` and `talksDueOn` as numbers and a day."""
    consents = item["consents"]
    consented = [each for each in consents if each["answer"] == "consents"]
    due_on = item["clock"]["dueOn"] if item.get("clock") else None
    return item | {"asked": len(consents), "consented": len(consented), "talksDueOn": due_on}


def one_answer(request: Request, kind: Kind, id_: UUID) -> Response:
    with request.app.state.database.reading() as connection:
        found = one_procedure(connection, kind.name, id_)
        weeks, article = weeks_for_talks(connection)
    if found is None:
        raise unknown(kind.name, id_)
    etag = item_etag(found["version"], today().isoformat())
    return json_answer(request, orjson.dumps(kind.show(found, weeks, article)), etag)


def written(session: Session, kind: Kind, id_: UUID, status: int) -> Response:
    found = procedure_in(session, kind.name, id_)
    weeks, article = weeks_for_talks(connection_of(session))
    etag = item_etag(found["version"], today().isoformat())
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Location": f"{kind.path}/{id_}"}
    return Response(orjson.dumps(kind.show(found, weeks, article)), status, headers, "application/json")


def requested(session: Write, kind: Kind, body: BaseModel, who: Who, key: str | None, add: Add) -> Response:
    """Takes in a request, once per key."""
    sent = body.model_dump_json().encode()
    once = Once(session, tables.metadata, key, who.subject, f"POST {kind.path}", sent)
    id_ = once.earlier()
    if id_ is None:
        id_ = add(session, body, who.subject)
        once.made(id_)
    return written(session, kind, id_, 201)


def stepped(session: Write, kind: Kind, id_: UUID, body: StepInput, who: Who, key: str | None) -> Response:
    """Takes a step, once per key. Raises a 409 that names the rule and its article."""
    row = there(session, kind.procedure, id_)
    if not sent_before(session, kind.procedure, id_, "steps", body, who, key):
        check_document(session, body.document_id)
        refuse(take_step(session, kind.procedure, row, body, At(who.subject, today())))
    return written(session, kind, id_, 201)


def consented(session: Write, kind: Kind, id_: UUID, body: ConsentInput, who: Who, key: str | None) -> Response:
    """Takes in what a party answers, once per key. Raises a 409 that names the rule and its article."""
    row = there(session, kind.procedure, id_)
    if not sent_before(session, kind.procedure, id_, "consents", body, who, key):
        check_document(session, body.document_id)
        refuse(take_answer(session, kind.procedure, row, body, At(who.subject, today())))
    return written(session, kind, id_, 201)


def sent_before(
    session: Session, procedure: Procedure, id_: UUID, part: str, body: BaseModel, who: Who, key: str | None
) -> bool:
    """Whether this `Idempotency-Key` did so already; then nothing more is done."""
    route = f"POST /v1/{procedure.name}s/{id_}/{part}"
    once = Once(session, tables.metadata, key, who.subject, route, body.model_dump_json().encode())
    if once.earlier() is not None:
        return True
    once.made(id_)
    return False


def to_change(request: Request, session: Session, procedure: Procedure, id_: UUID) -> Row[Any]:
    """The row, held. Raises 404, 412 or 428."""
    row = there(session, procedure, id_)
    require_version(request, row.version)
    return row


def there(session: Session, procedure: Procedure, id_: UUID) -> Row[Any]:
    row = held(session, procedure, id_)
    if row is None:
        raise unknown(procedure.name, id_)
    return row


def check_document(session: Session, document_id: UUID | None) -> None:
    if errors := wrong_document(session, "documentId", document_id):
        raise bad_request(errors)


def refuse(refused: Refused | None) -> None:
    if refused is not None:
        raise Problem(409, refused.sentence, code=refused.code)


def unknown(name: str, id_: UUID) -> Problem:
    return Problem(404, f"There is no {name} {id_}.")
