"""What lists of wishes can be asked for."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from services.contracts.participation.wishes import ShownStatus
from services.contracts.shapes import Input
from services.participation.activities.filters import Slug


class DemandFilters(Input):
    model_config = ConfigDict(str_strip_whitespace=True)

    wijk: str | None = Slug
    category: str | None = Slug
    page: int = Field(1, ge=1, le=10_000)
    page_size: int = Field(20, ge=1, le=100)

    @property
    def given(self) -> frozenset[str]:
        return frozenset(self.values())

    def values(self) -> dict[str, Any]:
        return {name: value for name in ("wijk", "category") if (value := getattr(self, name)) is not None}


class WishFilters(DemandFilters):
    """Without `status`, what is not fulfilled yet; `sort` is `most` (shared by most people first) or `newest`."""

    status: ShownStatus | None = None
    sort: Literal["most", "newest"] = "most"

    @property
    def given(self) -> frozenset[str]:
        return frozenset(self.values()) | (frozenset({self.status}) if self.status else frozenset())
