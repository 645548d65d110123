"""Everything that a database holds: each table of each schema as the catalogue lists them, and a dump."""

import os
import subprocess

import psycopg
from psycopg import Connection, sql
from psycopg.rows import TupleRow

from cli.postgres import packaged_binaries

OURS = (
    "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.relkind IN ('r', 'p', 'm', 'f') AND n.nspname !~ '^(pg_|information_schema)' ORDER BY 1, 2"
)
BINARY = (
    "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND atttypid = 'bytea'::regtype"
    " AND attnum > 0 AND NOT attisdropped"
)
PG_DUMP = packaged_binaries() / "pg_dump"


def tables(connection: Connection[TupleRow]) -> list[tuple[str, str]]:
    return [(schema, name) for schema, name in connection.execute(OURS.encode()).fetchall()]


def contents(url: str) -> dict[str, str]:
    """Every row of every table as text (bytes in hex), by the table's name."""
    with psycopg.connect(url) as connection:
        return {f"{schema}.{name}": _text(connection, schema, name) for schema, name in tables(connection)}


def binary_values(url: str) -> set[bytes]:
    """Every value of every `bytea` column: what is sealed, and keyed hashes."""
    found: set[bytes] = set()
    with psycopg.connect(url) as connection:
        for schema, name in tables(connection):
            table = sql.Identifier(schema, name)
            for (column,) in connection.execute(BINARY.encode(), (table.as_string(),)).fetchall():
                query = sql.SQL("SELECT {0} FROM {1} WHERE {0} IS NOT NULL").format(sql.Identifier(column), table)
                found |= {bytes(value) for (value,) in connection.execute(query).fetchall()}
    return found


def dump(url: str) -> str:
    """`pg_dump` of the whole database."""
    done = subprocess.run([str(PG_DUMP), "--dbname", url], capture_output=True, check=False, env=os.environ)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def _text(connection: Connection[TupleRow], schema: str, name: str) -> str:
    query = sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(schema, name))
    return "\n".join(row[0] for row in connection.execute(query).fetchall())
