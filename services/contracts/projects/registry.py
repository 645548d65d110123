"""The registry of projects as others see it (Art. 4 and 7.1)."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Input, Page, Shape

ProjectStatus = Literal["idea", "feasibility", "intended", "running", "finished", "stopped"]
EuLawSubject = Literal["procurement", "competition", "state-aid", "technical-standards"]
EuLawAnswer = Literal["yes", "no", "not-applicable", "unknown"]


def check_printable(text: str) -> str:
    """Postgres keeps no NUL, and no other control character belongs in a text, but for line ends and tabs."""
    if any(ord(character) < 32 and character not in "\n\r\t" for character in text):
        raise ValueError("This text holds a character that can not be shown.")
    return text


def check_each_once(names: list[str]) -> list[str]:
    if len(set(names)) != len(names):
        raise ValueError("Name each one once.")
    return names


Title = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(check_printable)]
Summary = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(check_printable)]
LongText = Annotated[str, StringConstraints(max_length=5000), AfterValidator(check_printable)]
Names = Annotated[list[Title], Field(max_length=50), AfterValidator(check_each_once)]
NamesNeeded = Annotated[list[Title], Field(min_length=1, max_length=50), AfterValidator(check_each_once)]


def check_subjects_once(checks: list["EuLawCheck"]) -> list["EuLawCheck"]:
    if len({each.subject for each in checks}) != len(checks):
        raise ValueError("Check each subject once.")
    return checks


class EuLawCheck(Input):
    """Whether what the project does follows EU law on one subject (Art. 9): `answer` says that it does.

    `who` is a function or an organisation. An answer has a day, unless it is not known yet.
    """

    subject: EuLawSubject
    answer: EuLawAnswer
    who: Title | None = None
    on: date | None = None
    note: LongText = ""

    @model_validator(mode="after")
    def check_who_and_when(self) -> Self:
        if self.answer != "unknown" and (self.who is None or self.on is None):
            raise ValueError("Say who checked this, and on which day (Art. 9).")
        return self


EuLawChecks = Annotated[list[EuLawCheck], AfterValidator(check_subjects_once)]


class ProjectShape(Shape):
    """`pillar` is a number; `themes`, `wijken`, `programmes`, `coBenefits`, `targetGroups`, `expectedResults` and
    `strength` (how strongly the deal promises it) are slugs; `approach` and `commitments` are ids."""

    id: UUID
    title: str
    summary: str
    description: str
    pillar: int
    themes: list[str]
    approach: list[str]
    wijken: list[str]
    status: ProjectStatus
    lead: str | None
    partners: list[str]
    programmes: list[str]
    commitments: list[str]
    co_benefits: list[str] = Field(default_factory=list)
    target_groups: list[str] = Field(default_factory=list)
    expected_results: list[str] = Field(default_factory=list)
    strength: str | None = None
    eu_law: list[EuLawCheck] = Field(default_factory=list)
    starts: date | None
    ends: date | None
    after_end_reason: str | None = None
    version: int
    updated_at: datetime


class ProjectInput(Input):
    """A project as it is sent. The names of parts of the deal must be in the deal; `ends` is not before `starts`.

    Dates after the end of the deal need `afterEndReason` (Art. 14). `statusReason` is for a change of status that goes
    back, for instance from stopped to running; it is kept with the change, not with the project.
    """

    title: Title
    summary: Summary
    description: LongText = ""
    pillar: Annotated[int, Field(strict=True)]
    themes: NamesNeeded
    approach: Names = Field(default_factory=list)
    wijken: NamesNeeded
    status: ProjectStatus
    lead: Title | None = None
    partners: Names = Field(default_factory=list)
    programmes: Names = Field(default_factory=list)
    commitments: Names = Field(default_factory=list)
    co_benefits: Names = Field(default_factory=list)
    target_groups: Names = Field(default_factory=list)
    expected_results: Names = Field(default_factory=list)
    strength: Title | None = None
    eu_law: EuLawChecks = Field(default_factory=list)
    starts: date | None = None
    ends: date | None = None
    after_end_reason: Summary | None = None
    status_reason: Summary | None = None

    @model_validator(mode="after")
    def check_ends_after_start(self) -> Self:
        if self.starts and self.ends and self.ends < self.starts:
            raise ValueError("The project ends before it starts.")
        return self


class RegistryCalls(ServiceClient):
    """Calls about the registry."""

    async def projects(self, **query: Any) -> Page[ProjectShape]:
        """`pillar theme wijk status approach programme commitment coBenefit targetGroup expectedResult strength q page
        pageSize`."""
        return Page[ProjectShape].model_validate_json((await self.get("/v1/projects", query)).content)

    async def project(self, project_id: UUID) -> ProjectShape:
        return ProjectShape.model_validate_json((await self.get(f"/v1/projects/{project_id}")).content)

    async def create_project(self, project: ProjectInput, token: str, idempotency_key: str) -> ProjectShape:
        """Safe to repeat with the same key."""
        headers = {"Idempotency-Key": idempotency_key}
        body = project.model_dump(mode="json", by_alias=True)
        answer = await self.send("POST", "/v1/projects", json=body, token=token, headers=headers)
        return ProjectShape.model_validate_json(answer.content)

    async def change_project(self, project_id: UUID, project: ProjectInput, token: str, version: int) -> ProjectShape:
        """Refused with 412 when the project has another version by now."""
        headers = {"If-Match": f'"{version}"'}
        body = project.model_dump(mode="json", by_alias=True)
        answer = await self.send("PUT", f"/v1/projects/{project_id}", json=body, token=token, headers=headers)
        return ProjectShape.model_validate_json(answer.content)

    async def remove_project(self, project_id: UUID, token: str, version: int) -> None:
        await self.send("DELETE", f"/v1/projects/{project_id}", token=token, headers={"If-Match": f'"{version}"'})
