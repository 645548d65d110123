"""Search: the words in use, what they mean, and a text vector per activity that holds both.

The functions and triggers stand in 0008_search/*.sql.
"""

from pathlib import Path

import psycopg
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

from migrations.shared_tables import bump_on_change

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STEPS = Path(__file__).with_suffix("")
BEFORE = (
    "setweight(to_tsvector('dutch'::regconfig, title), 'A'::\"char\") || "
    "setweight(to_tsvector('dutch'::regconfig, (summary || ' '::text) || description), 'B'::\"char\")"
)
FUNCTIONS = (
    "recount_search()",
    "refresh_search_words()",
    "search_halves(text)",
    "search_alike(text)",
    "search_look_up(text)",
    "search_place()",
    "search_activity()",
    "search_vector(participation.activity)",
    "search_concepts(participation.activity)",
    "search_weekdays(text, timestamp)",
    "search_texts(participation.activity)",
    "learn_search_words(text[], boolean)",
    "search_meanings(text)",
    "search_part(text)",
    "search_parts(text, int)",
    "search_bones(text)",
    "search_sound(text)",
    "search_stem(text)",
    "search_words(text)",
    "search_fold(text)",
)


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public")
    create_words()
    op.drop_index("ix_activity_search", "activity", schema="participation")
    op.drop_column("activity", "search", schema="participation")
    op.add_column(
        "activity",
        sa.Column("search", TSVECTOR, comment="Kept by a trigger, see migration 0008."),
        schema="participation",
    )
    for step in sorted(STEPS.glob("*.sql")):
        run_file(step)
    op.create_index("ix_activity_search", "activity", ["search"], schema="participation", postgresql_using="gin")
    op.create_index(
        "ix_activity_public_title_until",
        "activity",
        ["sort_title", sa.text("last_end DESC NULLS LAST")],
        schema="participation",
        postgresql_where=sa.text("status = 'published'"),
    )
    op.create_index("ix_place_point", "place", ["lat", "lon"], schema="participation")
    op.execute("UPDATE participation.activity SET title = title")
    op.execute("SELECT participation.recount_search()")


def downgrade() -> None:
    op.execute("DROP TRIGGER search_activity ON participation.activity")
    op.execute("DROP TRIGGER search_place ON participation.place")
    op.drop_index("ix_place_point", "place", schema="participation")
    op.drop_index("ix_activity_public_title_until", "activity", schema="participation")
    op.drop_index("ix_activity_search", "activity", schema="participation")
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION participation.{function}")
    op.drop_column("activity", "search", schema="participation")
    op.add_column(
        "activity", sa.Column("search", TSVECTOR, sa.Computed(BEFORE, persisted=True)), schema="participation"
    )
    op.create_index("ix_activity_search", "activity", ["search"], schema="participation", postgresql_using="gin")
    for table in ("search_word", "search_term", "search_concept"):
        op.drop_table(table, schema="participation")
    # The extension stays: others may use it by now.


def run_file(path: Path) -> None:
    """Past SQLAlchemy, which would look for parameters in it."""
    connection = op.get_bind().connection.driver_connection
    assert isinstance(connection, psycopg.Connection)
    connection.execute(path.read_bytes())


def create_words() -> None:
    op.create_table(
        "search_concept",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("within", ARRAY(sa.Text), server_default="{}", nullable=False),
        sa.Column("uses", sa.Integer, server_default="0", nullable=False),
        sa.CheckConstraint("kind IN ('subject', 'circumstance', 'manner', 'skip')", name="kind"),
        sa.PrimaryKeyConstraint("id", name="pk_search_concept"),
        schema="participation",
        comment="What people look for, whatever they call it; `uses` = published activities about it.",
    )
    op.create_table(
        "search_term",
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("concept", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("folded", sa.Text(collation="C"), nullable=False),
        sa.Column("written", sa.Text(collation="C"), nullable=False),
        sa.ForeignKeyConstraint(
            ["concept"], ["participation.search_concept.id"], name="fk_search_term_concept", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("concept", "language", "written", name="pk_search_term"),
        schema="participation",
        comment="Words of the deal for a concept; `written` is together, `key` its stem.",
    )
    op.create_index("ix_search_term_key", "search_term", ["key", "language"], schema="participation")
    op.create_index("ix_search_term_folded", "search_term", ["folded"], schema="participation")
    op.create_table(
        "search_word",
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.Column("stem", sa.Text),
        sa.Column("sound", sa.Text(collation="C"), nullable=False),
        sa.Column("bones", sa.Text(collation="C"), nullable=False),
        sa.Column("parts", ARRAY(sa.Text), server_default="{}", nullable=False),
        sa.Column("uses", sa.Integer, server_default="0", nullable=False),
        sa.Column("known", sa.Boolean, server_default="false", nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_search_word"),
        schema="participation",
        comment="Words in use; `bones` = consonants of the sound, `uses` = in activities, `known` = of the deal.",
    )
    for column in ("word", "sound"):
        op.create_index(
            f"ix_search_word_{column}_trigrams",
            "search_word",
            [column],
            schema="participation",
            postgresql_using="gin",
            postgresql_ops={column: "public.gin_trgm_ops"},
        )
    op.create_index("ix_search_word_sound", "search_word", ["sound"], schema="participation")
    op.create_index("ix_search_word_bones", "search_word", ["bones"], schema="participation")
    bump_on_change("participation", "search_concept", "search_term")
