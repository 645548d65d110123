"""Finding: what a list of found things says beside its items, suggestions while typing, and counts per filter."""

from datetime import date
from typing import Any, Generic, Literal

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Item, Page, Shape


class Instead(Shape):
    """Nothing fitted. `other-filters`: the filters in `dropped` were left out. `some-words`: not all words fit;
    `related`: only what is near in meaning does."""

    reason: Literal["other-filters", "some-words", "related"]
    dropped: list[str]


class When(Shape):
    """The moment that was said in words: ISO weekdays (1–7), parts of the day, and days, the last included."""

    weekdays: list[int]
    parts_of_day: list[Literal["morning", "afternoon", "evening"]]
    first_day: date | None
    last_day: date | None


class FoundPage(Page[Item], Generic[Item]):
    """`corrected` is what unknown words were taken for, `when` a moment that was among the words; so many of the last
    items are only `related`."""

    corrected: str | None = None
    when: When | None = None
    related: int = 0
    instead: Instead | None = None


class Suggestion(Shape):
    """`id` is that of the category, the place or the concept; null for a title."""

    kind: Literal["category", "word", "title", "place"]
    text: str
    id: str | None


class Suggestions(Page[Suggestion]):
    corrected: str | None = None


class ActivityCounts(Shape):
    """How many activities each value of a filter would give, the other filters kept. `dutchLevel` counts "at most"."""

    total: int
    wijk: dict[str, int]
    category: dict[str, int]
    step: dict[str, int]
    language: dict[str, int]
    dutch_level: dict[str, int]
    free: dict[str, int]
    weekday: dict[str, int]
    part_of_day: dict[str, int]


class SearchCalls(ServiceClient):
    async def suggestions(self, typed: str, language: str = "nl") -> Suggestions:
        headers = {"Accept-Language": language}
        return Suggestions.model_validate_json(
            (await self.get("/v1/suggestions", {"q": typed}, headers=headers)).content
        )

    async def activity_counts(self, **query: Any) -> ActivityCounts:
        """The filters of `activities`."""
        return ActivityCounts.model_validate_json((await self.get("/v1/activity-counts", query)).content)
