"""What an import must know of what is here."""

from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow

from services.contracts.deal_indicators import IndicatorDefinition
from services.contracts.indicators.cbs_tables import CbsTable
from services.indicators.datasets.definitions import Edition

_STANDING = """
    SELECT d.id FROM indicators.dataset d
    WHERE d.kind = 'cbs' AND d.metadata->'table'->>'id' = %(id)s AND d.metadata->'table'->>'filter' = %(filter)s
        AND NOT EXISTS (SELECT FROM indicators.dataset WHERE supersedes = d.id)
    ORDER BY d.uploaded_at DESC LIMIT 1
"""
_NAMING = """
    SELECT d.content, i.version FROM indicators.indicator i
    JOIN indicators.definition d ON (d.indicator_id, d.version) = (i.id, i.version)
    WHERE i.in_deal AND lower(d.content->'cbs'->>'table') = lower(%s) ORDER BY i.id
"""


def standing(connection: Connection[TupleRow], table: CbsTable) -> UUID | None:
    """The data set of this table whose place none took."""
    row = connection.execute(_STANDING, {"id": table.id, "filter": table.filter}).fetchone()
    return row[0] if row else None


def editions_of(connection: Connection[TupleRow], table: str) -> list[Edition]:
    """The definitions that take their counts from this table."""
    found: list[Any] = connection.execute(_NAMING, [table]).fetchall()
    return [Edition(IndicatorDefinition.model_validate(content, strict=False), version) for content, version in found]
