"""The project registry as others see it (Art. 2–5)."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Page, Shape

ProjectStatus = Literal["idea", "feasibility", "intended", "running", "finished", "stopped"]


class ProjectShape(Shape):
    id: UUID
    title: str
    summary: str
    description: str
    pillar: int
    themes: list[str]
    approach: list[str]
    wijken: list[str]
    status: ProjectStatus
    lead: str | None
    partners: list[str]
    programmes: list[str]
    commitments: list[str]
    starts: date | None
    ends: date | None
    version: int
    updated_at: datetime


class ProjectsClient(ServiceClient):
    """Typed client. Every method raises ServiceDown or ServiceRefused."""

    async def projects(self, **query: Any) -> Page[ProjectShape]:
        """`pillar theme wijk status q page pageSize`."""
        return Page[ProjectShape].model_validate_json((await self.get("/v1/projects", query)).content)

    async def project(self, project_id: UUID) -> ProjectShape:
        return ProjectShape.model_validate_json((await self.get(f"/v1/projects/{project_id}")).content)
