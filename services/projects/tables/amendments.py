"""How the deal changes: amendments (Art. 10), accessions (Art. 11), and the versions of the deal that they make."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.kit.tables import versioned
from services.projects.tables.deal import party
from services.projects.tables.evidence import document
from services.projects.tables.schema import metadata

AMENDMENT_STATUSES = ("requested", "made-known", "talking", "asking", "in-force", "refused", "withdrawn")
ACCESSION_STATUSES = ("requested", "asking", "in-force", "refused", "withdrawn")


def one_of(words: tuple[str, ...], column: str = "status") -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in words)})", name=column)


amendment = Table(
    "amendment",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("request", Text, nullable=False, comment="The request in writing (Art. 10.1)."),
    Column("requested_by", Text, ForeignKey(party.c.key), nullable=False),
    Column("requested_on", Date, nullable=False),
    Column("made_known_on", Date, comment="To whom the deal names, LNV: the four weeks run from here (Art. 10.2)."),
    Column("talks_started_on", Date),
    Column("asked_on", Date, comment="Who is party on this day is asked for consent."),
    Column("ended_on", Date, comment="In force, refused or withdrawn."),
    Column("status", Text, nullable=False, server_default="requested"),
    Column("changes", JSONB, nullable=False, comment="What it makes the deal say; applied when it comes into force."),
    *versioned(),
    one_of(AMENDMENT_STATUSES),
    CheckConstraint("made_known_on >= requested_on", name="made_known_after_request"),
    CheckConstraint("talks_started_on >= made_known_on", name="talks_after_made_known"),
    CheckConstraint("asked_on >= talks_started_on", name="asked_after_talks"),
    CheckConstraint("(status IN ('in-force', 'refused', 'withdrawn')) = (ended_on IS NOT NULL)", name="ended"),
)

accession = Table(
    "accession",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("slug", Text, nullable=False, comment="Of the party that it becomes."),
    Column("name", Text, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("side", Text, nullable=False, comment="Rijk, Regio or neither."),
    Column("request", Text, nullable=False, comment="The request in writing (Art. 11.2)."),
    Column("contribution", JSONB, nullable=False, comment="The concrete contribution, in words and cents (Art. 11.2)."),
    Column("requested_on", Date, nullable=False),
    Column("asked_on", Date, comment="Who is party on this day is asked for consent."),
    Column("ended_on", Date, comment="Party, refused or withdrawn."),
    Column("status", Text, nullable=False, server_default="requested"),
    *versioned(),
    one_of(ACCESSION_STATUSES),
    CheckConstraint("side IN ('rijk', 'regio', 'other')", name="side"),
    CheckConstraint("asked_on >= requested_on", name="asked_after_request"),
    CheckConstraint("(status IN ('in-force', 'refused', 'withdrawn')) = (ended_on IS NOT NULL)", name="ended"),
)


def consent_table(name: str, procedure: Table) -> Table:
    """Who was asked, and what each made known; a row per party, so nobody consents twice."""
    return Table(
        name,
        metadata,
        Column(f"{procedure.name}_id", Uuid, ForeignKey(procedure.c.id, ondelete="CASCADE"), primary_key=True),
        Column("party", Text, ForeignKey(party.c.key), primary_key=True),
        Column("answer", Text),
        Column("answered_on", Date),
        Column("statement", Text, nullable=False, server_default="", comment="The declaration that is annexed."),
        Column("document_id", Uuid, ForeignKey(document.c.id)),
        CheckConstraint("answer IN ('consents', 'refuses')", name="answer"),
        CheckConstraint("(answer IS NULL) = (answered_on IS NULL)", name="answered"),
    )


def step_table(name: str, procedure: Table, statuses: tuple[str, ...]) -> Table:
    """Every step with who, when and document; only ever added to."""
    return Table(
        name,
        metadata,
        Column(f"{procedure.name}_id", Uuid, ForeignKey(procedure.c.id, ondelete="CASCADE"), primary_key=True),
        Column("number", SmallInteger, primary_key=True, autoincrement=False),
        Column("status", Text, nullable=False, comment="Where the step leads to."),
        Column("taken_on", Date, nullable=False),
        Column("party", Text, ForeignKey(party.c.key), comment="Who took it; empty for whom is no party yet."),
        Column("note", Text, nullable=False, server_default=""),
        Column("document_id", Uuid, ForeignKey(document.c.id)),
        Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        one_of(statuses),
    )


amendment_consent = consent_table("amendment_consent", amendment)
accession_consent = consent_table("accession_consent", accession)
amendment_step = step_table("amendment_step", amendment, AMENDMENT_STATUSES)
accession_step = step_table("accession_step", accession, ACCESSION_STATUSES)

party_membership = Table(
    "party_membership",
    metadata,
    Column("party", Text, ForeignKey(party.c.key), primary_key=True),
    Column("since", Date, comment="Empty for a party of the deal while the day of its start is not known."),
    Column("source", Text, nullable=False),
    Column("accession_id", Uuid, ForeignKey(accession.c.id), unique=True),
    CheckConstraint("source IN ('deal', 'accession')", name="source"),
    CheckConstraint("(source = 'accession') = (accession_id IS NOT NULL)", name="of_accession"),
    CheckConstraint("source = 'deal' OR since IS NOT NULL", name="since_known"),
    comment="Who is party, and from when on.",
)

deal_version = Table(
    "deal_version",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("in_force_on", Date, nullable=False),
    Column("amendment_id", Uuid, ForeignKey(amendment.c.id), unique=True),
    Column("accession_id", Uuid, ForeignKey(accession.c.id), unique=True),
    CheckConstraint("number >= 2", name="after_the_first"),
    CheckConstraint("num_nonnulls(amendment_id, accession_id) = 1", name="of_one"),
    Index("ix_deal_version_in_force_on", "in_force_on", "number"),
    comment="Version 1 is the deal as it was signed; each row here is one that replaced it. Its number is its annex.",
)

replaced_part = Table(
    "replaced_part",
    metadata,
    Column("part", Text, primary_key=True, comment="A table of the deal."),
    Column("key", Text, primary_key=True),
    Column("replaced_in", Integer, ForeignKey(deal_version.c.number), primary_key=True, autoincrement=False),
    Column(
        "body",
        JSONB(none_as_null=True),
        comment="What it said until then; empty when it was not there yet. The deal's files no longer change it.",
    ),
    Index("ix_replaced_part_replaced_in", "replaced_in"),
)
