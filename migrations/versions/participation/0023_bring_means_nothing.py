"""What somebody brings, or pays, is found by its very words and says nothing of what an activity is: "sportkleren" made
sport of many. And the words of a text are looked up: PostgreSQL takes its some hundred words for many thousands, and
would read all words of the deal for each activity.

Activities that are there are written anew when the words of the deal change, or by `zuidwest search rebuild`.
"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TEXTS = """
CREATE OR REPLACE FUNCTION participation.search_texts(it participation.activity)
RETURNS TABLE (weight "char", language text, body text) LANGUAGE sql STABLE AS $$
    SELECT 'A'::"char", 'nl', it.title
    UNION ALL SELECT 'C', 'nl', it.summary
    UNION ALL {the_rest}
    UNION ALL SELECT 'A', key, value ->> 'title' FROM jsonb_each(it.translations)
    UNION ALL SELECT 'C', key, value ->> 'summary' FROM jsonb_each(it.translations)
    UNION ALL SELECT 'D', key, value ->> 'description' FROM jsonb_each(it.translations)
    UNION ALL SELECT 'B', 'name', place.name FROM participation.place WHERE id = it.place_id
    UNION ALL SELECT 'D', 'name', concat_ws(' . ', organisation, street_address)
        FROM participation.place WHERE id = it.place_id
    UNION ALL SELECT 'C', 'nl', name FROM participation.wijk WHERE id = it.wijk
$$
"""
BROUGHT = "it.bring, it.cost_text, it.cost_ooievaarspas"
BEFORE = f"SELECT 'D', 'nl', concat_ws(' . ', it.description, {BROUGHT})"
NOW = f"SELECT 'D', 'nl', it.description UNION ALL SELECT 'D', 'name', concat_ws(' . ', {BROUGHT})"


WRITING = "ALTER FUNCTION participation.search_activity()"
JOINS = ("enable_hashjoin", "enable_mergejoin")


def upgrade() -> None:
    op.execute(TEXTS.format(the_rest=NOW))
    for join in JOINS:
        op.execute(f"{WRITING} SET {join} = off")


def downgrade() -> None:
    for join in JOINS:
        op.execute(f"{WRITING} RESET {join}")
    op.execute(TEXTS.format(the_rest=BEFORE))
