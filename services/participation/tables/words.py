"""The deal's fixed lists of words, and its wijken."""

from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from services.participation.tables.schema import metadata


def vocabulary(name: str, *more: Column[Any]) -> Table:
    """Words of a fixed list, with a label per language; a word that the deal no longer names stays for old rows."""
    return Table(
        name,
        metadata,
        Column("id", Text, primary_key=True),
        Column("position", SmallInteger, nullable=False),
        Column("labels", JSONB, nullable=False),
        Column("in_deal", Boolean, nullable=False, server_default="true"),
        *more,
        CheckConstraint("labels ? 'nl'", name="has_dutch_label"),
    )


category = vocabulary("category")
place_kind = vocabulary("place_kind")
step = vocabulary("step")
audience = vocabulary("audience")
aspect = vocabulary("aspect")
dutch_level = vocabulary("dutch_level")
language = vocabulary("language")
help_kind = vocabulary("help_kind")
consent_wording = vocabulary("consent_wording")
activity_template = vocabulary("activity_template", Column("body", JSONB, nullable=False))
VOCABULARIES = (
    category,
    place_kind,
    step,
    audience,
    aspect,
    dutch_level,
    language,
    help_kind,
    consent_wording,
)

link_host = Table(
    "link_host",
    metadata,
    Column("host", Text, primary_key=True),
    Column("service", Text, nullable=False),
    comment="Hosts that a link to an outside service may have.",
)

wijk = Table(
    "wijk",
    metadata,
    Column("id", Text, primary_key=True),
    Column("position", SmallInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("cbs_wijk", Text, nullable=False),
    Column("residents", Integer),
    Column("residents_source", Text),
    Column("school_region", Text, comment="Whose school holidays count here: noord, midden or zuid."),
    Column("in_deal", Boolean, nullable=False, server_default="true"),
    CheckConstraint("school_region IN ('noord', 'midden', 'zuid')", name="school_region"),
    comment="A wijk of the deal: a set of CBS buurten, not a CBS wijk.",
)

buurt = Table(
    "buurt",
    metadata,
    Column("code", Text, primary_key=True),
    Column("wijk", Text, ForeignKey("participation.wijk.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("residents", Integer),
)
