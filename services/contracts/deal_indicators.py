"""The shape of an indicator's definition: `deal/<slug>/indicators/<id>.toml`.

A definition has a version; a change of what is counted or how is a new version, and figures of different versions are
not compared.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from services.contracts.deal_words import Article, Labels, Reading, Readings, Slug, Strict, Text, check_title_labels

BothLanguages = Annotated[Labels, AfterValidator(check_title_labels)]


class IndicatorTarget(Strict):
    """`value` is in the indicator's unit; None where the deal names a direction only."""

    comparison: Literal["change", "at-least", "less"]
    value: float | int | None = None
    unit: BothLanguages
    text: BothLanguages
    article: Article


class IndicatorPeriod(Strict):
    """`next-weeks` looks ahead from the moment of measuring; the others are fixed by the deal (dates inclusive)."""

    rule: Literal["now", "next-weeks", "between-seasons", "window", "open"]
    weeks: Annotated[int, Field(ge=1)] | None = None
    starts: date | None = None
    ends: date | None = None
    baseline: Text | None = None
    final: Text | None = None
    article: Article
    readings: Readings


class Aggregation(Strict):
    """How a value of a small area becomes that of a larger one."""

    level: Literal["place", "wijk", "deal"]
    method: Literal[
        "distinct-count", "count", "minimum", "share-reaching-target", "estimate", "register-figure", "difference"
    ]
    text: BothLanguages


class ScaleItem(Strict):
    id: Slug
    text: Text
    reversed: bool


class ScaleAnswer(Strict):
    answer: Text
    value: Annotated[int, Field(ge=0)] | None = None
    reversed_value: Annotated[int, Field(ge=0)] | None = None


class Scale(Strict):
    """A score from several statements: the sum of the values x factor_numerator / factor_denominator.

    Who answers fewer than `min_answered_items` has no score. `modes`: how the survey may have been held, in lower case;
    none means that it does not matter.
    """

    items: Annotated[list[ScaleItem], Field(min_length=1)]
    answers: Annotated[list[ScaleAnswer], Field(min_length=1)]
    factor_numerator: Annotated[int, Field(gt=0)]
    factor_denominator: Annotated[int, Field(gt=0)]
    minimum: int
    maximum: int
    min_answered_items: Annotated[int, Field(ge=1)]
    modes: Annotated[list[Text], Field(default_factory=list)]
    survey: Text
    comparability_group: Slug
    article: Article


class Share(Strict):
    """A percentage of people: those whose answer to one question has one of these values, of those who answered."""

    item: Slug
    text: Text
    values: Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=1)]
    modes: Annotated[list[Text], Field(default_factory=list)]
    survey: Text
    article: Article


class IndicatorDefinition(Strict):
    id: Slug
    version: Annotated[int, Field(ge=1)]
    kind: Literal["counted", "survey", "registration", "register"]
    article: Article
    pillar: Annotated[int, Field(ge=1)] | None = None
    titles: BothLanguages
    definition: BothLanguages
    unit: BothLanguages
    direction: Literal["up", "down"]
    decimals: Annotated[int, Field(ge=0, le=6)]
    sources: Annotated[list[Text], Field(min_length=1)]
    source_services: Annotated[list[Literal["projects", "participation"]], Field(default_factory=list)]
    place_kind: Slug | None = None
    comparability_group: Slug | None = None
    target: IndicatorTarget
    period: IndicatorPeriod
    aggregation: Annotated[list[Aggregation], Field(min_length=1)]
    scale: Scale | None = None
    share: Share | None = None
    commitments: Annotated[list[str], Field(default_factory=list)]
    interpretation: Annotated[list[Reading], Field(min_length=1)]
