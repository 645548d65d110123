"""Brings a database in step: roles, schemas, each service's migrations, the job queues."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg
from alembic import command
from alembic.config import Config
from psycopg import sql
from sqlalchemy import Connection, create_engine, make_url

from cli.job_queue import prepare_queue
from services.kit.database import for_psycopg, role_name
from services.kit.migration_heads import MIGRATIONS
from services.kit.secrets import derived
from services.kit.settings import JOB_SERVICES, SERVICES

LOCK = 0x5A_57_44_48
"""Advisory lock, so that two migrations at once wait for each other."""
KEPT_FROM_SERVICE: dict[str, dict[str, LiteralString]] = {
    "projects": {
        "accession_step": "UPDATE, DELETE",
        "allocation": "UPDATE, DELETE",
        "allocation_part": "UPDATE, DELETE",
        "allocation_review": "UPDATE, DELETE",
        "amendment_step": "UPDATE, DELETE",
        "audit_head": "INSERT, UPDATE, DELETE",
        "audit_seal": "UPDATE, DELETE",
        "booking": "UPDATE, DELETE",
        "booking_cell": "INSERT, UPDATE, DELETE",
        "booking_clock": "INSERT, UPDATE, DELETE",
        "booking_total": "INSERT, UPDATE, DELETE",
        "booking_year": "INSERT, UPDATE, DELETE",
        "deal_version": "UPDATE, DELETE",
        "document_content": "UPDATE",
        "evidence_count": "INSERT, UPDATE, DELETE",
        "milestone_count": "INSERT, UPDATE, DELETE",
        "milestone_standing": "INSERT, UPDATE, DELETE",
        "project_count": "INSERT, UPDATE, DELETE",
        "project_standing": "INSERT, UPDATE, DELETE",
        "replaced_part": "UPDATE, DELETE",
        "report_document": "UPDATE, DELETE",
        "report_file": "UPDATE, DELETE",
        "tranche_version": "UPDATE, DELETE",
    },
}
"""Per service and table: what its own role may not do, because rows are only ever added or a trigger keeps them."""


def migrate(owner_url: str, role_prefix: str, secret: str) -> None:
    """Safe to run again. `role_prefix` empty means the database's name."""
    prefix = role_prefix or str(make_url(owner_url).database)
    with _owner(owner_url) as connection:
        for service in SERVICES:
            _make_role_and_schema(connection, service, role_name(prefix, service), secret)
        for service in SERVICES:
            config = alembic_config(service)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _protect(connection, service, role_name(prefix, service))
        for service in JOB_SERVICES:
            prepare_queue(_psycopg(connection), f"{service}_jobs", role_name(prefix, service))


def alembic_config(service: str) -> Config:
    """Alembic's configuration for the chain of one service."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("version_locations", str(MIGRATIONS / "versions" / service))
    config.set_main_option("path_separator", "newline")
    config.attributes["service"] = service
    return config


def check(owner_url: str) -> None:
    """Raises alembic's CommandError when the tables in code and the migrations differ."""
    for service in SERVICES:
        with _owner(owner_url) as connection:
            config = alembic_config(service)
            config.attributes["connection"] = connection
            command.check(config)


@contextmanager
def _owner(owner_url: str) -> Iterator[Connection]:
    engine = create_engine(for_psycopg(owner_url), connect_args={"options": "-c lock_timeout=10000"})
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            yield connection
    finally:
        engine.dispose()


def _make_role_and_schema(connection: Connection, service: str, role: str, secret: str) -> None:
    template = Path(MIGRATIONS, "roles.sql").read_text()
    filled = sql.SQL(template).format(
        role=sql.Identifier(role),
        role_text=sql.Literal(role),
        schema=sql.Identifier(service),
        jobs=sql.Identifier(f"{service}_jobs"),
        password=sql.Literal(derived(secret, f"role:{role}")),
    )
    _run(connection, filled)


def _protect(connection: Connection, service: str, role: str) -> None:
    """What the service's own role may not do: change its audit, its migration mark, or what only grows."""
    _run(
        connection,
        sql.SQL(
            "REVOKE UPDATE, DELETE ON {schema}.audit FROM {role};"
            "REVOKE INSERT, UPDATE, DELETE ON {schema}.alembic_version, {schema}.data_version FROM {role}"
        ).format(schema=sql.Identifier(service), role=sql.Identifier(role)),
    )
    for table, doings in KEPT_FROM_SERVICE.get(service, {}).items():
        _run(
            connection,
            sql.SQL("REVOKE {doings} ON {table} FROM {role}").format(
                doings=sql.SQL(doings), table=sql.Identifier(service, table), role=sql.Identifier(role)
            ),
        )


def _run(connection: Connection, statement: sql.Composed) -> None:
    _psycopg(connection).execute(statement)


def _psycopg(connection: Connection) -> psycopg.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    return raw
