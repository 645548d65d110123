"""How projects go, as others see it: milestones, updates, risks, links (Art. 3, 7.2a)."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from services.contracts.calling import ServiceClient, authorization
from services.contracts.projects.registry import LongText, ProjectStatus, Title
from services.contracts.shapes import Input, Page, Shape

MilestoneStatus = Literal["planned", "expected-late", "late", "reached", "reached-late"]
Standing = Literal["on-track", "attention", "delayed"]
OneToFive = Annotated[int, Field(ge=1, le=5, strict=True)]
Said = Annotated[str, StringConstraints(min_length=1, max_length=5000)]


class MilestoneInput(Input):
    """`planned` is what was agreed, `forecast` what is expected by now, `actual` when it was reached."""

    title: Title
    planned: date
    forecast: date | None = None
    actual: date | None = None
    note: LongText = ""


class MilestoneShape(Shape):
    """`status` follows from the dates and today."""

    id: UUID
    project_id: UUID
    title: str
    planned: date
    forecast: date | None
    actual: date | None
    status: MilestoneStatus
    note: str
    version: int
    updated_at: datetime


class ProgressUpdateInput(Input):
    """`saidBy` is a function or an organisation, never a resident. `corrects` is the id of the update it replaces."""

    on: date
    status: Standing
    text: Said
    said_by: Title
    corrects: UUID | None = None


class ProgressUpdateShape(Shape):
    """Never changed: one that was wrong is `correctedBy` another."""

    id: UUID
    project_id: UUID
    on: date
    status: Standing
    text: str
    said_by: str
    corrects: UUID | None
    corrected_by: UUID | None
    at: datetime


class RiskInput(Input):
    """`likelihood` and `impact` from 1 (small) to 5 (large); `owner` is a function or an organisation."""

    description: Title
    likelihood: OneToFive
    impact: OneToFive
    measure: LongText = ""
    owner: Title
    closed_on: date | None = None


class RiskShape(Shape):
    """`score` is likelihood × impact; open while `closedOn` is empty."""

    id: UUID
    project_id: UUID
    description: str
    likelihood: int
    impact: int
    score: int
    measure: str
    owner: str
    status: Literal["open", "closed"]
    closed_on: date | None
    version: int
    updated_at: datetime


class LinkInput(Input):
    """From the project in the address to `toProject`; `kind` is one of `/v1/link-kinds`."""

    to_project: UUID
    kind: Title
    note: LongText = ""


class LinkShape(Shape):
    id: UUID
    from_project: UUID
    to_project: UUID
    kind: str
    note: str
    version: int
    updated_at: datetime


class GraphNode(Shape):
    id: UUID
    title: str
    pillar: int
    status: ProjectStatus


class GraphEdge(Shape):
    id: UUID
    from_project: UUID
    to_project: UUID
    kind: str


class LinkGraph(Shape):
    """All projects, also those without a link, and all links."""

    nodes: list[GraphNode]
    edges: list[GraphEdge]


class ProgressCalls(ServiceClient):
    """Calls about progress. Lists: `project wijk pillar` and what each names, `page pageSize`."""

    async def milestones(self, **query: Any) -> Page[MilestoneShape]:
        """`status from to` (planned between)."""
        return Page[MilestoneShape].model_validate_json((await self.get("/v1/milestones", query)).content)

    async def progress_updates(self, **query: Any) -> Page[ProgressUpdateShape]:
        """`status from to current` (true: without those that were corrected). The newest first."""
        return Page[ProgressUpdateShape].model_validate_json((await self.get("/v1/progress-updates", query)).content)

    async def risks(self, token: str, **query: Any) -> Page[RiskShape]:
        """`status`. The heaviest first. Not public."""
        answer = await self.get("/v1/risks", query, authorization(token))
        return Page[RiskShape].model_validate_json(answer.content)

    async def links(self, project_id: UUID) -> Page[LinkShape]:
        """From and to one project."""
        answer = await self.get(f"/v1/projects/{project_id}/links", {"pageSize": 100})
        return Page[LinkShape].model_validate_json(answer.content)

    async def link_graph(self) -> LinkGraph:
        return LinkGraph.model_validate_json((await self.get("/v1/project-links")).content)
