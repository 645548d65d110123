"""Pages, entities and counts of a set, one statement each."""

from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow

from services.indicators.odata.options import Asked
from services.indicators.odata.sets import EntitySet


def page(connection: Connection[TupleRow], entities: EntitySet, asked: Asked) -> tuple[list[dict[str, Any]], int]:
    """The rows of this page, and how many match in all."""
    rows = f"SELECT * FROM ({_all(entities)}) each_row WHERE {asked.condition}"  # noqa: S608 (our own columns; values are parameters)
    statement = (
        f"SELECT (SELECT count(*) FROM ({rows}) counted), ARRAY(SELECT to_json(shown) FROM ("  # noqa: S608 (our own columns; values are parameters)
        f"SELECT {_columns(asked)} FROM ({rows}) matching ORDER BY {asked.order}"
        f" LIMIT {asked.limit:d} OFFSET {asked.skip + asked.passed:d}) shown)"
    )
    row = connection.execute(statement.encode(), asked.values).fetchone()
    assert row
    return row[1], row[0]


def entity(
    connection: Connection[TupleRow], entities: EntitySet, key: int | str, asked: Asked
) -> dict[str, Any] | None:
    statement = (
        f"SELECT to_json(shown) FROM (SELECT {_columns(asked)} FROM ({_all(entities)}) each_row"  # noqa: S608 (our own columns; values are parameters)
        f' WHERE "{entities.key.name}" = %(key)s) shown'
    )
    row = connection.execute(statement.encode(), {"key": key}).fetchone()
    return row[0] if row else None


def _all(entities: EntitySet) -> str:
    columns = ", ".join(f'{each.expression} AS "{each.name}"' for each in entities.properties)
    return f"SELECT {columns} FROM {entities.source}"  # noqa: S608 (our own columns; values are parameters)


def _columns(asked: Asked) -> str:
    return ", ".join(f'"{each.name}"' for each in asked.selected)
