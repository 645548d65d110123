"""Questions about the definitions, one statement each."""

from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow, dict_row

Rows = list[dict[str, Any]]

_IN_DEAL = """
    SELECT definition.content FROM indicators.indicator
    JOIN indicators.definition ON (indicator_id, definition.version) = (indicator.id, indicator.version)
    WHERE in_deal ORDER BY position
"""
_VERSIONS = """
    SELECT content, checksum, loaded_at, in_deal, definition.version = indicator.version AS holds
    FROM indicators.definition
    JOIN indicators.indicator ON indicator.id = indicator_id
    WHERE indicator_id = %s ORDER BY definition.version DESC
"""


def definitions_in_deal(connection: Connection[TupleRow]) -> list[dict[str, Any]]:
    """The version of each definition that holds, in the deal's order."""
    return [row[0] for row in connection.execute(_IN_DEAL)]


def versions_of(connection: Connection[TupleRow], indicator_id: str) -> Rows:
    """`content checksum loaded_at in_deal holds` of every version, the newest first; empty for an unknown indicator."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_VERSIONS, [indicator_id]).fetchall()
