"""Letters that wait, as a demonstration shows them."""

from datetime import datetime
from uuid import UUID

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Page, Shape


class LetterShape(Shape):
    """A letter as it would be sent."""

    id: UUID
    to: str
    subject: str
    text: str
    written_at: datetime


class OutboxCalls(ServiceClient):
    """The outbox of a demonstration."""

    async def outbox(self, token: str) -> Page[LetterShape]:
        """Refused (404) in production."""
        answer = await self.get("/v1/outbox", headers={"Authorization": f"Bearer {token}"})
        return Page[LetterShape].model_validate_json(answer.content)
