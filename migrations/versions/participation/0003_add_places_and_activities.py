"""Places, activities and their dates; a change of a place is a change of what is done there."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

from migrations.shared_tables import bump_on_change, versioned

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_place()
    create_activity()
    create_occurrence()
    bump_on_change("participation", "place", "activity", "occurrence")
    op.execute(TOUCH_ACTIVITIES)
    op.execute(ON_PLACE_CHANGE)


def downgrade() -> None:
    for name in ("occurrence", "activity", "place"):
        op.drop_table(name, schema="participation")
    op.execute("DROP FUNCTION participation.touch_activities()")


TOUCH_ACTIVITIES = """
    CREATE FUNCTION participation.touch_activities() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
        UPDATE participation.activity SET version = version + 1, updated_at = now() WHERE place_id = NEW.id;
        RETURN NULL;
    END $$
"""
SEARCH_TEXT = (
    "setweight(to_tsvector('dutch'::regconfig, title), 'A'::\"char\") || "
    "setweight(to_tsvector('dutch'::regconfig, (summary || ' '::text) || description), 'B'::\"char\")"
)
SHOWN_WITH_ACTIVITY = ("name", "wijk", "street_address", "postcode", "city", "lat", "lon", "phone", "accessibility")
ON_PLACE_CHANGE = f"""
    CREATE TRIGGER touch_activities AFTER UPDATE ON participation.place FOR EACH ROW
    WHEN (({", ".join(f"OLD.{name}" for name in SHOWN_WITH_ACTIVITY)})
        IS DISTINCT FROM ({", ".join(f"NEW.{name}" for name in SHOWN_WITH_ACTIVITY)}))
    EXECUTE FUNCTION participation.touch_activities()
"""


def create_place() -> None:
    op.create_table(
        "place",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sort_name", sa.Text(collation="C"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("wijk", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text),
        sa.Column("summary", sa.Text, server_default="", nullable=False),
        sa.Column("street_address", sa.Text, nullable=False),
        sa.Column("postcode", sa.Text, nullable=False),
        sa.Column("city", sa.Text, nullable=False),
        sa.Column("lat", sa.Double),
        sa.Column("lon", sa.Double),
        sa.Column("phone", sa.Text),
        sa.Column("email", sa.Text),
        sa.Column("opening_hours", sa.Text),
        sa.Column("accessibility", JSONB, server_default="{}", nullable=False),
        sa.Column("professional_guidance", sa.Boolean),
        sa.Column("surface_m2", sa.Integer),
        sa.Column("tasks_taken_over", sa.Text),
        *versioned(),
        sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="point"),
        sa.CheckConstraint("lat BETWEEN 50 AND 54", name="lat"),
        sa.CheckConstraint("lon BETWEEN 3 AND 8", name="lon"),
        sa.CheckConstraint("surface_m2 > 0", name="surface"),
        sa.ForeignKeyConstraint(["kind"], ["participation.place_kind.id"], name="fk_place_kind"),
        sa.ForeignKeyConstraint(["wijk"], ["participation.wijk.id"], name="fk_place_wijk"),
        sa.PrimaryKeyConstraint("id", name="pk_place"),
        sa.UniqueConstraint("id", "wijk", name="uq_place_id_wijk"),
        sa.UniqueConstraint("sort_name", "postcode", name="uq_place_name_postcode"),
        schema="participation",
    )
    op.create_index("ix_place_kind", "place", ["kind"], schema="participation")
    op.create_index("ix_place_sort_name", "place", ["sort_name", "id"], schema="participation")
    op.create_index("ix_place_wijk_sort_name", "place", ["wijk", "sort_name", "id"], schema="participation")


def create_activity() -> None:
    op.create_table(
        "activity",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("place_id", sa.Uuid, nullable=False),
        sa.Column("wijk", sa.Text, nullable=False, comment="That of the place, kept equal by the foreign key."),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("sort_title", sa.Text(collation="C"), nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("description", sa.Text, server_default="", nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column(
            "project_id", sa.Uuid, comment="In the registry of the projects service; not a foreign key over services."
        ),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("free", sa.Boolean, nullable=False),
        sa.Column("cost_text", sa.Text),
        sa.Column("languages", ARRAY(sa.Text), nullable=False),
        sa.Column("dutch_level", sa.SmallInteger, nullable=False),
        sa.Column("for_whom", ARRAY(sa.Text), nullable=False),
        sa.Column("bring", sa.Text),
        sa.Column("joining", sa.Text, nullable=False),
        sa.Column("capacity", sa.Integer),
        sa.Column("rrule", sa.Text),
        sa.Column("starts", sa.DateTime, nullable=False, comment="First time, wall clock of time_zone."),
        sa.Column("ends", sa.DateTime, nullable=False),
        sa.Column("time_zone", sa.Text, nullable=False),
        sa.Column("exceptions", JSONB, server_default="[]", nullable=False),
        sa.Column("next_steps", JSONB, server_default="[]", nullable=False),
        sa.Column("confirmed_on", sa.Date),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column(
            "dates_until", sa.Date, nullable=False, comment="Occurrences are written for the days before this one."
        ),
        sa.Column("last_end", sa.DateTime(timezone=True), comment="End of the last occurrence that is written."),
        *versioned(),
        sa.Column(
            "search",
            TSVECTOR,
            sa.Computed(
                SEARCH_TEXT,
                persisted=True,
            ),
        ),
        sa.CheckConstraint("ends > starts AND ends <= starts + interval '24 hours'", name="at_most_a_day"),
        sa.CheckConstraint("free OR cost_text <> ''", name="cost_said"),
        sa.CheckConstraint("joining IN ('walk-in', 'per-date', 'series')", name="joining"),
        sa.CheckConstraint("status IN ('draft', 'published', 'paused', 'ended')", name="status"),
        sa.CheckConstraint("capacity > 0", name="capacity"),
        sa.CheckConstraint("cardinality(languages) > 0", name="languages"),
        sa.CheckConstraint("dutch_level BETWEEN 0 AND 4", name="dutch_level"),
        sa.ForeignKeyConstraint(["category"], ["participation.category.id"], name="fk_activity_category"),
        sa.ForeignKeyConstraint(
            ["place_id", "wijk"],
            ["participation.place.id", "participation.place.wijk"],
            name="fk_activity_place",
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(["step"], ["participation.step.id"], name="fk_activity_step"),
        sa.PrimaryKeyConstraint("id", name="pk_activity"),
        schema="participation",
    )
    op.create_index("ix_activity_category", "activity", ["category"], schema="participation")
    op.create_index(
        "ix_activity_dates_until",
        "activity",
        ["dates_until"],
        schema="participation",
        postgresql_where=sa.text("status <> 'ended'"),
    )
    op.create_index("ix_activity_place_id", "activity", ["place_id"], schema="participation")
    op.create_index(
        "ix_activity_public_count",
        "activity",
        ["wijk", "last_end"],
        schema="participation",
        postgresql_where=sa.text("status = 'published'"),
    )
    op.create_index(
        "ix_activity_public_newest",
        "activity",
        ["created_at", "id"],
        schema="participation",
        postgresql_where=sa.text("status = 'published'"),
    )
    op.create_index(
        "ix_activity_public_project",
        "activity",
        ["project_id", "place_id"],
        schema="participation",
        postgresql_where=sa.text("status = 'published' AND project_id IS NOT NULL"),
    )
    op.create_index(
        "ix_activity_public_title",
        "activity",
        ["sort_title", "id"],
        schema="participation",
        postgresql_where=sa.text("status = 'published'"),
    )
    op.create_index(
        "ix_activity_public_wijk_title",
        "activity",
        ["wijk", "sort_title", "id"],
        schema="participation",
        postgresql_where=sa.text("status = 'published'"),
    )
    op.create_index("ix_activity_search", "activity", ["search"], schema="participation", postgresql_using="gin")


def create_occurrence() -> None:
    op.create_table(
        "occurrence",
        sa.Column("id", sa.Uuid, nullable=False, comment="uuid5 of the activity and the original local start."),
        sa.Column("activity_id", sa.Uuid, nullable=False),
        sa.Column("local_start", sa.DateTime, nullable=False, comment="As the rule gives it, before it was moved."),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text, server_default="planned", nullable=False),
        sa.CheckConstraint("ends_at > starts_at AND ends_at <= starts_at + interval '25 hours'", name="at_most_a_day"),
        sa.CheckConstraint("status IN ('planned', 'moved', 'cancelled')", name="status"),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["participation.activity.id"], name="fk_occurrence_activity_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_occurrence"),
        sa.UniqueConstraint("activity_id", "local_start", name="uq_occurrence_activity_start"),
        schema="participation",
        comment="Dates of about the next 13 weeks, written in the transaction of the change, and those gone by.",
    )
    op.create_index(
        "ix_occurrence_activity_id_starts_at", "occurrence", ["activity_id", "starts_at", "id"], schema="participation"
    )
    op.create_index("ix_occurrence_starts_at", "occurrence", ["starts_at", "id"], schema="participation")
