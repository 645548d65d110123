"""What waits to be read, and bulk undo."""

from datetime import datetime
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from services.contracts.calling import ServiceClient, authorization
from services.contracts.shapes import Input, Page, Shape

Queued = Literal["wish", "proposal", "report"]
Decided = Literal["wish", "proposal", "report", "undo"]
Undoable = Literal["wishes", "supports", "proposals", "reports", "enrolments"]
UndoReason = Literal["spam", "abuse", "mistake", "test"]


class QueueItem(Shape):
    """Something that somebody without an account sent; the text of a report is the name of what it is about.

    `origin` names the caller of that day, to undo by; empty when
    it is forgotten, or when somebody signed in sent it."""

    id: UUID
    what: Queued
    text: str
    wijk: str | None
    category: str | None
    created_at: datetime
    origin: str | None


class UndoInput(Input):
    """All that one caller sent (`origin`), or that came in between two moments, or both."""

    what: list[Undoable] = Field(min_length=1, max_length=5)
    origin: str | None = Field(None, pattern=r"^[0-9a-f]{64}$")
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    reason: UndoReason
    dry_run: bool = False

    @model_validator(mode="after")
    def bounded(self) -> Self:
        if self.origin is None and (self.since is None or self.until is None):
            raise ValueError("name an origin, or since and until")
        if self.since and self.until and self.until <= self.since:
            raise ValueError("`until` is not after `since`")
        return self


class UndoShape(Shape):
    """`counts` per kind; a dry run has no `id`. `restorableUntil`: afterwards what was taken away is deleted."""

    id: UUID | None
    reason: UndoReason
    counts: dict[str, int]
    made_by: str
    made_at: datetime
    restorable_until: datetime | None
    restored_at: datetime | None


class LogEntry(Shape):
    """What somebody who works here did with what residents sent. `who` is an account or a client, never a resident;
    `reason` is that of a refusal, an answer or an undo, `counts` how many an undo took or gave back."""

    at: datetime
    who: str
    action: str
    what: Decided
    object_id: str
    reason: str | None
    counts: dict[str, int]


class ModerationCalls(ServiceClient):
    """For moderators."""

    async def moderation_queue(self, token: str, **query: Any) -> Page[QueueItem]:
        """`what wijk category page pageSize`."""
        answer = await self.get("/v1/moderation/queue", query, headers=authorization(token))
        return Page[QueueItem].model_validate_json(answer.content)

    async def undos(self, token: str, **query: Any) -> Page[UndoShape]:
        answer = await self.get("/v1/moderation/undo", query, headers=authorization(token))
        return Page[UndoShape].model_validate_json(answer.content)

    async def moderation_log(self, token: str, **query: Any) -> Page[LogEntry]:
        """`what page pageSize`, the latest first."""
        answer = await self.get("/v1/moderation/log", query, headers=authorization(token))
        return Page[LogEntry].model_validate_json(answer.content)

    async def undo(self, body: UndoInput, token: str) -> UndoShape:
        given = body.model_dump(mode="json", by_alias=True, exclude_none=True)
        return UndoShape.model_validate_json(
            (await self.send("POST", "/v1/moderation/undo", json=given, token=token)).content
        )

    async def restore(self, undo_id: UUID, token: str) -> UndoShape:
        answer = await self.send("POST", f"/v1/moderation/undo/{undo_id}/restoration", token=token)
        return UndoShape.model_validate_json(answer.content)
