"""The count of wrong secrets, per client id."""

from datetime import datetime

from psycopg import Connection
from psycopg.rows import TupleRow

from services.identity.tokens.rules import TRIES_WITHIN


def wrong_tries(connection: Connection[TupleRow], client_id: str) -> tuple[int, datetime] | None:
    """How many, and when the first of them was."""
    row = connection.execute(
        "SELECT tries, first_at FROM identity.wrong_try WHERE client_id = %s", (client_id,)
    ).fetchone()
    return (row[0], row[1]) if row else None


def count_wrong_try(connection: Connection[TupleRow], client_id: str, now: datetime) -> None:
    """Adds one; a count that is over its time begins again. Ids that nobody tries any more are forgotten."""
    over = now - TRIES_WITHIN
    connection.execute("DELETE FROM identity.wrong_try WHERE first_at <= %s", (over,))
    connection.execute(
        "INSERT INTO identity.wrong_try AS kept (client_id, first_at, tries) VALUES (%(id)s, %(now)s, 1) "
        "ON CONFLICT (client_id) DO UPDATE SET "
        "tries = CASE WHEN kept.first_at <= %(over)s THEN 1 ELSE kept.tries + 1 END, "
        "first_at = CASE WHEN kept.first_at <= %(over)s THEN %(now)s ELSE kept.first_at END",
        {"id": client_id, "now": now, "over": over},
    )
