"""Money as bookings that are only ever added to, and counts that monitoring reads at any moment.

The functions and triggers stand in 0005_book_money/*.sql.
"""

from pathlib import Path

import psycopg
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from migrations.shared_tables import bump_on_change

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SCHEMA = "projects"
STEPS = Path(__file__).with_suffix("")
ONLY_ADDED_TO = ("tranche_version", "allocation", "allocation_part", "allocation_review", "booking")
TABLES = (
    "kept_answer",
    "milestone_count",
    "milestone_standing",
    "project_count",
    "project_standing",
    "booking",
    "booking_clock",
    "booking_total",
    "booking_cell",
    "booking_import",
    "allocation_review",
    "allocation_part",
    "allocation",
    "tranche_version",
    "tranche",
)
FUNCTIONS = (
    "keep_booked_project()",
    "count_this_milestone()",
    "count_linked_project()",
    "count_this_project()",
    "count_project(uuid)",
    "count_milestone(uuid)",
    "milestone_days(date, date)",
    "check_correction()",
    "check_total()",
    "book()",
    "refuse_change()",
)


def upgrade() -> None:
    create_tranches()
    create_allocations()
    create_imports()
    create_totals()
    create_booking()
    create_counts()
    create_milestone_counts()
    create_kept_answers()
    for step in sorted(STEPS.glob("*.sql")):
        run_file(step)
    for table in ONLY_ADDED_TO:
        op.execute(
            f"CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {SCHEMA}.{table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.refuse_change()"
        )
    bump_on_change(SCHEMA, "tranche_version", "allocation", "allocation_review", "booking", "booking_import")


def downgrade() -> None:
    op.execute("DROP TRIGGER keep_booked_project ON projects.project")
    op.execute("DROP TRIGGER count_milestone ON projects.milestone")
    op.execute("DROP TRIGGER count_project ON projects.project_wijk")
    op.execute("DROP TRIGGER count_project ON projects.project")
    for table in TABLES:
        op.drop_table(table, schema=SCHEMA)
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {SCHEMA}.{function}")


def run_file(path: Path) -> None:
    """Past SQLAlchemy, which would look for parameters in it."""
    connection = op.get_bind().connection.driver_connection
    assert isinstance(connection, psycopg.Connection)
    connection.execute(path.read_bytes())


def moment(name: str = "known_at") -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)


def reference(table: str, column: str, to: str, key: str = "id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{SCHEMA}.{to}.{key}"], name=f"fk_{table}_{column}")


def check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def create_tranches() -> None:
    op.create_table(
        "tranche",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("contribution", sa.Text, nullable=False),
        sa.Column("number", sa.SmallInteger, nullable=False),
        check("tranche", "number", "number > 0"),
        reference("tranche", "contribution", "contribution", "key"),
        sa.PrimaryKeyConstraint("id", name="pk_tranche"),
        sa.UniqueConstraint("contribution", "number", name="uq_tranche_contribution_number"),
        schema=SCHEMA,
        comment="A part of a contribution that comes at once (Art. 5.6); what is said of it stands in its versions.",
    )
    op.create_table(
        "tranche_version",
        sa.Column("tranche_id", sa.Uuid, nullable=False),
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("amount_cents", sa.BigInteger, nullable=False),
        sa.Column("due_on", sa.Date, comment="Empty while it still has to be dated."),
        sa.Column("years", JSONB, nullable=False, comment="The years in which it can come."),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        moment(),
        check("tranche_version", "amount", "amount_cents > 0"),
        check("tranche_version", "reason", "reason <> ''"),
        reference("tranche_version", "tranche_id", "tranche"),
        sa.PrimaryKeyConstraint("tranche_id", "version", name="pk_tranche_version"),
        schema=SCHEMA,
        comment="Only ever added to.",
    )


def create_allocations() -> None:
    op.create_table(
        "allocation",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("supersedes", sa.Uuid),
        sa.Column("decided_on", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("agreed_by", JSONB, nullable=False, comment="Parties, by their keys."),
        sa.Column("consultation", sa.Text, comment="The meeting in which it was agreed."),
        sa.Column("guideline", JSONB, nullable=False, comment="The deal's rule of division as it was then."),
        sa.Column("who", sa.Text, nullable=False),
        moment(),
        check("allocation", "follows", "(version = 1) = (supersedes IS NULL)"),
        check("allocation", "reason", "reason <> ''"),
        reference("allocation", "supersedes", "allocation"),
        sa.PrimaryKeyConstraint("id", name="pk_allocation"),
        sa.UniqueConstraint("version", name="uq_allocation_version"),
        sa.UniqueConstraint("supersedes", name="uq_allocation_supersedes"),
        schema=SCHEMA,
        comment="A division of the money; only ever added to, a new version takes the place of the one before.",
    )
    op.create_index("ix_allocation_known_at", "allocation", ["known_at"], schema=SCHEMA)
    op.create_table(
        "allocation_part",
        sa.Column("allocation_id", sa.Uuid, nullable=False),
        sa.Column("contribution", sa.Text, nullable=False),
        sa.Column("pillar", sa.SmallInteger, nullable=False),
        sa.Column("year", sa.SmallInteger, autoincrement=False, nullable=False),
        sa.Column("amount_cents", sa.BigInteger, nullable=False),
        check("allocation_part", "amount", "amount_cents >= 0"),
        check("allocation_part", "year", "year BETWEEN 2000 AND 2099"),
        reference("allocation_part", "allocation_id", "allocation"),
        reference("allocation_part", "contribution", "contribution", "key"),
        reference("allocation_part", "pillar", "pillar", "key"),
        sa.PrimaryKeyConstraint("allocation_id", "contribution", "pillar", "year", name="pk_allocation_part"),
        schema=SCHEMA,
        comment="Only ever added to, together with its allocation.",
    )
    op.create_table(
        "allocation_review",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("allocation_id", sa.Uuid, nullable=False),
        sa.Column("year", sa.SmallInteger, nullable=False),
        sa.Column("reviewed_on", sa.Date, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        moment(),
        check("allocation_review", "outcome", "outcome IN ('kept', 'to-change')"),
        check("allocation_review", "year", "year BETWEEN 2000 AND 2099"),
        reference("allocation_review", "allocation_id", "allocation"),
        sa.PrimaryKeyConstraint("id", name="pk_allocation_review"),
        schema=SCHEMA,
        comment="The yearly look at the division (Art. 5.7); only ever added to.",
    )
    op.create_index("ix_allocation_review_allocation_id", "allocation_review", ["allocation_id"], schema=SCHEMA)


def create_imports() -> None:
    op.create_table(
        "booking_import",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("contribution", sa.Text, comment="For rows that name none."),
        sa.Column("checksum", sa.Text, nullable=False, comment="SHA-256 of the file."),
        sa.Column("rows", JSONB, nullable=False, comment="The cells of each row, by column."),
        sa.Column("who", sa.Text, nullable=False),
        moment("made_at"),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("booked", sa.Integer, comment="How many bookings its confirmation made."),
        reference("booking_import", "contribution", "contribution", "key"),
        sa.PrimaryKeyConstraint("id", name="pk_booking_import"),
        schema=SCHEMA,
        comment="A file of the finance system as it was looked at; nothing is booked before it is confirmed.",
    )
    op.create_index("ix_booking_import_made_at", "booking_import", ["made_at"], schema=SCHEMA)


def create_totals() -> None:
    op.create_table(
        "booking_cell",
        sa.Column("id", sa.Integer, sa.Identity(always=True), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("contribution", sa.Text, nullable=False),
        sa.Column("pillar", sa.SmallInteger, nullable=False, comment="0 for none."),
        sa.Column("year", sa.SmallInteger, nullable=False),
        sa.Column("month", sa.Date, nullable=False, comment="First day of the month on which the bookings count."),
        sa.Column("total_cents", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_booking_cell"),
        sa.UniqueConstraint("kind", "contribution", "pillar", "year", "month", name="uq_booking_cell_key"),
        schema=SCHEMA,
        comment="Kept by a trigger; the service only reads it.",
    )
    op.create_table(
        "booking_total",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("contribution", sa.Text, nullable=False),
        sa.Column("pillar", sa.SmallInteger, autoincrement=False, nullable=False, comment="0 for none."),
        sa.Column("project_id", sa.Uuid, nullable=False, comment="Zeros for none."),
        sa.Column("total_cents", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("kind", "contribution", "pillar", "project_id", name="pk_booking_total"),
        schema=SCHEMA,
        comment="Kept by a trigger; the service only reads it. Never negative when a transaction ends.",
    )
    op.create_table(
        "booking_clock",
        sa.Column("id", sa.SmallInteger, autoincrement=False, nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("transaction", sa.Text, nullable=False),
        check("booking_clock", "one_row", "id = 1"),
        sa.PrimaryKeyConstraint("id", name="pk_booking_clock"),
        schema=SCHEMA,
        comment="One row: the moment of the last bookings. Who books holds it, so that moments follow commits.",
    )


def create_booking() -> None:
    op.create_table(
        "booking",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("contribution", sa.Text, nullable=False),
        sa.Column("pillar", sa.SmallInteger, comment="Empty for money that comes in."),
        sa.Column("project_id", sa.Uuid),
        sa.Column("tranche_id", sa.Uuid),
        sa.Column("year", sa.SmallInteger, nullable=False, comment="The year of the budget that it belongs to."),
        sa.Column("valid_on", sa.Date, nullable=False, comment="The day on which it counts."),
        sa.Column("amount_cents", sa.BigInteger, nullable=False),
        sa.Column("document_number", sa.Text),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("reverses", sa.Uuid, comment="The booking that this one takes back."),
        sa.Column("replaces", sa.Uuid, comment="The booking that was taken back for this."),
        sa.Column("reason", sa.Text, comment="Why it takes back or replaces another one."),
        sa.Column("import_id", sa.Uuid),
        sa.Column("who", sa.Text, nullable=False),
        moment(),
        sa.Column("cell_id", sa.Integer, server_default="0", nullable=False, comment="Filled in by a trigger."),
        sa.Column(
            "running_cents", sa.BigInteger, server_default="0", nullable=False, comment="Total of its cell up to here."
        ),
        *booking_checks(),
        reference("booking", "contribution", "contribution", "key"),
        reference("booking", "pillar", "pillar", "key"),
        reference("booking", "project_id", "project"),
        reference("booking", "tranche_id", "tranche"),
        reference("booking", "reverses", "booking"),
        reference("booking", "replaces", "booking"),
        reference("booking", "import_id", "booking_import"),
        sa.PrimaryKeyConstraint("id", name="pk_booking"),
        sa.UniqueConstraint("number", name="uq_booking_number"),
        sa.UniqueConstraint("reverses", name="uq_booking_reverses"),
        sa.UniqueConstraint("replaces", name="uq_booking_replaces"),
        schema=SCHEMA,
        comment="Only ever added to: a mistake is taken back by a booking of its own.",
    )
    index_bookings()


def booking_checks() -> list[sa.CheckConstraint]:
    return [
        check("booking", "kind", "kind IN ('budget', 'commitment', 'payment', 'forecast', 'receipt')"),
        check("booking", "amount", "amount_cents <> 0"),
        check("booking", "amount_in_reach", "abs(amount_cents) <= 100000000000"),
        check("booking", "year", "year BETWEEN 2000 AND 2099"),
        check("booking", "valid_on", "valid_on BETWEEN '2000-01-01' AND '2099-12-31'"),
        check("booking", "payment_of_a_project", "kind <> 'payment' OR project_id IS NOT NULL"),
        check("booking", "pillar_of_what_goes_out", "(kind = 'receipt') = (pillar IS NULL)"),
        check("booking", "receipt_of_no_project", "kind <> 'receipt' OR project_id IS NULL"),
        check("booking", "tranche_of_a_receipt", "kind = 'receipt' OR tranche_id IS NULL"),
        check("booking", "reason", "(reverses IS NULL AND replaces IS NULL) = (reason IS NULL)"),
        check("booking", "one_way", "reverses IS NULL OR replaces IS NULL"),
        check("booking", "description", "description <> ''"),
    ]


def index_bookings() -> None:
    by_moment = [sa.text("known_at DESC"), sa.text("number DESC")]
    op.create_index("ix_booking_valid_on", "booking", [sa.text("valid_on DESC"), sa.text("number DESC")], schema=SCHEMA)
    op.create_index(
        "ix_booking_cell",
        "booking",
        ["cell_id", *by_moment],
        schema=SCHEMA,
        postgresql_include=["running_cents"],
    )
    op.create_index(
        "ix_booking_cell_day",
        "booking",
        ["cell_id", "valid_on"],
        schema=SCHEMA,
        postgresql_include=["known_at", "amount_cents"],
    )
    op.create_index("ix_booking_project", "booking", ["project_id", "kind"], schema=SCHEMA)
    op.create_index("ix_booking_known_at", "booking", ["known_at"], schema=SCHEMA)
    op.create_index(
        "uq_booking_document_number",
        "booking",
        ["document_number"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("reverses IS NULL AND replaces IS NULL"),
    )


def create_counts() -> None:
    op.create_table(
        "project_standing",
        sa.Column("project_id", sa.Uuid, nullable=False),
        sa.Column("pillar", sa.SmallInteger, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("wijken", ARRAY(sa.Text), nullable=False),
        sa.PrimaryKeyConstraint("project_id", name="pk_project_standing"),
        schema=SCHEMA,
        comment="How each project was last counted. Kept by a trigger; the service only reads it.",
    )
    op.create_table(
        "project_count",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("axis", sa.Text, nullable=False, comment="pillar or wijk."),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("projects", sa.Integer, nullable=False, comment="How many there were from this moment on."),
        sa.PrimaryKeyConstraint("id", name="pk_project_count"),
        schema=SCHEMA,
        comment="One row each time a number changed. Kept by a trigger; the service only reads it.",
    )
    op.create_index(
        "ix_project_count_as_of",
        "project_count",
        ["axis", "part", "status", sa.text("known_at DESC"), sa.text("id DESC")],
        schema=SCHEMA,
        postgresql_include=["projects"],
    )


def create_milestone_counts() -> None:
    op.create_table(
        "milestone_standing",
        sa.Column("milestone_id", sa.Uuid, nullable=False),
        sa.Column("planned", sa.Date, nullable=False),
        sa.Column("actual", sa.Date),
        sa.Column("pillar", sa.SmallInteger, nullable=False),
        sa.Column("wijken", ARRAY(sa.Text), nullable=False),
        sa.PrimaryKeyConstraint("milestone_id", name="pk_milestone_standing"),
        schema=SCHEMA,
        comment="How each milestone was last counted. Kept by a trigger; the service only reads it.",
    )
    op.create_table(
        "milestone_count",
        sa.Column("grain", sa.Text, nullable=False, comment="day or month."),
        sa.Column("axis", sa.Text, nullable=False, comment="pillar or wijk."),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("planned", sa.Integer, nullable=False),
        sa.Column("reached", sa.Integer, nullable=False),
        sa.Column(
            "late",
            sa.Integer,
            nullable=False,
            comment="How many became late, less those that were reached after all.",
        ),
        sa.PrimaryKeyConstraint("grain", "axis", "part", "starts_on", name="pk_milestone_count"),
        schema=SCHEMA,
        comment="Steps per day and per month, to add up until a day. Kept by a trigger; the service only reads it.",
    )


def create_kept_answers() -> None:
    op.create_table(
        "kept_answer",
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("asked_on", sa.Date, nullable=False),
        sa.Column("body", JSONB, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("question", "asked_on", name="pk_kept_answer"),
        schema=SCHEMA,
        comment="The last good answer of another service on each day: for when it is away, and for looking back.",
    )
