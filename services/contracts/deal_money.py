"""The money (Art. 5), in whole euro cents."""

from typing import Annotated, Literal

from pydantic import Field

from services.contracts.deal_words import Amount, Article, Readings, Slug, Strict, Text


class Contribution(Strict):
    slug: Slug
    party: Slug
    commitment: Literal["reserved", "best-effort"]
    verb: Text
    amount_cents: Amount
    vat: Literal["included", "unstated"]
    from_fund: Text | None = None
    instrument: Text | None = None
    free_to_spend: bool
    article: Article
    readings: Readings


class Tranche(Strict):
    contribution: Slug
    number: Annotated[int, Field(ge=1)]
    years: Annotated[list[int], Field(min_length=1)]
    amount_cents: Amount
    stated: bool = Field(description="false when the amount is derived from others")
    article: Article
    readings: Readings


class Division(Strict):
    """How the money is to be divided over the pillars."""

    rule: Text
    binding: Literal["guideline"]
    reviewed: Literal["yearly"]
    articles: list[Article]
    readings: Readings


class ContributionsFile(Strict):
    total_cents: Amount
    total_stated: bool
    readings: Readings
    division: Division
    contributions: Annotated[list[Contribution], Field(min_length=1)]
    tranches: Annotated[list[Tranche], Field(default_factory=list)]
