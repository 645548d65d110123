"""`zuidwest import …`: data that others publish, checked whole before anything is written."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import orjson
from rich.progress import track

from cli.owner import Owner
from cli.steps import console, note, step
from services.participation.areas.file_rules import DealWijk, Found, read_areas
from services.participation.areas.saving import deal_wijken, places_outside, save_areas

WHO = "zuidwest import"


class WrongFile(Exception):
    """Every problem of the file, a line each; nothing was written."""


def import_areas(owner: Owner, file: Path) -> None:
    """Outlines of the deal's wijken. Raises WrongFile."""
    content = geojson_in(file)
    with owner.writing("participation") as session:
        wijken = deal_wijken(session)
        if not wijken:
            raise WrongFile("Load the deal first: without it nobody knows which buurten make a wijk.")
        with step(f"Importing the areas of {file.name}") as said:
            found = checked(content, wijken)
            save_areas(session, found.areas, WHO)
            said += told(found, wijken)
        for row in places_outside(session):
            note(f"{row.name} lies outside {row.wijk}: move its point, choose its wijk, or say that it is right.")


def geojson_in(file: Path) -> Any:
    try:
        return orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise WrongFile(f"{file.name} can't be read as JSON: {error}") from error


def checked(content: Any, wijken: Sequence[DealWijk]) -> Found:
    found = read_areas(content, wijken, watched)
    if found.problems:
        count = len(found.problems)
        raise WrongFile("\n".join([*found.problems, f"{count} problem{'s' * (count > 1)}; nothing was imported."]))
    return found


def watched(features: Sequence[Any]) -> Iterable[Any]:
    return track(features, "Checking", console=console, transient=True, disable=not console.is_terminal)


def told(found: Found, wijken: Sequence[DealWijk]) -> list[str]:
    with_outline = {each.wijk for each in found.areas}
    without = [each.name for each in wijken if each.id not in with_outline]
    said = [f"{len(found.areas)} areas of {len(with_outline)} wijken"]
    if found.skipped:
        said.append(f"{found.skipped} others are not of the deal")
    if without:
        said.append(f"nothing about {', '.join(without)}")
    return said
