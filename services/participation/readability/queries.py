"""What we know of one listing."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow, dict_row

from services.contracts.participation.readability import TextCheckInput
from services.participation.activities.translation_rules import outdated

_ONE = b"""
    SELECT a.title, a.summary, a.description, coalesce(a.bring, '') AS bring, a.place_id, a.wijk, a.status,
        p.phone, p.lat, p.opening_hours, p.opening, p.photo, p.accessibility,
        a.project_id, a.next_steps, a.translations
    FROM participation.activity a JOIN participation.place p ON p.id = a.place_id
    WHERE a.id = %s
"""


@dataclass(frozen=True)
class Described:
    """An activity: whose it is, its texts, per useful field whether it is known, and which translations lag behind."""

    place_id: uuid.UUID
    wijk: str
    texts: TextCheckInput
    known: Mapping[str, bool]
    outdated: list[str]


def described(connection: Connection[TupleRow], activity_id: uuid.UUID) -> Described | None:
    with connection.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(_ONE, (activity_id,)).fetchone()
    if row is None:
        return None
    texts = TextCheckInput(**{name: row[name] for name in ("title", "summary", "description", "bring")})
    return Described(row["place_id"], row["wijk"], texts, _known(row), outdated(row["translations"]))


def _known(row: Mapping[str, Any]) -> dict[str, bool]:
    return {
        "place.phone": bool(row["phone"]),
        "description": bool(row["description"]),
        "accessibility": any(answer != "unknown" for answer in row["accessibility"].values()),
        "nextSteps": bool(row["next_steps"]),
        "place.point": row["lat"] is not None,
        "bring": bool(row["bring"]),
        "projectId": row["project_id"] is not None,
        "place.openingHours": bool(row["opening_hours"] or row["opening"]),
        "photo": bool(row["photo"]),
        "translations": bool(row["translations"]),
    }
