"""A cube of figures as a table in the shape of CBS (OData 3): rows by margin, area and period, a column per topic.

CBS names what it serves in Dutch, and gives bounds as a dimension (`Marges`). Keys of topics end in their number, those
of areas are filled up to ten characters; what is not published is `.` in the untyped set and null in the typed one.
Pure.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from services.indicators.statistics.codes_rules import AREA_KINDS, Figure, period_key, period_title
from services.indicators.statistics.cube_rules import AreaAbout, Cube, TopicAbout, indicators_of

Row = dict[str, Any]
NOT_PUBLISHED = "."
DIMENSIONS = ("Marges", "RegioS", "Perioden")
MARGES: Mapping[str, tuple[str, str, str]] = {
    "value": ("MW00000", "Waarde", "Het cijfer zelf."),
    "lower": (
        "MOG0095",
        "Ondergrens",
        "Ondergrens van het 95%-interval van een steekproef; bij een register de ondergrens door afronding.",
    ),
    "upper": (
        "MBG0095",
        "Bovengrens",
        "Bovengrens van het 95%-interval van een steekproef; bij een register de bovengrens door afronding.",
    ),
}
"""Key, title and meaning; the keys are those of CBS."""
KEY_LENGTH = 10


def topic_key(topic: TopicAbout) -> str:
    """`SocialCohesionChange_128`: made from the id, so that another title makes no other key."""
    indicator, measure = topic.id
    words = indicator if measure == "value" else f"{indicator}-{measure}"
    return "".join(word.title() for word in words.split("-")) + f"_{topic.number}"


def area_key(area: AreaAbout) -> str:
    """A code of CBS where there is one, else the id as in the other forms."""
    return (area.id.upper() if area.kind == "city" else area.id).ljust(KEY_LENGTH)


def typed_rows(cube: Cube) -> list[Row]:
    """Numbers, or null."""
    return [
        {**place, **{topic_key(topic): figure[margin] if figure else None for topic, figure in figures}}
        for place, margin, figures in _rows(cube)
    ]


def untyped_rows(cube: Cube) -> list[Row]:
    """Texts: a number, `.` for what is not published, and nothing where there is no figure."""
    return [
        {**place, **{topic_key(topic): _text(figure, margin) for topic, figure in figures}}
        for place, margin, figures in _rows(cube)
    ]


def _text(figure: Figure | None, margin: str) -> str:
    if figure is None or (figure["value"] is not None and figure[margin] is None):
        return ""
    number = figure[margin]
    if number is None:
        return NOT_PUBLISHED
    return str(int(number)) if number == int(number) else repr(number)


def _rows(cube: Cube) -> Iterator[tuple[Row, str, list[tuple[TopicAbout, Figure | None]]]]:
    """Of areas and periods that there is a figure of."""
    there = {(area, period) for _, area, period in cube.cells}
    places = [pair for pair in product(cube.areas, cube.periods) if (pair[0].id, pair[1]) in there]
    for number, (margin, (area, period)) in enumerate(product(MARGES, places)):
        place = {"ID": number, "Marges": MARGES[margin][0], "RegioS": area_key(area), "Perioden": period_key(period)}
        yield place, margin, [(topic, cube.cells.get((topic.id, area.id, period))) for topic in cube.topics]


def margins() -> list[Row]:
    return [
        {"Key": key, "Title": title, "Description": meaning, "CategoryGroupID": None}
        for key, title, meaning in MARGES.values()
    ]


def areas(cube: Cube) -> list[Row]:
    groups = list(AREA_KINDS)
    return [
        {
            "Key": area_key(area),
            "Title": area.label,
            "Description": "",
            "CategoryGroupID": groups.index(area.kind),
        }
        for area in cube.areas
    ]


def area_groups() -> list[Row]:
    return [
        {"ID": number, "DimensionKey": "RegioS", "Title": title, "Description": "", "ParentID": None}
        for number, title in enumerate(AREA_KINDS.values())
    ]


def periods(cube: Cube) -> list[Row]:
    """Provisional while one of its figures is."""
    open_ones = {label for (_, _, label), each in cube.cells.items() if each["status"] == "provisional"}
    return [
        {
            "Key": period_key(label),
            "Title": period_title(label),
            "Description": "",
            "Status": "Voorlopig" if label in open_ones else "Definitief",
        }
        for label in cube.periods
    ]


def data_properties(cube: Cube) -> list[Row]:
    """Dimensions, and topics in a group per indicator. `Position` goes on after the dimensions, keys count from 1."""
    kinds = {"Marges": "Dimension", "RegioS": "GeoDimension", "Perioden": "TimeDimension"}
    titles = {"Marges": "Marges", "RegioS": "Regio's", "Perioden": "Perioden"}
    found = [
        _property(number, number, None, kinds[name], name, titles[name], "") for number, name in enumerate(DIMENSIONS)
    ]
    for title, topics in indicators_of(cube):
        group = len(found)
        found.append(_property(group, None, None, "TopicGroup", "", title, topics[0].definition))
        for topic in topics:
            place = len(DIMENSIONS) + topic.number - 1
            said = _property(len(found), place, group, "Topic", topic_key(topic), topic.title, topic.definition)
            found.append(
                said | {"Datatype": "Double", "Unit": topic.unit, "Decimals": topic.decimals, "Default": "Impossible"}
            )
    return found


def _property(
    number: int, place: int | None, parent: int | None, kind: str, key: str, title: str, description: str
) -> Row:
    return {
        "odata.type": f"Cbs.OData.{kind}",
        "ID": number,
        "Position": place,
        "ParentID": parent,
        "Type": kind,
        "Key": key,
        "Title": title,
        "Description": description,
    }
