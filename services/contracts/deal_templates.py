"""The shape of `deal/<slug>/activity_templates.toml`: what a coordinator can start from when posting (Art. 4.1b)."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from services.contracts.deal_words import Labels, Slug, Strict, Text

ClockTime = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class TemplateTranslation(Strict):
    """All that is told in Dutch, in another language."""

    title: Annotated[Text, StringConstraints(min_length=3, max_length=100)]
    summary: Annotated[Text, StringConstraints(min_length=10, max_length=200)]
    description: Annotated[Text, StringConstraints(max_length=5000)]


class ActivityTemplate(Strict):
    """An activity as many places have one. `weekday` is 1 for Monday; texts are Dutch, `labels` in every language, and
    `translations` in those that somebody wrote."""

    slug: Slug
    labels: Labels
    title: Annotated[Text, StringConstraints(min_length=3, max_length=100)]
    summary: Annotated[Text, StringConstraints(min_length=10, max_length=140)]
    description: Annotated[Text, StringConstraints(max_length=4000)]
    category: Slug
    step: Slug
    for_whom: Annotated[list[Slug], Field(min_length=1)]
    dutch_level: Annotated[int, Field(ge=0, le=4)]
    bring: Text | None = None
    joining: Literal["walk-in", "per-date", "series"]
    capacity: Annotated[int, Field(ge=1, le=10_000)] | None = None
    weekday: Annotated[int, Field(ge=1, le=7)]
    start: ClockTime
    end: ClockTime
    repeat: Literal["once", "weekly", "fortnightly"]
    not_in: list[Literal["public-holidays", "school-holidays", "ramadan"]]
    translations: dict[Slug, TemplateTranslation] = Field(default_factory=dict)
