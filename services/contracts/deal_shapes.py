"""The parts of the deal as the projects service answers them (Art. 2-8). Titles are per language code."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from services.contracts.shapes import Shape

Titles = dict[str, str]


class ReadingShape(Shape):
    """How the deal is read where it is silent or contradicts itself."""

    about: str
    reading: str
    reason: str
    article: str | None = None


class PartShape(Shape):
    """Every part of the deal; `withdrawnOn` is the day on which the deal's files no longer had it."""

    readings: list[ReadingShape] = Field(default_factory=list)
    withdrawn_on: date | None = None


class TermShape(Shape):
    """`signedOn` is empty while the day on which all had signed is not known; in force from the day after."""

    in_force: str
    signed_on: date | None
    starts_on: date | None
    ends_on: date
    baseline_year: int
    article: str
    readings: list[ReadingShape]


class StrengthShape(Shape):
    """How strongly something is promised; rank 1 is strongest."""

    slug: str
    rank: int
    name: str


class DealShape(PartShape):
    slug: str
    name: str
    short_name: str
    article: str
    inhabitants: int
    inhabitants_text: str
    inhabitants_article: str
    languages: list[str]
    publication: dict[str, Any]
    term: TermShape
    governance: dict[str, Any]
    ambition: dict[str, Any]
    core_message: dict[str, Any]
    strengths: list[StrengthShape]
    strength_readings: list[ReadingShape]
    total_cents: int
    total_stated: bool
    division: dict[str, Any]


class DealVersionShape(Shape):
    """Version 1 is the deal as it was signed; each other one came into force by an amendment or an accession."""

    number: int
    in_force_on: date | None
    amendment_id: str | None
    accession_id: str | None
    title: str


class PartyShape(PartShape):
    slug: str
    name: str
    full_name: str
    group: Literal["rijk", "regio", "other"]
    consultation_seat: bool
    article: str
    since: date | None = None
    """Of a party that acceded (Art. 11); the others are of the deal itself."""


class PillarShape(PartShape):
    number: int
    slug: str
    titles: Titles
    article: str
    aim: str
    aliases: list[dict[str, str]]


class ThemeShape(PartShape):
    slug: str
    titles: Titles
    aim: str
    article: str


class ApproachElementShape(PartShape):
    id: str
    pillar: int
    titles: Titles
    article: str


class CommitmentShape(PartShape):
    """`pillar` is empty when it is of all pillars; `element` when it is of no approach element."""

    id: str
    article: str
    pillar: int | None
    element: str | None
    topic: str
    paraphrase: str
    verb: str
    strength: StrengthShape
    scope: Literal["deal", "wijk"]
    countable: bool
    target: str
    actor: str
    actor_words: str
    linked_to: list[str]


class ResultTargetShape(Shape):
    value: float | None
    unit: str
    comparison: Literal["change", "at-least", "more", "less"]
    text: str


class MeasuredByShape(Shape):
    """Measured by an indicator (`indicator`), a fact of a service (`service`, `fact`) or evidence (`asks`)."""

    kind: Literal["indicator", "fact", "evidence"]
    indicator: str | None = None
    service: str | None = None
    fact: str | None = None
    asks: str | None = None


class ExpectedResultShape(PartShape):
    id: str
    article: str
    pillar: int | None
    titles: Titles
    per: Literal["deal", "wijk", "meeting-place", "sports-venue"]
    target: ResultTargetShape
    direction: Literal["up", "down", "reach"]
    starts: str | None
    ends: str | None
    source: str
    measured_by: MeasuredByShape
    commitments: list[str]


class TrancheShape(Shape):
    number: int
    years: list[int]
    amount_cents: int
    stated: bool
    article: str
    readings: list[ReadingShape]


class ContributionShape(PartShape):
    """`amountCents` in whole euro cents; `vat` says whether it is in the amount."""

    slug: str
    party: str
    commitment: Literal["reserved", "best-effort"]
    verb: str
    amount_cents: int
    vat: Literal["included", "unstated"]
    from_fund: str | None
    instrument: str | None
    free_to_spend: bool
    article: str
    tranches: list[TrancheShape]


class ProgrammeShape(PartShape):
    slug: str
    name: str
    level: Literal["municipal", "regional", "national", "international"]
    article: str
    pillars: list[int]
    url: str | None


class OrganisationShape(PartShape):
    slug: str
    name: str
    kind: str
    article: str | None
    note: str | None


class NamedPartShape(PartShape):
    """A co-benefit, a sector, a kind of link or of course."""

    slug: str
    titles: Titles
    article: str


class DeliverableKindShape(NamedPartShape):
    """`expectedResult` is what these add up to (Art. 3)."""

    per: Literal["deal", "wijk"]
    expected_result: str


class RegisterShape(NamedPartShape):
    """`asks` is what an entry says beside title, date and status."""

    asks: list[str]


class TargetGroupShape(PartShape):
    slug: str
    titles: Titles
    article: str
