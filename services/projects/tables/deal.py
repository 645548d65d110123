"""The deal as its files say it (Art. 2-8).

A table holds what the files say as ready JSON (`body`) beside the columns that questions are asked about. Rows that the
files no longer have stay, with the day on which they left.
"""

from typing import Any

from sqlalchemy import Column, Date, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from services.projects.tables.schema import metadata


def deal_table(name: str, *columns: Column[Any], key: type[Text | SmallInteger] = Text) -> Table:
    """Parts of the deal of one kind, in the order of their file."""
    return Table(
        name,
        metadata,
        Column("key", key, primary_key=True, autoincrement=False),
        Column("position", SmallInteger, nullable=False),
        *columns,
        Column("body", JSONB, nullable=False),
        Column("withdrawn_on", Date, comment="The day on which the deal's files no longer had it."),
    )


deal = deal_table("deal")
party = deal_table("party")
pillar = deal_table("pillar", key=SmallInteger)
theme = deal_table("theme")
wijk = deal_table("wijk")
approach_element = deal_table("approach_element", Column("pillar", SmallInteger, nullable=False))
commitment = deal_table(
    "commitment",
    Column("pillar", SmallInteger, comment="Empty when it is of all pillars."),
    Column("element", Text),
    Column("article", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("strength", Text, nullable=False),
    Column("scope", Text, nullable=False),
)
expected_result = deal_table("expected_result", Column("pillar", SmallInteger))
contribution = deal_table("contribution")
programme = deal_table("programme")
organisation = deal_table("organisation")
target_group = deal_table("target_group")
strength = deal_table("strength", Column("rank", SmallInteger, nullable=False))
co_benefit = deal_table("co_benefit")
link_kind = deal_table("link_kind")
deliverable_kind = deal_table("deliverable_kind", Column("per", Text, nullable=False))
course_kind = deal_table("course_kind")
sector = deal_table("sector")
register = deal_table("register", Column("asks", JSONB, nullable=False))
DEAL_TABLES = (
    deal,
    party,
    pillar,
    theme,
    wijk,
    approach_element,
    commitment,
    expected_result,
    contribution,
    programme,
    organisation,
    target_group,
    strength,
    co_benefit,
    link_kind,
    deliverable_kind,
    course_kind,
    sector,
    register,
)
