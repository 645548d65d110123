"""Dates know the wijk of their activity, and the indexes on their start tell whose they are: a list in order looks at
no date that it does not show, and at few of other wijken."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

S = "participation"
BY_START, IN_A_WIJK = "ix_occurrence_starts_at", "ix_occurrence_wijk_starts_at"
COLUMNS = ["starts_at", "ends_at", "id"]
KEPT = """
CREATE FUNCTION participation.occurrence_in_wijk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.wijk := coalesce((SELECT wijk FROM participation.activity WHERE id = NEW.activity_id), '');
    RETURN NEW;
END $$;
CREATE FUNCTION participation.occurrences_move_along() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE participation.occurrence SET wijk = NEW.wijk WHERE activity_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER occurrence_in_wijk BEFORE INSERT ON participation.occurrence
FOR EACH ROW EXECUTE FUNCTION participation.occurrence_in_wijk();
CREATE TRIGGER occurrences_move_along AFTER UPDATE ON participation.activity
FOR EACH ROW WHEN (OLD.wijk IS DISTINCT FROM NEW.wijk) EXECUTE FUNCTION participation.occurrences_move_along();
"""


def upgrade() -> None:
    comment = "Of its activity; kept by triggers (migration 0018)."
    op.add_column(
        "occurrence", sa.Column("wijk", sa.Text, nullable=False, server_default="", comment=comment), schema=S
    )
    op.execute(KEPT)
    op.execute(
        "UPDATE participation.occurrence SET wijk = activity.wijk FROM participation.activity"
        " WHERE activity.id = activity_id"
    )
    op.drop_index(BY_START, "occurrence", schema=S)
    include = ["status", "activity_id"]
    op.create_index(BY_START, "occurrence", COLUMNS, schema=S, postgresql_include=include)
    op.create_index(IN_A_WIJK, "occurrence", ["wijk", *COLUMNS], schema=S, postgresql_include=include)


def downgrade() -> None:
    op.drop_index(IN_A_WIJK, "occurrence", schema=S)
    op.drop_index(BY_START, "occurrence", schema=S)
    op.create_index(BY_START, "occurrence", COLUMNS, schema=S, postgresql_include=["status"])
    op.execute("DROP TRIGGER occurrences_move_along ON participation.activity")
    op.execute("DROP TRIGGER occurrence_in_wijk ON participation.occurrence")
    op.execute("DROP FUNCTION participation.occurrences_move_along(), participation.occurrence_in_wijk()")
    op.drop_column("occurrence", "wijk", schema=S)
