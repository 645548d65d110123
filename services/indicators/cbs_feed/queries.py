"""The tables that there are, and pages of their rows as Postgres finds them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
from psycopg import Connection
from psycopg.rows import TupleRow

from services.contracts.deal_open_data import OpenDataFile
from services.indicators.cbs_feed.info_rules import about_now, about_release, release_of
from services.indicators.odata.options import Asked
from services.indicators.odata.properties import IN_SQL, Edm, Property
from services.indicators.odata.queries import page
from services.indicators.odata.sets import EntitySet
from services.indicators.statistics import queries
from services.indicators.statistics.codes_rules import Figure
from services.indicators.statistics.cube_rules import Cube, cube_of

Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class CbsTable:
    """`about`: `identifier title summary modified frequency status`."""

    about: dict[str, str]
    figures: list[Figure]
    cube: Cube
    open_data: OpenDataFile | None


def table(connection: Connection[TupleRow], name: str) -> CbsTable | None:
    number = release_of(name)
    if number is None:
        return None
    if number == 0:
        deal = queries.deal(connection)
        return _made(connection, about_now(deal.name, deal.figures), deal.figures, deal.open_data) if deal else None
    found = queries.frozen(connection, str(number))
    return _made(connection, about_release(found.about), found.figures, found.open_data) if found else None


def _made(
    connection: Connection[TupleRow], about: dict[str, str], figures: list[Figure], open_data: OpenDataFile | None
) -> CbsTable:
    return CbsTable(about, figures, cube_of(figures, queries.abouts(connection)), open_data)


def entity_set(name: str, types: dict[str, Edm]) -> EntitySet:
    """Of rows that are given as a parameter; the first column is the key."""
    columns = ", ".join(f'"{column}" {IN_SQL[kind]}' for column, kind in types.items())
    properties = tuple(Property(column, kind, f'r."{column}"') for column, kind in types.items())
    return EntitySet(name, name, properties, f"jsonb_to_recordset(%(rows)s::jsonb) AS r({columns})")


def rows_asked(
    connection: Connection[TupleRow], entities: EntitySet, asked: Asked, rows: Rows
) -> tuple[list[dict[str, Any]], int]:
    """Filtered, ordered and cut as asked, and how many match in all."""
    given = {**asked.values, "rows": orjson.dumps(rows).decode()}
    return page(connection, entities, replace(asked, values=given))
