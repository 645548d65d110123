"""Data sets as analysts bring them: surveys, registrations of persons, and figures of registers (Art. 7.8)."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from services.contracts.calling import ServiceClient, authorization
from services.contracts.shapes import Input, Page, Shape

SECONDS = 300.0
"""A spreadsheet of a million rows takes minutes to read."""

DatasetKind = Literal["survey", "registration", "register", "cbs"]
"""`cbs`: counts of a register as CBS publishes them, or a whole table of CBS."""
AreaScheme = Literal["deal-wijk", "cbs-buurt"]
"""`deal-wijk`: slugs of the deal's wijken; `cbs-buurt`: codes BU…, of which those of the deal make up its wijken."""
ELSEWHERE = "elsewhere"
"""In the column `wijk`: somebody of the city who lives in none of the deal's wijken."""
ColumnName = Annotated[str, StringConstraints(min_length=1, max_length=200)]
ItemId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$", max_length=60)]
Code = Annotated[int, Field(ge=0, le=100)] | Literal["missing"]


def _known_period(text: str) -> str:
    year, _, part = text.partition("-")
    if not (len(year) == 4 and year.isdigit() and part in ("", "voorjaar", "najaar", "Q1", "Q2", "Q3", "Q4")):
        raise ValueError("write a year (2019), a season (2019-najaar, 2019-voorjaar) or a quarter (2019-Q3)")
    return text


Period = Annotated[str, AfterValidator(_known_period)]


class Fieldwork(Input):
    """First and last day on which people were asked."""

    start: date
    end: date


class DatasetColumns(Input):
    """What the columns of the file are called. A survey has `respondent` and `answers`, and its design; a registration
    has `person`, `date` and `event`; a register has `count` and `households`."""

    respondent: ColumnName | None = None
    weight: ColumnName | None = None
    stratum: ColumnName | None = None
    psu: ColumnName | None = None
    fpc: ColumnName | None = None
    wijk: ColumnName | None = None
    answers: dict[ItemId, ColumnName] = Field(default_factory=dict, max_length=60)
    person: ColumnName | None = None
    date: ColumnName | None = None
    event: ColumnName | None = None
    count: ColumnName | None = None
    households: ColumnName | None = None

    @property
    def named(self) -> dict[str, str]:
        """Role → column, answers left out."""
        roles = type(self).model_fields.keys() - {"answers"}
        return {role: column for role in sorted(roles) if (column := getattr(self, role))}


class DatasetMetadata(Input):
    """What a file is: sent beside it as JSON, or as TOML with `zuidwest import dataset`.

    `codes` gives each answer in the file its value (of a statement that is not reversed) or "missing"; the answer "" is
    an empty cell. `events` names for each counting indicator the words of the column `event` that count for it.
    `roundedTo` is what a register (or CBS) rounds its counts to. `lonelyStrata`: what a stratum with one unit does,
    named as in R's `survey`.
    """

    kind: DatasetKind
    source: str = Field(min_length=3, max_length=200)
    period: Period
    area: AreaScheme = "deal-wijk"
    definition_versions: dict[ItemId, Annotated[int, Field(ge=1)]] = Field(min_length=1, max_length=20)
    fieldwork: Fieldwork | None = None
    mode: str | None = Field(None, max_length=100)
    columns: DatasetColumns
    codes: dict[str, Code] = Field(default_factory=dict, max_length=200)
    events: dict[ItemId, list[str]] = Field(default_factory=dict, max_length=20)
    rounded_to: int = Field(1, ge=1, le=1000)
    lonely_strata: Literal["remove", "certainty", "adjust", "average"] = "adjust"
    supersedes: UUID | None = None
    notes: str = Field("", max_length=2000)


class CellProblem(Shape):
    """What is wrong with one cell. Rows are counted as in a spreadsheet: the header is row 1."""

    row: int | None
    column: str | None
    value: str | None
    rule: str


class DatasetShape(Shape):
    """A data set that was taken in. `report` says what is in it; the rows themselves are not given out."""

    id: UUID
    kind: DatasetKind
    metadata: dict[str, Any]
    checksum: str
    file_bytes: int
    rows: int
    report: dict[str, Any]
    uploaded_at: datetime
    uploaded_by: str
    superseded_by: UUID | None


class RuleCount(Shape):
    """How many cells of a column break one rule."""

    column: str | None
    rule: str
    count: int


class DatasetCalls(ServiceClient):
    """Calls about data sets; all need an analyst's or approver's token."""

    async def datasets(self, token: str, **query: Any) -> Page[DatasetShape]:
        """`kind period indicator current page pageSize`, the last taken in first."""
        answer = await self.get("/v1/datasets", query, headers=authorization(token))
        return Page[DatasetShape].model_validate_json(answer.content)

    async def dataset(self, dataset_id: UUID, token: str) -> DatasetShape:
        answer = await self.get(f"/v1/datasets/{dataset_id}", headers=authorization(token))
        return DatasetShape.model_validate_json(answer.content)
