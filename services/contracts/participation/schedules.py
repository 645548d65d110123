"""When things are: what is sent and shown of schedules, exceptions, closed places and holidays."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import (
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    field_validator,
    model_validator,
)

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Input, Page, Shape

OccurrenceStatus = Literal["planned", "moved", "cancelled"]
HolidayKind = Literal["public-holidays", "school-holidays", "ramadan"]
ExceptionKind = Literal["cancelled", "moved", "closed"]
MOST_DATES = 100
Day = date
"""A day, where a field is called date."""
LOCAL_START: dict[str, Any] = {
    "type": ["string", "null"],
    "format": "local-date-time",
    "examples": ["2026-12-01T10:00"],
}
"""Without an offset: not the `date-time` of RFC 3339, which says one."""


class ExceptionShape(Shape):
    """An exception to a schedule. Times are local; `from` and `to` are days, both closed.

    `cancelled` and `moved` are about the date that the rule gives at `date`; `start` and `end` say where it was moved
    to. `ofPlace` is a closure of the whole place: it is undone there.
    """

    id: UUID
    kind: ExceptionKind
    date: Annotated[datetime | None, WithJsonSchema(LOCAL_START)] = None
    occurrence_id: UUID | None = None
    start: datetime | None = None
    end: datetime | None = None
    from_: Day | None = Field(None, alias="from")
    to: Day | None = None
    reason: str | None = None
    of_place: bool = False


class Schedule(Shape):
    """RFC 5545 §3.3.10 rule in local time; `start` and `end` are local date-times of the first occurrence, `dates` are
    local starts besides (RDATE). On holidays of the kinds in `notIn` the rule gives no date; `dates` do."""

    rrule: str | None
    start: datetime
    end: datetime
    time_zone: str
    dates: list[datetime] = Field(default_factory=list)
    not_in: list[HolidayKind] = Field(default_factory=list)
    exceptions: list[ExceptionShape] = Field(default_factory=list)


class NextDate(Shape):
    """One date. `movedFrom` is when it would have been; `reason` says why it was moved or cancelled. `full`: a
    coordinator said so; null in lists of activities, which do not look at that."""

    id: UUID
    start: datetime
    end: datetime
    status: OccurrenceStatus
    reason: str | None = None
    moved_from: datetime | None = None
    full: bool | None = None


class ScheduleInput(Input):
    """Local wall time in `timeZone`; a rule by the week or the month, or no rule and one date, or several (`dates`)."""

    rrule: str | None = Field(None, max_length=300)
    start: datetime
    end: datetime
    time_zone: Literal["Europe/Amsterdam"] = "Europe/Amsterdam"
    dates: list[datetime] = Field(default_factory=list, max_length=MOST_DATES)
    not_in: list[HolidayKind] = Field(default_factory=list, max_length=3)

    @field_validator("dates", mode="before")
    @classmethod
    def with_times(cls, given: Any) -> Any:
        if isinstance(given, list) and any(isinstance(each, str) and len(each.strip()) <= 10 for each in given):
            raise ValueError("write each date with its time: 2026-12-01T10:00")
        return given

    @model_validator(mode="after")
    def local_times(self) -> Self:
        if self.start.tzinfo or self.end.tzinfo or any(each.tzinfo for each in self.dates):
            raise ValueError("start, end and dates are local times: leave the offset out")
        if self.end <= self.start:
            raise ValueError("the end must be after the start")
        return self


def in_one_sentence(given: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """One mistake, where pydantic tells one for each shape that it could have had."""
    try:
        return read(given)
    except ValidationError:
        raise ValueError("write a day as 2026-12-01, or with its time as 2026-12-01T10:00") from None


DayOrTime = Annotated[Day | datetime, WrapValidator(in_one_sentence)]


class ExceptionInput(Input):
    """All in local time; `reason` is shown to everybody.

    `cancelled`: `date` or `occurrenceId`; `date` is a day, with its time where that day has several dates.
    `moved`: the same, with the new `start`, and its `end` when it lasts longer or shorter than usual.
    `closed`: `from` and `to`, days that are both closed.
    """

    kind: ExceptionKind
    date: Annotated[DayOrTime | None, WithJsonSchema(LOCAL_START | {"format": "date"})] = None
    occurrence_id: UUID | None = None
    start: datetime | None = None
    end: datetime | None = None
    from_: Day | None = Field(None, alias="from")
    to: Day | None = None
    reason: str | None = Field(None, max_length=200)


class ClosureInput(Input):
    """Days on which a place is closed, both included. `reason` is shown to everybody."""

    from_: date = Field(alias="from")
    to: date
    reason: str | None = Field(None, max_length=200)


class ClosureShape(Shape):
    id: UUID
    from_: date = Field(alias="from")
    to: date
    reason: str | None = None


class Holiday(Shape):
    """Days off, both included. `note` says in Dutch what is not sure about them."""

    kind: HolidayKind
    name: str
    from_: date = Field(alias="from")
    to: date
    note: str | None = None


class HolidayKindShape(Shape):
    """A kind of holidays that a schedule can leave out. What is after `knownUntil` is not known yet, so nothing is left
    out then; null when it can be worked out for every year. `region` is whose school holidays count."""

    id: HolidayKind
    label: str
    known_until: date | None
    region: str | None = None
    note: str | None = None


class SchedulePreviewInput(Input):
    """A schedule that is not saved yet; with the place, what is closed there counts."""

    schedule: ScheduleInput
    place_id: UUID | None = None
    count: int = Field(10, ge=1, le=60)


class PreviewDate(Shape):
    """Local times. `leftOut`: the schedule has no date then, because of the holidays or because the place is closed."""

    start: datetime
    end: datetime
    holidays: list[Holiday]
    closed: ClosureShape | None = None
    left_out: bool


class SchedulePreview(Shape):
    """The next dates, with those that are left out between them; `rrule` as it would be kept. Dates after
    `holidaysKnownUntil` may still fall in a holiday that is not known yet."""

    rrule: str | None
    dates: list[PreviewDate]
    holidays_known_until: date | None


class ScheduleCalls(ServiceClient):
    """Dates, exceptions, closed places and holidays."""

    async def activity_dates(self, activity_id: UUID, token: str | None = None, **query: Any) -> Page[NextDate]:
        """`from to`: days, at most a year."""
        headers = {"Authorization": f"Bearer {token}"} if token else None
        answer = await self.get(f"/v1/activities/{activity_id}/dates", query, headers)
        return Page[NextDate].model_validate_json(answer.content)

    async def exceptions(self, activity_id: UUID, token: str | None = None) -> Page[ExceptionShape]:
        headers = {"Authorization": f"Bearer {token}"} if token else None
        answer = await self.get(f"/v1/activities/{activity_id}/exceptions", headers=headers)
        return Page[ExceptionShape].model_validate_json(answer.content)

    async def make_exception(self, activity_id: UUID, body: ExceptionInput, token: str) -> ExceptionShape:
        """Safe to repeat: the same once more changes nothing."""
        sent = body.model_dump(mode="json", by_alias=True, exclude_none=True)
        answer = await self.send("POST", f"/v1/activities/{activity_id}/exceptions", json=sent, token=token)
        return ExceptionShape.model_validate_json(answer.content)

    async def undo_exception(self, activity_id: UUID, exception_id: UUID, token: str) -> None:
        await self.send("DELETE", f"/v1/activities/{activity_id}/exceptions/{exception_id}", token=token)

    async def closures(self, place_id: UUID) -> Page[ClosureShape]:
        return Page[ClosureShape].model_validate_json((await self.get(f"/v1/places/{place_id}/closures")).content)

    async def close_place(self, place_id: UUID, body: ClosureInput, token: str) -> ClosureShape:
        """Safe to repeat: the same once more changes nothing."""
        sent = body.model_dump(mode="json", by_alias=True)
        answer = await self.send("POST", f"/v1/places/{place_id}/closures", json=sent, token=token)
        return ClosureShape.model_validate_json(answer.content)

    async def undo_closure(self, place_id: UUID, closure_id: UUID, token: str) -> None:
        await self.send("DELETE", f"/v1/places/{place_id}/closures/{closure_id}", token=token)

    async def holidays(self, **query: Any) -> Page[Holiday]:
        """`from to`: days, at most two years; `wijk`."""
        return Page[Holiday].model_validate_json((await self.get("/v1/holidays", query)).content)

    async def holiday_kinds(self, **query: Any) -> Page[HolidayKindShape]:
        """`wijk`."""
        return Page[HolidayKindShape].model_validate_json((await self.get("/v1/holiday-kinds", query)).content)

    async def preview_schedule(self, body: SchedulePreviewInput, token: str) -> SchedulePreview:
        sent = body.model_dump(mode="json", by_alias=True)
        answer = await self.send("POST", "/v1/schedule-previews", json=sent, token=token)
        return SchedulePreview.model_validate_json(answer.content)
