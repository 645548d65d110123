"""The shape of `deal/<slug>/site.toml`: whose site it is, how to reach them, and the accessibility statement."""

import datetime
from typing import Annotated, Literal

from pydantic import Field, field_validator

from services.contracts.deal_words import Language, Strict, Text

Conformance = Literal["full", "partial", "not"]


class AccessibilityStatement(Strict):
    """As the law asks (Besluit digitale toegankelijkheid overheid): how far it is, when tested, when said."""

    status: Conformance
    tested_on: datetime.date
    drawn_up_on: datetime.date
    answer_within_weeks: Annotated[int, Field(ge=1, le=52)]


class SiteFile(Strict):
    """`organisation` per language as it stands in a sentence; Dutch is always there."""

    organisation: dict[Language, Text]
    phone: Text
    accessibility: AccessibilityStatement

    @field_validator("organisation")
    @classmethod
    def in_dutch(cls, names: dict[str, str]) -> dict[str, str]:
        if "nl" not in names:
            raise ValueError("has no name in Dutch (nl)")
        return names
