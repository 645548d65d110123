"""Definitions in all their versions, refreshes, and measurements that can only be added."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.shared_tables import bump_on_change

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SCHEMA = "indicators"
MOVING_COLUMNS = "confirmed_at,superseded_at"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _create_definitions()
    _create_refreshes()
    _create_measurements()
    _keep_rows_as_they_are("definition", "")
    _keep_rows_as_they_are("measurement", MOVING_COLUMNS)
    bump_on_change(SCHEMA, "indicator", "definition", "measurement")


def downgrade() -> None:
    for table in ("measurement", "refresh", "indicator", "definition", "deal"):
        op.drop_table(table, schema=SCHEMA)
    op.execute(f"DROP FUNCTION {SCHEMA}.refuse_change()")


def _create_definitions() -> None:
    op.create_table(
        "deal",
        sa.Column("slug", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        _moment("loaded_at", sa.func.now()),
        schema=SCHEMA,
        comment="The deal whose indicators these are: one row.",
    )
    op.create_table(
        "definition",
        sa.Column("indicator_id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("content", postgresql.JSONB, nullable=False),
        sa.Column("checksum", sa.Text, nullable=False),
        _moment("loaded_at", sa.func.now()),
        sa.CheckConstraint("version > 0", name=op.f("ck_definition_version_positive")),
        schema=SCHEMA,
        comment="What is counted and how, as the deal's folder said it. A change is a new version; rows never change.",
    )
    op.create_table(
        "indicator",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("in_deal", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(
            ["id", "version"],
            [f"{SCHEMA}.definition.indicator_id", f"{SCHEMA}.definition.version"],
            name="fk_indicator_id",
        ),
        schema=SCHEMA,
        comment="The version of each definition that holds now. in_deal: whether the deal's folder still has it.",
    )


def _create_refreshes() -> None:
    op.create_table(
        "refresh",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("status", sa.Text, nullable=False),
        _moment("requested_at", sa.func.clock_timestamp()),
        sa.Column("requested_by", sa.Text, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("reason", sa.Text),
        sa.CheckConstraint("status IN ('waiting', 'running', 'done', 'failed')", name=op.f("ck_refresh_status_known")),
        sa.CheckConstraint(
            "(status IN ('done', 'failed')) = (finished_at IS NOT NULL)", name=op.f("ck_refresh_finished_when_ended")
        ),
        sa.CheckConstraint("status <> 'failed' OR reason IS NOT NULL", name=op.f("ck_refresh_failure_has_reason")),
        schema=SCHEMA,
        comment="Each time the figures were counted again, or should have been. asked_at: of the first question.",
    )
    op.create_index("ix_refresh_requested_at", "refresh", ["requested_at"], schema=SCHEMA)


def _create_measurements() -> None:
    op.create_table(
        "measurement",
        sa.Column("id", sa.Uuid, primary_key=True, server_default=sa.func.gen_random_uuid()),
        sa.Column("indicator_id", sa.Text, nullable=False),
        sa.Column("definition_version", sa.Integer, nullable=False),
        sa.Column("area_kind", sa.Text, nullable=False),
        sa.Column("area_id", sa.Text, nullable=False),
        sa.Column("area_label", sa.Text, nullable=False),
        sa.Column("wijk", sa.Text),
        sa.Column("period", sa.Date, nullable=False),
        sa.Column("value", sa.Numeric),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("status_reason", sa.Text),
        sa.Column("uncertainty", postgresql.JSONB, nullable=False),
        sa.Column("target", sa.Numeric),
        sa.Column("target_met", sa.Boolean),
        sa.Column("detail", postgresql.JSONB, nullable=False),
        sa.Column("source", postgresql.JSONB, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column(
            "refresh_id",
            sa.Uuid,
            sa.ForeignKey(f"{SCHEMA}.refresh.id", name="fk_measurement_refresh_id"),
            nullable=False,
        ),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["indicator_id", "definition_version"],
            [f"{SCHEMA}.definition.indicator_id", f"{SCHEMA}.definition.version"],
            name="fk_measurement_indicator_id",
        ),
        sa.CheckConstraint(
            "area_kind IN ('place', 'wijk', 'deal', 'city')", name=op.f("ck_measurement_area_kind_known")
        ),
        sa.CheckConstraint(
            "status IN ('provisional', 'published', 'impossible')", name=op.f("ck_measurement_status_known")
        ),
        sa.CheckConstraint(
            "(value IS NULL) = (status = 'impossible')", name=op.f("ck_measurement_value_unless_impossible")
        ),
        sa.CheckConstraint(
            "status <> 'impossible' OR status_reason IS NOT NULL", name=op.f("ck_measurement_impossible_has_reason")
        ),
        schema=SCHEMA,
        comment="A figure of an area. Rows stay; only confirmed_at and superseded_at move on (a trigger keeps it so).",
    )
    op.create_index(
        "uq_measurement_latest_of_area",
        "measurement",
        ["indicator_id", "area_kind", "area_id"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_index(
        "ix_measurement_area_measured_at",
        "measurement",
        ["indicator_id", "area_kind", "area_id", "measured_at"],
        schema=SCHEMA,
    )
    op.create_index("ix_measurement_refresh_id", "measurement", ["refresh_id"], schema=SCHEMA)


def _moment(name: str, default: sa.ColumnElement[Any]) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False, server_default=default)


def _keep_rows_as_they_are(table: str, but: str) -> None:
    """Only the columns in `but` can change, and no row can go."""
    op.execute(f"""
        CREATE OR REPLACE FUNCTION {SCHEMA}.refuse_change() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, pg_temp AS $$
        DECLARE moving text[] := string_to_array(TG_ARGV[0], ',');
        BEGIN
            IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - moving = to_jsonb(NEW) - moving THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '% of % is refused: rows stay as they were written', TG_OP, TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation';
        END $$
    """)
    op.execute(
        f"CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON {SCHEMA}.{table} "
        f"FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.refuse_change('{but}')"
    )
