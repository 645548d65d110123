"""What can be asked of `/v1/measurements`."""

from typing import Any

from pydantic import ConfigDict, Field

from services.contracts.indicators import AreaKind, Measure
from services.contracts.shapes import Input

SLUG = r"^[a-z0-9-]{1,100}$"


class MeasurementFilters(Input):
    """A name that is none of these is a mistake: a mistyped filter must not give figures of something else."""

    model_config = ConfigDict(str_strip_whitespace=True)

    indicator: str | None = Field(None, pattern=SLUG)
    measure: Measure | None = Field(None, description="`value` leaves out what was computed from others.")
    area_kind: AreaKind | None = None
    area: str | None = Field(None, pattern=SLUG, description="Id of a place, slug of a wijk or of the deal.")
    wijk: str | None = Field(None, pattern=SLUG, description="The wijk itself and the places in it.")
    latest: bool = Field(True, description="The newest of each area; false gives all that ever were.")
    prepared: bool = Field(False, description="The real figures, public or not: for analysts and approvers.")
    page: int = Field(1, ge=1, le=10_000, description="Page, from 1.")
    page_size: int = Field(20, ge=1, le=100, description="Items a page.")

    @property
    def given(self) -> dict[str, Any]:
        """The filters that are asked for, named as in the queries."""
        names = ("indicator", "measure", "area_kind", "area", "wijk")
        return {name: value for name in names if (value := getattr(self, name)) is not None}
