"""What a paper edition is asked for by."""

from typing import Annotated

from fastapi import Query
from pydantic import ConfigDict, Field, field_validator

from services.contracts.participation.editions import EditionFormat, EditionStatus, Month
from services.contracts.shapes import Input
from services.participation.editions.wording import FIRST, languages


class EditionFilters(Input):
    """`month` is this one when it is not given, `language` the second one beside Dutch; `number` asks for an earlier
    edition that was frozen."""

    model_config = ConfigDict(str_strip_whitespace=True)

    month: Month | None = Field(None, description="`YYYY-MM`; this month when it is not given.")
    format: EditionFormat = "a5"
    language: str | None = Field(None, max_length=10, description="The second language; none, or nl: Dutch alone.")
    number: int | None = Field(None, ge=1, le=10_000)

    @field_validator("language")
    @classmethod
    def has_words(cls, language: str | None) -> str | None:
        return known_language(language)

    @property
    def key(self) -> str:
        """As it is kept: nl when there is no second language."""
        return self.language or FIRST


class ListFilters(Input):
    """Of the list of editions."""

    model_config = ConfigDict(str_strip_whitespace=True)

    wijk: str | None = Field(None, max_length=100)
    month: Month | None = None
    status: EditionStatus | None = None
    page: int = Field(1, ge=1, le=1_000_000)
    page_size: int = Field(20, ge=1, le=100)


def known_language(language: str | None) -> str | None:
    """None for Dutch alone. Raises ValueError for a language that paper has no words for."""
    if language in (None, "", FIRST):
        return None
    if language not in languages():
        raise ValueError(f"paper is in nl, or in nl with one of: {', '.join(languages())}")
    return language


Asked = Annotated[EditionFilters, Query()]
Listed = Annotated[ListFilters, Query()]
