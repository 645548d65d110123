"""Sample reports for demo mode, from `demo/reports.toml`, made through the API as the programme office would."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.contracts.calling import ServiceDown
from services.contracts.identity import IdentityClient
from services.contracts.projects import ProjectsClient
from services.contracts.projects.report_content import ReportKind
from services.contracts.projects.reports import (
    DiscussionInput,
    PublicationInput,
    ReportInput,
    TextsInput,
)
from services.kit.settings import Settings

ATTEMPTS = 3


class SampleReport(BaseModel):
    """A draft; published too when it says in which consultation it was discussed, and when it was made public."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: ReportKind
    year: int
    texts: dict[str, str]
    consultation: int | None = None
    note: str = ""
    published_on: date | None = None
    reference: str = ""
    acknowledge: str = ""


class SampleFile(BaseModel):
    sample: Literal[True]
    reports: list[SampleReport]


def read_samples(file: Path) -> list[SampleReport]:
    return SampleFile.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).reports


async def write_sample_reports(settings: Settings, file: Path) -> None:
    """Makes what is not there yet, and goes on where an earlier attempt was left. Raises ServiceDown or
    ServiceRefused."""
    samples = read_samples(file)
    for attempt in range(ATTEMPTS):
        try:
            await write_all(settings, samples)
            return
        except ServiceDown:
            if attempt == ATTEMPTS - 1:
                raise


async def write_all(settings: Settings, samples: list[SampleReport]) -> None:
    async with (
        IdentityClient(settings.addresses["identity"]) as identity,
        ProjectsClient(settings.addresses["projects"]) as projects,
    ):
        token = (await identity.token("demo-programme", "demo")).access_token
        await write_missing(projects, samples, token)


async def write_missing(projects: ProjectsClient, samples: list[SampleReport], token: str) -> None:
    reports = (await projects.reports(token, pageSize=100)).items
    there = {(each.kind, each.year): each for each in reports}
    for sample in samples:
        found = there.get((sample.kind, sample.year))
        if found is None or found.status != "published":
            await write(projects, sample, found.id if found else None, token)


async def write(projects: ProjectsClient, sample: SampleReport, id_: UUID | None, token: str) -> None:
    """What somebody wrote in a draft stays."""
    if id_:
        made = await projects.report(id_, token)
    else:
        key = f"demo-report-{sample.kind}-{sample.year}"
        made = await projects.create_report(ReportInput(kind=sample.kind, year=sample.year), token, key)
    if not any(made.content.texts.values()):
        made = await projects.write_report(made.id, TextsInput(texts=sample.texts), token, made.version)
    if sample.consultation and made.status == "draft":
        discussion = DiscussionInput(consultation=sample.consultation, note=sample.note)
        made = await projects.discuss_report(made.id, discussion, token, made.version)
    if sample.published_on and made.status == "discussed":
        said = PublicationInput(on=sample.published_on, reference=sample.reference, acknowledge=sample.acknowledge)
        await projects.publish_report(made.id, said, token, made.version)
