"""The tables of releases, as indicators' fifth migration makes them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

SCHEMA = "indicators"
SIGNED = (
    "(status = 'published') = (number IS NOT NULL AND approved_by IS NOT NULL AND published_at IS NOT NULL"
    " AND checksum IS NOT NULL)"
)
CELL_STATUS = "status IN ('published', 'hidden', 'unreliable', 'impossible', 'not-comparable')"
VALUE_OR_REASON = "(shown->'value' = 'null') = (status IN ('hidden', 'impossible', 'not-comparable'))"
MOMENTS = "BEFORE INSERT OR UPDATE OR DELETE"


def create_releases() -> None:
    op.add_column("deal", sa.Column("disclosure", postgresql.JSONB, nullable=False, server_default="{}"), schema=SCHEMA)
    _create_release()
    _create_release_cell()
    _create_release_file()
    _keep_what_is_published()


def drop_releases() -> None:
    for table in ("release_file", "release_cell", "release"):
        op.drop_table(table, schema=SCHEMA)
    op.execute(f"DROP FUNCTION {SCHEMA}.keep_releases()")
    op.drop_column("deal", "disclosure", schema=SCHEMA)


def _create_release() -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("number", sa.Integer),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("status", "title", "notes")),
        *(sa.Column(name, postgresql.JSONB, nullable=False) for name in ("selection", "report")),
        sa.Column("corrects", sa.Uuid, _to("release", "release_corrects")),
        sa.Column("after_number", sa.Integer, nullable=False),
        sa.Column("preparers", postgresql.ARRAY(sa.Text), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("approved_by", sa.Text),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("checksum", sa.Text),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.UniqueConstraint("number", name="uq_release_number"),
        _check("release", "status_known", "status IN ('draft', 'published', 'discarded')"),
        _check("release", "published_is_signed", SIGNED),
        _check("release", "approver_did_not_prepare", "NOT approved_by = ANY (preparers)"),
        _check("release", "prepared_by_somebody", "cardinality(preparers) > 0"),
        schema=SCHEMA,
        comment="A set of figures that is made public at once. A published one never changes (a trigger keeps it so).",
    )
    op.create_index("ix_release_corrects", "release", ["corrects"], schema=SCHEMA)


def _create_release_cell() -> None:
    op.create_table(
        "release_cell",
        sa.Column("id", sa.Uuid, primary_key=True, server_default=sa.func.gen_random_uuid()),
        sa.Column("release_id", sa.Uuid, _to("release", "release_cell_release_id"), nullable=False),
        sa.Column("cell_id", sa.Integer, _to("cell", "release_cell_cell_id"), nullable=False),
        sa.Column("measurement_id", sa.Uuid, _to("measurement", "release_cell_measurement_id"), nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("shown", postgresql.JSONB, nullable=False),
        sa.Column("release_number", sa.Integer),
        sa.Column("superseded_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("release_id", "cell_id", name="uq_release_cell_release_id_cell_id"),
        _check("release_cell", "status_known", CELL_STATUS),
        _check("release_cell", "value_or_reason", VALUE_OR_REASON),
        _check("release_cell", "reason_in_words", "status = 'published' OR shown->>'statusReason' IS NOT NULL"),
        schema=SCHEMA,
        comment="A figure as a release shows it. Once published only superseded_at moves on.",
    )
    for column in ("cell_id", "measurement_id"):
        op.create_index(f"ix_release_cell_{column}", "release_cell", [column], schema=SCHEMA)
    op.create_index(
        "uq_release_cell_current",
        "release_cell",
        ["cell_id"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("release_number IS NOT NULL AND superseded_at IS NULL"),
    )


def _create_release_file() -> None:
    op.create_table(
        "release_file",
        sa.Column("release_id", sa.Uuid, _to("release", "release_file_release_id"), primary_key=True),
        sa.Column("format", sa.Text, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("checksum", sa.Text, nullable=False),
        _check("release_file", "format_known", "format IN ('csv', 'json', 'parquet')"),
        schema=SCHEMA,
        comment="The files of a published release, to the byte.",
    )


def _to(table: str, name: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{SCHEMA}.{table}.id", name=f"fk_{name}")


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _keep_what_is_published() -> None:
    """It stays as it was, and gets nothing new; only superseded_at of a figure moves on."""
    op.execute(f"""
        CREATE FUNCTION {SCHEMA}.keep_releases() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, pg_temp AS $$
        DECLARE
            old_row jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
            new_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
            id_name text := CASE TG_TABLE_NAME WHEN 'release' THEN 'id' ELSE 'release_id' END;
            its_release uuid := coalesce(old_row, new_row)->>id_name;
            frozen boolean := EXISTS (SELECT FROM {SCHEMA}.release WHERE id = its_release AND status <> 'draft');
        BEGIN
            IF frozen AND NOT (TG_TABLE_NAME = 'release_cell' AND TG_OP = 'UPDATE'
                AND old_row - 'superseded_at' = new_row - 'superseded_at') THEN
                RAISE EXCEPTION '% of % is refused: what is published stays as it was', TG_OP, TG_TABLE_NAME
                    USING ERRCODE = 'restrict_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END $$
    """)
    for table, when in {"release": "BEFORE UPDATE OR DELETE", "release_cell": MOMENTS, "release_file": MOMENTS}.items():
        op.execute(
            f"CREATE TRIGGER keep_releases {when} ON {SCHEMA}.{table} "
            f"FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.keep_releases()"
        )
