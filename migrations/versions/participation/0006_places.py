"""Opening hours as data, evidence of tasks taken over, accessibility checks, photos, and outlines of the wijken."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.shared_tables import bump_on_change

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SCHEMA = "participation"


def upgrade() -> None:
    for column in (
        sa.Column("website", sa.Text),
        sa.Column("opening", JSONB(none_as_null=True)),
        sa.Column("accessibility_checked", JSONB, server_default="{}", nullable=False),
        sa.Column("photo", JSONB(none_as_null=True)),
        sa.Column("guidance_by", sa.Text),
        sa.Column("guidance_since", sa.Date),
        sa.Column("point_checked", sa.Boolean, server_default="false", nullable=False),
    ):
        op.add_column("place", column, schema=SCHEMA)
    op.execute(TASKS_AS_DATA)
    op.alter_column("place", "tasks_taken_over", server_default="[]", nullable=False, schema=SCHEMA)
    op.create_check_constraint(op.f("ck_place_photo_said"), "place", "photo ->> 'alt' <> ''", schema=SCHEMA)
    create_accessibility_check()
    create_photo_file()
    create_area()
    bump_on_change(SCHEMA, "area")


def downgrade() -> None:
    for name in ("area", "photo_file", "accessibility_check"):
        op.drop_table(name, schema=SCHEMA)
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with changes that still have to be counted can't be altered
    op.add_column("place", sa.Column("told", sa.Text), schema=SCHEMA)
    op.execute(TASKS_AS_TEXT)
    op.drop_column("place", "tasks_taken_over", schema=SCHEMA)
    op.alter_column("place", "told", new_column_name="tasks_taken_over", schema=SCHEMA)
    op.drop_constraint(op.f("ck_place_photo_said"), "place", schema=SCHEMA)
    for column in (
        *("website", "opening", "accessibility_checked", "photo", "guidance_by", "guidance_since", "point_checked"),
    ):
        op.drop_column("place", column, schema=SCHEMA)


TASKS_AS_DATA = """
    ALTER TABLE participation.place ALTER COLUMN tasks_taken_over TYPE jsonb USING
        CASE WHEN coalesce(tasks_taken_over, '') = '' THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object(
            'task', tasks_taken_over, 'since', NULL, 'by', 'residents-and-volunteers', 'evidence', '[]'::jsonb)) END
"""
TASKS_AS_TEXT = """
    UPDATE participation.place
    SET told = (SELECT string_agg(t ->> 'task', ' ') FROM jsonb_array_elements(tasks_taken_over) t)
    WHERE tasks_taken_over <> '[]'
"""


def create_accessibility_check() -> None:
    op.create_table(
        "accessibility_check",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("place_id", sa.Uuid, nullable=False),
        sa.Column("accessibility", JSONB, nullable=False),
        sa.Column("checked_by", sa.Text, nullable=False),
        sa.Column("checked_on", sa.Date, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"], ["participation.place.id"], name="fk_accessibility_check_place_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_accessibility_check"),
        schema=SCHEMA,
        comment="What was seen on the spot; checked_by is an organisation or a role, never a person.",
    )
    op.create_index(
        "ix_accessibility_check_place", "accessibility_check", ["place_id", "checked_on", "id"], schema=SCHEMA
    )


def create_photo_file() -> None:
    op.create_table(
        "photo_file",
        sa.Column("place_id", sa.Uuid, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"], ["participation.place.id"], name="fk_photo_file_place_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("name", "place_id", name="pk_photo_file"),
        schema=SCHEMA,
        comment="The name says the content: its SHA-256. No metadata of the camera is kept.",
    )
    op.create_index("ix_photo_file_place_id", "photo_file", ["place_id"], schema=SCHEMA)


def create_area() -> None:
    op.create_table(
        "area",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("wijk", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("outline", JSONB, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.ForeignKeyConstraint(["wijk"], ["participation.wijk.id"], name="fk_area_wijk"),
        sa.PrimaryKeyConstraint("code", name="pk_area"),
        schema=SCHEMA,
        comment="Imported boundaries: CBS buurten or whole wijken; outline holds the coordinates of a MultiPolygon.",
    )
    op.create_index("ix_area_wijk", "area", ["wijk"], schema=SCHEMA)
