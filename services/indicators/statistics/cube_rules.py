"""Figures laid out along dimensions: what is measured, where, when, and the figure or one of its bounds. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.indicators.statistics.codes_rules import (
    AREA_KINDS,
    MEASURES,
    Abouts,
    Figure,
    about,
    period_of,
    topic,
    topic_number,
    topic_title,
)

Topic = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TopicAbout:
    """One thing that is measured. `number` is its place, the same for ever."""

    id: Topic
    number: int
    title: str
    indicator_title: str
    definition: str
    unit: str
    decimals: int


@dataclass(frozen=True, slots=True)
class AreaAbout:
    id: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Cube:
    """`cells` holds what there is: a figure by topic, area and period."""

    topics: Sequence[TopicAbout]
    areas: Sequence[AreaAbout]
    periods: Sequence[str]
    cells: Mapping[tuple[Topic, str, str], Figure]


def cube_of(figures: Sequence[Figure], abouts: Abouts) -> Cube:
    """Of figures that are each of another topic, area or period."""
    return Cube(
        sorted(_topics(figures, abouts).values(), key=lambda each: each.number),
        _areas(figures),
        sorted({period_of(figure) for figure in figures}, key=lambda label: _moment(label, figures)),
        {(topic(figure), figure["areaId"], period_of(figure)): figure for figure in figures},
    )


def _topics(figures: Sequence[Figure], abouts: Abouts) -> dict[Topic, TopicAbout]:
    """In the words of the newest version of the definition that there is a figure of."""
    found: dict[Topic, TopicAbout] = {}
    for figure in sorted(figures, key=lambda each: int(each["definitionVersion"])):
        said, measure = about(figure, abouts), figure["measure"]
        found[topic(figure)] = TopicAbout(
            topic(figure),
            topic_number(said.number, measure),
            topic_title(said.title, measure),
            said.title,
            said.definition,
            figure["unit"],
            0 if measure == "number" else said.decimals,
        )
    return found


def _areas(figures: Sequence[Figure]) -> list[AreaAbout]:
    """Larger ones first."""
    found = {each["areaId"]: AreaAbout(each["areaId"], each["areaLabel"], each["areaKind"]) for each in figures}
    return sorted(found.values(), key=lambda each: (list(AREA_KINDS).index(each.kind), each.label, each.id))


def _moment(label: str, figures: Sequence[Figure]) -> tuple[str, str]:
    return max(str(each["period"]) for each in figures if period_of(each) == label), label


def indicators_of(cube: Cube) -> Iterator[tuple[str, list[TopicAbout]]]:
    """The title of each indicator, with what is measured of it."""
    for name in dict.fromkeys(each.id[0] for each in cube.topics):
        mine = [each for each in cube.topics if each.id[0] == name]
        yield mine[0].indicator_title, sorted(mine, key=lambda each: list(MEASURES).index(each.id[1]))
