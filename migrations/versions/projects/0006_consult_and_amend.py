"""Consultation, amendments, accessions; the chained audit.

The tables and functions stand in 0006_consult_and_amend/*.sql.
"""

from pathlib import Path

import psycopg
from alembic import op

from migrations.shared_tables import bump_on_change

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STEPS = Path(__file__).with_suffix("")
AMENDING = (
    "amendment",
    "accession",
    "amendment_consent",
    "accession_consent",
    "amendment_step",
    "accession_step",
    "party_membership",
    "deal_version",
    "replaced_part",
)
CONSULTING = ("meeting", "agenda_item", "attendee", "paper", "working_agreement", "advice", "action_point")

FUNCTIONS = (
    "unchained_audit()",
    "chain_audit()",
    "chain_all_audit()",
    "audit_hash(text, projects.audit)",
    "audit_field(text)",
)


def upgrade() -> None:
    for step in sorted(STEPS.glob("*.sql")):
        run_file(step)
    bump_on_change("projects", *AMENDING, *CONSULTING)


def downgrade() -> None:
    for table in (*reversed(CONSULTING), *reversed(AMENDING)):
        op.drop_table(table, schema="projects")
    unchain()


def unchain() -> None:
    for trigger in ("chain_audit", "bump_data_version", "unchained_audit"):
        op.execute(f"DROP TRIGGER {trigger} ON projects.audit")
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION projects.{function}")
    for table in ("audit_seal", "audit_head"):
        op.drop_table(table, schema="projects")
    for index in ("ix_audit_unchained", "ix_audit_object_type", "ix_audit_at"):
        op.drop_index(index, "audit", schema="projects")
    for column in ("hash", "position", "reason"):
        op.drop_column("audit", column, schema="projects")


def run_file(path: Path) -> None:
    """Past SQLAlchemy, which would look for parameters in it."""
    connection = op.get_bind().connection.driver_connection
    assert isinstance(connection, psycopg.Connection)
    connection.execute(path.read_bytes())
