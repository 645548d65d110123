"""A GeoJSON file with CBS buurten or whole wijken, read and checked against the deal before anything is written."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.participation.areas.outline_rules import Outline, read_outline

BUURT, WIJK = re.compile(r"BU\d{8}"), re.compile(r"WK\d{6}")
BUURT_NAMES = ("buurtcode", "bu_code", "statcode", "code", "identificatie")
WIJK_NAMES = ("wijkcode", "wk_code", "statcode", "code", "identificatie")
NAME_NAMES = ("buurtnaam", "bu_naam", "statnaam", "wijknaam", "wk_naam", "naam", "name")


@dataclass(frozen=True)
class DealWijk:
    """A wijk of the deal as far as it takes to know its outline."""

    id: str
    name: str
    cbs_wijk: str
    buurten: frozenset[str]


@dataclass(frozen=True)
class Area:
    """`code` is that of a buurt, or the slug of a whole wijk."""

    code: str
    wijk: str
    name: str
    outline: Outline


@dataclass
class Found:
    """What a file holds; `skipped` counts good features that are not of the deal."""

    areas: list[Area] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    skipped: int = 0


def read_areas(
    content: Any, wijken: Sequence[DealWijk], watched: Callable[[Sequence[Any]], Iterable[Any]] = iter
) -> Found:
    """Every problem is named with its feature, counted from 1. With problems nothing may be written.

    `watched` goes along the features, for who wants to show how far it is.
    """
    found = Found()
    first: dict[str, int] = {}
    for number, feature in enumerate(watched(features_in(content, found)), start=1):
        _read_feature(number, feature, wijken, found, first)
    _prefer_buurten(found)
    if not found.problems:
        found.problems += incomplete(found.areas, wijken)
    return found


def features_in(content: Any, found: Found) -> list[Any]:
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        found.problems.append("the file is no GeoJSON FeatureCollection")
        return []
    if (crs := other_crs(content.get("crs"))) is not None:
        found.problems.append(
            f"the file is in {crs}; GeoJSON is in degrees (WGS84). Convert it first: "
            "ogr2ogr -f GeoJSON -t_srs EPSG:4326 new.geojson old.geojson"
        )
        return []
    features = content.get("features")
    if not isinstance(features, list) or not features:
        found.problems.append("there are no features in the file")
        return []
    return features


def other_crs(crs: Any) -> str | None:
    """The name of a coordinate system that is not WGS84; old files name theirs, new ones have no `crs`."""
    if not isinstance(crs, dict):
        return None
    properties = crs.get("properties")
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if not name or re.search(r"CRS84|4326|4258", name):
        return None
    return "metres of the Rijksdriehoek (EPSG:28992)" if "28992" in name else name


def _read_feature(number: int, feature: Any, wijken: Sequence[DealWijk], found: Found, first: dict[str, int]) -> None:
    properties = lower_names(feature)
    if properties is None:
        found.problems.append(f"feature {number}: it is no GeoJSON Feature")
        return
    if str(properties.get("water", "")).upper() == "JA":
        found.skipped += 1
        return
    code, wijk = area_of(feature, properties, wijken)
    said = f"feature {number}" + (f" ({code})" if code else "")
    if code is None:
        found.problems.append(f"{said}: it has no CBS code (BU…, WK…) and no name of a wijk of the deal")
    elif not (BUURT.fullmatch(code) or WIJK.fullmatch(code) or wijk):
        found.problems.append(f"{said}: this is no CBS code: BU has 8 digits, WK has 6")
    elif code in first:
        found.problems.append(f"{said}: it is in the file already, as feature {first[code]}")
    elif isinstance(outline := read_outline(feature.get("geometry")), str):
        found.problems.append(f"{said}: {outline}")
    elif wijk is None:
        found.skipped += 1
    else:
        found.areas.append(Area(code, wijk.id, str(name_in(properties) or wijk.name), outline))
    if code:
        first.setdefault(code, number)


def lower_names(feature: Any) -> Mapping[str, Any] | None:
    """The properties with their names in lower case; None when this is no feature."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return None
    properties = feature.get("properties") or {}
    return {str(name).lower(): value for name, value in properties.items()} if isinstance(properties, dict) else None


def area_of(
    feature: Mapping[str, Any], properties: Mapping[str, Any], wijken: Sequence[DealWijk]
) -> tuple[str | None, DealWijk | None]:
    """Code and wijk: by the code of a buurt, of a CBS wijk that is one wijk of the deal, or by the name of a wijk."""
    for code in codes_in(feature, properties):
        if code.startswith("BU"):
            return code, next((each for each in wijken if code in each.buurten), None)
        same = [each for each in wijken if each.cbs_wijk == code]
        return (same[0].id, same[0]) if len(same) == 1 else (code, None)
    names = {str(each).casefold() for each in (feature.get("id"), properties.get("wijk"), name_in(properties)) if each}
    named = next((each for each in wijken if {each.id, each.name.casefold()} & names), None)
    return (named.id, named) if named else (None, None)


def codes_in(feature: Mapping[str, Any], properties: Mapping[str, Any]) -> Iterator[str]:
    """Codes that say which area this is, a buurt's first: its other properties name the wijk that it is a part of."""
    given = [("BU", properties.get(name)) for name in BUURT_NAMES] + [("BU", feature.get("id"))]
    given += [("WK", properties.get(name)) for name in WIJK_NAMES] + [("WK", feature.get("id"))]
    for start, value in given:
        if isinstance(value, str) and value.strip().upper().startswith(start) and value.strip()[2:].isdigit():
            yield value.strip().upper()


def name_in(properties: Mapping[str, Any]) -> Any:
    return next((properties[name] for name in NAME_NAMES if isinstance(properties.get(name), str)), None)


def _prefer_buurten(found: Found) -> None:
    """Where a file has both, buurten say more than the whole wijk."""
    with_buurten = {each.wijk for each in found.areas if each.code != each.wijk}
    found.areas = [each for each in found.areas if each.code != each.wijk or each.wijk not in with_buurten]


def incomplete(areas: Sequence[Area], wijken: Sequence[DealWijk]) -> Iterator[str]:
    """A wijk of which a part is missing would refuse places that lie in it. One that is missing whole is not asked."""
    codes = {each.code for each in areas}
    if not areas:
        yield "none of the areas is of the deal; a CBS wijk that is more than one wijk of the deal needs its buurten"
    for wijk in wijken:
        missing = sorted(wijk.buurten - codes)
        if missing and wijk.buurten & codes:
            yield f"{wijk.name} is not complete: {', '.join(missing)} missing"
