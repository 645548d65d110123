"""Counting again."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Shape


class RefreshShape(Shape):
    id: UUID
    status: Literal["waiting", "running", "done", "failed"]
    requested_at: datetime
    finished_at: datetime | None
    reason: str | None


class RefreshCalls(ServiceClient):
    """Calls to have the figures counted again."""

    async def refresh(self, token: str) -> RefreshShape:
        return RefreshShape.model_validate_json((await self.send("POST", "/v1/refreshes", token=token)).content)

    async def refresh_state(self, refresh_id: UUID, token: str) -> RefreshShape:
        headers = {"Authorization": f"Bearer {token}"}
        return RefreshShape.model_validate_json(
            (await self.get(f"/v1/refreshes/{refresh_id}", headers=headers)).content
        )
