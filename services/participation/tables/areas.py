"""Outlines of the wijken, where somebody imported them."""

from sqlalchemy import Column, DateTime, ForeignKey, Table, Text, func
from sqlalchemy.dialects.postgresql import JSONB

from services.participation.tables.schema import metadata

area = Table(
    "area",
    metadata,
    Column("code", Text, primary_key=True),
    Column("wijk", Text, ForeignKey("participation.wijk.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("outline", JSONB, nullable=False),
    Column("imported_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="Imported boundaries: CBS buurten or whole wijken; outline holds the coordinates of a MultiPolygon.",
)
