"""Calls about the deal as its files say it."""

from typing import Any

from services.contracts.calling import ServiceClient
from services.contracts.deal_shapes import (
    CommitmentShape,
    ContributionShape,
    DealShape,
    DeliverableKindShape,
    ExpectedResultShape,
    NamedPartShape,
    PartyShape,
    PillarShape,
    RegisterShape,
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

    async def co_benefits(self) -> Page[NamedPartShape]:
        return Page[NamedPartShape].model_validate_json((await self.get("/v1/co-benefits")).content)

    async def link_kinds(self) -> Page[NamedPartShape]:
        return Page[NamedPartShape].model_validate_json((await self.get("/v1/link-kinds")).content)

    async def deliverable_kinds(self) -> Page[DeliverableKindShape]:
        return Page[DeliverableKindShape].model_validate_json((await self.get("/v1/deliverable-kinds")).content)

    async def course_kinds(self) -> Page[NamedPartShape]:
        return Page[NamedPartShape].model_validate_json((await self.get("/v1/course-kinds")).content)

    async def sectors(self) -> Page[NamedPartShape]:
        return Page[NamedPartShape].model_validate_json((await self.get("/v1/sectors")).content)

    async def registers(self) -> Page[RegisterShape]:
        return Page[RegisterShape].model_validate_json((await self.get("/v1/registers")).content)
