"""Who comes, who waits, who came. Personal data stands in sealed columns of `enrolment` only."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.participation.tables.schema import metadata

COUNTS = text("status IN ('enrolled', 'waiting', 'offered')")

seats = Table(
    "seats",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("activity_id", Uuid, ForeignKey("participation.activity.id", ondelete="CASCADE"), nullable=False),
    Column("occurrence_id", Uuid, ForeignKey("participation.occurrence.id"), comment="Null: for the whole series."),
    Column("capacity", Integer, comment="That of the activity, null when there is room for all."),
    Column("most", Integer, comment="What may be taken: the capacity, or what was taken when it became less."),
    Column("enrolled", Integer, nullable=False, server_default="0"),
    Column("offered", Integer, nullable=False, server_default="0"),
    Column("waiting", Integer, nullable=False, server_default="0"),
    Column("last_number", Integer, nullable=False, server_default="0"),
    Column(
        "said_full",
        Boolean,
        nullable=False,
        server_default="false",
        comment="A coordinator said so: the capacity is then what was taken, whatever that of the activity.",
    ),
    UniqueConstraint("occurrence_id", name="uq_seats_occurrence"),
    CheckConstraint("enrolled + offered <= most", name="never_too_many"),
    CheckConstraint("enrolled >= 0 AND offered >= 0 AND waiting >= 0", name="counts"),
    Index("uq_seats_series", "activity_id", unique=True, postgresql_where=text("occurrence_id IS NULL")),
    Index("ix_seats_activity_id", "activity_id"),
    Index("ix_seats_said_full", "activity_id", postgresql_where=text("said_full")),
    Index("ix_seats_waited_for", "id", postgresql_where=text("waiting > 0")),
    comment="The counts of one date or series. Who locks this row decides on its places.",
)

enrolment = Table(
    "enrolment",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("seats_id", Uuid, ForeignKey("participation.seats.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False, comment="Order of coming."),
    Column("status", Text, nullable=False),
    Column("told", Text, comment="What was answered to a double, which takes no place."),
    Column("token_hash", LargeBinary, comment="SHA-256 of the token in the manage link."),
    Column("by_phone", LargeBinary, comment="Keyed fingerprint for this date, to know who joins twice; also by_email."),
    Column("by_email", LargeBinary),
    Column("name", LargeBinary, comment="Sealed, like phone and email."),
    Column("phone", LargeBinary),
    Column("email", LargeBinary),
    Column("language", Text, nullable=False, server_default="nl"),
    Column("for_child", Boolean, nullable=False, server_default="false"),
    Column("on_behalf", Boolean, nullable=False, server_default="false"),
    Column("confirm_by", DateTime(timezone=True)),
    Column("origin", LargeBinary, comment="Keyed hash of the address it came from that day."),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    UniqueConstraint("seats_id", "number", name="uq_enrolment_number"),
    CheckConstraint("status IN ('enrolled', 'waiting', 'offered', 'left', 'lapsed', 'double')", name="status"),
    CheckConstraint("(status = 'offered') = (confirm_by IS NOT NULL)", name="confirm_by"),
    CheckConstraint("(status = 'double') = (told IS NOT NULL)", name="told"),
    Index("uq_enrolment_token_hash", "token_hash", unique=True),
    Index("uq_enrolment_by_phone", "seats_id", "by_phone", unique=True, postgresql_where=COUNTS),
    Index("uq_enrolment_by_email", "seats_id", "by_email", unique=True, postgresql_where=COUNTS),
    Index("ix_enrolment_confirm_by", "confirm_by", postgresql_where=text("confirm_by IS NOT NULL")),
    Index("ix_enrolment_origin", "origin", "created_at", postgresql_where=text("origin IS NOT NULL")),
)

notice = Table(
    "notice",
    metadata,
    Column("id", Uuid, primary_key=True, server_default=func.gen_random_uuid()),
    Column("number", BigInteger, Identity(always=True), nullable=False),
    Column("enrolment_id", Uuid, ForeignKey("participation.enrolment.id", ondelete="CASCADE"), nullable=False),
    Column("occurrence_id", Uuid, ForeignKey("participation.occurrence.id"), nullable=False),
    Column("more", Integer, nullable=False, server_default="0", comment="So many more dates of the series likewise."),
    Column("kind", Text, nullable=False),
    Column("way", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("done_at", DateTime(timezone=True)),
    Column("outcome", Text),
    CheckConstraint("way IN ('mail', 'phone')", name="way"),
    CheckConstraint(
        "kind IN ('joined', 'waiting', 'offered', 'promoted', 'lapsed', 'moved', 'cancelled', 'restored',"
        " 'reminder', 'double', 'double-left')",
        name="kind",
    ),
    Index(
        "uq_notice_open",
        "enrolment_id",
        "kind",
        "occurrence_id",
        unique=True,
        postgresql_where=text("done_at IS NULL OR kind = 'reminder'"),
    ),
    Index("ix_notice_open", "way", "number", postgresql_where=text("done_at IS NULL")),
    Index("ix_notice_occurrence_id", "occurrence_id"),
    comment="What is still to be told to somebody, by mail or by phone.",
)

attendance = Table(
    "attendance",
    metadata,
    Column("occurrence_id", Uuid, ForeignKey("participation.occurrence.id"), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("of_whom", JSONB, nullable=False, server_default="{}"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("updated_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("count BETWEEN 0 AND 10000", name="count"),
    comment="How many came. Stays when the names are gone.",
)

presence = Table(
    "presence",
    metadata,
    Column(
        "occurrence_id",
        Uuid,
        ForeignKey("participation.attendance.occurrence_id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column(
        "enrolment_id", Uuid, ForeignKey("participation.enrolment.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
    comment="Whose name was ticked.",
)
