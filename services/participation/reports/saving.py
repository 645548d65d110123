"""Writing reports, in the caller's transaction."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.participation.reports import ReportInput, ReportOutcome
from services.kit.outbox import send_letter
from services.kit.sealing import Sealer
from services.participation.listings.rules import Kind
from services.participation.reports.letters import thanks
from services.participation.reports.rules import is_mail
from services.participation.tables import activity, metadata, place, report

PURPOSE = "reports"
LETTERS = "report letters"


@dataclass(frozen=True)
class Subject:
    """A listing that everybody can see, and its place."""

    kind: Kind
    id: uuid.UUID
    place_id: uuid.UUID


def subject_of(session: Session, body: ReportInput) -> Subject | None:
    """None when there is no such listing to be seen."""
    if body.activity_id:
        shown = and_(activity.c.id == body.activity_id, activity.c.status == "published")
        place_id = session.scalar(select(activity.c.place_id).where(shown))
        return Subject("activity", body.activity_id, place_id) if place_id else None
    place_id = session.scalar(select(place.c.id).where(place.c.id == body.place_id))
    return Subject("place", place_id, place_id) if place_id else None


def add_report(
    session: Session, subject: Subject, body: ReportInput, origin: bytes | None, sealer: Sealer
) -> uuid.UUID:
    """`origin` is None for who is signed in."""
    report_id = uuid.uuid4()
    values = {
        "id": report_id,
        "activity_id": subject.id if subject.kind == "activity" else None,
        "place_id": subject.place_id,
        "what": body.what,
        "language": body.language,
        "said": sealer.seal(body.text, f"{report_id} said") if body.text else None,
        "contact": sealer.seal(body.contact, f"{report_id} contact") if body.contact else None,
        "origin": origin,
    }
    session.execute(insert(report).values(values))
    return report_id


def thank(session: Session, row: Row[Any], outcome: ReportOutcome, name: str, secret: str) -> bool:
    """A letter to who left an e-mail address, which is forgotten with that."""
    if row.contact is None or outcome == "not-useful":
        return False
    to = Sealer(secret, PURPOSE).open(row.contact, f"{row.id} contact")
    if not is_mail(to):
        return False
    told = thanks(name, outcome, row.language)
    sealer = Sealer(secret, LETTERS)
    send_letter(session, metadata, sealer, to=to, subject=told.subject, text=told.text, about=f"report:{row.id}")
    session.execute(update(report).where(report.c.id == row.id).values(contact=None))
    return True
