"""What a procedure needs to know of the deal: its own rules as data, and who is party on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.kit.problems import Problem, wrong
from services.projects import tables
from services.projects.clock import today


@dataclass(frozen=True)
class DealNow:
    """The deal's body, and what it says of how it is changed."""

    key: str
    body: dict[str, Any]

    @property
    def ends_on(self) -> date:
        return date.fromisoformat(self.body["term"]["endsOn"])

    @property
    def governance(self) -> dict[str, Any]:
        found: dict[str, Any] = self.body["governance"]
        return found

    @property
    def strengths(self) -> dict[str, dict[str, Any]]:
        return {each["slug"]: each for each in self.body["strengths"]}


def deal_now(session: Session) -> DealNow:
    """Raises a 409 while no deal is loaded."""
    found = select(tables.deal.c.key, tables.deal.c.body).where(tables.deal.c.withdrawn_on.is_(None))
    row = session.execute(found).first()
    if row is None:
        raise Problem(409, "No deal has been loaded yet.", code="no-deal")
    return DealNow(row.key, row.body)


def parties_on(session: Session, day: date) -> list[str]:
    """Who is party on a day, in the order of the deal."""
    party, membership = tables.party, tables.party_membership
    found = (
        select(party.c.key)
        .join(membership, membership.c.party == party.c.key)
        .where(or_(membership.c.since.is_(None), membership.c.since <= day))
        .where(or_(party.c.withdrawn_on.is_(None), party.c.withdrawn_on > day))
        .order_by(party.c.position, party.c.key)
    )
    return list(session.scalars(found))


def wrong_party(session: Session, field: str, party: str | None, day: date, article: str) -> list[dict[str, Any]]:
    """A field that names a party which is none on that day."""
    if party is None or party in parties_on(session, day):
        return []
    return [wrong(field, "no-party", f"{party} is no party of the deal on {day} ({article}).")]


def wrong_document(session: Session, field: str, document_id: UUID | None) -> list[dict[str, Any]]:
    if document_id is None or session.scalar(select(tables.document.c.id).where(tables.document.c.id == document_id)):
        return []
    return [wrong(field, "unknown", f"There is no document {document_id}.")]


def wrong_day_of_request(on: date, ends_on: date) -> list[dict[str, Any]]:
    if on > today():
        return [wrong("requestedOn", "in-future", f"{on} is still to come.")]
    if on > ends_on:
        return [wrong("requestedOn", "deal-ended", f"{on} is after the end of the deal, {ends_on} (Art. 14).")]
    return []
