"""Sample projects for demo mode, from `demo/projects.toml`: they began in the years of the deal and run on until after
today; their ids are fixed."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from dateutil.relativedelta import relativedelta
from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.deal_words import Slug, Strict
from services.contracts.projects import Names, ProjectInput, ProjectStatus, Title
from services.projects import tables
from services.projects.registry import saving
from services.projects.registry.queries import known_parts
from services.projects.registry.rules import Known, unknown_parts

WHO = "demo"
AFTER_END = "Voorbeeldgegevens: de data lopen mee met vandaag."


class SampleProject(Strict):
    """`starts` and `ends`: a day, or months from today, negative for the past."""

    key: Slug
    title: Title
    summary: str
    description: str
    pillar: int
    themes: Names
    approach: Names
    wijken: Names
    status: ProjectStatus
    lead: str
    partners: Names
    programmes: Names
    starts: date | int | None = None
    ends: date | int | None = None
    commitments: Names


class SampleFile(Strict):
    sample: Literal[True]
    projects: Annotated[list[SampleProject], Field(min_length=1)]


class WrongSample(Exception):
    """The sample names parts of the deal that are not there, a reason a line."""


def demo_project_id(key: str) -> UUID:
    """The id of a sample project, the same in every installation, so that other sample data can name it."""
    return uuid5(NAMESPACE_URL, f"https://zuidwest.example/demo/project/{key}")


def load_demo_projects(session: Session, file: Path, today: date) -> int:
    """Adds the sample projects that are not there yet and leaves the others as they are; how many were added.

    Raises WrongSample, or pydantic's ValidationError for a file of another shape.
    """
    samples = read_samples(file)
    if reasons := list(mistakes(samples, known_parts(session))):
        raise WrongSample("\n".join(reasons))
    there = set(session.scalars(select(tables.project.c.id)))
    new = [sample for sample in samples if demo_project_id(sample.key) not in there]
    for sample in new:
        saving.add(session, demo_project_id(sample.key), project_of(sample, today), WHO, today)
    return len(new)


def read_samples(file: Path) -> list[SampleProject]:
    return SampleFile.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).projects


def mistakes(samples: list[SampleProject], known: Known) -> Iterator[str]:
    for sample in samples:
        for mistake in unknown_parts(sample.model_dump(), known):
            yield f"{sample.key}: {mistake['msg']}"


def project_of(sample: SampleProject, today: date) -> ProjectInput:
    """The sample with its days; those that count from today on the first of their months."""
    values = sample.model_dump(exclude={"key"}) | {
        "starts": day_from(today, sample.starts),
        "ends": day_from(today, sample.ends),
        "after_end_reason": AFTER_END,
    }
    return ProjectInput.model_validate(values)


def day_from(today: date, said: date | int | None) -> date | None:
    return today.replace(day=1) + relativedelta(months=said) if isinstance(said, int) else said
