"""The data under measurement: made by SQL in a database of its own, and copied to SQLite for Datasette."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import orjson
import psycopg
from psycopg import ClientCursor, sql

from cli.migrate import migrate
from services.kit.database import role_name
from services.kit.settings import SERVICES

HERE = Path(__file__).parent
SECRET = "the secret of the benchmarks, which is no secret at all"  # role passwords follow from it
COPIED = ("category", "place", "activity", "occurrence")


@contextmanager
def filled_database(server_url: str, size: int) -> Iterator[str]:
    """The owner's address of a new database with `size` activities; dropped afterwards, with its roles."""
    with new_database(server_url, f"bench_{size}") as url:
        _fill(url, size)
        yield url


@contextmanager
def new_database(server_url: str, name: str) -> Iterator[str]:
    """The owner's address of a database with our tables; dropped afterwards, with its roles."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        _drop(connection, name)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        url = urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
        migrate(url, name, SECRET)
        yield url
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            _drop(connection, name)


def _drop(connection: psycopg.Connection[Any], name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    for service in SERVICES:
        connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role_name(name, service))))


def _fill(url: str, size: int) -> None:
    with psycopg.connect(url, cursor_factory=ClientCursor) as connection:
        connection.execute((HERE / "dataset.sql").read_bytes(), {"size": size})
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def copy_to_sqlite(url: str, path: Path) -> None:
    """The same rows as a SQLite file; lists and objects become JSON text, instants ISO 8601."""
    path.unlink(missing_ok=True)
    with psycopg.connect(url) as connection, sqlite3.connect(path) as copy:
        for table in COPIED:
            cursor = connection.execute(sql.SQL("SELECT * FROM participation.{}").format(sql.Identifier(table)))
            columns = [column.name for column in cursor.description or ()]
            copy.execute(f"CREATE TABLE {table} ({', '.join(columns)}, PRIMARY KEY (id)) WITHOUT ROWID")
            slots = ", ".join("?" * len(columns))
            copy.executemany(f"INSERT INTO {table} VALUES ({slots})", (tuple(map(_plain, row)) for row in cursor))
        copy.execute("CREATE INDEX activity_title ON activity (sort_title, id) WHERE status = 'published'")
        copy.execute("CREATE INDEX occurrence_activity ON occurrence (activity_id, starts_at)")
        copy.execute("ANALYZE")
    copy.close()


def _plain(value: object) -> object:
    if isinstance(value, list | dict):
        return orjson.dumps(value).decode()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value
