"""How often one caller may do something: counted in one small table, also when the request itself comes to nothing."""

from datetime import UTC, datetime, timedelta
from math import ceil

from sqlalchemy import MetaData
from sqlalchemy.orm import Session

from services.kit.database import Database
from services.kit.problems import Problem


def check_rate(database: Database, metadata: MetaData, what: str, origin: bytes, most: int, minutes: int) -> None:
    """Counts this call. Raises Problem 429 when `origin` did `what` more than `most` times in these `minutes`.

    Windows are fixed (every ten minutes, say, from the hour on), which lets a caller do at most twice as much across a
    border, and makes counting one statement.
    """
    now = datetime.now(UTC)
    seconds = minutes * 60
    window = int(now.timestamp()) // seconds
    statement = (
        f"INSERT INTO {metadata.schema}.rate AS r (what, origin, window_number, calls, until) "  # noqa: S608 (our schema)
        "VALUES (%(what)s, %(origin)s, %(window)s, 1, %(until)s) "
        "ON CONFLICT (what, origin, window_number) DO UPDATE SET calls = r.calls + 1 RETURNING calls"
    )
    until = datetime.fromtimestamp((window + 1) * seconds, UTC)
    given = {"what": what, "origin": origin, "window": window, "until": until}
    with database.reading() as connection:
        row = connection.execute(statement.encode(), given).fetchone()
    if row and row[0] > most:
        wait = max(1, ceil((until - now).total_seconds()))
        raise Problem(
            429,
            f"This was done very often in a short time. Try again in {_minutes(wait)}.",
            title="Too often",
            code="too-often",
            headers={"Retry-After": str(wait)},
        )


def forget_rates(session: Session, metadata: MetaData, now: datetime) -> int:
    table = metadata.tables[f"{metadata.schema}.rate"]
    gone = table.delete().where(table.c.until < now - timedelta(hours=1)).returning(table.c.what)
    return len(session.execute(gone).all())


def _minutes(seconds: int) -> str:
    return "a minute" if seconds <= 60 else f"{ceil(seconds / 60)} minutes"
