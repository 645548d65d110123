"""What can be asked of `/v1/assessments`."""

from datetime import date

from pydantic import ConfigDict, Field

from services.contracts.indicators import AreaKind, AssessmentShape, Verdict
from services.contracts.shapes import Input
from services.indicators.results.filters import SLUG


class AssessmentFilters(Input):
    model_config = ConfigDict(str_strip_whitespace=True)

    indicator: str | None = Field(None, pattern=SLUG)
    area_kind: AreaKind | None = None
    area: str | None = Field(None, pattern=SLUG, description="Id of a place, slug of a wijk or of the deal.")
    wijk: str | None = Field(None, pattern=SLUG, description="The wijk itself and the places in it.")
    verdict: Verdict | None = None
    until: date | None = Field(
        None, description="Only figures of periods that ended by this day; of counts those that held then."
    )
    page: int = Field(1, ge=1, le=10_000, description="Page, from 1.")
    page_size: int = Field(20, ge=1, le=100, description="Items a page.")

    def takes(self, found: AssessmentShape) -> bool:
        asked = (
            (self.indicator, found.indicator_id),
            (self.area_kind, found.area_kind),
            (self.area, found.area_id),
            (self.wijk, found.wijk),
            (self.verdict, found.verdict),
        )
        return all(wanted is None or wanted == given for wanted, given in asked)
