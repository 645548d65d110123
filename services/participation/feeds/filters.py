"""What a feed can be narrowed to: as the list of activities, without time and pages."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field
from sqlalchemy import Table, exists, select
from sqlalchemy.orm import Session

from services.contracts.participation import Step
from services.contracts.shapes import Input
from services.kit.problems import bad_request, wrong
from services.participation.activities.filters import OccurrenceFilters, Slug
from services.participation.tables import category, place, wijk


class FeedFilters(Input):
    """`dutchLevel` is the most Dutch one needs; `accessible` is a comma list of aspects."""

    model_config = ConfigDict(str_strip_whitespace=True)

    wijk: str | None = Slug
    place_id: UUID | None = None
    category: str | None = Slug
    free: bool | None = None
    language: str | None = Slug
    dutch_level: int | None = Field(None, ge=0, le=4)
    step: Step | None = None
    project_id: UUID | None = None
    accessible: str | None = Field(None, max_length=200, pattern=r"^[a-z-]+(,[a-z-]+)*$")

    def narrowed(self, now: datetime) -> "tuple[frozenset[str], dict[str, Any]]":
        """The filters that were given, and the parameters of a statement with them."""
        asked = OccurrenceFilters.model_validate(self.model_dump(exclude_none=True), by_name=True)
        return asked.given, asked.values(now)


NAMED: dict[str, tuple[Table, str]] = {
    "wijk": (wijk, "wijk"),
    "category": (category, "category"),
    "place_id": (place, "placeId"),
}


def require_known(session: Session, asked: FeedFilters) -> None:
    """Raises 400 that names every wijk, category and place that there is not: an empty feed would hide a typing
    mistake for years."""
    given = [name for name in NAMED if getattr(asked, name) is not None]
    if not given:
        return
    there = session.execute(
        select(*(exists().where(NAMED[name][0].c.id == getattr(asked, name)).label(name) for name in given))
    ).one()
    unknown = [NAMED[name][1] for name in given if not getattr(there, name)]
    if unknown:
        raise bad_request([wrong(name, "unknown", f"There is no such {name}.", "query") for name in unknown])
