"""What is promised, how strongly, and which results are expected of it (Art. 3 and 4)."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from services.contracts.deal_words import Article, PillarNumber, Readings, Slug, Strict, Text, Titles


class Strength(Strict):
    """How strongly the deal promises: rank 1 is strongest. `verbs` are the deal's own words, verbatim."""

    slug: Slug
    rank: Annotated[int, Field(ge=1)]
    name: Text
    verbs: list[Text]


class StrengthsFile(Strict):
    readings: Readings
    strengths: Annotated[list[Strength], Field(min_length=1)]


class Commitment(Strict):
    """One promise of Art. 3 or 4.

    `pillar` is None where it is of all pillars; `linked_to` names promises of the same object elsewhere in the deal.
    """

    id: Annotated[str, StringConstraints(pattern=r"^A\d[0-9a-z.-]*-\d{2}$")]
    article: Article
    pillar: PillarNumber | None
    topic: Text
    paraphrase: Text
    verb: Text
    scope: Literal["deal", "wijk"]
    countable: bool
    target: str
    actor: Text
    actor_words: str
    linked_to: list[str]


class MeasuredByIndicator(Strict):
    kind: Literal["indicator"]
    indicator: Slug


class MeasuredByFact(Strict):
    """A fact that one of the services holds and can count."""

    kind: Literal["fact"]
    service: Literal["projects", "participation", "indicators"]
    fact: Text


class MeasuredByEvidence(Strict):
    """Evidence items (what, source, date) that the programme office keeps with the result."""

    kind: Literal["evidence"]
    asks: Text


MeasuredBy = Annotated[MeasuredByIndicator | MeasuredByFact | MeasuredByEvidence, Field(discriminator="kind")]


class ResultTarget(Strict):
    value: float | int | None = None
    unit: Text
    comparison: Literal["change", "at-least", "more", "less"]
    text: Text


class ExpectedResult(Strict):
    id: Slug
    article: Article
    pillar: PillarNumber | None = None
    titles: Titles
    per: Literal["deal", "wijk", "meeting-place", "sports-venue"]
    target: ResultTarget
    direction: Literal["up", "down", "reach"]
    starts: Text | None = None
    ends: Text | None = None
    source: Text
    measured_by: MeasuredBy
    commitments: Annotated[list[str], Field(min_length=1)]
    readings: Readings
