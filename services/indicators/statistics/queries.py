"""Figures and all that is told with them: of one release as it was frozen, or what is public now."""

from typing import Any

import orjson
from psycopg import Connection
from psycopg.rows import TupleRow

from services.contracts.deal_open_data import OpenDataFile
from services.indicators.odata.sets import OBSERVATIONS
from services.indicators.statistics.codes_rules import About, Abouts, Figure
from services.indicators.statistics.shapes import DealNow, Frozen, Published

_RELEASE = (
    "r.id::text, r.number, r.title, r.notes, r.published_at,"
    " (SELECT max(number) FROM indicators.release WHERE corrects = r.id)"
)
_FROZEN = f"""
    SELECT {_RELEASE}, f.content,
        (SELECT checksum FROM indicators.release_file WHERE release_id = r.id AND format = 'csv'),
        (SELECT open_data FROM indicators.deal)
    FROM indicators.release r JOIN indicators.release_file f ON f.release_id = r.id AND f.format = 'json'
    WHERE r.id::text = %(id)s OR r.number::text = %(id)s
"""  # noqa: S608 (our words)
_ABOUT = """
    SELECT d.indicator_id, d.version, known.number, d.content->'titles'->>'nl', d.content->'definition'->>'nl',
        (d.content->>'decimals')::int
    FROM indicators.definition d JOIN (
        SELECT indicator_id, row_number() OVER (ORDER BY min(loaded_at), indicator_id) AS number
        FROM indicators.definition GROUP BY indicator_id
    ) known ON known.indicator_id = d.indicator_id
"""
_NOW = f"SELECT f FROM {OBSERVATIONS.source} ORDER BY (f->>'measuredAt')::timestamptz, f->>'release' NULLS FIRST"  # noqa: S608 (our words)
_RELEASES = f"SELECT {_RELEASE} FROM indicators.release r WHERE r.number IS NOT NULL ORDER BY r.number"  # noqa: S608 (our words)
_DEAL = "SELECT name, open_data FROM indicators.deal"


def frozen(connection: Connection[TupleRow], name: str) -> Frozen | None:
    """By id or number."""
    row = connection.execute(_FROZEN.encode(), {"id": name}).fetchone()
    if row is None:
        return None
    *about, content, checksum, open_data = row
    return Frozen(Published(*about), orjson.loads(content)["items"], checksum, _described(open_data))


def deal(connection: Connection[TupleRow]) -> DealNow | None:
    """None before a deal was loaded."""
    row = connection.execute(_DEAL).fetchone()
    return DealNow(row[0], public_now(connection), _described(row[1])) if row else None


def open_data(connection: Connection[TupleRow]) -> OpenDataFile | None:
    row = connection.execute(_DEAL).fetchone()
    return _described(row[1]) if row else None


def abouts(connection: Connection[TupleRow]) -> Abouts:
    """Of every indicator in every version. Those of the first day stand in alphabetical order, later ones after them:
    an indicator that is added or dropped moves no other."""
    return {(row[0], row[1]): About(*row[2:]) for row in connection.execute(_ABOUT)}


def public_now(connection: Connection[TupleRow]) -> list[Figure]:
    """What everybody can read now: open counts, and the newest release of everything. What was counted and frozen on
    one day stands there once, as it is newest."""
    found: dict[Any, Figure] = {}
    for (figure,) in connection.execute(_NOW.encode()):
        key = tuple(figure[name] for name in ("indicatorId", "measure", "areaId"))
        found[(*key, figure["periodLabel"] or figure["period"])] = figure
    return list(found.values())


def figures_of(connection: Connection[TupleRow], release_id: str) -> list[Figure]:
    """Of a release as it was published."""
    statement = "SELECT shown FROM indicators.release_cell WHERE release_id::text = %s AND release_number IS NOT NULL"
    return [row[0] for row in connection.execute(statement, [release_id])]


def releases(connection: Connection[TupleRow]) -> list[Published]:
    """Those that were published, the oldest first."""
    return [Published(*row) for row in connection.execute(_RELEASES.encode())]


def _described(said: Any) -> OpenDataFile | None:
    return OpenDataFile.model_validate(said) if said else None
