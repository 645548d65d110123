"""The audit for reading: who changed what, from what to what, when, and why."""

from datetime import datetime
from typing import Any

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Page, Shape


class ChangeShape(Shape):
    """`id` is the place in the chain. `who` and `requestId` are for the programme office only.

    `change` is `{"field": [before, after]}`; `story` says it in a sentence.
    """

    id: int
    at: datetime
    who: str | None
    action: str
    object_type: str
    object_id: str
    change: dict[str, Any]
    reason: str | None
    request_id: str | None
    story: str


class ChangeCalls(ServiceClient):
    """Calls about the audit."""

    async def changes(self, token: str | None = None, **query: Any) -> Page[ChangeShape]:
        """`objectType objectId since page pageSize`."""
        headers = {"Authorization": f"Bearer {token}"} if token else None
        return Page[ChangeShape].model_validate_json((await self.get("/v1/changes", query, headers)).content)
