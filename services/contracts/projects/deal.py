"""Calls about the deal as its files say it."""

from typing import Any

from services.contracts.calling import ServiceClient
from services.contracts.deal_shapes import (
    CommitmentShape,
    ContributionShape,
    DealShape,
    ExpectedResultShape,
    PartyShape,
    PillarShape,
    ThemeShape,
)
from services.contracts.shapes import Page


class DealCalls(ServiceClient):
    """Calls about the deal."""

    async def deal(self) -> DealShape:
        return DealShape.model_validate_json((await self.get("/v1/deal")).content)

    async def parties(self) -> Page[PartyShape]:
        return Page[PartyShape].model_validate_json((await self.get("/v1/parties")).content)

    async def pillars(self) -> Page[PillarShape]:
        return Page[PillarShape].model_validate_json((await self.get("/v1/pillars")).content)

    async def themes(self) -> Page[ThemeShape]:
        return Page[ThemeShape].model_validate_json((await self.get("/v1/themes")).content)

    async def commitments(self, **query: Any) -> Page[CommitmentShape]:
        """`pillar element article verb strength scope withdrawn page pageSize`."""
        return Page[CommitmentShape].model_validate_json((await self.get("/v1/commitments", query)).content)

    async def expected_results(self, **query: Any) -> Page[ExpectedResultShape]:
        """`pillar withdrawn page pageSize`."""
        return Page[ExpectedResultShape].model_validate_json((await self.get("/v1/expected-results", query)).content)

    async def contributions(self) -> Page[ContributionShape]:
        return Page[ContributionShape].model_validate_json((await self.get("/v1/contributions")).content)
