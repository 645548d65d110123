"""What people keep in the registry beside projects: one way to add, change, remove, show and audit all of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import orjson
from fastapi import Request, Response
from pydantic import BaseModel
from sqlalchemy import Column, Table, delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from services.kit import audit
from services.kit.access import Who
from services.kit.etags import item_etag, json_answer, require_version
from services.kit.idempotency import Once
from services.kit.problems import Problem, bad_request, wrong
from services.projects import tables
from services.projects.lists import Listing, one_read

Json = dict[str, Any]
Wrong = dict[str, Any]
BOOKKEEPING = frozenset({"version", "updatedAt", "at"})


@dataclass(frozen=True, eq=False)
class Record:
    """`word` is what it is called in sentences and in the audit; `names` says which column holds what a field names."""

    word: str
    path: str
    table: Table
    listing: Listing
    names: Mapping[str, Column[Any]] = field(default_factory=dict)


def unknown_names(session: Session, record: Record, given: Json, before: Json | None = None) -> list[Wrong]:
    """What the fields name and is not there, in one statement. What an item names already may stay, also when the
    deal's files no longer have it. `given` is as sent: what is not even a name is left to the shape."""
    asked = {
        name: (column, value)
        for name, column in record.names.items()
        if (value := nameable(column, given.get(name))) is not None and str(value) != str((before or {}).get(name))
    }
    if not asked:
        return []
    row = session.execute(select(*(is_there(column, value).label(name) for name, (column, value) in asked.items())))
    found = row.mappings().one()
    return [no_such(name, column, value) for name, (column, value) in asked.items() if not found[name]]


def is_there(column: Column[Any], value: Any) -> Any:
    table = column.table
    there = select(1).select_from(table).where(column == value)
    return exists(there.where(table.c.withdrawn_on.is_(None)) if "withdrawn_on" in table.c else there)


def nameable(column: Column[Any], value: Any) -> Any:
    """The value as the column has it; None when it can't be one."""
    if isinstance(value, UUID) or not isinstance(value, str) or not value or "\0" in value:
        return value if isinstance(value, UUID) else None
    if column.type.python_type is not UUID:
        return value
    try:
        return UUID(value)
    except ValueError:
        return None


def no_such(name: str, column: Column[Any], value: Any) -> Wrong:
    word = column.table.name.replace("_", " ")
    of_deal = "withdrawn_on" in column.table.c
    sentence = f"The deal has no {word} {str(value)[:60]}." if of_deal else f"There is no {word} {value}."
    return wrong(name, "unknown", sentence)


def check(errors: Iterable[Wrong]) -> None:
    """Raises one 400 with all that is wrong."""
    if found := list(errors):
        raise bad_request(found)


def names_beside_the_shape(record: Record) -> Callable[[Request, Json], list[Wrong]]:
    """For `also_check`: unknown names are told together with what is wrong in the shape."""

    def check_names(request: Request, body: Json) -> list[Wrong]:
        with request.app.state.database.writing() as session:
            return unknown_names(session, record, body)

    return check_names


def created(
    request: Request,
    session: Session,
    who: Who,
    record: Record,
    key: str | None,
    body: BaseModel,
    make: Callable[[], Json],
) -> Response:
    """Adds what `make` gives as columns, once per Idempotency-Key; 201 with the item."""
    sent = body.model_dump_json().encode()
    once = Once(session, tables.metadata, key, who.subject, f"POST {request.url.path}", sent)
    item_id = once.earlier()
    if item_id is None:
        item_id = uuid4()
        made = add(session, record, item_id, make(), who.subject)
        once.made(item_id)
    else:
        made = shown(session, record, item_id) or gone(record)
    return written(record, made, 201)


def add(session: Session, record: Record, item_id: UUID, values: Json, who: str) -> Json:
    session.execute(insert(record.table).values(id=item_id, **values))
    return audited(session, record, item_id, who, "create", {})


def to_change(request: Request, session: Session, record: Record, item_id: UUID) -> Json:
    """The item as it is, locked. Raises 404; 428 without `If-Match`; 412 with the current item when it is stale."""
    columns = record.table.c
    version = session.scalar(select(columns.version).where(columns.id == item_id).with_for_update())
    if version is None:
        raise no_such_item(record, item_id)
    before = shown(session, record, item_id)
    assert before is not None
    require_version(request, version, before)
    return before


def changed(session: Session, record: Record, before: Json, values: Json, who: Who) -> Response:
    """The item with its new values; its version is one more."""
    columns, item_id = record.table.c, UUID(before["id"])
    counted = {**values, "version": columns.version + 1, "updated_at": func.now()}
    session.execute(update(record.table).where(columns.id == item_id).values(counted))
    return written(record, audited(session, record, item_id, who.subject, "change", before), 200)


def removed(session: Session, record: Record, before: Json, who: Who) -> Response:
    """Takes it away; the audit keeps what it was."""
    session.execute(delete(record.table).where(record.table.c.id == UUID(before["id"])))
    difference = audit.difference(facts(before), {})
    audit.record(session, tables.metadata, who.subject, "remove", record.word, before["id"], difference)
    return Response(status_code=204)


def audited(session: Session, record: Record, item_id: UUID, who: str, action: str, before: Json) -> Json:
    after = shown(session, record, item_id)
    assert after is not None
    difference = audit.difference(facts(before), facts(after))
    audit.record(session, tables.metadata, who, action, record.word, item_id, difference)
    return after


def facts(item: Json) -> Json:
    return {name: value for name, value in item.items() if name not in BOOKKEEPING}


def shown(session: Session, record: Record, item_id: UUID) -> Json | None:
    """The item as its list shows it, in the transaction of a change."""
    found = session.scalar(record.listing.one(), {"id": item_id} | record.listing.moment())
    return orjson.loads(found) if found else None


def one(request: Request, record: Record, item_id: UUID) -> Response:
    """The item, or 304. Raises 404."""
    moment = record.listing.moment()
    with request.app.state.database.reading() as connection:
        rows = one_read(record.listing).all(connection, {"id": item_id} | moment)
    if not rows:
        raise no_such_item(record, item_id)
    version = orjson.loads(rows[0][0]).get("version", 1)
    return json_answer(request, rows[0][0].encode(), etag(version, moment.get("today")))


def etag(version: int, day: date | None) -> str:
    return item_etag(version, f"{day.toordinal():x}" if day else "")


def written(record: Record, item: Json, status: int) -> Response:
    tag = etag(item.get("version", 1), record.listing.moment().get("today"))
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Location": f"{record.path}/{item['id']}"}
    return Response(orjson.dumps(item), status, headers, "application/json")


def no_such_item(record: Record, item_id: UUID) -> Problem:
    return Problem(404, f"There is no {record.word.replace('-', ' ')} {item_id}.")


def gone(record: Record) -> Json:
    raise Problem(410, f"The {record.word.replace('-', ' ')} that this Idempotency-Key made was removed since.")
