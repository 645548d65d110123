"""Figures with their margin, period and kind; a number for what each is of; releases and what they hide."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.indicators_releases import create_releases, drop_releases
from migrations.shared_tables import bump_on_change

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SCHEMA = "indicators"
MEASURES = "measure IN ('value', 'number', 'change', 'gap', 'gap-change')"
UNCERTAINTIES = "uncertainty->>'kind' IN ('none', 'sampling', 'rounding')"
BOUNDS = "(lower IS NULL) = (upper IS NULL) AND lower <= upper"
PERIOD = "(period_starts IS NULL) = (period_ends IS NULL) AND period_starts <= period_ends"
CHECKS = {
    "measure_known": MEASURES,
    "status_known": "status IN ('provisional', 'published', 'unreliable', 'impossible', 'not-comparable')",
    "value_unless_impossible": "(value IS NULL) = (status IN ('impossible', 'not-comparable'))",
    "impossible_has_reason": "status IN ('provisional', 'published') OR status_reason IS NOT NULL",
    "made_from_something": "refresh_id IS NOT NULL OR cardinality(dataset_ids) > 0",
    "only_counts_open_at_once": "NOT open_at_once OR refresh_id IS NOT NULL",
    "uncertainty_known": UNCERTAINTIES,
    "bounds_in_order": BOUNDS,
    "period_in_order": PERIOD,
}
EARLIER_CHECKS = {
    "status_known": "status IN ('provisional', 'published', 'impossible')",
    "value_unless_impossible": "(value IS NULL) = (status = 'impossible')",
    "impossible_has_reason": "status <> 'impossible' OR status_reason IS NOT NULL",
}


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _create_cells()
    _extend_measurements()
    create_releases()
    bump_on_change(SCHEMA, "release")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    drop_releases()
    _shorten_measurements()
    op.drop_table("cell", schema=SCHEMA)
    op.execute(f"DROP FUNCTION {SCHEMA}.give_cell()")


def _create_cells() -> None:
    op.create_table(
        "cell",
        sa.Column("id", sa.Integer, sa.Identity(), primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("indicator_id", "measure", "area_kind", "area_id")),
        sa.Column("period_label", sa.Text),
        sa.UniqueConstraint(
            "indicator_id",
            "measure",
            "area_kind",
            "area_id",
            "period_label",
            name="uq_cell_what",
            postgresql_nulls_not_distinct=True,
        ),
        schema=SCHEMA,
        comment="What a figure is of; its number is the same in every release. No period: of now, as counts are.",
    )
    op.execute(f"""
        CREATE FUNCTION {SCHEMA}.give_cell() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, pg_temp AS $$
        BEGIN
            LOOP
                SELECT id INTO NEW.cell_id FROM {SCHEMA}.cell
                    WHERE indicator_id = NEW.indicator_id AND measure = NEW.measure AND area_kind = NEW.area_kind
                    AND area_id = NEW.area_id AND period_label IS NOT DISTINCT FROM NEW.period_label;
                EXIT WHEN FOUND;
                INSERT INTO {SCHEMA}.cell (indicator_id, measure, area_kind, area_id, period_label)
                    VALUES (NEW.indicator_id, NEW.measure, NEW.area_kind, NEW.area_id, NEW.period_label)
                    ON CONFLICT DO NOTHING;
            END LOOP;
            RETURN NEW;
        END $$
    """)  # noqa: S608


def _extend_measurements() -> None:
    for column in _new_columns():
        op.add_column("measurement", column, schema=SCHEMA)
    op.alter_column("measurement", "refresh_id", nullable=True, schema=SCHEMA)
    _give_earlier_figures_a_cell()
    op.alter_column("measurement", "cell_id", nullable=False, schema=SCHEMA)
    _replace_checks(EARLIER_CHECKS, CHECKS)
    _index_the_latest("measure", "period_label", postgresql_nulls_not_distinct=True)
    op.create_index("ix_measurement_cell_id", "measurement", ["cell_id"], schema=SCHEMA)
    op.execute(
        f"CREATE TRIGGER give_cell BEFORE INSERT ON {SCHEMA}.measurement "
        f"FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.give_cell()"
    )


def _new_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("measure", sa.Text, nullable=False, server_default="value"),
        sa.Column("period_label", sa.Text),
        sa.Column("period_starts", sa.Date),
        sa.Column("period_ends", sa.Date),
        *(sa.Column(name, sa.Double) for name in ("lower", "upper", "level", "se", "df")),
        sa.Column("respondents", sa.Integer),
        sa.Column("numerator", sa.Numeric),
        sa.Column("denominator", sa.Numeric),
        sa.Column("open_at_once", sa.Boolean, nullable=False, server_default="true"),
        sa.Column("comparability_group", sa.Text),
        sa.Column("dataset_ids", postgresql.ARRAY(sa.Uuid), nullable=False, server_default="{}"),
        sa.Column("cell_id", sa.Integer, sa.ForeignKey(f"{SCHEMA}.cell.id", name="fk_measurement_cell_id")),
    ]


def _give_earlier_figures_a_cell() -> None:
    op.execute(f"""
        INSERT INTO {SCHEMA}.cell (indicator_id, measure, area_kind, area_id)
        SELECT DISTINCT indicator_id, measure, area_kind, area_id FROM {SCHEMA}.measurement
    """)  # noqa: S608
    op.execute(f"ALTER TABLE {SCHEMA}.measurement DISABLE TRIGGER refuse_change")
    op.execute(f"""
        UPDATE {SCHEMA}.measurement m SET cell_id = c.id FROM {SCHEMA}.cell c
        WHERE (c.indicator_id, c.measure, c.area_kind, c.area_id)
            = (m.indicator_id, m.measure, m.area_kind, m.area_id)
    """)  # noqa: S608
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    op.execute(f"ALTER TABLE {SCHEMA}.measurement ENABLE TRIGGER refuse_change")


def _shorten_measurements() -> None:
    """Figures of surveys and registers can't be said in the earlier table: they are made anew from their datasets."""
    op.execute(f"DROP TRIGGER give_cell ON {SCHEMA}.measurement")
    op.execute(f"ALTER TABLE {SCHEMA}.measurement DISABLE TRIGGER refuse_change")
    op.execute(f"DELETE FROM {SCHEMA}.measurement WHERE period_label IS NOT NULL OR refresh_id IS NULL")  # noqa: S608
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    op.execute(f"ALTER TABLE {SCHEMA}.measurement ENABLE TRIGGER refuse_change")
    op.drop_index("ix_measurement_cell_id", "measurement", schema=SCHEMA)
    _replace_checks(CHECKS, EARLIER_CHECKS)
    _index_the_latest()
    op.alter_column("measurement", "refresh_id", nullable=False, schema=SCHEMA)
    for column in _new_columns():
        op.drop_column("measurement", column.name, schema=SCHEMA)


def _replace_checks(old: dict[str, str], new: dict[str, str]) -> None:
    for name in old:
        op.drop_constraint(op.f(f"ck_measurement_{name}"), "measurement", schema=SCHEMA)
    for name, condition in new.items():
        op.create_check_constraint(op.f(f"ck_measurement_{name}"), "measurement", condition, schema=SCHEMA)


def _index_the_latest(*more: str, **options: bool) -> None:
    op.drop_index("uq_measurement_latest_of_area", "measurement", schema=SCHEMA)
    op.create_index(
        "uq_measurement_latest_of_area",
        "measurement",
        ["indicator_id", "area_kind", "area_id", *more],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("superseded_at IS NULL"),
        **options,
    )
