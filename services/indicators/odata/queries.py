"""Pages, entities and counts of a set, one statement each."""

from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow

from services.indicators.odata.following import Place, condition_after
from services.indicators.odata.options import Asked
from services.indicators.odata.sets import EntitySet


@dataclass(frozen=True, slots=True)
class Served:
    """`next` is where the page after this one begins; None when this is the last. `total` only when it is asked."""

    rows: list[dict[str, Any]]
    total: int | None
    next: Place | None


def page(connection: Connection[TupleRow], entities: EntitySet, asked: Asked) -> Served:
    """One row more is read than is served: so the last page knows that it is."""
    after, values = condition_after(asked.place, asked.order)
    sorted_by = ", ".join(f'"{each.by.name}"' for each in asked.order)
    total = _total(entities, asked) if asked.count else "NULL::bigint"
    statement = (
        f"SELECT {total}, ARRAY(SELECT json_build_array("  # noqa: S608 (names of our sets; what was asked is parameters)
        f"(SELECT to_json(shown) FROM (SELECT {_columns(asked)}) shown), json_build_array({sorted_by}))"
        f" FROM ({_matching(entities, asked)}) matching WHERE {after}"
        f" ORDER BY {', '.join(each.sql for each in asked.order)}"
        f" LIMIT {asked.limit + 1:d} OFFSET {0 if asked.place.served else asked.skip:d})"
    )
    row = connection.execute(statement.encode(), {**asked.values, **values}).fetchone()
    assert row
    found = row[1]
    served = found[: asked.limit]
    place = Place(asked.place.served + len(served), served[-1][1]) if served else None
    is_last = len(found) <= asked.limit or (place and place.served == asked.top)
    return Served([each[0] for each in served], row[0], None if is_last else place)


def count(connection: Connection[TupleRow], entities: EntitySet, asked: Asked) -> int:
    row = connection.execute(f"SELECT {_total(entities, asked)}".encode(), asked.values).fetchone()
    assert row
    found: int = row[0]
    return found


def entity(
    connection: Connection[TupleRow], entities: EntitySet, key: int | str, asked: Asked
) -> dict[str, Any] | None:
    statement = (
        f"SELECT to_json(shown) FROM (SELECT {_columns(asked)} FROM ({_all(entities)}) each_row"  # noqa: S608 (names of our sets; what was asked is parameters)
        f' WHERE "{entities.key.name}" = %(key)s) shown'
    )
    row = connection.execute(statement.encode(), {"key": key}).fetchone()
    return row[0] if row else None


def _total(entities: EntitySet, asked: Asked) -> str:
    return f"(SELECT count(*) FROM ({_matching(entities, asked)}) counted)"  # noqa: S608 (names of our sets; what was asked is parameters)


def _matching(entities: EntitySet, asked: Asked) -> str:
    return f"SELECT * FROM ({_all(entities)}) each_row WHERE {asked.condition}"  # noqa: S608 (names of our sets; what was asked is parameters)


def _all(entities: EntitySet) -> str:
    columns = ", ".join(f'{each.expression} AS "{each.name}"' for each in entities.properties)
    return f"SELECT {columns} FROM {entities.source}"  # noqa: S608 (names of our sets; what was asked is parameters)


def _columns(asked: Asked) -> str:
    return ", ".join(f'"{each.name}"' for each in asked.selected)
