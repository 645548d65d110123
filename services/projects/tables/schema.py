"""What the tables of this service belong to, and the columns that what can be edited has."""

from typing import Any

from sqlalchemy import Column, DateTime, ForeignKey, Integer, Uuid, func

from services.kit.tables import service_metadata

metadata = service_metadata("projects")


def versioned() -> tuple[Column[Any], ...]:
    """For what people edit: its version is its ETag."""
    return (
        Column("version", Integer, nullable=False, server_default="1"),
        Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        Column("updated_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    )


def of_project(nullable: bool = False, on_delete: str | None = None) -> Column[Any]:
    """What is of a project keeps it in the registry, unless `on_delete` says otherwise."""
    return Column("project_id", Uuid, ForeignKey("projects.project.id", ondelete=on_delete), nullable=nullable)
