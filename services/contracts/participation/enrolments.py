"""Joining, waiting, leaving, and who came (Art. 4.1b)."""

from datetime import datetime
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.contracts.calling import ServiceClient, authorization
from services.contracts.open_forms import OpenForm
from services.contracts.shapes import Input, Page, Shape

EnrolmentStatus = Literal["enrolled", "waiting", "offered", "left", "lapsed", "cancelled"]
CallReason = Literal["offered", "promoted", "lapsed", "moved", "cancelled", "restored", "reminder", "double-left"]
CallAnswer = Literal["told", "comes", "comes-not"]
EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
PHONE = r"^[0-9+() -]{6,}$"


class EnrolmentInput(OpenForm):
    """Somebody who wants to come. Only a name or nickname is needed.

    `forChild`: a parent or carer joins a child; the name is a nickname of the child, the phone that of the parent.
    `onBehalf`: entered by somebody who is signed in, for a person who asked it.
    """

    name: str = Field(min_length=1, max_length=60)
    phone: str | None = Field(None, max_length=20, pattern=PHONE)
    email: str | None = Field(None, max_length=120, pattern=EMAIL)
    language: str = Field("nl", pattern=r"^[a-z]{2,3}$", description="For letters.")
    for_child: bool = False
    on_behalf: bool = False


class EnrolmentShape(Shape):
    """One enrolment, for who holds its link: `offered` is a place that is kept until `confirmBy`.

    `start` and `end` are those of the date, or of the next date of a series. `position` is that on the waiting list.
    """

    id: UUID
    status: EnrolmentStatus
    position: int | None
    confirm_by: datetime | None
    manage_url: str
    code: str
    name: str | None
    activity_id: UUID
    occurrence_id: UUID | None
    title: str
    place: str
    address: str
    start: datetime | None
    end: datetime | None


class LeavingInput(OpenForm):
    """The code that stands in the letter, and that a coordinator gives by phone: `14-KTPR`."""

    code: str = Field(min_length=3, max_length=20)


class ListedEnrolment(Shape):
    """Somebody on a coordinator's list. The name is gone some time after the date."""

    id: UUID
    name: str | None
    phone: str | None
    email: str | None
    status: EnrolmentStatus
    position: int | None
    confirm_by: datetime | None
    code: str
    for_child: bool
    on_behalf: bool
    present: bool
    joined_at: datetime


class AttendanceInput(Input):
    """How many came: `count`, or `present`, the enrolments whose names were ticked; with both, `count` is of all."""

    count: int | None = Field(None, ge=0, le=10_000)
    of_whom: dict[str, int] = Field(default_factory=dict, max_length=11)
    present: list[UUID] | None = Field(None, max_length=1000)

    @model_validator(mode="after")
    def something(self) -> Self:
        if self.count is None and self.present is None:
            raise ValueError("say how many came (count), or who (present)")
        return self


class AttendanceShape(Shape):
    """`ofWhom` counts some of them by audience. Until it was noted `count` is null and the version 0."""

    occurrence_id: UUID
    start: datetime
    count: int | None
    of_whom: dict[str, int]
    present: list[UUID]
    version: int


class CountedDate(Shape):
    occurrence_id: UUID
    start: datetime
    count: int | None
    of_whom: dict[str, int]


class AttendanceTotals(Shape):
    """Of the dates of an activity that have begun: `counted` of them, with `visits` in all."""

    activity_id: UUID
    dates: int
    counted: int
    visits: int
    items: list[CountedDate]


class CallShape(Shape):
    """A line of the phone list: who to call, why, and what to say."""

    id: UUID
    why: CallReason
    name: str | None
    phone: str
    say: str
    occurrence_id: UUID
    title: str
    start: datetime
    confirm_by: datetime | None
    since: datetime


class PhoneCallInput(Input):
    """`told`: nothing to decide; `comes` takes an offered place, `comes-not` gives a place or an offer up."""

    answer: CallAnswer = "told"


class FullInput(Input):
    full: bool


class FullShape(Shape):
    """`taken` places are all there is as long as it is full; `waiting` people wait."""

    full: bool
    taken: int
    waiting: int


class EnrolmentCalls(ServiceClient):
    """Joining and leaving; what a coordinator does with it."""

    async def join(
        self, body: EnrolmentInput, key: str, occurrence_id: UUID, token: str | None = None
    ) -> EnrolmentShape:
        """One date. The same key with the same body joins once."""
        return await self._join(f"/v1/occurrences/{occurrence_id}/enrolments", body, key, token)

    async def join_series(
        self, body: EnrolmentInput, key: str, activity_id: UUID, token: str | None = None
    ) -> EnrolmentShape:
        """All dates of a series."""
        return await self._join(f"/v1/activities/{activity_id}/enrolments", body, key, token)

    async def _join(self, path: str, body: EnrolmentInput, key: str, token: str | None) -> EnrolmentShape:
        sent = body.model_dump(mode="json", by_alias=True)
        answer = await self.send("POST", path, json=sent, token=token, headers={"Idempotency-Key": key})
        return EnrolmentShape.model_validate_json(answer.content)

    async def enrolment(self, token: str) -> EnrolmentShape:
        """By the token of its manage link."""
        return EnrolmentShape.model_validate_json((await self.get(f"/v1/enrolments/{token}")).content)

    async def confirm_enrolment(self, token: str) -> EnrolmentShape:
        """Takes a place that was offered from the waiting list."""
        answer = await self.send("POST", f"/v1/enrolments/{token}/confirmation")
        return EnrolmentShape.model_validate_json(answer.content)

    async def leave(self, token: str) -> None:
        """Safe to repeat."""
        await self.send("DELETE", f"/v1/enrolments/{token}")

    async def leave_by_code(self, body: LeavingInput, occurrence_id: UUID, token: str | None = None) -> None:
        sent = body.model_dump(mode="json", by_alias=True)
        await self.send("POST", f"/v1/occurrences/{occurrence_id}/leavings", json=sent, token=token)

    async def enrolments(self, occurrence_id: UUID, token: str, **query: Any) -> Page[ListedEnrolment]:
        """`page pageSize`: who comes and who waits, in that order."""
        path, headers = f"/v1/occurrences/{occurrence_id}/enrolments", authorization(token)
        return Page[ListedEnrolment].model_validate_json((await self.get(path, query, headers)).content)

    async def say_full(self, occurrence_id: UUID, full: bool, token: str) -> FullShape:
        """Safe to repeat."""
        answer = await self.send("PUT", f"/v1/occurrences/{occurrence_id}/full", json={"full": full}, token=token)
        return FullShape.model_validate_json(answer.content)

    async def attendance(self, occurrence_id: UUID, token: str) -> AttendanceShape:
        answer = await self.get(f"/v1/occurrences/{occurrence_id}/attendance", headers=authorization(token))
        return AttendanceShape.model_validate_json(answer.content)

    async def note_attendance(self, occurrence_id: UUID, body: AttendanceInput, token: str) -> AttendanceShape:
        sent = body.model_dump(mode="json", by_alias=True)
        answer = await self.send("PUT", f"/v1/occurrences/{occurrence_id}/attendance", json=sent, token=token)
        return AttendanceShape.model_validate_json(answer.content)

    async def attendance_totals(self, activity_id: UUID, token: str) -> AttendanceTotals:
        answer = await self.get(f"/v1/activities/{activity_id}/attendance", headers=authorization(token))
        return AttendanceTotals.model_validate_json(answer.content)

    async def phone_list(self, place_id: UUID, token: str, **query: Any) -> Page[CallShape]:
        """`page pageSize`: who to call, oldest first."""
        answer = await self.get(f"/v1/places/{place_id}/phone-list", query, authorization(token))
        return Page[CallShape].model_validate_json(answer.content)

    async def called(self, place_id: UUID, item: UUID, body: PhoneCallInput, token: str) -> None:
        sent = body.model_dump(mode="json", by_alias=True)
        await self.send("POST", f"/v1/places/{place_id}/phone-list/{item}/called", json=sent, token=token)
