"""Listings and the questions about them, one statement each."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow, dict_row

from services.participation.listings.rules import ASKED_BEFORE

_LISTINGS = """
    SELECT 'activity' AS kind, a.id AS listing_id, a.title AS name, a.place_id, p.name AS place_name, a.wijk, p.phone,
        a.check_by, a.call_first, a.paused_because IS NOT NULL AS hidden, c.asked_on, c.by_mail, c.answer
    FROM participation.activity a JOIN participation.place p ON p.id = a.place_id
    LEFT JOIN participation.listing_check c ON c.activity_id = a.id AND c.lapses_on = a.check_by
    WHERE (a.status = 'published' AND a.last_end > now() OR a.paused_because IS NOT NULL) AND {activity}
    UNION ALL
    SELECT 'place', p.id, p.name, p.id, p.name, p.wijk, p.phone, p.check_by, p.call_first, false,
        c.asked_on, c.by_mail, c.answer
    FROM participation.place p
    LEFT JOIN participation.listing_check c ON c.place_id = p.id AND c.kind = 'place' AND c.lapses_on = p.check_by
    WHERE {place}
"""
_OWN = "({alias} = ANY(%(places)s) OR {wijk} = ANY(%(wijken)s) OR %(everything)s) AND {check_by} <= %(until)s"
_DUE = _LISTINGS.format(
    activity=_OWN.format(alias="a.place_id", wijk="a.wijk", check_by="a.check_by"),
    place=_OWN.format(alias="p.id", wijk="p.wijk", check_by="p.check_by"),
)
_CALL = "by_mail IS FALSE OR call_first AND by_mail"
"""Who can't be written to, and who did not answer in time."""
_PAGE = f"""
    SELECT due.* FROM ({_DUE}) due WHERE NOT %(calls_only)s OR {_CALL}
    ORDER BY check_by, place_name, kind, name, listing_id LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608 (our own text)
_COUNT = f"""
    SELECT count(*) AS total FROM ({_DUE}) due WHERE NOT %(calls_only)s OR {_CALL}
"""  # noqa: S608 (our own text)
_ONE = _LISTINGS.format(activity="a.id = %(id)s", place="p.id = %(id)s").replace(
    "(a.status = 'published' AND a.last_end > now() OR a.paused_because IS NOT NULL) AND ", ""
)
_CHECK = "SELECT kind, coalesce(activity_id, place_id), asked_on FROM participation.listing_check WHERE id = %s"


def due(
    connection: Connection[TupleRow],
    own: tuple[Sequence[uuid.UUID], Sequence[str], bool],
    today: date,
    calls_only: bool,
    page: int,
    page_size: int,
) -> tuple[list[dict[str, Any]], int]:
    """What is to be confirmed within a week, or lapsed, of `own` (places, wijken, everything); soonest first."""
    places, wijken, everything = own
    given = {
        "places": list(places),
        "wijken": list(wijken),
        "everything": everything,
        "until": today + ASKED_BEFORE,
        "calls_only": calls_only,
        "limit": page_size,
        "offset": (page - 1) * page_size,
    }
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(_PAGE.encode(), given).fetchall()
        total = cursor.execute(_COUNT.encode(), given).fetchone()
    return rows, total["total"] if total else 0


def one(connection: Connection[TupleRow], listing_id: uuid.UUID) -> dict[str, Any] | None:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_ONE.encode(), {"id": listing_id}).fetchone()


def question(connection: Connection[TupleRow], check_id: uuid.UUID) -> tuple[str, uuid.UUID, date] | None:
    """Kind and id of the listing, and the day of the first letter."""
    row = connection.execute(_CHECK.encode(), (check_id,)).fetchone()
    return (row[0], row[1], row[2]) if row else None
