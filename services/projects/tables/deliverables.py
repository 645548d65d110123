"""What Art. 3 counts and no place holds: deliverables, business space, courses and their learners."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from services.kit.tables import versioned
from services.projects.tables.deal import course_kind, deliverable_kind, wijk
from services.projects.tables.schema import metadata, of_project

deliverable = Table(
    "deliverable",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, ForeignKey(deliverable_kind.c.key), nullable=False),
    Column("wijk", Text, ForeignKey(wijk.c.key)),
    Column("title", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("since", Date, nullable=False),
    of_project(nullable=True),
    Column("note", Text, nullable=False, server_default=""),
    *versioned(),
    CheckConstraint("status IN ('planned', 'preparing', 'realised', 'ended')", name="status"),
    CheckConstraint("title <> ''", name="title_given"),
    Index("ix_deliverable_kind", "kind", "wijk"),
    Index("ix_deliverable_project_id", "project_id"),
)

business_space = Table(
    "business_space",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("wijk", Text, ForeignKey(wijk.c.key), nullable=False),
    Column("square_metres", Integer, nullable=False),
    Column("in_use_since", Date, nullable=False),
    Column("in_use_until", Date, comment="In use while empty."),
    Column("was_vacant", Boolean, nullable=False, comment="Vacant property given a new use."),
    Column("previous_use", Text),
    of_project(nullable=True),
    Column("note", Text, nullable=False, server_default=""),
    *versioned(),
    CheckConstraint("square_metres BETWEEN 1 AND 1000000", name="square_metres"),
    CheckConstraint("in_use_until >= in_use_since", name="until_after_since"),
    CheckConstraint("name <> ''", name="name_given"),
    UniqueConstraint("name", "wijk"),
    Index("ix_business_space_wijk", "wijk"),
    Index("ix_business_space_project_id", "project_id"),
)

course = Table(
    "course",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("title", Text, nullable=False),
    Column("kind", Text, ForeignKey(course_kind.c.key), nullable=False),
    Column("wijk", Text, ForeignKey(wijk.c.key)),
    Column("organiser", Text, nullable=False),
    of_project(nullable=True),
    Column("note", Text, nullable=False, server_default=""),
    *versioned(),
    CheckConstraint("title <> ''", name="title_given"),
    Index("ix_course_kind", "kind"),
    Index("ix_course_project_id", "project_id"),
)

FLOWS = ("low_literate_reached", "to_education", "to_voluntary_work", "to_work")

course_period = Table(
    "course_period",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("course_id", Uuid, ForeignKey(course.c.id), nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("reached", Integer, nullable=False, comment="Persons who took part in this period."),
    *(Column(name, Integer, nullable=False) for name in FLOWS),
    Column("source", Text, nullable=False),
    *versioned(),
    CheckConstraint("ends >= starts", name="ends_after_start"),
    CheckConstraint("reached BETWEEN 0 AND 100000", name="reached"),
    *(CheckConstraint(f"{name} BETWEEN 0 AND reached", name=name) for name in FLOWS),
    UniqueConstraint("course_id", "starts"),
    Index("ix_course_period_starts", "starts", "id"),
)
