"""An accession comes into force: there is a party more, with its contribution (Art. 11.3)."""

from datetime import date
from typing import Any

from sqlalchemy import Row, insert
from sqlalchemy.orm import Session

from services.projects import tables
from services.projects.amendments.versions import add_part, add_to_total, new_version

ARTICLE = "Art. 11"


def apply(session: Session, row: Row[Any], on: date) -> None:
    number = new_version(session, on, accession_id=row.id)
    add_part(session, number, tables.party, row.slug, party_body(row, on))
    values = {"party": row.slug, "since": on, "source": "accession", "accession_id": row.id}
    session.execute(insert(tables.party_membership).values(values))
    if cents := row.contribution.get("amountCents"):
        add_part(session, number, tables.contribution, row.slug, contribution_body(row))
        add_to_total(session, number, cents)


def party_body(row: Row[Any], on: date) -> dict[str, Any]:
    """As the parties of the deal's own files; it has no seat of its own in the consultation (Art. 6.2)."""
    return {
        "slug": row.slug,
        "name": row.name,
        "fullName": row.full_name,
        "group": row.side,
        "consultationSeat": False,
        "article": ARTICLE,
        "since": on.isoformat(),
        "readings": [],
    }


def contribution_body(row: Row[Any]) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "party": row.slug,
        "commitment": row.contribution["commitment"],
        "verb": row.contribution["text"],
        "amountCents": row.contribution["amountCents"],
        "vat": "unstated",
        "fromFund": None,
        "instrument": None,
        "freeToSpend": True,
        "article": ARTICLE,
        "readings": [],
        "tranches": [],
    }
