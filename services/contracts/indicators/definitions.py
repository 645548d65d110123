"""What is measured, and how it was agreed."""

from datetime import datetime
from typing import Any, Literal

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Page, Shape


class IndicatorShape(Shape):
    """A definition in the version that holds; `target` is what the deal agreed, with its article."""

    id: str
    version: int
    title: str
    definition: str
    unit: str
    direction: Literal["up", "down"]
    target: dict[str, Any] | None
    article: str
    source: str
    areas: list[str]
    interpretation: list[dict[str, str]]


class DefinitionVersion(IndicatorShape):
    """A definition as it stood from `loadedAt` until the next version."""

    loaded_at: datetime
    checksum: str


class IndicatorDetail(IndicatorShape):
    """`versions` has the newest first, this one included; `inDeal` is false for one that the deal's folder dropped."""

    in_deal: bool
    versions: list[DefinitionVersion]


class DefinitionCalls(ServiceClient):
    """Calls about definitions."""

    async def indicators(self) -> Page[IndicatorShape]:
        return Page[IndicatorShape].model_validate_json((await self.get("/v1/indicators")).content)

    async def indicator(self, indicator_id: str) -> IndicatorDetail:
        return IndicatorDetail.model_validate_json((await self.get(f"/v1/indicators/{indicator_id}")).content)
