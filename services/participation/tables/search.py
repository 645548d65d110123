"""The words that people search with: what is in use, and what it means."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY

from services.participation.tables.schema import metadata

search_concept = Table(
    "search_concept",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("within", ARRAY(Text), nullable=False, server_default="{}"),
    Column("uses", Integer, nullable=False, server_default="0"),
    CheckConstraint("kind IN ('subject', 'circumstance', 'manner', 'skip')", name="kind"),
    comment="What people look for, whatever they call it; `uses` = published activities about it.",
)

search_term = Table(
    "search_term",
    metadata,
    Column("key", Text(collation="C"), nullable=False),
    Column(
        "concept",
        Text,
        ForeignKey("participation.search_concept.id", name="fk_search_term_concept", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("language", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("folded", Text(collation="C"), nullable=False, index=True),
    Column("written", Text(collation="C"), primary_key=True),
    Index("ix_search_term_key", "key", "language"),
    comment="Words of the deal for a concept; `written` is together, `key` its stem.",
)

search_word = Table(
    "search_word",
    metadata,
    Column("word", Text(collation="C"), primary_key=True),
    Column("stem", Text),
    Column("sound", Text(collation="C"), nullable=False, index=True),
    Column("bones", Text(collation="C"), nullable=False, index=True),
    Column("parts", ARRAY(Text), nullable=False, server_default="{}"),
    Column("uses", Integer, nullable=False, server_default="0"),
    Column("known", Boolean, nullable=False, server_default="false"),
    Index(
        "ix_search_word_word_trigrams", "word", postgresql_using="gin", postgresql_ops={"word": "public.gin_trgm_ops"}
    ),
    Index(
        "ix_search_word_sound_trigrams",
        "sound",
        postgresql_using="gin",
        postgresql_ops={"sound": "public.gin_trgm_ops"},
    ),
    comment="Words in use; `bones` = consonants of the sound, `uses` = in activities, `known` = of the deal.",
)
