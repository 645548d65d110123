"""What can be asked of `/v1/datasets`."""

from typing import Any

from pydantic import ConfigDict, Field

from services.contracts.indicators.datasets import DatasetKind, Period
from services.contracts.shapes import Input


class DatasetFilters(Input):
    """A name that is none of these is a mistake."""

    model_config = ConfigDict(str_strip_whitespace=True)

    kind: DatasetKind | None = None
    period: Period | None = None
    indicator: str | None = Field(None, pattern=r"^[a-z0-9-]{1,100}$")
    current: bool = Field(False, description="Only those whose place no other one took.")
    page: int = Field(1, ge=1, le=10_000, description="Page, from 1.")
    page_size: int = Field(20, ge=1, le=100, description="Items a page.")

    @property
    def given(self) -> dict[str, Any]:
        """The filters that are asked for, named as in the queries."""
        return {name: value for name in ("kind", "period", "indicator", "current") if (value := getattr(self, name))}
