"""What a catalogue tells of the releases."""

from dataclasses import dataclass
from datetime import datetime

from psycopg import Connection
from psycopg.rows import TupleRow

_RELEASES = """
    SELECT r.number, r.title, r.notes, r.published_at, span.starts, span.ends,
        (SELECT max(number) FROM indicators.release WHERE corrects = r.id),
        ARRAY(SELECT (format, checksum, octet_length(content))::text FROM indicators.release_file
            WHERE release_id = r.id ORDER BY format)
    FROM indicators.release r JOIN (
        SELECT release_id, min(coalesce(shown->>'periodStarts', shown->>'period')) AS starts,
            max(coalesce(shown->>'periodEnds', shown->>'period')) AS ends
        FROM indicators.release_cell WHERE release_number IS NOT NULL GROUP BY release_id
    ) span ON span.release_id = r.id
    ORDER BY r.number
"""


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """`checksum` is SHA-256."""

    form: str
    checksum: str
    size: int


@dataclass(frozen=True, slots=True)
class ReleaseTold:
    """`starts` and `ends`: first and last day (ISO) that its figures are of."""

    number: int
    title: str
    notes: str
    published_at: datetime
    starts: str
    ends: str
    corrected_by: int | None
    files: list[ReleaseFile]


def releases_told(connection: Connection[TupleRow]) -> list[ReleaseTold]:
    """Those that were published, the oldest first."""
    return [
        ReleaseTold(number, title, notes, at, starts, ends, later, [_file(each) for each in files])
        for number, title, notes, at, starts, ends, later, files in connection.execute(_RELEASES).fetchall()
    ]


def _file(said: str) -> ReleaseFile:
    form, checksum, size = said.strip("()").split(",")
    return ReleaseFile(form, checksum, int(size))
