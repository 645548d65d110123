"""Proposals as they are read: by who made one, and by who decides on it."""

import uuid
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, false, func, or_, select, true
from sqlalchemy.orm import Session

from services.contracts.participation.proposals import (
    OwnProposal,
    ProposalDetails,
    ProposalKind,
    ProposalShape,
    ProposalStatus,
)
from services.kit.who import Who
from services.participation.proposals.rules import Proposed, draft_body, place_body
from services.participation.tables import proposal
from services.participation.wishes.people import Desk
from services.participation.wishes.rules import Reach

NO_CATEGORY = ""


def proposed(row: Row[Any]) -> Proposed:
    return Proposed(row.title, row.description, row.when_text, row.where_text, row.language, row.category)


def alive() -> ColumnElement[bool]:
    return proposal.c.removed_at.is_(None)


def of_the_asker(who: Who, reach: Reach) -> ColumnElement[bool]:
    """As `may_judge` says it, for a list."""
    if reach.everywhere:
        return true()
    p = proposal.c
    found: list[ColumnElement[bool]] = [false()]
    if "editor" in who.roles and who.wijken:
        found.append(or_(p.wijk.in_(who.wijken), p.wijk.is_(None)))
    if "coordinator" in who.roles:
        nowhere = p.place_id.is_(None) & (p.wijk.in_(reach.wijken) | p.wijk.is_(None))
        found.append(p.place_id.in_(who.places) | (nowhere if reach.wijken else false()))
    return or_(*found)


def proposals_page(
    session: Session, mine: ColumnElement[bool], status: str, kind: str | None, page: int, page_size: int
) -> tuple[list[ProposalShape], int]:
    """The oldest first: who waits longest is read first."""
    p = proposal.c
    conditions = [alive(), mine, p.status == status, *([p.kind == kind] if kind else [])]
    rows = select(proposal).where(*conditions).order_by(p.created_at, p.id)
    items = [shape(row) for row in session.execute(rows.limit(page_size).offset((page - 1) * page_size))]
    return items, session.scalar(select(func.count()).select_from(proposal).where(*conditions)) or 0


def fields(row: Row[Any]) -> dict[str, Any]:
    same = ("id", "title", "description", "wijk", "place_id", "category", "language", "activity_id", "created_at")
    return {name: getattr(row, name) for name in (*same, "version")} | {
        "kind": cast(ProposalKind, row.kind),
        "status": cast(ProposalStatus, row.status),
        "when": row.when_text,
        "where": row.where_text,
        "reachable_by": row.contact_kind,
        "reason": row.refused_because,
    }


def shape(row: Row[Any]) -> ProposalShape:
    return ProposalShape(**fields(row))


def details(desk: Desk, row: Row[Any], today: Any) -> ProposalDetails:
    contact = desk.opened(row.contact, row.id) if row.contact is not None else None
    if row.kind == "place":
        prefilled = place_body(proposed(row), row.wijk)
    else:
        place_id = row.place_id or uuid.UUID(int=0)
        prefilled = draft_body(proposed(row), place_id, row.category or NO_CATEGORY, None, None, today)
        unknown = {"placeId": row.place_id, "category": row.category}
        prefilled = {name: value for name, value in prefilled.items() if unknown.get(name, value) is not None}
    return ProposalDetails(**fields(row), contact=contact, prefilled=prefilled)


def own(desk: Desk, row: Row[Any]) -> OwnProposal:
    return OwnProposal(
        id=row.id,
        kind=cast(ProposalKind, row.kind),
        title=row.title,
        status=cast(ProposalStatus, row.status),
        hears_of_it=row.contact is not None,
        reason=row.refused_because,
        activity_id=row.activity_id,
        manage_url=desk.manage_url(row.id),
    )


def by_token(session: Session, hashed: bytes) -> Row[Any] | None:
    found = select(proposal).where(proposal.c.token_hash == hashed, alive(), proposal.c.status != "withdrawn")
    return session.execute(found.with_for_update()).one_or_none()


def by_id(session: Session, proposal_id: uuid.UUID, held: bool = False) -> Row[Any] | None:
    found = select(proposal).where(proposal.c.id == proposal_id, alive())
    return session.execute(found.with_for_update() if held else found).one_or_none()
