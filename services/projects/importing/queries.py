"""What a file of bookings is held against, in two statements."""

from collections.abc import Iterable, Mapping, Sequence
from typing import LiteralString
from uuid import UUID

from sqlalchemy.orm import Session

from services.contracts.projects.money import BookingInput
from services.kit.sorting import sorting_key
from services.projects.importing.plan_rules import Facts, TotalKey
from services.projects.importing.reading_rules import Names
from services.projects.money.queries import known_money
from services.projects.tables.money import NONE_YET

_PROJECTS: LiteralString = """
    SELECT id, sort_title FROM projects.project WHERE sort_title = ANY(%(titles)s) OR id = ANY(%(ids)s)
"""
_TRANCHES: LiteralString = "SELECT id, contribution, number FROM projects.tranche"
_BOOKED: LiteralString = """
    SELECT document_number, kind, contribution, pillar, project_id, tranche_id, year, valid_on, amount_cents
    FROM projects.booking WHERE document_number = ANY(%(numbers)s) AND reverses IS NULL ORDER BY number
"""
_TOTALS: LiteralString = """
    SELECT kind, contribution, nullif(pillar, 0), nullif(project_id, %(none)s), total_cents FROM projects.booking_total
    WHERE project_id = ANY(%(projects)s)
"""


def keys_of(texts: Iterable[str]) -> dict[str, str]:
    """What is written in a file → what a project is known by: its id, or its title without capitals and accents."""
    return {text: str(as_id(text) or sorting_key(text)) for text in texts}


def as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def names_for(session: Session, keys: Sequence[str]) -> Names:
    """What there is of all that the rows name."""
    connection = session.connection()
    ids = [found for key in keys if (found := as_id(key))]
    rows = connection.exec_driver_sql(_PROJECTS, {"titles": list(keys), "ids": ids}).all()
    projects: dict[str, tuple[UUID, ...]] = {}
    for row in rows:
        projects[row.sort_title] = (*projects.get(row.sort_title, ()), row.id)
        projects[str(row.id)] = (row.id,)
    tranches = {(row.contribution, row.number): row.id for row in connection.exec_driver_sql(_TRANCHES)}
    return Names(known_money(session, [row.id for row in rows]), projects, tranches)


def booked_with(session: Session, numbers: Iterable[str]) -> dict[str, list[Facts]]:
    """Per document number what was booked with it, without what only took back; the newest last."""
    found: dict[str, list[Facts]] = {}
    for row in session.connection().exec_driver_sql(_BOOKED, {"numbers": sorted(set(numbers))}):
        found.setdefault(row.document_number, []).append(dict(row._mapping))
    return found


def totals_beside(session: Session, bookings: Iterable[BookingInput]) -> Mapping[TotalKey, int]:
    """What is booked already of what these bookings are of."""
    projects = sorted({str(each.project_id or NONE_YET) for each in bookings})
    rows = session.connection().exec_driver_sql(_TOTALS, {"none": UUID(NONE_YET), "projects": [*map(UUID, projects)]})
    return {(row[0], row[1], row[2], row[3]): row[4] for row in rows}


def was_booked_by(session: Session, who: str) -> bool:
    """Whether a file of theirs was booked."""
    statement: LiteralString = (
        "SELECT EXISTS (SELECT FROM projects.booking_import WHERE who = %(who)s AND confirmed_at IS NOT NULL)"
    )
    return bool(session.connection().exec_driver_sql(statement, {"who": who}).scalar_one())
