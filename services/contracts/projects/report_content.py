"""What stands in a report (Art. 7.4-7.8): facts and texts, with each figure as it is shown and where it comes from.

This is what is frozen on publication. A later version of the software may add fields with a default, never change or
drop one: an old report stays readable.
"""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.shapes import Shape

ReportKind = Literal["progress", "baseline", "final-evaluation"]


class Basis(Shape):
    """Where a figure comes from. `definition` says what was counted, and in which version."""

    source: str
    date: date
    definition: str


class Money(Shape):
    """An amount in whole euro cents, and as it is shown."""

    cents: int
    shown: str


class StatusChange(Shape):
    on: date
    before: str | None
    after: str


class MilestoneFact(Shape):
    title: str
    planned: date
    forecast: date | None
    actual: date | None


class UpdateFact(Shape):
    on: date
    status: str
    text: str
    said_by: str


class ProjectFact(Shape):
    """A project as it stood at the end of the period; the lists hold what happened in it."""

    id: UUID
    title: str
    summary: str
    status: str
    wijken: list[str]
    lead: str | None
    status_changes: list[StatusChange]
    milestones: list[MilestoneFact]
    updates: list[UpdateFact]


class StatusCount(Shape):
    status: str
    projects: int


class PillarFact(Shape):
    number: int
    title: str
    aim: str
    projects: list[ProjectFact]
    counts: list[StatusCount]


class FigureFact(Shape):
    """A measured figure in one area. `value` is null when it can not be said; `shown` then says so. `gap` is how far
    the area is behind its city (Art. 1), with its uncertainty; empty where there is none."""

    indicator: str
    title: str
    area: str
    value: float | None
    shown: str
    uncertainty: str
    lower: float | None
    upper: float | None
    baseline: str
    target: str
    verdict: str
    words: str
    comparable: bool
    gap: str = ""
    period: str
    definition_version: int | None
    source: str
    date: date
    release: int | None


class EvidenceFact(Shape):
    what: str
    source: str
    on: date
    document: UUID | None


class ResultFact(Shape):
    """An expected result of Art. 3 and what can be said of it."""

    id: str
    title: str
    article: str
    pillar: int | None
    target: str
    figures: list[FigureFact]
    evidence: list[EvidenceFact]


class ContributionFact(Shape):
    slug: str
    party: str
    commitment: str
    article: str
    amount: Money


class PillarMoney(Shape):
    """`pillar` is null for what is not of one pillar. `year…` is of the period alone, the rest up to its end."""

    pillar: int | None
    title: str
    allocated: Money
    committed: Money
    paid: Money
    year_committed: Money
    year_paid: Money
    share: str
    """Of all that was allocated."""


class MoneyFact(Shape):
    """Financial realisation per pillar (Art. 7.4c). `bookings` and `checksum` tell which ones were added up."""

    basis: Basis
    contributions: list[ContributionFact]
    received: Money
    pillars: list[PillarMoney]
    total: PillarMoney
    guideline: str
    warnings: list[str]
    bookings: int
    checksum: str


class MeetingFact(Shape):
    number: int
    on: date
    chair: str


class DealChangeFact(Shape):
    """An amendment (Art. 10) or an accession (Art. 11) that was asked or decided in the period."""

    kind: Literal["amendment", "accession"]
    title: str
    status: str
    requested_on: date
    in_force_on: date | None


class DocumentFact(Shape):
    id: UUID
    title: str
    file_name: str
    size: int
    sha256: str


class Missing(Shape):
    """What should have stood in the report and does not, and why."""

    what: str
    why: str


class Gathered(Shape):
    """All that is fetched; a refresh replaces it, and keeps the texts."""

    gathered_at: datetime
    pillars: list[PillarFact]
    results: list[ResultFact]
    money: MoneyFact
    meetings: list[MeetingFact]
    deal_changes: list[DealChangeFact]
    documents: list[DocumentFact]
    missing: list[Missing]


class DealFact(Shape):
    name: str
    core_message: str
    core_message_article: str
    ambition: str
    ambition_article: str
    published_in: str


class Discussion(Shape):
    """The consultation in which the draft was discussed (Art. 7.4)."""

    consultation: int
    on: date
    note: str


class Publication(Shape):
    """`reference` is where it was made public, such as a number of the Staatscourant (Art. 15)."""

    on: date
    reference: str
    acknowledged: str
    """What was said about figures that are missing; empty when none are."""


class AuditMark(Shape):
    """The head of the chained audit when the report was frozen: what came before can't be changed unseen."""

    rows: int
    hash: str


class ChangedFact(Shape):
    """One difference with the edition before, in words."""

    where: str
    before: str
    after: str


class ReportContent(Shape):
    format: Literal[1] = 1
    kind: ReportKind
    year: int
    edition: int
    title: str
    period_from: date
    period_until: date
    deal: DealFact
    texts: dict[str, str]
    gathered: Gathered
    discussion: Discussion | None = None
    publication: Publication | None = None
    audit: AuditMark | None = None
    correction: str = ""
    """Why there is another edition; empty for the first."""
    differences: list[ChangedFact] = Field(default_factory=list)
