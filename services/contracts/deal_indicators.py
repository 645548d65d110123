"""The shape of an indicator's definition: `deal/<slug>/indicators/<id>.toml`.

A definition has a version; a change of what is counted or how is a new version, and figures of different versions are
not compared.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from services.contracts.deal_words import Article, Labels, Reading, Readings, Slug, Strict, Text, check_title_labels

BothLanguages = Annotated[Labels, AfterValidator(check_title_labels)]


class IndicatorTarget(Strict):
    """`value` is in the indicator's unit; None where the deal names a direction only."""

    comparison: Literal["change", "at-least", "less", "more"]
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
        "distinct-count",
        "count",
        "sum",
        "minimum",
        "share-reaching-target",
        "estimate",
        "register-figure",
        "difference",
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


FieldPath = Annotated[str, StringConstraints(pattern=r"^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*$")]
"""A field of an item as the service says it, in camelCase; a full stop goes into a part or into each of a list."""


class Measuring(Strict):
    """How a count is made from a list of another service: what is asked, and which of its items count for how much.

    `amount` is the field that is added up; without it every item counts for one. An item counts when all of `having`
    are given and not empty, none of `without` is, and it is of a wijk (`wijk` or `wijken`) where a wijk is counted.
    `show` is kept of each item, `evidence` is the field with its items of evidence, `evidence_at` their address.
    `per_year` is a field with a day: then whole calendar years are counted apart.
    """

    service: Literal["projects", "participation"]
    path: Annotated[str, StringConstraints(pattern=r"^/v1(/[a-z-]+)+$")]
    query: Annotated[dict[str, str], Field(default_factory=dict)]
    items: FieldPath = "items"
    paged: bool = True
    name: Annotated[list[FieldPath], Field(min_length=1)]
    amount: FieldPath | None = None
    having: Annotated[list[FieldPath], Field(default_factory=list)]
    without: Annotated[list[FieldPath], Field(default_factory=list)]
    show: Annotated[list[FieldPath], Field(default_factory=list)]
    evidence: FieldPath | None = None
    evidence_at: Annotated[str, StringConstraints(pattern=r"^/v1/[a-z-]+\?[A-Za-z]+=\{id\}$")] | None = None
    per_year: FieldPath | None = None


class CbsCounts(Strict):
    """Where the counts of a register stand in a table of CBS, by the keys of its columns (of OData 3 or 4).

    `area` is the dimension with the codes of buurten; `where` fixes the keys of the others. CBS rounds to `rounded_to`.
    """

    table: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_]{4,20}$")]
    area: Text
    count: Text
    households: Text | None = None
    where: Annotated[dict[str, Text], Field(default_factory=dict)]
    period: Annotated[str, StringConstraints(pattern=r"^\d{4}(-(voorjaar|najaar|Q[1-4]))?$")]
    rounded_to: Annotated[int, Field(ge=1, le=1000)]


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
    measuring: Measuring | None = None
    cbs: CbsCounts | None = None
    scale: Scale | None = None
    share: Share | None = None
    commitments: Annotated[list[str], Field(default_factory=list)]
    interpretation: Annotated[list[Reading], Field(min_length=1)]
