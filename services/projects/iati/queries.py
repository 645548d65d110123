"""What the IATI file asks: the deal once, and projects a page at a time, each page in one statement."""

from collections.abc import Iterator
from typing import Any, LiteralString

from psycopg import Connection
from psycopg.rows import TupleRow

PAGE = 200
_DEAL: LiteralString = """
    SELECT json_build_object(
        'slug', key, 'name', body->>'name', 'ambition', body->'ambition'->>'text',
        'starts', coalesce((body->'term'->>'startsOn')::date, make_date((body->'term'->>'baselineYear')::int, 1, 1)),
        'startKnown', body->'term'->>'startsOn' IS NOT NULL, 'ends', (body->'term'->>'endsOn')::date,
        'parties', (SELECT coalesce(json_agg(json_build_object(
                'slug', party.key, 'name', party.body->>'fullName', 'group', party.body->>'group')
            ORDER BY position), '[]') FROM projects.party WHERE withdrawn_on IS NULL),
        'receipts', (SELECT coalesce(json_agg(json_build_object(
                'kind', kind, 'number', number, 'on', valid_on, 'cents', amount_cents, 'text', description)
            ORDER BY number), '[]') FROM projects.booking WHERE kind = 'receipt'),
        'reports', (SELECT coalesce(json_agg(json_build_object(
                'id', id, 'title', content->>'title', 'edition', edition, 'on', published_on)
            ORDER BY year, kind, edition), '[]') FROM projects.report WHERE status = 'published'),
        'results', (SELECT coalesce(json_agg(json_build_object(
                'title', body->'titles'->>'nl', 'target', body->'target', 'direction', body->>'direction',
                'starts', body->>'starts', 'ends', body->>'ends') ORDER BY position), '[]')
            FROM projects.expected_result WHERE withdrawn_on IS NULL)
    ) FROM projects.deal WHERE withdrawn_on IS NULL
"""
_PROJECTS: LiteralString = """
    SELECT project.id, json_build_object(
        'id', project.id, 'title', title, 'summary', summary, 'description', description, 'status', status,
        'lead', lead, 'partners', partners, 'starts', coalesce(starts, entered.on_date, created_at::date),
        'ends', ends, 'pillar', pillar,
        'wijken', (SELECT coalesce(json_agg(wijk.body->>'name' ORDER BY own.position), '[]')
            FROM projects.project_wijk AS own JOIN projects.wijk ON wijk.key = own.wijk
            WHERE own.project_id = project.id),
        'bookings', (SELECT coalesce(json_agg(json_build_object(
                'kind', kind, 'number', number, 'on', valid_on, 'cents', amount_cents, 'text', booking.description)
            ORDER BY number), '[]')
            FROM projects.booking WHERE project_id = project.id AND kind IN ('commitment', 'payment')),
        'budgets', (SELECT coalesce(json_agg(json_build_object('year', year, 'cents', cents) ORDER BY year), '[]')
            FROM (SELECT year, sum(amount_cents) AS cents FROM projects.booking
                WHERE project_id = project.id AND kind = 'budget' GROUP BY year HAVING sum(amount_cents) > 0) AS yearly)
    ) FROM projects.project LEFT JOIN LATERAL (
        SELECT on_date FROM projects.status_change WHERE project_id = project.id ORDER BY on_date, at, id LIMIT 1
    ) AS entered ON true
    WHERE project.id > %(after)s ORDER BY project.id LIMIT %(page)s
"""
BEFORE_ALL = "00000000-0000-0000-0000-000000000000"


def the_deal(connection: Connection[TupleRow]) -> dict[str, Any] | None:
    row = connection.execute(_DEAL).fetchone()
    return row[0] if row else None


def all_projects(connection: Connection[TupleRow]) -> Iterator[dict[str, Any]]:
    """In the order of their ids; never more than a page in memory."""
    after: Any = BEFORE_ALL
    while rows := connection.execute(_PROJECTS, {"after": after, "page": PAGE}).fetchall():
        yield from (row[1] for row in rows)
        after = rows[-1][0]
