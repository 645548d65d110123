"""Read a deal's folder into one `Deal`, or say everything that is wrong with it, each with file and line."""

import csv
import io
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from services.contracts.deal import (
    ActivityTemplate,
    ApproachElement,
    Commitment,
    ContributionsFile,
    Deal,
    DealText,
    DeliverableKind,
    ExpectedResult,
    LinkHost,
    NamedPart,
    Organisation,
    Party,
    Pillar,
    Programme,
    Register,
    SearchWords,
    StrengthsFile,
    TargetGroup,
    Term,
    Theme,
    WijkenFile,
)
from services.contracts.deal_disclosure import DisclosureFile
from services.contracts.deal_indicators import IndicatorDefinition
from services.contracts.deal_open_data import OpenDataFile
from services.contracts.deal_paper import PaperFile
from services.contracts.deal_site import SiteFile
from services.kit.deal_complaints import plain_reason
from services.kit.deal_references import broken_references
from services.kit.toml_lines import TomlLines, TomlPath, toml_lines

COMMITMENTS = "commitments.csv"
INDICATORS = "indicators"
COMMITMENT_COLUMNS = [
    "id",
    "article",
    "pillar",
    "element",
    "paraphrase_nl",
    "commitment_verb",
    "scope",
    "countable",
    "target",
    "actor",
    "actor_words",
    "linked_to",
]
WHOLE_FILES: dict[str, tuple[str, type[BaseModel]]] = {
    "deal.toml": ("about", DealText),
    "wijken.toml": ("wijken", WijkenFile),
    "strengths.toml": ("strengths", StrengthsFile),
    "contributions.toml": ("contributions", ContributionsFile),
    "disclosure.toml": ("disclosure", DisclosureFile),
    "open_data.toml": ("open_data", OpenDataFile),
    "paper.toml": ("paper", PaperFile),
    "site.toml": ("site", SiteFile),
}
LIST_FILES: dict[str, tuple[str, str, type[BaseModel]]] = {
    "parties.toml": ("parties", "parties", Party),
    "pillars.toml": ("pillars", "pillars", Pillar),
    "themes.toml": ("themes", "themes", Theme),
    "approach.toml": ("approach", "elements", ApproachElement),
    "expected_results.toml": ("expected_results", "results", ExpectedResult),
    "programmes.toml": ("programmes", "programmes", Programme),
    "organisations.toml": ("organisations", "organisations", Organisation),
    "target_groups.toml": ("target_groups", "target_groups", TargetGroup),
    "co_benefits.toml": ("co_benefits", "co_benefits", NamedPart),
    "link_kinds.toml": ("link_kinds", "link_kinds", NamedPart),
    "deliverable_kinds.toml": ("deliverable_kinds", "deliverable_kinds", DeliverableKind),
    "course_kinds.toml": ("course_kinds", "course_kinds", NamedPart),
    "sectors.toml": ("sectors", "sectors", NamedPart),
    "registers.toml": ("registers", "registers", Register),
    "categories.toml": ("categories", "terms", Term),
    "place_kinds.toml": ("place_kinds", "terms", Term),
    "steps.toml": ("steps", "terms", Term),
    "for_whom.toml": ("for_whom", "terms", Term),
    "accessibility.toml": ("accessibility", "terms", Term),
    "dutch_levels.toml": ("dutch_levels", "terms", Term),
    "languages.toml": ("languages", "terms", Term),
    "help_kinds.toml": ("help_kinds", "terms", Term),
    "consent_wordings.toml": ("consent_wordings", "terms", Term),
    "activity_templates.toml": ("activity_templates", "templates", ActivityTemplate),
    "link_hosts.toml": ("link_hosts", "hosts", LinkHost),
    "search_words.toml": ("search_words", "groups", SearchWords),
}


@dataclass(frozen=True, order=True)
class DealProblem:
    """One mistake in a deal's folder. `line` counts from 1."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class DealError(Exception):
    """The deal's folder can not be used. `problems` holds every mistake that was found, by file and line."""

    def __init__(self, problems: list[DealProblem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass
class Reading:
    """What was read so far: values by field of `Deal`, where they stand, and the complaints."""

    folder: Path
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, TomlLines] = field(default_factory=dict)
    problems: list[DealProblem] = field(default_factory=list)

    def complain(self, file: str, line: int, reason: str) -> None:
        self.problems.append(DealProblem(file, line, reason))

    def complain_at(self, file: str, path: TomlPath, reason: str) -> None:
        self.complain(file, self.places[file].line_of(path), reason)


def read_deal(folder: Path) -> Deal:
    """The deal in `folder` (for instance deal/den-haag-zuidwest), checked. Raises `DealError` with every mistake."""
    if not folder.is_dir():
        raise DealError([DealProblem(str(folder), 1, "there is no such folder")])
    reading = Reading(folder)
    complain_of_unknown_files(reading)
    for file, (name, model) in WHOLE_FILES.items():
        reading.values[name] = read_whole(reading, file, model)
    for file, (name, key, model) in LIST_FILES.items():
        reading.values[name] = read_list(reading, file, key, model)
    reading.values["commitments"] = read_commitments(reading)
    reading.values["indicators"] = read_indicators(reading)
    reading.values["editions"] = read_editions(reading)
    if reading.problems:
        raise DealError(reading.problems)
    deal = Deal.model_construct(**reading.values)
    for file, path, reason in broken_references(deal):
        reading.complain_at(file, path, reason)
    if reading.problems:
        raise DealError(reading.problems)
    return deal


def complain_of_unknown_files(reading: Reading) -> None:
    """A misspelt file name would otherwise read as a missing file only."""
    known = {*WHOLE_FILES, *LIST_FILES, COMMITMENTS, "README.md", "indicators"}
    for path in sorted(reading.folder.iterdir()):
        if path.name not in known and not path.name.startswith("."):
            reading.complain(path.name, 1, "a deal has no file of this name")


def read_text(reading: Reading, file: str) -> str | None:
    try:
        return (reading.folder / file).read_bytes().decode("utf-8")
    except FileNotFoundError:
        reading.complain(file, 1, "the file is missing")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        reading.complain(file, line, "the text is not UTF-8")
    return None


def read_toml(reading: Reading, file: str) -> dict[str, Any] | None:
    text = read_text(reading, file)
    if text is None:
        return None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reading.complain(file, toml_error_line(str(error), text), f"this is not TOML: {error}")
        return None
    reading.places[file] = toml_lines(text)
    return values


def toml_error_line(message: str, text: str) -> int:
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) if found else max(1, len(text.splitlines()))


def read_whole(reading: Reading, file: str, model: type[BaseModel]) -> BaseModel | None:
    """A file that is one thing."""
    values = read_toml(reading, file)
    return None if values is None else checked(reading, file, (), values, model)


def read_list(reading: Reading, file: str, key: str, model: type[BaseModel]) -> list[BaseModel]:
    """A file that is a list of `[[key]]` tables and nothing else."""
    values = read_toml(reading, file)
    if values is None:
        return []
    for other in values.keys() - {key}:
        reading.complain_at(file, (other,), f"`{other}` is not a known field")
    rows = values.get(key)
    if not isinstance(rows, list) or not rows:
        reading.complain_at(file, (key,), f"there must be at least one [[{key}]]")
        return []
    checked_rows = [checked(reading, file, (key, index), row, model) for index, row in enumerate(rows)]
    return [row for row in checked_rows if row is not None]


def checked(reading: Reading, file: str, path: TomlPath, value: object, model: type[BaseModel]) -> BaseModel | None:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        for detail in error.errors():
            reading.complain_at(file, (*path, *detail["loc"]), plain_reason(detail))
        return None


def read_indicators(reading: Reading) -> list[BaseModel]:
    """Every indicators/<id>.toml; the name of the file is the id."""
    definitions: list[BaseModel] = []
    for path in sorted((reading.folder / INDICATORS).glob("*")):
        file = f"{INDICATORS}/{path.name}"
        if path.name == "editions":
            continue
        if path.suffix != ".toml":
            reading.complain(file, 1, "an indicator is a .toml file")
            continue
        definition = read_whole(reading, file, IndicatorDefinition)
        if isinstance(definition, IndicatorDefinition):
            if definition.id != path.stem:
                reading.complain_at(file, ("id",), f"`id` is {definition.id}, but the file is called {path.name}")
            definitions.append(definition)
    return definitions


def read_editions(reading: Reading) -> list[BaseModel]:
    """Every indicators/editions/<id>-<version>.toml: it says what differs from indicators/<id>.toml."""
    definitions: list[BaseModel] = []
    for path in sorted((reading.folder / INDICATORS / "editions").glob("*.toml")):
        file = f"{INDICATORS}/editions/{path.name}"
        values = read_toml(reading, file)
        if values is None:
            continue
        if f"{values.get('id')}-{values.get('version')}" != path.stem:
            reading.complain_at(file, ("id",), f"`id` and `version` are not those of the file's name, {path.name}")
            continue
        definition = checked(reading, file, (), edited(reading, values), IndicatorDefinition)
        definitions += [] if definition is None else [definition]
    return definitions


def edited(reading: Reading, values: dict[str, Any]) -> dict[str, Any]:
    """The indicator's own definition with what an edition says otherwise."""
    file = reading.folder / INDICATORS / f"{values['id']}.toml"
    try:
        return tomllib.loads(file.read_text(encoding="utf-8")) | values
    except (OSError, ValueError):  # told where the indicator itself is read
        return values


def read_commitments(reading: Reading) -> list[Commitment]:
    """The rows of commitments.csv (semicolons, UTF-8). A row's place is its line."""
    text = read_text(reading, COMMITMENTS)
    if text is None:
        return []
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    places = reading.places[COMMITMENTS] = TomlLines()
    commitments: list[Commitment] = []
    try:
        header = next(rows, [])
        if header != COMMITMENT_COLUMNS:
            reading.complain(COMMITMENTS, 1, f"the columns must be {';'.join(COMMITMENT_COLUMNS)}")
            return []
        while (row := next(rows, None)) is not None:
            places.lines[("commitments", len(commitments))] = rows.line_num
            if (commitment := read_commitment(reading, row, rows.line_num)) is not None:
                commitments.append(commitment)
    except csv.Error as error:
        reading.complain(COMMITMENTS, max(1, rows.line_num), f"this is not CSV: {error}")
    return commitments


def read_commitment(reading: Reading, row: list[str], line: int) -> Commitment | None:
    if len(row) != len(COMMITMENT_COLUMNS):
        reading.complain(COMMITMENTS, line, f"the row has {len(row)} columns instead of {len(COMMITMENT_COLUMNS)}")
        return None
    cells = dict(zip(COMMITMENT_COLUMNS, (cell.strip() for cell in row), strict=True))
    try:
        return Commitment.model_validate(commitment_values(cells))
    except ValidationError as error:
        for detail in error.errors():
            reading.complain(COMMITMENTS, line, plain_reason(detail))
        return None


def commitment_values(cells: dict[str, str]) -> dict[str, object]:
    """The cells as the shape wants them; a cell that does not translate stays text, so that the shape refuses it."""
    pillars: dict[str, object] = {"alle": None, "1": 1, "2": 2, "3": 3}
    return {
        "id": cells["id"],
        "article": f"Art. {cells['article']}",
        "pillar": pillars.get(cells["pillar"], int(cells["pillar"]) if cells["pillar"].isdigit() else cells["pillar"]),
        "topic": cells["element"],
        "paraphrase": cells["paraphrase_nl"],
        "verb": cells["commitment_verb"],
        "scope": cells["scope"],
        "countable": {"ja": True, "nee": False}.get(cells["countable"], cells["countable"]),
        "target": cells["target"],
        "actor": cells["actor"],
        "actor_words": cells["actor_words"],
        "linked_to": cells["linked_to"].split(),
    }
