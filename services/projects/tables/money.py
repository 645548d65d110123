"""The money (Art. 5): bookings that are only ever added to, tranches and allocations by version, imports.

Totals beside the bookings are kept by triggers (migration 0005): what a sum was at any moment is one look at an index.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.projects.tables.deal import contribution, pillar
from services.projects.tables.registry import project
from services.projects.tables.schema import metadata

KINDS = ("budget", "commitment", "payment", "forecast", "receipt")
NONE_YET = "00000000-0000-0000-0000-000000000000"
"""Stands for "no project" in a key, where 0 stands for "no pillar"."""


def moment(name: str = "known_at") -> Column[Any]:
    return Column(name, DateTime(timezone=True), nullable=False, server_default=func.now())


def of_contribution() -> Column[str]:
    return Column("contribution", Text, ForeignKey(contribution.c.key), nullable=False)


tranche = Table(
    "tranche",
    metadata,
    Column("id", Uuid, primary_key=True),
    of_contribution(),
    Column("number", SmallInteger, nullable=False),
    UniqueConstraint("contribution", "number", name="uq_tranche_contribution_number"),
    CheckConstraint("number > 0", name="number"),
    comment="A part of a contribution that comes at once (Art. 5.6); what is said of it stands in its versions.",
)
tranche_version = Table(
    "tranche_version",
    metadata,
    Column("tranche_id", Uuid, ForeignKey(tranche.c.id), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("amount_cents", BigInteger, nullable=False),
    Column("due_on", Date, comment="Empty while it still has to be dated."),
    Column("years", JSONB, nullable=False, comment="The years in which it can come."),
    Column("reason", Text, nullable=False),
    Column("who", Text, nullable=False),
    moment(),
    CheckConstraint("amount_cents > 0", name="amount"),
    CheckConstraint("reason <> ''", name="reason"),
    comment="Only ever added to.",
)
allocation = Table(
    "allocation",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("supersedes", Uuid, ForeignKey("projects.allocation.id")),
    Column("decided_on", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("agreed_by", JSONB, nullable=False, comment="Parties, by their keys."),
    Column("consultation", Text, comment="The meeting in which it was agreed."),
    Column("guideline", JSONB, nullable=False, comment="The deal's rule of division as it was then."),
    Column("who", Text, nullable=False),
    moment(),
    UniqueConstraint("version", name="uq_allocation_version"),
    UniqueConstraint("supersedes", name="uq_allocation_supersedes"),
    CheckConstraint("(version = 1) = (supersedes IS NULL)", name="follows"),
    CheckConstraint("reason <> ''", name="reason"),
    Index("ix_allocation_known_at", "known_at"),
    comment="A division of the money; only ever added to, a new version takes the place of the one before.",
)
allocation_part = Table(
    "allocation_part",
    metadata,
    Column("allocation_id", Uuid, ForeignKey(allocation.c.id), primary_key=True),
    Column("contribution", Text, ForeignKey(contribution.c.key), primary_key=True),
    Column("pillar", SmallInteger, ForeignKey(pillar.c.key), primary_key=True),
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("amount_cents", BigInteger, nullable=False),
    CheckConstraint("amount_cents >= 0", name="amount"),
    CheckConstraint("year BETWEEN 2000 AND 2099", name="year"),
    comment="Only ever added to, together with its allocation.",
)
allocation_review = Table(
    "allocation_review",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("allocation_id", Uuid, ForeignKey(allocation.c.id), nullable=False),
    Column("year", SmallInteger, nullable=False),
    Column("reviewed_on", Date, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("who", Text, nullable=False),
    moment(),
    CheckConstraint("outcome IN ('kept', 'to-change')", name="outcome"),
    CheckConstraint("year BETWEEN 2000 AND 2099", name="year"),
    Index("ix_allocation_review_allocation_id", "allocation_id"),
    comment="The yearly look at the division (Art. 5.7); only ever added to.",
)
booking_import = Table(
    "booking_import",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("contribution", Text, ForeignKey(contribution.c.key), comment="For rows that name none."),
    Column("checksum", Text, nullable=False, comment="SHA-256 of the file."),
    Column("rows", JSONB, nullable=False, comment="The cells of each row, by column."),
    Column("who", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("confirmed_at", DateTime(timezone=True)),
    Column("booked", Integer, comment="How many bookings its confirmation made."),
    Column("preview", JSONB, nullable=False, server_default="{}", comment="What its sender saw of it."),
    Index("ix_booking_import_made_at", "made_at"),
    comment="A file of the finance system as it was looked at; nothing is booked before it is confirmed.",
)
booking_cell = Table(
    "booking_cell",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("contribution", Text, nullable=False),
    Column("pillar", SmallInteger, nullable=False, comment="0 for none."),
    Column("year", SmallInteger, nullable=False),
    Column("month", Date, nullable=False, comment="First day of the month on which the bookings count."),
    Column("total_cents", BigInteger, nullable=False),
    UniqueConstraint("kind", "contribution", "pillar", "year", "month", name="uq_booking_cell_key"),
    comment="Kept by a trigger; the service only reads it.",
)
booking_year = Table(
    "booking_year",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("contribution", Text, primary_key=True),
    Column("pillar", SmallInteger, primary_key=True, autoincrement=False, comment="0 for none."),
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("known_at", DateTime(timezone=True), primary_key=True),
    Column("total_cents", BigInteger, nullable=False, comment="Of all its months, from this moment on."),
    comment="One row each time a sum changed. Kept by a trigger; the service only reads it.",
)
booking_total = Table(
    "booking_total",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("contribution", Text, primary_key=True),
    Column("pillar", SmallInteger, primary_key=True, autoincrement=False, comment="0 for none."),
    Column("project_id", Uuid, primary_key=True, comment="Zeros for none."),
    Column("total_cents", BigInteger, nullable=False),
    comment="Kept by a trigger; the service only reads it. Never negative when a transaction ends.",
)
booking_clock = Table(
    "booking_clock",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("known_at", DateTime(timezone=True), nullable=False),
    Column("transaction", Text, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
    comment="One row: the moment of the last bookings. Who books holds it, so that moments follow commits.",
)
booking = Table(
    "booking",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", BigInteger, Identity(always=True), nullable=False),
    Column("kind", Text, nullable=False),
    of_contribution(),
    Column("pillar", SmallInteger, ForeignKey(pillar.c.key), comment="Empty for money that comes in."),
    Column("project_id", Uuid, ForeignKey(project.c.id)),
    Column("tranche_id", Uuid, ForeignKey(tranche.c.id)),
    Column("year", SmallInteger, nullable=False, comment="The year of the budget that it belongs to."),
    Column("valid_on", Date, nullable=False, comment="The day on which it counts."),
    Column("amount_cents", BigInteger, nullable=False),
    Column("document_number", Text),
    Column("description", Text, nullable=False),
    Column("reverses", Uuid, ForeignKey("projects.booking.id"), comment="The booking that this one takes back."),
    Column("replaces", Uuid, ForeignKey("projects.booking.id"), comment="The booking that was taken back for this."),
    Column("reason", Text, comment="Why it takes back or replaces another one."),
    Column("after_end_reason", Text, comment="Why it counts after the end of the deal."),
    Column("import_id", Uuid, ForeignKey(booking_import.c.id)),
    Column("who", Text, nullable=False),
    moment(),
    Column("cell_id", Integer, nullable=False, server_default="0", comment="Filled in by a trigger."),
    Column("running_cents", BigInteger, nullable=False, server_default="0", comment="Total of its cell up to here."),
    UniqueConstraint("number", name="uq_booking_number"),
    UniqueConstraint("reverses", name="uq_booking_reverses"),
    UniqueConstraint("replaces", name="uq_booking_replaces"),
    CheckConstraint(f"kind IN ({', '.join(repr(kind) for kind in KINDS)})", name="kind"),
    CheckConstraint("amount_cents <> 0", name="amount"),
    CheckConstraint("abs(amount_cents) <= 100000000000", name="amount_in_reach"),
    CheckConstraint("year BETWEEN 2000 AND 2099", name="year"),
    CheckConstraint("valid_on BETWEEN '2000-01-01' AND '2099-12-31'", name="valid_on"),
    CheckConstraint("kind <> 'payment' OR project_id IS NOT NULL", name="payment_of_a_project"),
    CheckConstraint("(kind = 'receipt') = (pillar IS NULL)", name="pillar_of_what_goes_out"),
    CheckConstraint("kind <> 'receipt' OR project_id IS NULL", name="receipt_of_no_project"),
    CheckConstraint("kind = 'receipt' OR tranche_id IS NULL", name="tranche_of_a_receipt"),
    CheckConstraint("(reverses IS NULL AND replaces IS NULL) = (reason IS NULL)", name="reason"),
    CheckConstraint("reverses IS NULL OR replaces IS NULL", name="one_way"),
    CheckConstraint("description <> ''", name="description"),
    CheckConstraint("after_end_reason <> ''", name="reason_given"),
    Index("ix_booking_valid_on", text("valid_on DESC"), text("number DESC")),
    Index(
        "ix_booking_cell", "cell_id", text("known_at DESC"), text("number DESC"), postgresql_include=["running_cents"]
    ),
    Index("ix_booking_cell_day", "cell_id", "valid_on", postgresql_include=["known_at", "amount_cents"]),
    Index("ix_booking_project", "project_id", "kind"),
    Index("ix_booking_known_at", "known_at"),
    Index(
        "uq_booking_document_number",
        "document_number",
        unique=True,
        postgresql_where=text("reverses IS NULL AND replaces IS NULL"),
    ),
    comment="Only ever added to: a mistake is taken back by a booking of its own.",
)
