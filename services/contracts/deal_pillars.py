"""Pillars, themes, elements of the approach, and the wijken in which they are carried out (Art. 2 and 4)."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from services.contracts.deal_words import Article, ElementId, PillarNumber, Readings, Slug, Strict, Text, Titles


class PillarAlias(Strict):
    title: Text
    article: Article


class Pillar(Strict):
    number: PillarNumber
    slug: Slug
    titles: Titles
    article: Article
    aim: Text
    aliases: Annotated[list[PillarAlias], Field(default_factory=list)]
    readings: Readings


class Theme(Strict):
    slug: Slug
    titles: Titles
    aim: Text
    article: Article


class ApproachElement(Strict):
    """One lettered element of the approach, for instance 1a. Its commitments are those of its article."""

    id: ElementId
    pillar: PillarNumber
    titles: Titles
    article: Article


class Buurt(Strict):
    code: Annotated[str, StringConstraints(pattern=r"^BU\d{8}$")]
    name: Text
    inhabitants: Annotated[int, Field(ge=0)]


class Wijk(Strict):
    """A wijk of the deal: a set of CBS buurten, not a CBS wijk."""

    slug: Slug
    name: Text
    cbs_wijk: Annotated[str, StringConstraints(pattern=r"^WK\d{6}$")]
    cbs_wijk_name: Text
    inhabitants: Annotated[int, Field(ge=0)]
    article: Article
    buurten: Annotated[list[Buurt], Field(min_length=1)]
    readings: Readings


class CbsScheme(Strict):
    """The edition of the CBS division and of the counts."""

    year: int
    municipality: Annotated[str, StringConstraints(pattern=r"^GM\d{4}$")]
    municipality_name: Text
    source: Text
    inhabitants_year: int
    rounded_to: Annotated[int, Field(ge=1)]
    readings: Readings


class SchoolHolidays(Strict):
    """Which of the three regions' school holidays hold in the wijken."""

    region: Literal["noord", "midden", "zuid"]
    source: Text


class WijkenFile(Strict):
    scheme: CbsScheme
    school_holidays: SchoolHolidays
    wijken: Annotated[list[Wijk], Field(min_length=1)]
