"""The tables of a job queue (procrastinate's own SQL), in a schema of the owner, used by one service's role."""

from importlib.metadata import version
from pathlib import Path

import psycopg
from procrastinate.schema import SchemaManager
from psycopg import sql

MARK = "zuidwest_queue_version"


def prepare_queue(connection: psycopg.Connection, schema: str, role: str) -> None:
    """Makes the queue, or brings it from an older version of the library to this one. Safe to run again."""
    names = {"schema": sql.Identifier(schema), "role": sql.Identifier(role), "mark": sql.Identifier(schema, MARK)}
    connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {schema}").format(**names))
    connection.execute(sql.SQL("SET LOCAL search_path = {schema}").format(**names))
    connection.execute(sql.SQL("CREATE TABLE IF NOT EXISTS {mark} (step text PRIMARY KEY)").format(**names))
    done = {row[0] for row in connection.execute(sql.SQL("SELECT step FROM {mark}").format(**names))}
    steps = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    if not done:
        connection.execute(SchemaManager.get_schema().encode())
    for step in steps:
        if done and step.name not in done:
            connection.execute(step.read_bytes())
        connection.execute(
            sql.SQL("INSERT INTO {mark} VALUES (%s) ON CONFLICT DO NOTHING").format(**names), [step.name]
        )
    connection.execute(
        sql.SQL(
            "GRANT USAGE ON SCHEMA {schema} TO {role};"
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role};"
            "REVOKE INSERT, UPDATE, DELETE ON {mark} FROM {role};"
            "GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role};"
            "COMMENT ON SCHEMA {schema} IS {comment}"
        ).format(comment=sql.Literal(f"Job queue, procrastinate {version('procrastinate')}"), **names)
    )
    connection.execute("SET LOCAL search_path = public")
