"""Whether what is said of a file fits its kind and the definitions it names. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from services.contracts.deal_indicators import IndicatorDefinition
from services.contracts.indicators.datasets import DatasetMetadata
from services.indicators.datasets.definitions import Edition, highest_value, items_of

NEEDED = {
    "survey": ("respondent", "weight", "wijk"),
    "registration": ("person", "date", "event"),
    "register": ("wijk", "count"),
    "cbs": ("wijk", "count"),
}
MEASURED_BY = {"cbs": "register"}
"""CBS publishes what registers count."""
Wrong = tuple[str, str | None, str]
"""Field of the metadata, its value, and what is wrong with it."""


def wrong_metadata(
    metadata: DatasetMetadata, editions: Sequence[Edition], known: Mapping[str, Sequence[int]]
) -> list[Wrong]:
    """Everything at once. `known` has the versions of every indicator, `editions` those that are named and there."""
    return [
        *_definitions(metadata, editions, known),
        *_columns(metadata),
        *_fieldwork(metadata),
        *_questions(metadata, editions),
        *_codes(metadata, editions),
        *_modes(metadata, editions),
        *_events(metadata),
    ]


def _definitions(
    metadata: DatasetMetadata, editions: Sequence[Edition], known: Mapping[str, Sequence[int]]
) -> Iterator[Wrong]:
    for indicator, version in metadata.definition_versions.items():
        if version not in known.get(indicator, ()):
            there = ", ".join(map(str, known.get(indicator, ()))) or "none"
            yield "definitionVersions", f"{indicator} {version}", f"there is no such version; there is {there}"
    for each in editions:
        if each.definition.kind != MEASURED_BY.get(metadata.kind, metadata.kind):
            rule = f"is measured by a {each.definition.kind}, not by a {metadata.kind}"
            yield "definitionVersions", each.indicator_id, rule


def _columns(metadata: DatasetMetadata) -> Iterator[Wrong]:
    for role in NEEDED[metadata.kind]:
        if getattr(metadata.columns, role) is None:
            yield f"columns.{role}", None, f"a {metadata.kind} needs this column"
    if metadata.kind == "survey" and not metadata.codes:
        yield "codes", None, "a survey needs the codes of its answers"


def _fieldwork(metadata: DatasetMetadata) -> Iterator[Wrong]:
    when = metadata.fieldwork
    if when and when.end < when.start:
        yield "fieldwork.end", str(when.end), "comes before the start"
    year = int(metadata.period[:4])
    if when and metadata.kind == "survey" and not when.start.year <= year <= when.end.year:
        yield "fieldwork.start", str(when.start), f"the fieldwork was not in {year}, the year of the period"


def _questions(metadata: DatasetMetadata, editions: Sequence[Edition]) -> Iterator[Wrong]:
    if metadata.kind != "survey":
        return
    for each in editions:
        for item in items_of(each.definition):
            if item not in metadata.columns.answers:
                yield "columns.answers", item, f"{each.indicator_id} needs the answers to {item}"
    asked = {item for each in editions for item in items_of(each.definition)}
    for item in metadata.columns.answers:
        if item not in asked:
            yield "columns.answers", item, "is a question of none of the named definitions"


def _codes(metadata: DatasetMetadata, editions: Sequence[Edition]) -> Iterator[Wrong]:
    highest = max((highest_value(each.definition) for each in editions), default=0)
    for answer, value in metadata.codes.items():
        if value == "missing":
            continue
        if metadata.kind != "survey":
            yield "codes", f"{answer} = {value}", "only a survey has codes with a value; here a code can be missing"
        elif value > highest:
            yield "codes", f"{answer} = {value}", f"a code is from 0 to {highest}, or missing"


def _modes(metadata: DatasetMetadata, editions: Sequence[Edition]) -> Iterator[Wrong]:
    """A survey that was held in another way can't be compared: it belongs to another version."""
    for each in editions:
        modes = modes_of(each.definition)
        if metadata.mode and modes and metadata.mode.strip().lower() not in modes:
            rule = f"version {each.version} of {each.indicator_id} is for {', '.join(modes)}"
            yield "mode", metadata.mode, rule


def _events(metadata: DatasetMetadata) -> Iterator[Wrong]:
    if metadata.kind != "registration":
        return
    for indicator in metadata.definition_versions:
        if not metadata.events.get(indicator):
            yield "events", indicator, "name the words of the column `event` that count for this indicator"
    for indicator in metadata.events.keys() - metadata.definition_versions.keys():
        yield "events", indicator, "is not among the named definitions"


def modes_of(definition: IndicatorDefinition) -> Sequence[str]:
    found = definition.scale or definition.share
    return found.modes if found else ()
