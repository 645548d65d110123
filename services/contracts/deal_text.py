"""What the deal says of itself, and who its parties are (Art. 1, 6, 8, 10–12)."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from services.contracts.deal_words import Article, Readings, Slug, Strict, Text


class Publication(Strict):
    """Where the text of the deal can be read."""

    title: Text
    published_in: Text
    article: Article
    law_in_court: bool = Field(description="whether a court can enforce the deal")
    law_article: Article


class DealTerm(Strict):
    """When the deal holds. `signed_on` is absent while the day on which all had signed is not known."""

    in_force: Literal["day-after-all-signed"]
    signed_on: date | None = None
    ends_on: date
    baseline_year: int
    article: Article
    readings: Readings


class Governance(Strict):
    """Who leads and writes at the consultation (Art. 6.4), and how the deal is changed (Art. 10 and 11)."""

    chair_sides: Annotated[list[Literal["rijk", "regio"]], Field(min_length=1)]
    secretariat: Annotated[list[Slug], Field(min_length=1)]
    consultation_article: Article
    requests_to: Slug
    talks_within_weeks: Annotated[int, Field(ge=1, le=52)]
    amendment_article: Article
    accession_article: Article


class Ambition(Strict):
    text: Text
    factors: list[Slug]
    compared_with: Text
    year: int
    article: Article
    readings: Readings


class CoreMessage(Strict):
    """The fixed wording that all parties use, verbatim."""

    language: Literal["nl"]
    text: Text
    article: Article


class DealText(Strict):
    slug: Slug
    name: Text
    short_name: Text
    article: Article
    inhabitants: int
    inhabitants_text: Text
    inhabitants_article: Article
    languages: Annotated[list[str], Field(min_length=1)]
    publication: Publication
    term: DealTerm
    governance: Governance
    ambition: Ambition
    core_message: CoreMessage
    readings: Readings


class Party(Strict):
    slug: Slug
    name: Text
    full_name: Text
    group: Literal["rijk", "regio"]
    consultation_seat: bool
    article: Article
    readings: Readings
