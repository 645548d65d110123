"""Words and wijken."""

from typing import Literal

from pydantic import Field

from services.contracts.calling import ServiceClient
from services.contracts.participation.content import Texts
from services.contracts.participation.schedules import HolidayKind
from services.contracts.shapes import Page, Shape

Wijk = str


class Labelled(Shape):
    """A slug with its label in the language that was asked for."""

    id: str
    label: str


class WijkShape(Shape):
    """A deal wijk: a set of CBS buurten (see domain.md; CBS wijken are not deal wijken)."""

    id: str
    name: str
    buurten: list[str]
    cbs_wijk: str
    residents: int | None = None
    residents_source: str | None = None


class TemplateBody(Shape):
    """What an activity begins with; `weekday` is 1 for Monday, times are on the clock there."""

    title: str
    summary: str
    description: str
    category: str
    step: str
    for_whom: list[str]
    dutch_level: int
    bring: str | None
    joining: Literal["walk-in", "per-date", "series"]
    capacity: int | None
    weekday: int
    start: str
    end: str
    repeat: Literal["once", "weekly", "fortnightly"]
    not_in: list[HolidayKind]
    translations: dict[str, Texts] = Field(default_factory=dict)
    """What is told, in other languages."""


class TemplateShape(Labelled):
    """What a coordinator can start from when posting; its texts are in Dutch, with translations."""

    body: TemplateBody


class WordCalls(ServiceClient):
    """Wijken and lists of words."""

    async def wijken(self) -> Page[WijkShape]:
        return Page[WijkShape].model_validate_json((await self.get("/v1/wijken")).content)

    async def activity_templates(self, language: str = "nl") -> Page[TemplateShape]:
        headers = {"Accept-Language": language}
        return Page[TemplateShape].model_validate_json(
            (await self.get("/v1/activity-templates", headers=headers)).content
        )

    async def words(self, vocabulary: str, language: str = "nl") -> Page[Labelled]:
        """`vocabulary`: categories, place-kinds, steps, audiences, accessibility-aspects, dutch-levels, languages."""
        headers = {"Accept-Language": language}
        return Page[Labelled].model_validate_json((await self.get(f"/v1/{vocabulary}", headers=headers)).content)
