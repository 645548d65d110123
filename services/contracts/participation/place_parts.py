"""Parts of a place: tasks that residents took over, who checked its accessibility, its photo."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.shapes import Input, Shape

Answer = Literal["yes", "no", "unknown"]
TakenOverBy = Literal["residents", "volunteers", "residents-and-volunteers"]
WEB_ADDRESS = r"^https?://[^\s/]+\.[^\s/]+(/\S*)?$"


class Evidence(Input):
    """What shows it: a report, an agreement, a count (Art. 3 asks for what can be shown)."""

    what: str = Field(min_length=3, max_length=200)
    source: str = Field(min_length=2, max_length=200)
    on: date = Field(alias="date")
    url: str | None = Field(None, max_length=300, pattern=WEB_ADDRESS)


class TaskTakenOver(Input):
    """A task of paid coordination that residents or volunteers do now (Art. 3); `since` is null when not known."""

    task: str = Field(min_length=3, max_length=500)
    since: date | None = None
    by: TakenOverBy
    evidence: list[Evidence] = Field(default_factory=list, max_length=20)


class AspectChecked(Shape):
    """Who looked, an organisation or a role and never a person, and on which day."""

    by: str
    on: date


class AccessibilityCheckInput(Input):
    """What somebody saw on the spot, per aspect. `checkedBy` is an organisation or a role, not a person's name."""

    accessibility: dict[str, Answer] = Field(min_length=1)
    checked_by: str = Field(min_length=3, max_length=80)
    checked_on: date


class AccessibilityCheck(Shape):
    id: UUID
    place_id: UUID
    accessibility: dict[str, Answer]
    checked_by: str
    checked_on: date


class PhotoFile(Shape):
    """One size of a photo; the address names the content, so it can be kept for ever."""

    url: str
    type: str
    width: int
    height: int


PhotoCut = Literal["whole", "wide", "square"]


class Photo(Shape):
    """Smallest first. `alt` says in words what is on it, for who can't see it."""

    alt: str
    files: list[PhotoFile]


@dataclass(frozen=True)
class PhotoSent:
    """A file as it came, the words that go with it, and what of it is kept: see `PUT /v1/places/{id}/photo`."""

    content: bytes
    alt: str
    cut: PhotoCut = "whole"
    x: float = 0.5
    y: float = 0.5
