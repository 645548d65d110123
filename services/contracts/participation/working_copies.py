"""What is being worked on beside the public version of an activity, and copies of activities."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from services.contracts.calling import ServiceClient
from services.contracts.participation.activities import ActivityShape
from services.contracts.participation.schedules import ScheduleInput
from services.contracts.shapes import Input, Shape


class LackShape(Shape):
    """What keeps it from being published; `name` is the field."""

    name: str
    code: str
    detail: str


class WorkingCopyShape(Shape):
    """`body` is shaped like the body of an activity, as far as it is filled in; when nothing is saved yet, that of now.

    `changed` says that it tells something else than the public version, `outdated` which languages have a translation
    of an earlier Dutch text. `publicChanged` says that somebody changed the public version since this was begun: look
    at it, then publish with its `publicVersion`.
    """

    activity_id: UUID
    saved: bool
    body: dict[str, Any]
    missing: list[LackShape]
    changed: bool = False
    outdated: list[str] = Field(default_factory=list)
    public_changed: bool
    public_version: int
    version: int
    updated_at: datetime | None


class PublicationInput(Input):
    """`publicVersion` is needed only when the public version changed meanwhile: the one that was looked at."""

    public_version: int | None = Field(None, ge=1)


class TranslationCheckInput(Input):
    """`publicVersion` is that of the activity that was looked at."""

    public_version: int = Field(ge=1)


class CopyInput(Input):
    """When the copy is to be."""

    schedule: ScheduleInput


class WorkingCopyCalls(ServiceClient):
    """Working on an activity without the public seeing it."""

    async def working_copy(self, activity_id: UUID, token: str) -> WorkingCopyShape:
        headers = {"Authorization": f"Bearer {token}"}
        answer = await self.get(f"/v1/activities/{activity_id}/draft", headers=headers)
        return WorkingCopyShape.model_validate_json(answer.content)

    async def save_working_copy(
        self, activity_id: UUID, body: dict[str, Any], token: str, version: int
    ) -> WorkingCopyShape:
        """Refused with 412 when it has another version by now."""
        answer = await self.send(
            "PUT",
            f"/v1/activities/{activity_id}/draft",
            json=body,
            token=token,
            headers={"If-Match": f'"{version}"'},
        )
        return WorkingCopyShape.model_validate_json(answer.content)

    async def drop_working_copy(self, activity_id: UUID, token: str, version: int) -> None:
        headers = {"If-Match": f'"{version}"'}
        await self.send("DELETE", f"/v1/activities/{activity_id}/draft", token=token, headers=headers)

    async def publish(
        self, activity_id: UUID, token: str, version: int, public_version: int | None = None
    ) -> ActivityShape:
        """Publishes the working copy with this version."""
        answer = await self.send(
            "POST",
            f"/v1/activities/{activity_id}/publication",
            json={"publicVersion": public_version},
            token=token,
            headers={"If-Match": f'"{version}"'},
        )
        return ActivityShape.model_validate_json(answer.content)

    async def translation_holds(
        self, activity_id: UUID, language: str, token: str, version: int, public_version: int
    ) -> WorkingCopyShape:
        """It says what the Dutch says now. Refused with 412 or 409 when either was changed since."""
        answer = await self.send(
            "POST",
            f"/v1/activities/{activity_id}/translations/{language}/confirmations",
            json=TranslationCheckInput(public_version=public_version).model_dump(mode="json", by_alias=True),
            token=token,
            headers={"If-Match": f'"{version}"'},
        )
        return WorkingCopyShape.model_validate_json(answer.content)

    async def copy_activity(self, activity_id: UUID, schedule: ScheduleInput, token: str, key: str) -> ActivityShape:
        """A draft with another start."""
        answer = await self.send(
            "POST",
            f"/v1/activities/{activity_id}/copies",
            json=CopyInput(schedule=schedule).model_dump(mode="json", by_alias=True),
            token=token,
            headers={"Idempotency-Key": key},
        )
        return ActivityShape.model_validate_json(answer.content)
