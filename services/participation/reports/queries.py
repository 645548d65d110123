"""Reports with the names of what they are about."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow, dict_row

from services.contracts.participation.reports import ReportShape
from services.kit.sealing import Sealer

_REPORTS = """
    SELECT r.id, CASE WHEN r.activity_id IS NULL THEN 'place' ELSE 'activity' END AS kind,
        coalesce(r.activity_id, r.place_id) AS listing_id, coalesce(a.title, p.name) AS name,
        p.id AS place_id, p.name AS place_name, p.wijk, r.what, r.said, r.contact,
        r.asked_at IS NOT NULL AS owner_asked, r.created_at, r.outcome, r.resolved_at, count(*) OVER () AS total
    FROM participation.report r
    LEFT JOIN participation.activity a ON a.id = r.activity_id
    JOIN participation.place p ON p.id = coalesce(a.place_id, r.place_id)
"""
_PAGE = (
    _REPORTS
    + """
    WHERE (p.id = ANY(%(places)s) OR p.wijk = ANY(%(wijken)s) OR %(everything)s)
        AND (r.outcome IS NOT NULL) = %(resolved)s
        AND (%(activity)s::uuid IS NULL OR r.activity_id = %(activity)s)
        AND (%(place)s::uuid IS NULL OR p.id = %(place)s)
    ORDER BY r.created_at, r.id LIMIT %(limit)s OFFSET %(offset)s
"""
)
_ONE = _REPORTS + "WHERE r.id = %(id)s"


@dataclass(frozen=True)
class Asked:
    """Whose reports, and which of them."""

    places: Sequence[uuid.UUID]
    wijken: Sequence[str]
    everything: bool
    resolved: bool
    activity_id: uuid.UUID | None
    place_id: uuid.UUID | None


def reports(
    connection: Connection[TupleRow], asked: Asked, page: int, page_size: int, sealer: Sealer
) -> tuple[list[ReportShape], int]:
    """A page, the oldest first, and how many there are."""
    given = {
        "places": list(asked.places),
        "wijken": list(asked.wijken),
        "everything": asked.everything,
        "resolved": asked.resolved,
        "activity": asked.activity_id,
        "place": asked.place_id,
        "limit": page_size,
        "offset": (page - 1) * page_size,
    }
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(_PAGE.encode(), given).fetchall()
        if not rows and page > 1:
            first = cursor.execute(_PAGE.encode(), given | {"limit": 1, "offset": 0}).fetchone()
            return [], first["total"] if first else 0
    return [opened(row, sealer) for row in rows], rows[0]["total"] if rows else 0


def one(connection: Connection[TupleRow], report_id: uuid.UUID, sealer: Sealer) -> ReportShape | None:
    with connection.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(_ONE.encode(), {"id": report_id}).fetchone()
    return opened(row, sealer) if row else None


def opened(row: dict[str, Any], sealer: Sealer) -> ReportShape:
    words = {"text": row["said"], "contact": row["contact"]}
    about = {"text": f"{row['id']} said", "contact": f"{row['id']} contact"}
    plain = {name: sealer.open(sealed, about[name]) if sealed else None for name, sealed in words.items()}
    return ReportShape.model_validate(row | plain)
