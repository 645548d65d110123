"""A refresh as the worker does it, without the queue."""

import asyncio
from typing import Any
from uuid import uuid4

from psycopg.rows import dict_row
from sqlalchemy import insert

from services.indicators.refreshes.refreshing import refresh
from services.indicators.tables import refresh as refresh_table
from services.kit.database import Database
from services.kit.settings import Settings


def refreshed(database: Database, settings: Settings) -> dict[str, Any]:
    """The row of a refresh that has just been done."""
    refresh_id = uuid4()
    with database.writing() as session:
        session.execute(insert(refresh_table).values(id=refresh_id, status="waiting", requested_by="test"))
    asyncio.run(refresh(database, settings.addresses, refresh_id))
    with database.reading() as connection, connection.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute("SELECT * FROM indicators.refresh WHERE id = %s", [refresh_id]).fetchone()
    assert row
    return row
