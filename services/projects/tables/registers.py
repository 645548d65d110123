"""The registers that the programme office keeps (Art. 4.3). They hold no personal data of entrepreneurs."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, Text, Uuid

from services.kit.tables import versioned
from services.projects.tables.deal import register, sector, wijk
from services.projects.tables.schema import metadata, of_project

register_entry = Table(
    "register_entry",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("register", Text, ForeignKey(register.c.key), nullable=False),
    Column("title", Text, nullable=False),
    Column("on_date", Date, nullable=False),
    Column("status", Text, nullable=False),
    Column("wijk", Text, ForeignKey(wijk.c.key)),
    of_project(nullable=True),
    Column("sector", Text, ForeignKey(sector.c.key)),
    Column("places", Integer, comment="Vacancies that were adapted."),
    Column("square_metres", Integer, comment="Of property that stands empty."),
    Column("rule", Text, comment="The law or rule that is in the way."),
    Column("note", Text, nullable=False, server_default=""),
    *versioned(),
    CheckConstraint("status IN ('open', 'in-progress', 'settled', 'dropped')", name="status"),
    CheckConstraint("title <> ''", name="title_given"),
    CheckConstraint("places BETWEEN 1 AND 10000", name="places"),
    CheckConstraint("square_metres BETWEEN 1 AND 1000000", name="square_metres"),
    Index("ix_register_entry_register", "register", "on_date", "id"),
    Index("ix_register_entry_project_id", "project_id"),
)
