"""What the lists of the deal's parts can be asked."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from services.contracts.shapes import Input

WORD = r"^[^\x00-\x1f]+$"
ALL_PARTS = 100
ON_DAY = Field(None, description="What held on this day, before later amendments.")
PILLAR = Field(None, ge=1, le=99, description="Number of the pillar.")
WITHDRAWN = Field(False, description="Also what the deal's files no longer have.")


class PartFilters(Input):
    """Only the page. `columns` says which columns of the table are narrowed to what."""

    page: int = Field(1, ge=1, le=10_000, description="Page, from 1.")
    page_size: int = Field(ALL_PARTS, ge=1, le=100, description="Items a page.")

    def columns(self) -> dict[str, Any]:
        return {}

    def besides(self) -> dict[str, Any]:
        """`on` and `withdrawn`, where the list knows them."""
        return {name: getattr(self, name) for name in ("on", "withdrawn") if name in type(self).model_fields}


class OnDayFilters(PartFilters):
    on: date | None = ON_DAY


class PillarFilters(PartFilters):
    pillar: int | None = PILLAR

    def columns(self) -> dict[str, Any]:
        return {"pillar": self.pillar}


class ResultFilters(PillarFilters):
    withdrawn: bool = WITHDRAWN
    on: date | None = ON_DAY


class CommitmentFilters(ResultFilters):
    element: str | None = Field(None, pattern=r"^\d[a-z]$", description="Approach element, for instance 1a.")
    article: str | None = Field(None, pattern=r"^(Art\. )?\d{1,2}(\.\d{1,2}[a-z]?)?$")
    verb: str | None = Field(None, pattern=WORD, description="The deal's own words, verbatim.")
    strength: str | None = Field(None, pattern=WORD, description="Slug of a strength in `/v1/deal`.")
    scope: Literal["deal", "wijk"] | None = None

    def columns(self) -> dict[str, Any]:
        article = None if self.article is None else f"Art. {self.article.removeprefix('Art. ')}"
        said = {name: getattr(self, name) for name in ("pillar", "element", "verb", "strength", "scope")}
        return said | {"article": article}
