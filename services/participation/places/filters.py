"""What lists of places can be asked for."""

from datetime import datetime, timedelta
from typing import Any, Literal

import orjson
from pydantic import ConfigDict, Field, ValidationInfo, field_validator

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
        """The names of the filters that were given, which decide the shape of the statement."""
        return frozenset(
            name for name in type(self).model_fields if name not in PAGING and getattr(self, name) is not None
        )

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.given}


class PlaceFilters(OfferFilters):
    """`q` is a part of the name, accents and capitals aside; `accessible` is a comma list of aspects that it must have;
    `near` is "lat,lon" in degrees, `radius` in metres from there. With `near` the nearest come first."""

    q: str | None = Field(None, min_length=1, max_length=100)
    accessible: str | None = Field(None, max_length=200, pattern=r"^[a-z-]+(,[a-z-]+)*$")
    near: str | None = Field(None, pattern=r"^[0-9]{1,2}(\.[0-9]{1,9})?,[0-9]{1,2}(\.[0-9]{1,9})?$")
    radius: int | None = Field(None, ge=1, le=100_000)
    sort: Literal["name", "near"] | None = None

    @field_validator("radius", "sort")
    @classmethod
    def near_somewhere(cls, value: Any, info: ValidationInfo) -> Any:
        if value not in (None, "name") and info.data.get("near", "") is None:
            raise ValueError("say near which point: near=52.05,4.29")
        return value

    @property
    def order(self) -> str:
        return self.sort or ("near" if self.near else "name")

    def values(self) -> dict[str, Any]:
        found = super().values()
        if self.q:
            found["q"] = sorting_key(self.q)
        if self.accessible:
            found["accessible"] = orjson.dumps(dict.fromkeys(self.accessible.split(","), "yes")).decode()
        if near := found.pop("near", None):
            found["near_lat"], found["near_lon"] = (float(part) for part in near.split(","))
        return found


PAGING = frozenset({"page", "page_size", "sort"})


def offered(now: datetime, today: Any) -> dict[str, datetime]:
    """The window in which a date counts: from now to thirteen weeks after today."""
    return {"now": now, "longest_ago": now - timedelta(hours=25), "until": start_of(days_offered(today)[1])}
