"""Sample divisions of the money for demo mode, from `demo/allocations.toml`: each a version of its own (Art. 5.4)."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.contracts.deal_words import Slug, Strict
from services.contracts.projects.money import AllocationInput, AllocationReviewInput
from services.projects import tables
from services.projects.money import allocations

WHO = "demo"


class SamplePart(Strict):
    contribution: Slug
    pillar: int
    year: int
    euros: int


class SampleAllocation(Strict):
    decided_on: date
    reason: str
    agreed_by: list[Slug]
    consultation: str | None = None
    parts: list[SamplePart]
    reviews: Annotated[list[AllocationReviewInput], Field(default_factory=list)]


class SampleFile(Strict):
    sample: Literal[True]
    allocations: list[SampleAllocation]


def load_demo_allocations(session: Session, file: Path) -> int:
    """Adds the samples while there is no division yet; how many. Raises Problem or pydantic's ValidationError."""
    if session.scalar(select(func.count()).select_from(tables.allocation)):
        return 0
    samples = SampleFile.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).allocations
    before = None
    for sample in samples:
        body = AllocationInput.model_validate(values_of(sample) | {"supersedes": before})
        before = allocations.add(session, body, allocations.next_version(session, body), WHO)
        for review in sample.reviews:
            allocations.add_review(session, before, review, WHO)
    return len(samples)


def values_of(sample: SampleAllocation) -> dict[str, object]:
    parts = [{**part.model_dump(exclude={"euros"}), "amount_cents": part.euros * 100} for part in sample.parts]
    return sample.model_dump(exclude={"parts", "reviews"}) | {"parts": parts}
