"""Read a deal's folder into one `Deal`, or say everything that is wrong with it, each with file and line."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from services.contracts.deal import (
    ActivityTemplate,
    ApproachElement,
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
from services.kit.deal_commitments import COMMITMENTS, read_commitments
from services.kit.deal_reading import (
    DealError as DealError,
)
from services.kit.deal_reading import (
    DealProblem,
    Reading,
    checked,
    read_list,
    read_toml,
    read_whole,
)
from services.kit.deal_references import broken_references

INDICATORS = "indicators"
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
