"""What the tables of this service belong to, and the column of what is of a project."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Uuid

from services.kit.tables import service_metadata

metadata = service_metadata("projects")


def of_project(nullable: bool = False, on_delete: str | None = None) -> Column[Any]:
    """What is of a project keeps it in the registry, unless `on_delete` says otherwise."""
    return Column("project_id", Uuid, ForeignKey("projects.project.id", ondelete=on_delete), nullable=nullable)
