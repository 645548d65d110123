"""What lists of places can be asked for."""

from datetime import datetime, timedelta
from typing import Any

from pydantic import ConfigDict, Field

from services.contracts.shapes import Input
from services.kit.sorting import sorting_key
from services.participation.activities.filters import Slug, start_of
from services.participation.activities.schedule_rules import days_offered


class OfferFilters(Input):
    model_config = ConfigDict(str_strip_whitespace=True)

    wijk: str | None = Slug
    kind: str | None = Slug
    page: int = Field(1, ge=1, le=10_000)
    page_size: int = Field(20, ge=1, le=100)

    @property
    def given(self) -> frozenset[str]:
        return frozenset(name for name in ("wijk", "kind", "q") if getattr(self, name, None) is not None)

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.given}


class PlaceFilters(OfferFilters):
    """`q` is a part of the name, accents and capitals aside."""

    q: str | None = Field(None, min_length=1, max_length=100)

    def values(self) -> dict[str, Any]:
        found = super().values()
        return found | {"q": sorting_key(self.q)} if self.q else found


def offered(now: datetime, today: Any) -> dict[str, datetime]:
    """The window in which a date counts: from now to thirteen weeks after today."""
    return {"now": now, "longest_ago": now - timedelta(hours=25), "until": start_of(days_offered(today)[1])}
