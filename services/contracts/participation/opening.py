"""When a place is open; names as in schema.org's OpeningHoursSpecification. All times are those of the clock here."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, StringConstraints, model_validator

from services.contracts.shapes import Input

Day = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DAYS: tuple[Day, ...] = get_args(Day)
Clock = Annotated[str, StringConstraints(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]


class Span(Input):
    """From `opens` to `closes` on one day, "09:00" to "24:00"."""

    opens: Clock
    closes: Clock

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.closes <= self.opens:
            raise ValueError("a place closes after it opens; write a night as two days, the first until 24:00")
        return self


class WeeklyHours(Span):
    """Every week, on these days."""

    day_of_week: list[Day] = Field(min_length=1, max_length=7)


class OtherHours(Input):
    """On these days, the last included, these hours instead of the weekly ones; without `hours` it is closed."""

    valid_from: date
    valid_through: date
    hours: list[Span] = Field(default_factory=list, max_length=6)
    reason: str | None = Field(None, max_length=100)

    @model_validator(mode="after")
    def possible(self) -> Self:
        if self.valid_through < self.valid_from:
            raise ValueError("the last day is before the first")
        if not 1900 <= self.valid_from.year <= self.valid_through.year <= 2999:
            raise ValueError("name days of this age")
        if overlapping(self.hours):
            raise ValueError("two of the hours overlap")
        return self


class Opening(Input):
    """The hours of a week, and the days on which they are other."""

    hours: list[WeeklyHours] = Field(default_factory=list, max_length=42)
    exceptions: list[OtherHours] = Field(default_factory=list, max_length=100)

    @model_validator(mode="after")
    def apart(self) -> Self:
        for day in DAYS:
            if overlapping([each for each in self.hours if day in each.day_of_week]):
                raise ValueError(f"two of the hours on {day} overlap")
        ordered = sorted(self.exceptions, key=lambda each: each.valid_from)
        if any(later.valid_from <= earlier.valid_through for earlier, later in pairwise(ordered)):
            raise ValueError("two of the exceptions are about the same day")
        return self


def overlapping(spans: Sequence[Span]) -> bool:
    """Touching is not overlapping."""
    ordered = sorted(spans, key=lambda each: each.opens)
    return any(later.opens < earlier.closes for earlier, later in pairwise(ordered))
