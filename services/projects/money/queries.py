"""Questions about money, one statement each: rows come from the database as ready JSON."""

from collections.abc import Iterable
from datetime import date
from typing import Any, LiteralString
from uuid import UUID

import orjson
from psycopg import Connection, sql
from psycopg.rows import TupleRow
from sqlalchemy.orm import Session

from services.projects.deal.queries import FoundPage
from services.projects.money.rules import KnownMoney, Original
from services.projects.money.warning_rules import Money

Json = dict[str, Any]
_FIELDS: dict[str, LiteralString] = {
    "id": "booking.id",
    "number": "booking.number",
    "kind": "booking.kind",
    "contribution": "booking.contribution",
    "pillar": "booking.pillar",
    "projectId": "booking.project_id",
    "trancheId": "booking.tranche_id",
    "year": "booking.year",
    "validOn": "booking.valid_on",
    "amountCents": "booking.amount_cents",
    "documentNumber": "booking.document_number",
    "description": "booking.description",
    "reverses": "booking.reverses",
    "replaces": "booking.replaces",
    "reversedBy": "(SELECT id FROM projects.booking AS other WHERE other.reverses = booking.id AND {known})",
    "replacedBy": "(SELECT id FROM projects.booking AS other WHERE other.replaces = booking.id AND {known})",
    "reason": "booking.reason",
    "afterEndReason": "booking.after_end_reason",
    "importId": "booking.import_id",
    "who": "CASE WHEN %(office)s THEN booking.who END",
    "knownAt": "booking.known_at",
}
COLUMNS = tuple(_FIELDS)
_CONDITIONS: dict[str, LiteralString] = {
    "kind": "booking.kind = %(kind)s",
    "contribution": "booking.contribution = %(contribution)s",
    "pillar": "booking.pillar = %(pillar)s",
    "project_id": "booking.project_id = %(project_id)s",
    "year": "booking.year = %(year)s",
    "document_number": "booking.document_number = %(document_number)s",
    "as_of": "booking.known_at <= %(as_of)s",
    "until": "booking.valid_on <= %(until)s",
}
_KNOWN: LiteralString = """
    SELECT
        (SELECT coalesce(json_agg(key), '[]') FROM projects.contribution WHERE withdrawn_on IS NULL),
        (SELECT coalesce(json_agg(key), '[]') FROM projects.pillar WHERE withdrawn_on IS NULL),
        (SELECT coalesce(json_object_agg(id, pillar), '{}') FROM projects.project WHERE id = ANY(%(projects)s)),
        (SELECT coalesce(json_object_agg(id, contribution), '{}') FROM projects.tranche),
        (SELECT (body#>>'{term,endsOn}')::date FROM projects.deal WHERE withdrawn_on IS NULL)
"""
_STANDING: LiteralString = """
    SELECT
        (SELECT coalesce(json_object_agg(key, (body->>'amountCents')::bigint), '{}') FROM projects.contribution
            WHERE withdrawn_on IS NULL),
        (SELECT coalesce(json_agg(json_build_array(contribution, pillar, cents)), '[]') FROM (
            SELECT contribution, pillar, sum(amount_cents) AS cents FROM projects.allocation_part
            WHERE allocation_id = (SELECT id FROM projects.allocation ORDER BY version DESC LIMIT 1)
            GROUP BY contribution, pillar) AS part),
        (SELECT coalesce(json_agg(json_build_array(kind, contribution, pillar, cents)), '[]') FROM (
            SELECT kind, contribution, nullif(pillar, 0) AS pillar, sum(total_cents) AS cents
            FROM projects.booking_cell GROUP BY kind, contribution, pillar) AS cell),
        (SELECT coalesce(json_object_agg(contribution, cents), '{}') FROM (
            SELECT tranche.contribution, sum(newest.amount_cents) AS cents FROM projects.tranche
            CROSS JOIN LATERAL (SELECT amount_cents FROM projects.tranche_version
                WHERE tranche_id = tranche.id ORDER BY version DESC LIMIT 1) AS newest
            GROUP BY tranche.contribution) AS tranche),
        (SELECT (body#>>'{term,endsOn}')::date FROM projects.deal WHERE withdrawn_on IS NULL)
"""


def as_json_object(known: LiteralString) -> LiteralString:
    pairs: LiteralString = ", ".join([f"'{name}', {_FIELDS[name]}" for name in _FIELDS])
    return f"json_build_object({pairs})".replace("{known}", known)


def conditions_for(given: Iterable[str]) -> LiteralString:
    return " AND ".join([_CONDITIONS[name] for name in given]) or "TRUE"


def bookings_page(
    connection: Connection[TupleRow], limit: int, offset: int, office: bool, **asked: str | int | UUID | date | None
) -> FoundPage:
    """One page, what counts last first. `asked` are `kind contribution pillar project_id year document_number as_of
    until`, None when not asked for."""
    given = {name: value for name, value in asked.items() if value is not None}
    where = conditions_for(given)
    shown = as_json_object("other.known_at <= %(as_of)s" if "as_of" in given else "TRUE")
    text: LiteralString = f"""
        SELECT (SELECT count(*) FROM projects.booking WHERE {where}), coalesce((
            SELECT '[' || string_agg(shown, ',' ORDER BY valid_on DESC, number DESC) || ']' FROM (
                SELECT {shown}::text AS shown, booking.valid_on, booking.number FROM projects.booking WHERE {where}
                ORDER BY booking.valid_on DESC, booking.number DESC LIMIT {{limit}} OFFSET {{offset}}
            ) AS page
        ), '[]')
    """  # noqa: S608 (all our own words)
    statement = sql.SQL(text).format(limit=sql.Literal(limit), offset=sql.Literal(offset))
    row = connection.execute(statement, {**given, "office": office}).fetchone()
    assert row is not None
    return FoundPage(items=row[1], total=row[0])


def all_bookings(connection: Connection[TupleRow], office: bool, **asked: Any) -> list[TupleRow]:
    """Cells in the order of `COLUMNS`, for a spreadsheet."""
    given = {name: value for name, value in asked.items() if value is not None}
    cells: LiteralString = ", ".join([_FIELDS[name] for name in _FIELDS])
    cells = cells.replace("{known}", "other.known_at <= %(as_of)s" if "as_of" in given else "TRUE")
    statement: LiteralString = f"""
        SELECT {cells} FROM projects.booking WHERE {conditions_for(given)}
        ORDER BY booking.valid_on DESC, booking.number DESC
    """  # noqa: S608 (all our own words)
    return connection.execute(statement, {**given, "office": office}).fetchall()


def booking_with_id(connection: Connection[TupleRow], booking_id: UUID, office: bool) -> str | None:
    """The booking as JSON."""
    row = connection.execute(_one(), {"ids": [booking_id], "office": office}).fetchone()
    return row[0] if row else None


def bookings_as_json(session: Session, ids: list[UUID], office: bool = True) -> list[Json]:
    """As `booking_with_id`, in the transaction of a change; in the order of their numbers."""
    rows = session.connection().exec_driver_sql(_one(), {"ids": ids, "office": office})
    return [orjson.loads(row[0]) for row in rows]


def _one() -> LiteralString:
    shown = as_json_object("TRUE")
    return f"SELECT {shown}::text FROM projects.booking WHERE booking.id = ANY(%(ids)s) ORDER BY number"  # noqa: S608 (all our own words)


def known_money(session: Session, projects: Iterable[UUID]) -> KnownMoney:
    """What bookings on these projects can be about."""
    row = session.connection().exec_driver_sql(_KNOWN, {"projects": list(projects)}).one()
    return KnownMoney(
        contributions=frozenset(row[0]),
        pillars=frozenset(row[1]),
        projects={UUID(key): pillar for key, pillar in row[2].items()},
        tranches={UUID(key): contribution for key, contribution in row[3].items()},
        ends_on=row[4],
    )


def how_money_stands(session: Session) -> tuple[Money, date | None]:
    """What warnings are about, and the day on which the deal ends."""
    row = session.connection().exec_driver_sql(_STANDING).one()
    money = Money(
        contributions=row[0],
        allocated={(contribution, pillar): cents for contribution, pillar, cents in row[1]},
        sums={(kind, contribution, pillar): cents for kind, contribution, pillar, cents in row[2]},
        tranches=row[3],
    )
    return money, row[4]


def original_of(booking: Json) -> Original:
    return Original(
        id=UUID(booking["id"]),
        amount_cents=booking["amountCents"],
        is_reversal=booking["reverses"] is not None,
        reversed_by=UUID(booking["reversedBy"]) if booking["reversedBy"] else None,
    )
