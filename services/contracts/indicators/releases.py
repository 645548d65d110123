"""Releases: numbered, frozen sets of figures."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Input, Page, Shape

Slug = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,100}$")]
ReleaseStatus = Literal["draft", "published", "discarded"]
HiddenFor = Literal["few", "complementary", "uses-hidden"]
"""Too few people; another would follow from it; made from a figure that is not shown."""


class ReleaseInput(Input):
    """What is to be published: the newest figures of these indicators (in these periods, or in all) or made from these
    datasets, and with `counts` what is counted now. `corrects`: the release that this one takes the place of."""

    title: str = Field(min_length=3, max_length=200)
    notes: str = Field("", max_length=10_000)
    indicators: list[Slug] = Field(default_factory=list, max_length=200)
    periods: list[Slug] = Field(default_factory=list, max_length=200)
    dataset_ids: list[UUID] = Field(default_factory=list, max_length=200)
    counts: bool = True
    corrects: UUID | None = None


class Hidden(Shape):
    """One figure that is not shown, for those who prepare: never public, for the reason tells much."""

    indicator_id: str
    measure: str
    area_id: str
    period_label: str | None
    why: HiddenFor


class ReleaseShape(Shape):
    """`number`, `publishedAt` and `checksum` (SHA-256 of measurements.json) come with the approval. `preparers`,
    `approvedBy`, `selection` and `hidden` are for those who prepare and approve."""

    id: UUID
    number: int | None
    status: ReleaseStatus
    title: str
    notes: str
    corrects: UUID | None
    corrected_by: UUID | None
    prepared_at: datetime
    published_at: datetime | None
    checksum: str | None
    figures: dict[str, int]
    """How many figures have each status."""
    preparers: list[str] | None = None
    approved_by: str | None = None
    selection: dict[str, Any] | None = None
    hidden: list[Hidden] | None = None


class ReleaseCalls(ServiceClient):
    """Calls about releases."""

    async def releases(self, **query: Any) -> Page[ReleaseShape]:
        return Page[ReleaseShape].model_validate_json((await self.get("/v1/releases", query)).content)
