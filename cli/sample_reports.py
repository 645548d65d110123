"""Sample reports for demo mode, from `demo/reports.toml`, made through the API as the programme office would."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from services.contracts.identity import IdentityClient
from services.contracts.projects import ProjectsClient
from services.contracts.projects.report_content import ReportKind
from services.contracts.projects.reports import (
    DiscussionInput,
    PublicationInput,
    ReportInput,
    ReportShape,
    TextsInput,
)
from services.kit.settings import Settings


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


async def write_sample_reports(settings: Settings, file: Path) -> int:
    """Makes the reports that are not there yet; how many. Raises ServiceDown or ServiceRefused."""
    samples = SampleFile.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).reports
    async with (
        IdentityClient(settings.addresses["identity"]) as identity,
        ProjectsClient(settings.addresses["projects"]) as projects,
    ):
        token = (await identity.token("demo-programme", "demo")).access_token
        there = {(each.kind, each.year) for each in (await projects.reports(token, pageSize=100)).items}
        new = [sample for sample in samples if (sample.kind, sample.year) not in there]
        for sample in new:
            await write(projects, sample, token)
        return len(new)


async def write(projects: ProjectsClient, sample: SampleReport, token: str) -> ReportShape:
    key = f"demo-report-{sample.kind}-{sample.year}"
    made = await projects.create_report(ReportInput(kind=sample.kind, year=sample.year), token, key)
    made = await projects.write_report(made.id, TextsInput(texts=sample.texts), token, made.version)
    if sample.consultation is not None:
        discussion = DiscussionInput(consultation=sample.consultation, note=sample.note)
        made = await projects.discuss_report(made.id, discussion, token, made.version)
    if sample.published_on is not None:
        publication = PublicationInput(
            on=sample.published_on, reference=sample.reference, acknowledge=sample.acknowledge
        )
        made = await projects.publish_report(made.id, publication, token, made.version)
    return made
