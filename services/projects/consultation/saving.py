"""Writing meetings and what they give: advice, working agreements, action points."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Table, delete, func, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.projects.consultation import ActionPointInput, MeetingInput
from services.kit import audit
from services.kit.database import connection_of
from services.kit.problems import wrong
from services.projects import tables
from services.projects.clock import today
from services.projects.consultation.queries import one_meeting
from services.projects.procedures.known import deal_now, parties_on

Json = dict[str, Any]
TYPE = "consultation"
FACTS = ("kind", "number", "heldOn", "place", "chair", "status", "agenda", "attendees", "papers")


def add(session: Session, body: MeetingInput, who: str, id_: UUID | None = None) -> UUID:
    meeting_id = id_ or uuid4()
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"projects.meeting.{body.kind}"))))
    last = select(func.coalesce(func.max(tables.meeting.c.number), 0)).where(tables.meeting.c.kind == body.kind)
    values = {"id": meeting_id, "number": (session.scalar(last) or 0) + 1, "kind": body.kind}
    secretariat = deal_now(session).governance["secretariat"]
    session.execute(insert(tables.meeting).values(**values, secretariat=secretariat, **own_columns(body)))
    add_parts(session, meeting_id, body)
    record(session, who, "create", meeting_id, {})
    return meeting_id


def change(session: Session, meeting_id: UUID, body: MeetingInput, who: str) -> None:
    before = facts(session, meeting_id)
    for table in (tables.agenda_item, tables.attendee, tables.paper):
        session.execute(delete(table).where(table.c.meeting_id == meeting_id))
    touch(session, meeting_id, **own_columns(body))
    add_parts(session, meeting_id, body)
    record(session, who, "change", meeting_id, before)


def own_columns(body: MeetingInput) -> Json:
    return {"held_on": body.held_on, "place": body.place, "chair": body.chair}


def add_parts(session: Session, meeting_id: UUID, body: MeetingInput) -> None:
    numbered(session, tables.agenda_item, meeting_id, (item.model_dump() for item in body.agenda))
    numbered(session, tables.attendee, meeting_id, (attendee.model_dump() for attendee in body.attendees))
    numbered(session, tables.paper, meeting_id, ({"document_id": document_id} for document_id in body.papers))


def numbered(session: Session, table: Table, meeting_id: UUID, rows: Iterable[Json]) -> None:
    if given := [{"meeting_id": meeting_id, "position": place, **row} for place, row in enumerate(rows)]:
        session.execute(insert(table), given)


def step(session: Session, row: Row[Any], to: str, who: str) -> None:
    """A meeting that closes keeps the checksums of its papers."""
    before = facts(session, row.id)
    touch(session, row.id, status=to)
    if to == "closed":
        freeze(session, row.id)
    record(session, who, to, row.id, before)


def freeze(session: Session, meeting_id: UUID) -> None:
    paper, content = tables.paper, tables.document_content
    checksum = func.encode(func.sha256(content.c.content), "hex")
    of_paper = select(checksum).where(content.c.document_id == paper.c.document_id).scalar_subquery()
    session.execute(
        update(paper).where(paper.c.meeting_id == meeting_id).values(checksum=of_paper, frozen_at=func.now())
    )


def touch(session: Session, meeting_id: UUID, **values: Any) -> None:
    changed = {**values, "version": tables.meeting.c.version + 1, "updated_at": func.now()}
    session.execute(update(tables.meeting).where(tables.meeting.c.id == meeting_id).values(changed))


def held(session: Session, meeting_id: UUID) -> Row[Any] | None:
    """The row, which nobody else changes until this transaction ends."""
    return session.execute(select(tables.meeting).where(tables.meeting.c.id == meeting_id).with_for_update()).first()


def meeting_in(session: Session, meeting_id: UUID) -> Json:
    """As others see it, in the transaction of a change."""
    found = one_meeting(connection_of(session), meeting_id, today())
    assert found is not None
    return found


def facts(session: Session, meeting_id: UUID) -> Json:
    found = meeting_in(session, meeting_id)
    return {name: found[name] for name in FACTS}


def record(session: Session, who: str, action: str, meeting_id: UUID, before: Json) -> None:
    difference = audit.difference(before, facts(session, meeting_id))
    audit.record(session, tables.metadata, who, action, TYPE, meeting_id, difference)


def give(session: Session, table: Table, meeting_id: UUID, who: str, values: Json) -> UUID:
    """Something that a meeting gives, in its table."""
    made = uuid4()
    session.execute(insert(table).values(id=made, meeting_id=meeting_id, **values))
    touch(session, meeting_id)
    said = {name: str(value) if not isinstance(value, str | list) else value for name, value in values.items()}
    change = audit.difference({}, said | {"meeting_id": str(meeting_id)})
    audit.record(session, tables.metadata, who, "create", table.name.replace("_", "-"), made, change)
    return made


def change_action(session: Session, row: Row[Any], body: ActionPointInput, who: str) -> None:
    table = tables.action_point
    values = body.model_dump()
    before = {name: row._mapping[name] for name in values}
    changed = {**values, "version": table.c.version + 1}
    session.execute(update(table).where(table.c.id == row.id).values(changed))
    touch(session, row.meeting_id)
    difference = {
        name: [None if value is None else str(value) for value in pair]
        for name, pair in audit.difference(before, values).items()
    }
    audit.record(session, tables.metadata, who, "change", "action-point", row.id, difference)


def wrong_in_meeting(session: Session, body: MeetingInput) -> list[Json]:
    """Names of parties and documents that there are not, each at its place."""
    known = set(parties_on(session, body.held_on))
    named = [("chair", body.chair)] + [(f"attendees.{n}.party", each.party) for n, each in enumerate(body.attendees)]
    errors = wrong_parties(known, named)
    there = set(session.scalars(select(tables.document.c.id).where(tables.document.c.id.in_(body.papers))))
    for n, paper in enumerate(body.papers):
        if paper not in there:
            errors.append(wrong(f"papers.{n}", "unknown", f"There is no document {paper}."))
        elif paper in body.papers[:n]:
            errors.append(wrong(f"papers.{n}", "twice", "Name each document once."))
    return errors


def wrong_parties(known: Iterable[str], named: Iterable[tuple[str, str | None]]) -> list[Json]:
    return [
        wrong(field, "no-party", f"{party} is no party of the deal (Art. 6.2).")
        for field, party in named
        if party is not None and party not in known
    ]
