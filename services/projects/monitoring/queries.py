"""What monitoring asks, one statement each; what it costs does not grow with projects and bookings.

Sums come from kept totals (`money.sums`); projects from a row each time a number changed; milestones from steps per
month and, within the last month, per day; evidence from a count per expected result.
"""

from datetime import date, datetime
from typing import Any, LiteralString

from psycopg import Connection
from psycopg.rows import TupleRow

from services.projects.money.sums import LAST_KNOWN, Asked, sums_source

Json = dict[str, Any]
_STATUSES: LiteralString = "('idea'), ('feasibility'), ('intended'), ('running'), ('finished'), ('stopped')"
_PARTS: LiteralString = """
    SELECT 'pillar' AS axis, key::text AS part, position FROM projects.pillar WHERE withdrawn_on IS NULL
    UNION ALL SELECT 'wijk', key, position FROM projects.wijk WHERE withdrawn_on IS NULL
"""
_STANDING: LiteralString = f"""
    SELECT axis, part,
        (SELECT json_object_agg(status, coalesce((
            SELECT last.projects FROM projects.project_count AS last
            WHERE last.axis = parts.axis AND last.part = parts.part AND last.status = statuses.status
                AND last.known_at <= %(moment)s
            ORDER BY last.known_at DESC, last.id DESC LIMIT 1
        ), 0)) FROM (VALUES {_STATUSES}) AS statuses (status)) AS projects,
        steps.planned, steps.reached, steps.late
    FROM ({_PARTS}) AS parts CROSS JOIN LATERAL (
        SELECT coalesce(sum(planned), 0) AS planned, coalesce(sum(reached), 0) AS reached,
            coalesce(sum(late), 0) AS late
        FROM projects.milestone_count AS kept WHERE kept.axis = parts.axis AND kept.part = parts.part AND (
            (kept.grain = 'month' AND kept.starts_on < %(month)s)
            OR (kept.grain = 'day' AND kept.starts_on BETWEEN %(month)s AND %(day)s))
    ) AS steps
    ORDER BY axis, position
"""  # noqa: S608 (all our own words)
_ALLOCATED: LiteralString = """
    SELECT 'allocation' AS kind, part.contribution, part.pillar, part.year, part.amount_cents AS cents
    FROM projects.allocation_part AS part WHERE part.allocation_id = (
        SELECT id FROM projects.allocation WHERE known_at <= %(moment)s ORDER BY version DESC LIMIT 1)
"""
_CONTRIBUTIONS: LiteralString = """
    SELECT key, body->>'commitment', (body->>'amountCents')::bigint FROM projects.contribution
    WHERE withdrawn_on IS NULL ORDER BY position
"""
_ALLOCATION: LiteralString = """
    SELECT found.id::text, version, decided_on, reason, agreed_by, guideline, ARRAY(
        SELECT DISTINCT year FROM projects.allocation_review AS review
        WHERE review.allocation_id = found.id AND review.known_at <= %(moment)s ORDER BY year)
    FROM projects.allocation AS found WHERE known_at <= %(moment)s ORDER BY version DESC LIMIT 1
"""


def standing(connection: Connection[TupleRow], moment: datetime, day: date) -> list[TupleRow]:
    """Per pillar and wijk: axis, part, projects by status, milestones planned, reached and late."""
    values = {"moment": moment, "day": day, "month": day.replace(day=1)}
    return connection.execute(_STANDING, values).fetchall()


def booked(connection: Connection[TupleRow], as_of: datetime | None, moment: datetime) -> list[TupleRow]:
    """Rows of kind (`allocation` too), contribution, pillar, year and cents, each with the last known moment."""
    asked = Asked(as_of)
    statement: LiteralString = f"""
        SELECT kind, contribution, pillar, year, sum(cents)::bigint, {LAST_KNOWN.replace("{known}", asked.known)}
        FROM ({sums_source(asked)} UNION ALL {_ALLOCATED}) AS booked
        GROUP BY kind, contribution, pillar, year HAVING sum(cents) <> 0
    """  # noqa: S608 (all our own words)
    return connection.execute(statement, asked.values | {"moment": moment}).fetchall()


def contributions(connection: Connection[TupleRow]) -> list[TupleRow]:
    """Key, commitment and cents of each."""
    return connection.execute(_CONTRIBUTIONS).fetchall()


def allocation_that_held(connection: Connection[TupleRow], moment: datetime) -> TupleRow | None:
    return connection.execute(_ALLOCATION, {"moment": moment}).fetchone()


_RESULTS = """
    SELECT body, coalesce(counted.items, 0) FROM projects.expected_result AS result
    LEFT JOIN projects.evidence_count AS counted ON counted.expected_result = result.key
    WHERE withdrawn_on IS NULL AND (%(pillar)s::smallint IS NULL OR pillar = %(pillar)s) ORDER BY position
"""


def expected_results(connection: Connection[TupleRow], pillar: int | None) -> list[TupleRow]:
    """The expected results as the deal says them, each with how many items of evidence it has."""
    return connection.execute(_RESULTS, {"pillar": pillar}).fetchall()
