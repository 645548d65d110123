"""The three tables that every service has, as its first migration makes them, and columns that many tables share."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

SLOTS = 16


def create_shared_tables(schema: str) -> None:
    """Data version with its trigger function, audit (insert and read only for the service), idempotency keys."""
    op.create_table(
        "data_version",
        sa.Column("slot", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("changes", sa.BigInteger, nullable=False, server_default="0"),
        schema=schema,
        comment="Sum of changes = data version; 16 slots, so that writers do not wait for one row.",
    )
    op.execute(f"INSERT INTO {schema}.data_version SELECT n, 0 FROM generate_series(0, {SLOTS - 1}) n")  # noqa: S608
    op.execute(_bump_function(schema))
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("object_type", sa.Text, nullable=False),
        sa.Column("object_id", sa.Text, nullable=False),
        sa.Column("change", postgresql.JSONB, nullable=False, server_default="{}"),
        sa.Column("request_id", sa.Text),
        schema=schema,
        comment="Who changed what, when. Holds no names of residents. The service can add rows, nothing else.",
    )
    op.create_index("ix_audit_object_id", "audit", ["object_id"], schema=schema)
    op.create_table(
        "idempotency_key",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("who", sa.Text, primary_key=True),
        sa.Column("route", sa.Text, primary_key=True),
        sa.Column("request_hash", sa.Text, nullable=False),
        sa.Column("object_id", sa.Uuid),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        schema=schema,
        comment="Creates that a phone with a bad line may repeat; keeps the id of what was made, never the answer.",
    )
    op.create_index("ix_idempotency_key_created_at", "idempotency_key", ["created_at"], schema=schema)


def drop_shared_tables(schema: str) -> None:
    for table in ("idempotency_key", "audit", "data_version"):
        op.drop_table(table, schema=schema)
    op.execute(f"DROP FUNCTION {schema}.bump_data_version() CASCADE")


def versioned() -> tuple[sa.Column[Any], ...]:
    """Of what people edit."""
    return (
        sa.Column("version", sa.Integer, server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )


def bump_on_change(schema: str, *tables: str) -> None:
    """A commit that touches one of these tables gives a new data version.

    Deferred to the end of the transaction and done once in it: the version follows commit order, and no writer
    holds a slot while it still waits for other rows.
    """
    for table in tables:
        op.execute(
            f"CREATE CONSTRAINT TRIGGER bump_data_version AFTER INSERT OR UPDATE OR DELETE ON {schema}.{table} "
            f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.bump_data_version()"
        )


def _bump_function(schema: str) -> str:
    return f"""
        CREATE FUNCTION {schema}.bump_data_version() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        BEGIN
            IF current_setting('zuidwest.bumped', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
                UPDATE {schema}.data_version SET changes = changes + 1 WHERE slot = pg_backend_pid() % {SLOTS};
                PERFORM set_config('zuidwest.bumped', pg_current_xact_id()::text, true);
            END IF;
            RETURN NULL;
        END $$
    """  # noqa: S608
