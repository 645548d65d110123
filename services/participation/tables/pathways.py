"""Where people can go on to: help offers, referrals, and how many went (Art. 4.1a)."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from services.kit.tables import versioned
from services.participation.tables.schema import metadata

PUBLISHED = text("status = 'published'")
OPEN = text("status = 'open'")

help_offer = Table(
    "help_offer",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, ForeignKey("participation.help_kind.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("sort_title", Text(collation="C"), nullable=False),
    Column("what", Text, nullable=False),
    Column("for_whom", Text),
    Column("organisation", Text),
    Column("wijken", ARRAY(Text), nullable=False),
    Column("place_id", Uuid, ForeignKey("participation.place.id")),
    Column("languages", ARRAY(Text), nullable=False),
    Column("phone", Text),
    Column("email", Text),
    Column("url", Text),
    Column("reach", Text, comment="When and how, in words."),
    Column("status", Text, nullable=False, server_default="published"),
    *versioned(),
    CheckConstraint("status IN ('published', 'withdrawn')", name="status"),
    CheckConstraint("cardinality(wijken) > 0", name="wijken"),
    CheckConstraint("cardinality(languages) > 0", name="languages"),
    CheckConstraint("num_nonnulls(phone, email, url, place_id) > 0", name="within_reach"),
    Index("ix_help_offer_public_title", "sort_title", "id", postgresql_where=PUBLISHED),
    Index("ix_help_offer_kind", "kind"),
    Index("ix_help_offer_place_id", "place_id"),
    comment="Help with debts, language, care …: what, for whom, how to reach it. Not an activity.",
)

referral = Table(
    "referral",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("from_step", Text, ForeignKey("participation.step.id"), nullable=False),
    Column("to_kind", Text, nullable=False),
    Column("to_id", Uuid, nullable=False, comment="An activity, help offer or project; not a foreign key."),
    Column("to_step", Text, nullable=False, comment="The step of the activity, else help-offer or project."),
    Column("place_id", Uuid, ForeignKey("participation.place.id", ondelete="CASCADE"), nullable=False),
    Column("contact", LargeBinary, comment="Sealed: how to reach the person, if they wanted that."),
    Column("consent_wording", Text, ForeignKey("participation.consent_wording.id"), nullable=False),
    Column("consented_on", Date, nullable=False),
    Column("status", Text, nullable=False, server_default="open"),
    Column("closed_at", DateTime(timezone=True)),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("status IN ('open', 'arrived', 'not-arrived')", name="status"),
    CheckConstraint("(status = 'open') = (closed_at IS NULL)", name="closed"),
    CheckConstraint("to_kind IN ('activity', 'help-offer', 'project')", name="to_kind"),
    Index("ix_referral_place_id", "place_id", "created_at", "id"),
    Index("ix_referral_closed_at", "closed_at"),
    Index("ix_referral_open", "created_at", postgresql_where=OPEN),
    comment="One person led on once. Nothing tells which referrals are of the same person; gone some days after it is"
    " closed.",
)

flow = Table(
    "flow",
    metadata,
    Column("quarter", Date, primary_key=True, comment="Its first day."),
    Column("wijk", Text, ForeignKey("participation.wijk.id"), primary_key=True, comment="Of the receiving place."),
    Column("from_step", Text, primary_key=True),
    Column("to_step", Text, primary_key=True),
    Column("arrived", Integer, nullable=False),
    CheckConstraint("arrived > 0", name="arrived"),
    comment="How many people who were led on arrived; all that stays of referrals.",
)
