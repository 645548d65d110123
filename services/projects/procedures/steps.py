"""Taking the steps of an amendment or an accession, and taking in what the parties answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, func, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.projects.amendments import ConsentInput, StepInput
from services.kit import audit
from services.projects import tables
from services.projects.procedures.known import deal_now, parties_on
from services.projects.procedures.rules import (
    Days,
    Refused,
    Steps,
    may_answer,
    may_be_on,
    may_step,
    outcome,
)

Apply = Callable[[Session, Row[Any], date], None]


@dataclass(frozen=True)
class Procedure:
    """What an amendment and an accession differ in. `days`: status → the column of the day on which it was reached."""

    table: Table
    steps_table: Table
    consents: Table
    steps: Steps
    article: str
    days: Mapping[str, str]
    apply: Apply
    """Makes the deal say so, on the day on which it comes into force."""

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def reference(self) -> str:
        return f"{self.name}_id"


@dataclass(frozen=True)
class At:
    """Who notes it, and on which day."""

    who: str
    today: date


@dataclass(frozen=True)
class Said:
    """Who noted a request, and what it says as JSON."""

    who: str
    what: dict[str, Any]


@dataclass(frozen=True)
class Step:
    """Where it leads to, when, who took it, and the document that shows it."""

    to: str
    on: date
    party: str | None = None
    note: str = ""
    document_id: UUID | None = None


def held(session: Session, procedure: Procedure, id_: UUID) -> Row[Any] | None:
    """The row, which nobody else changes until this transaction ends: two last consents come one after the other."""
    found = select(procedure.table).where(procedure.table.c.id == id_).with_for_update()
    return session.execute(found).one_or_none()


def next_number(session: Session, procedure: Procedure) -> int:
    """Numbers follow each other; the unique constraint refuses the second of two at once."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"projects.{procedure.name}"))))
    number: int = session.scalar(select(func.coalesce(func.max(procedure.table.c.number), 0) + 1)) or 1
    return number


def take_in(
    session: Session, procedure: Procedure, id_: UUID, values: Mapping[str, Any], first: Step, said: Said
) -> None:
    """A request, with its number and its first step."""
    number = next_number(session, procedure)
    session.execute(insert(procedure.table).values(id=id_, number=number, **values))
    note_step(session, procedure, id_, first)
    audit.record(session, tables.metadata, said.who, "create", procedure.name, id_, audit.difference({}, said.what))


def take_step(session: Session, procedure: Procedure, row: Row[Any], step: StepInput, at: At) -> Refused | None:
    refused = (
        may_step(procedure.steps, row.status, step.to, procedure.article)
        or may_be_on(step.on, days_of(session, procedure, row, at), procedure.article)
        or may_be_taken_by(session, procedure, row, step)
    )
    if refused:
        return refused
    if step.to == "asking":
        ask(session, procedure, row.id, step.on)
    move(session, procedure, row, Step(step.to, step.on, step.party, step.note, step.document_id), at)
    return None


def may_be_taken_by(session: Session, procedure: Procedure, row: Row[Any], step: StepInput) -> Refused | None:
    """Only who asked for it withdraws it; who is named is a party on that day."""
    if step.party is None:
        return None
    if step.to == "withdrawn" and procedure.name == "amendment" and step.party != row.requested_by:
        sentence = f"Only {row.requested_by}, which asked for it, withdraws it ({procedure.article})."
        return Refused("not-the-asker", sentence)
    if step.party not in parties_on(session, step.on):
        return Refused("no-party", f"{step.party} is no party of the deal on {step.on} ({procedure.article}).")
    return None


def ask(session: Session, procedure: Procedure, id_: UUID, on: date) -> None:
    """All who are party on that day are asked."""
    rows = [{procedure.reference: id_, "party": party} for party in parties_on(session, on)]
    session.execute(insert(procedure.consents), rows)


def take_answer(session: Session, procedure: Procedure, row: Row[Any], given: ConsentInput, at: At) -> Refused | None:
    answers = answers_of(session, procedure, row.id)
    days = Days(row.asked_on, at.today, deal_now(session).ends_on)
    refused = may_answer(row.status, answers, given.party, procedure.article) or may_be_on(
        given.on, days, procedure.article
    )
    if refused:
        return refused
    keep_answer(session, procedure, row.id, given)
    change = {"party": [None, given.party], "answer": [None, given.answer], "on": [None, given.on.isoformat()]}
    audit.record(session, tables.metadata, at.who, "answer", procedure.name, row.id, change)
    to = outcome(answers | {given.party: given.answer})
    if to == "asking":
        touch(session, procedure, row.id)
    else:
        end(session, procedure, row, to, at)
    return None


def end(session: Session, procedure: Procedure, row: Row[Any], to: str, at: At) -> None:
    """In force, or refused, on the day of the last answer; in force makes the deal say so."""
    consents = procedure.consents.c
    answered = select(func.max(consents.answered_on)).where(consents[procedure.reference] == row.id)
    on = session.scalar(answered) or at.today
    move(session, procedure, row, Step(to, on), at)
    if to == "in-force":
        procedure.apply(session, row, on)


def move(session: Session, procedure: Procedure, row: Row[Any], step: Step, at: At) -> None:
    column = procedure.days.get(step.to, "ended_on")
    touch(session, procedure, row.id, status=step.to, **{column: step.on})
    note_step(session, procedure, row.id, step)
    change = {"status": [row.status, step.to], "on": [None, step.on.isoformat()]}
    audit.record(session, tables.metadata, at.who, step.to, procedure.name, row.id, change)


def note_step(session: Session, procedure: Procedure, id_: UUID, step: Step) -> None:
    steps = procedure.steps_table
    number = select(func.count() + 1).select_from(steps).where(steps.c[procedure.reference] == id_).scalar_subquery()
    values = {procedure.reference: id_, "number": number, "status": step.to, "taken_on": step.on}
    session.execute(insert(steps).values(**values, party=step.party, note=step.note, document_id=step.document_id))


def days_of(session: Session, procedure: Procedure, row: Row[Any], at: At) -> Days:
    steps = procedure.steps_table
    last = session.scalar(select(func.max(steps.c.taken_on)).where(steps.c[procedure.reference] == row.id))
    return Days(last or row.requested_on, at.today, deal_now(session).ends_on)


def answers_of(session: Session, procedure: Procedure, id_: UUID) -> dict[str, str | None]:
    consents = procedure.consents
    found = select(consents.c.party, consents.c.answer).where(consents.c[procedure.reference] == id_)
    return {row.party: row.answer for row in session.execute(found)}


def keep_answer(session: Session, procedure: Procedure, id_: UUID, given: ConsentInput) -> None:
    consents = procedure.consents
    values = {"answer": given.answer, "answered_on": given.on, "statement": given.statement}
    of_party = (consents.c[procedure.reference] == id_) & (consents.c.party == given.party)
    session.execute(update(consents).where(of_party).values(**values, document_id=given.document_id))


def touch(session: Session, procedure: Procedure, id_: UUID, **values: Any) -> None:
    table = procedure.table
    changed = {**values, "version": table.c.version + 1, "updated_at": func.now()}
    session.execute(update(table).where(table.c.id == id_).values(changed))
