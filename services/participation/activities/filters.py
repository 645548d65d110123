"""What lists of activities and dates can be asked for."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, Self
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from pydantic import ConfigDict, Field, field_validator, model_validator

from services.contracts.participation import ActivityStatus, Step
from services.contracts.shapes import Input

ZONE = ZoneInfo("Europe/Amsterdam")
PartOfDay = Literal["morning", "afternoon", "evening"]
HOURS = {"morning": (0, 12), "afternoon": (12, 18), "evening": (18, 24)}
Slug = Field(None, min_length=1, max_length=40, pattern=r"^[a-z0-9-]+$")


class OccurrenceFilters(Input):
    """`from` and `to` are inclusive days; `dutchLevel` is the most Dutch one needs; `accessible` is a comma list;
    `near` is "lat,lon" in degrees and `radius` in metres."""

    model_config = ConfigDict(str_strip_whitespace=True)

    wijk: str | None = Slug
    place_id: UUID | None = None
    activity_id: UUID | None = None
    q: str | None = Field(None, min_length=1, max_length=100)
    category: str | None = Slug
    from_: date | None = Field(None, alias="from")
    to: date | None = None
    weekday: int | None = Field(None, ge=1, le=7)
    part_of_day: PartOfDay | None = None
    free: bool | None = None
    language: str | None = Slug
    dutch_level: int | None = Field(None, ge=0, le=4)
    step: Step | None = None
    project_id: UUID | None = None
    accessible: str | None = Field(None, max_length=200, pattern=r"^[a-z-]+(,[a-z-]+)*$")
    near: str | None = Field(None, pattern=r"^[0-9]{1,2}(\.[0-9]{1,9})?,[0-9]{1,2}(\.[0-9]{1,9})?$")
    radius: int = Field(1000, ge=1, le=100_000)
    page: int = Field(1, ge=1, le=10_000)
    page_size: int = Field(20, ge=1, le=100)

    @field_validator("from_", "to")
    @classmethod
    def reachable(cls, day: date | None) -> date | None:
        if day is not None and not 1900 <= day.year <= 2999:
            raise ValueError("name a day of this age")
        return day

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.from_ and self.to and self.to < self.from_:
            raise ValueError("`to` is before `from`")
        return self

    @property
    def given(self) -> frozenset[str]:
        """The names of the filters that were given, which decide the shape of the statement."""
        return frozenset(
            name for name in type(self).model_fields if name not in PAGING and getattr(self, name) is not None
        )

    def values(self, now: datetime) -> dict[str, Any]:
        """Parameters of the statement."""
        found: dict[str, Any] = {name: getattr(self, name) for name in self.given & DIRECT}
        found |= {"now": now, "longest_ago": now - timedelta(hours=25)}
        if self.from_:
            found["from_"] = start_of(self.from_)
        if self.to:
            found["to"] = start_of(self.to + timedelta(days=1))
        if self.part_of_day:
            found["hour_from"], found["hour_to"] = HOURS[self.part_of_day]
        if self.near:
            found["near_lat"], found["near_lon"] = (float(part) for part in self.near.split(","))
            found["radius"] = self.radius
        if self.accessible:
            found["accessible"] = orjson.dumps(dict.fromkeys(self.accessible.split(","), "yes")).decode()
        return found


class CardFilters(OccurrenceFilters):
    """`sort` is `next` (soonest first) or, with `q`, `best`; `near` wants a `near` to measure from."""

    sort: Literal["next", "title", "newest", "near", "best"] | None = None

    @model_validator(mode="after")
    def measurable(self) -> Self:
        if self.sort == "near" and not self.near:
            raise ValueError("`sort=near` needs `near`")
        return self

    @property
    def order(self) -> str:
        """Without words there is nothing to be best at: then what is soonest comes first."""
        if self.sort is None or (self.sort == "best" and not self.q):
            return self.usual
        return self.sort

    @property
    def usual(self) -> str:
        return "best" if self.q else "next"


class ActivityFilters(CardFilters):
    """`status` asks for more than what is published, and needs a token."""

    status: ActivityStatus | None = None

    @property
    def usual(self) -> str:
        return "title" if self.status else super().usual


PAGING = frozenset({"page", "page_size", "sort", "radius"})
DIRECT = frozenset(
    {
        "wijk",
        "place_id",
        "activity_id",
        "category",
        "weekday",
        "language",
        "dutch_level",
        "step",
        "project_id",
        "free",
        "status",
    }
)


def start_of(day: date) -> datetime:
    """The instant at which a day begins here."""
    return datetime.combine(day, time.min, ZONE).astimezone(UTC)
