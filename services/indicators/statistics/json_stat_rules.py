"""A cube of figures as JSON-stat 2.0 (json-stat.org). Pure.

Dimensions: `figure` (what is measured), `area`, `period` and `margin` (value, lower, upper). Every cell has a status,
also where there is no number; the reason in words stands in `extension.reasons`, by the place of the cell.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from services.indicators.statistics.codes_rules import MARGINS, STATUSES, Figure, period_title, status_of
from services.indicators.statistics.cube_rules import Cube

NOT_MEASURED = "not-measured"
MARGIN_TITLES = {"value": "Waarde", "lower": "Ondergrens", "upper": "Bovengrens"}
SIZE = ("figure", "area", "period", "margin")


def json_stat(cube: Cube, told: Mapping[str, Any]) -> dict[str, Any]:
    """`told`: `label source updated note` and what more a catalogue wants, under their names in JSON-stat."""
    cells = list(_cells(cube))
    reasons = {str(n): each["statusReason"] for n, (each, _) in enumerate(cells) if each and each["statusReason"]}
    status = [status_of(each, margin) if each else NOT_MEASURED for each, margin in cells]
    return {
        "version": "2.0",
        "class": "dataset",
        **{name: value for name, value in told.items() if name != "extension"},
        "id": list(SIZE),
        "size": [len(cube.topics), len(cube.areas), len(cube.periods), len(MARGINS)],
        "role": {"metric": ["figure"], "geo": ["area"], "time": ["period"]},
        "dimension": _dimensions(cube),
        "value": [each[margin] if each else None for each, margin in cells],
        "status": status,
        "extension": {
            **told.get("extension", {}),
            "status": {code: label for code, label in STATUSES.items() if code in status},
            "reasons": reasons,
        },
    }


def _cells(cube: Cube) -> Iterator[tuple[Figure | None, str]]:
    """In the order of JSON-stat: the last dimension runs fastest."""
    for topic, area, period, margin in product(cube.topics, cube.areas, cube.periods, MARGINS):
        yield cube.cells.get((topic.id, area.id, period)), margin


def _dimensions(cube: Cube) -> dict[str, Any]:
    names = {each.id: ".".join(each.id) for each in cube.topics}
    units = {names[each.id]: {"label": each.unit, "decimals": each.decimals} for each in cube.topics}
    notes = {names[each.id]: [each.definition] for each in cube.topics}
    topics = {names[each.id]: each.title for each in cube.topics}
    return {
        "figure": {"label": "Cijfer", "category": _category(topics) | {"unit": units, "note": notes}},
        "area": {"label": "Gebied", "category": _category({each.id: each.label for each in cube.areas})},
        "period": {"label": "Periode", "category": _category({each: period_title(each) for each in cube.periods})},
        "margin": {"label": "Marge", "category": _category(MARGIN_TITLES)},
    }


def _category(labels: Mapping[str, str]) -> dict[str, Any]:
    return {"index": list(labels), "label": dict(labels)}
