"""What a file is held against: the deal's areas, the definitions it names, and the data set it takes the place of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from psycopg import Connection
from psycopg.rows import TupleRow

from services.contracts.deal_indicators import IndicatorDefinition
from services.contracts.indicators.datasets import DatasetMetadata
from services.indicators.datasets import queries
from services.indicators.datasets.areas import Areas
from services.indicators.datasets.definitions import Edition
from services.indicators.datasets.metadata_rules import Wrong, wrong_metadata
from services.indicators.datasets.survey_figures import Place


@dataclass(frozen=True, slots=True)
class Known:
    """`wrong` has what does not fit in the metadata; `others` data sets of the same period, `place` names the areas."""

    areas: Areas
    place: Place
    editions: list[Edition]
    wrong: list[Wrong]
    warnings: list[str]


class NoDeal(Exception):
    """No deal has been loaded: there are no definitions."""


def known_of(connection: Connection[TupleRow], metadata: DatasetMetadata) -> Known:
    """Raises NoDeal."""
    deal = queries.deal_row(connection)
    if deal is None or deal[2] is None:
        raise NoDeal
    _, _, city, wijken = deal
    contents = queries.versions_of(connection, list(metadata.definition_versions))
    editions = [
        Edition(IndicatorDefinition.model_validate_json(orjson.dumps(contents[indicator][version])), version)
        for indicator, version in metadata.definition_versions.items()
        if version in contents.get(indicator, {})
    ]
    versions = {indicator: sorted(each) for indicator, each in contents.items()}
    return Known(
        areas_of(city, wijken),
        place_of(deal),
        editions,
        [*wrong_metadata(metadata, editions, versions), *_wrong_place(connection, metadata)],
        _others(connection, metadata),
    )


def place_of(deal: tuple[Any, ...]) -> Place:
    """Of `slug name city wijken`."""
    slug, name, city, wijken = deal
    return Place((slug, name), (city["id"], city["label"]), {each["id"]: each["label"] for each in wijken})


def areas_of(city: Mapping[str, Any], wijken: list[dict[str, Any]]) -> Areas:
    buurten = {buurt: each["id"] for each in wijken for buurt in each.get("buurten", ())}
    return Areas([each["id"] for each in wijken], buurten, city["id"].upper())


def _wrong_place(connection: Connection[TupleRow], metadata: DatasetMetadata) -> list[Wrong]:
    if metadata.supersedes is None:
        return []
    given = str(metadata.supersedes)
    earlier = queries.superseded(connection, metadata.supersedes)
    if earlier is None:
        return [("supersedes", given, "there is no such data set")]
    kind, period, later = earlier
    found: list[Wrong] = []
    if (kind, period) != (metadata.kind, metadata.period):
        found.append(("supersedes", given, f"is a {kind} of {period}: only one of the same kind and period fits"))
    if later is not None:
        found.append(("supersedes", given, f"its place was taken by {later} already"))
    return found


def _others(connection: Connection[TupleRow], metadata: DatasetMetadata) -> list[str]:
    others = queries.of_same_period(connection, metadata.kind, metadata.period, list(metadata.definition_versions))
    return [
        f"Data set {each} is about the same period; name it in `supersedes` if this one takes its place."
        for each in others
        if each != metadata.supersedes and metadata.kind != "registration"
    ]
