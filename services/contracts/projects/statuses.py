"""The status of a project and how it came to be (Art. 7.1)."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from services.contracts.calling import ServiceClient
from services.contracts.projects.registry import ProjectShape, ProjectStatus, Summary
from services.contracts.shapes import Input, Page, Shape


class StatusChangeInput(Input):
    """`on` is the day from which it counts; a step back needs a reason."""

    to: ProjectStatus
    on: date
    reason: Summary | None = None


class StatusChangeShape(Shape):
    """`fromStatus` is empty for the status with which a project entered the registry; `at` is when it was written."""

    id: UUID
    project_id: UUID
    from_status: ProjectStatus | None
    to_status: ProjectStatus
    on: date
    reason: str
    at: datetime = Field(description="When it was written down.")


class StatusCalls(ServiceClient):
    """Calls about the status of projects."""

    async def status_changes(self, project_id: UUID) -> Page[StatusChangeShape]:
        """The first first."""
        answer = await self.get(f"/v1/projects/{project_id}/status-changes", {"pageSize": 100})
        return Page[StatusChangeShape].model_validate_json(answer.content)

    async def change_status(
        self, project_id: UUID, change: StatusChangeInput, token: str, version: int, key: str
    ) -> ProjectShape:
        """The project with its new status. Refused with 409 when there is no such step."""
        headers = {"If-Match": f'"{version}"', "Idempotency-Key": key}
        body = change.model_dump(mode="json", by_alias=True)
        answer = await self.send("POST", f"/v1/projects/{project_id}/status", json=body, token=token, headers=headers)
        return ProjectShape.model_validate_json(answer.content)
