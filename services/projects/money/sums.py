"""Sums of bookings at any moment, one statement each.

Totals per cell (kind, contribution, pillar, year, month) are kept by a trigger, with the running total on each booking:
what a cell was at a moment is one look at an index, however many bookings there are. What all months of a year were
together at each moment is kept too: without `until`, some hundred looks do. Only a month that `until` cuts in two, and
sums per project, read bookings themselves.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow

Values = dict[str, Any]
AXES: dict[str, LiteralString] = {
    "contribution": "contribution",
    "pillar": "pillar",
    "project": "project_id",
    "year": "year",
}
NAMES: dict[str, LiteralString] = {
    "contribution": "'contribution', contribution",
    "pillar": "'pillar', pillar",
    "project": "'projectId', project_id",
    "year": "'year', year",
}
_CELL: LiteralString = "cell.kind, cell.contribution, nullif(cell.pillar, 0) AS pillar, cell.year"
_NOW: LiteralString = f"SELECT {_CELL}, cell.total_cents AS cents FROM projects.booking_cell AS cell WHERE {{months}}"  # noqa: S608 (our words)
_THEN: LiteralString = f"""
    SELECT {_CELL}, (
        SELECT booking.running_cents FROM projects.booking
        WHERE booking.cell_id = cell.id AND booking.known_at <= %(as_of)s
        ORDER BY booking.known_at DESC, booking.number DESC LIMIT 1
    ) AS cents FROM projects.booking_cell AS cell WHERE {{months}}
"""  # noqa: S608 (all our own words)
_THEN_WITHOUT_MONTHS: LiteralString = f"""
    SELECT {_CELL}, (
        SELECT kept.total_cents FROM projects.booking_year AS kept
        WHERE kept.kind = cell.kind AND kept.contribution = cell.contribution AND kept.pillar = cell.pillar
            AND kept.year = cell.year AND kept.known_at <= %(as_of)s
        ORDER BY kept.known_at DESC LIMIT 1
    ) AS cents FROM (SELECT DISTINCT kind, contribution, pillar, year FROM projects.booking_cell) AS cell
"""  # noqa: S608 (all our own words)
_PART_OF_A_MONTH: LiteralString = f"""
    UNION ALL SELECT {_CELL}, (
        SELECT sum(booking.amount_cents)::bigint FROM projects.booking
        WHERE booking.cell_id = cell.id AND booking.valid_on <= %(until)s AND {{known}}
    ) FROM projects.booking_cell AS cell WHERE cell.month = %(month)s
"""  # noqa: S608 (all our own words)
_ONE_BY_ONE: LiteralString = """
    SELECT kind, contribution, pillar, year, project_id, amount_cents AS cents FROM projects.booking WHERE {conditions}
"""
LAST_KNOWN: LiteralString = "(SELECT max(known_at) FROM projects.booking WHERE {known})"


@dataclass(frozen=True)
class Asked:
    """What is summed: as known at `as_of` (None: now), of what counts up to `until` (None: all)."""

    as_of: datetime | None = None
    until: date | None = None
    project_id: UUID | None = None

    @property
    def known(self) -> LiteralString:
        return "known_at <= %(as_of)s" if self.as_of else "TRUE"

    @property
    def whole_months_before(self) -> date | None:
        """The first month that does not count as a whole."""
        if self.until is None:
            return None
        return (self.until + timedelta(days=1)).replace(day=1)

    @property
    def values(self) -> Values:
        before = self.whole_months_before
        cut = before if before and self.until and before <= self.until else None
        return {
            "as_of": self.as_of,
            "until": self.until,
            "before": before,
            "month": cut,
            "project_id": self.project_id,
        }


def sums_source(asked: Asked, per_project: bool = False) -> LiteralString:
    """SQL of rows `kind contribution pillar year (project_id) cents`, to be added up."""
    if per_project or asked.project_id is not None:
        conditions: LiteralString = asked.known
        if asked.until is not None:
            conditions += " AND valid_on <= %(until)s"
        if asked.project_id is not None:
            conditions += " AND project_id = %(project_id)s"
        return _ONE_BY_ONE.replace("{conditions}", conditions)
    if asked.as_of is not None and asked.until is None:
        return _THEN_WITHOUT_MONTHS
    months: LiteralString = "TRUE" if asked.until is None else "cell.month < %(before)s"
    source = (_THEN if asked.as_of else _NOW).replace("{months}", months)
    if asked.values["month"] is not None:
        source += _PART_OF_A_MONTH.replace("{known}", asked.known)
    return source


def sums_as_json(connection: Connection[TupleRow], asked: Asked, by: Collection[str]) -> tuple[datetime | None, str]:
    """The last moment that was known, and the sums per kind and per `by` as a JSON array."""
    axes = [axis for axis in AXES if axis in by]
    columns: LiteralString = ", ".join(["kind", *(AXES[axis] for axis in axes)])
    names: LiteralString = ", ".join(["'kind', kind", *(NAMES[axis] for axis in axes), "'amountCents', cents"])
    statement: LiteralString = f"""
        SELECT {LAST_KNOWN.replace("{known}", asked.known)}, coalesce((
            SELECT json_agg(json_build_object({names}) ORDER BY {columns}) FROM (
                SELECT {columns}, sum(cents)::bigint AS cents FROM ({sums_source(asked, "project" in by)}) AS booked
                GROUP BY {columns} HAVING sum(cents) <> 0
            ) AS summed
        ), '[]')::text
    """  # noqa: S608 (all our own words)
    row = connection.execute(statement, asked.values).fetchone()
    assert row is not None
    return row[0], row[1]
